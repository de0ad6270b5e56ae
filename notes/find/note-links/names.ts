/** The notes of the catalog by the names that links call them by. */
import type { NotePath } from '../../api.ts';
import { lastPart, linkKey, withoutEnding } from '../../text/note-link.ts';
import type { Named, NoteNames } from '../../text/note-link-target.ts';
import type { Database } from '../database.ts';
import { hashOf } from '../mentions.ts';

const ways = ['file', 'title', 'alias'] as const;
/** More notes of one name, such as `index.md` in every folder, are not looked at: their links name a path. */
const mostNamed = 5000;

/** For one question: it remembers what it was asked, and does not hear of changes. */
export function namesIn(database: Database): NoteNames {
  const known = new Map<string, readonly Named[]>();
  const there = new Map<NotePath, boolean>();
  return {
    has(path) {
      const isThere = there.get(path);
      if (isThere !== undefined) return isThere;
      const found = database.get('SELECT 1 FROM notes WHERE path = ?', path) !== undefined;
      there.set(path, found);
      return found;
    },
    named(key) {
      const names = known.get(key) ?? readNames(database, key);
      known.set(key, names);
      return names;
    },
  };
}

function readNames(database: Database, key: string): Named[] {
  const rows = database.all(
    `SELECT notes.path, notes.title, way, alias FROM note_names CROSS JOIN notes ON notes.id = note_names.note
     WHERE hash = ? LIMIT ?`,
    ...[hashOf(key), mostNamed],
  );
  return rows
    .map((row): Named => {
      const path = String(row['path']);
      const by = ways[Number(row['way'])] ?? 'file';
      const name =
        by === 'file' ? withoutEnding(lastPart(path)) : String(row[by === 'title' ? 'title' : 'alias']);
      return { path, by, name };
    })
    .filter(({ name }) => linkKey(name) === key);
}

/** What a note is called; `null`: it is not in the catalog. */
export function namesOf(
  database: Database,
  path: NotePath,
): { id: number; title: string; aliases: string[] } | null {
  const row = database.get('SELECT id, title FROM notes WHERE path = ?', path);
  if (row === undefined) return null;
  const aliases = database.all('SELECT alias FROM note_names WHERE note = ? AND way = 2', row['id'] ?? null);
  return {
    id: Number(row['id']),
    title: String(row['title']),
    aliases: aliases.map(({ alias }) => String(alias)),
  };
}
