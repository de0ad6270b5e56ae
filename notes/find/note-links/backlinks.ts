/** Which notes link to a note, worked out from the names that it has now. */
import { setImmediate } from 'node:timers/promises';
import type { NotePath } from '../../api.ts';
import { folderOf, linkKey, namesOfNote } from '../../text/note-link.ts';
import { noteOfLink } from '../../text/note-link-target.ts';
import type { Database, Row } from '../database.ts';
import { hashOf } from '../mentions.ts';
import { namesIn, namesOf } from './names.ts';

/** A link that leads to the note that was asked about. */
export interface Backlink {
  /** The linking note's row. */
  note: number;
  kind: 'wiki' | 'relative';
  target: string;
  /** 1-based. */
  line: number;
}

interface Kept {
  path: NotePath;
  changes: string;
  /** By note, the newest note first; the links of each in their order. */
  notes: Map<number, Backlink[]>;
}

/** The last answer: every window of it asks about the same links. */
const kept = new WeakMap<Database, Kept>();

/** The notes that link to the one at `path`, without itself. */
export async function backlinksOf(database: Database, path: NotePath): Promise<Map<number, Backlink[]>> {
  const changes = database.changes();
  const known = kept.get(database);
  if (known?.path === path && known.changes === changes) return known.notes;
  const notes = inOrder(database, await linksTo(database, path));
  kept.set(database, { path, changes, notes });
  return notes;
}

async function linksTo(database: Database, path: NotePath): Promise<Map<number, Backlink[]>> {
  const found = new Map<number, Backlink[]>();
  const own = namesOf(database, path);
  if (own === null) return found;
  const names = namesIn(database);
  const hashes = new Set(namesOfNote(path, own.title, own.aliases).map(({ name }) => hashOf(linkKey(name))));
  // A path in front of the title's own slashes.
  hashes.add(hashOf(linkKey(own.title)));
  const leads = new Map<string, boolean>();
  for (const hash of hashes) {
    for await (const row of candidates(database, hash)) {
      const note = Number(row['note']);
      if (note === own.id) continue;
      const from = String(row['path']);
      const kind = row['relative'] === 1 ? 'relative' : 'wiki';
      const target = String(row['target']);
      const asked = `${kind}\n${folderOf(from)}\n${target}`;
      const isTo = leads.get(asked) ?? noteOfLink({ kind, target }, from, names) === path;
      leads.set(asked, isTo);
      if (!isTo) continue;
      const links = found.get(note) ?? [];
      const line = Number(row['line']);
      if (!links.some((one) => one.line === line && one.target === target))
        links.push({ note, kind, target, line });
      found.set(note, links);
    }
  }
  for (const links of found.values()) links.sort((a, b) => a.line - b.line);
  return found;
}

const window = 1000;

async function* candidates(database: Database, hash: number): AsyncGenerator<Row> {
  const sql = `SELECT note_links.note, at, relative, target, line, path
    FROM note_links CROSS JOIN notes ON notes.id = note_links.note
    WHERE hash = ? AND (note_links.note, at) > (?, ?) ORDER BY note_links.note, at LIMIT ?`;
  for (let last = [-1, -1]; ;) {
    const rows = database.all(sql, hash, last[0] ?? -1, last[1] ?? -1, window);
    for (const row of rows) {
      yield row;
      last = [Number(row['note']), Number(row['at'])];
    }
    if (rows.length < window) return;
    await setImmediate();
  }
}

function inOrder(database: Database, found: ReadonlyMap<number, Backlink[]>): Map<number, Backlink[]> {
  const rows = database.all(
    `SELECT id FROM notes WHERE id IN (SELECT value FROM json_each(?))
     ORDER BY undated, time DESC, path DESC`,
    JSON.stringify([...found.keys()]),
  );
  return new Map(rows.map(({ id }) => [Number(id), found.get(Number(id)) ?? []]));
}

/** The notes whose links may lead elsewhere once a note is called `key`. */
export function notesLinkingBy(database: Database, key: string): { path: NotePath; title: string }[] {
  const sql = `SELECT DISTINCT path, title FROM note_links CROSS JOIN notes ON notes.id = note_links.note
    WHERE hash = ? LIMIT 100000`;
  return database
    .all(sql, hashOf(key))
    .map(({ path, title }) => ({ path: String(path), title: String(title) }));
}
