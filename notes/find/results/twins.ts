/** Notes whose paths are one on a system that does not tell letter cases, or the two forms of é, apart. */
import type { NotePath, NoteRow } from '../../api.ts';
import { lastPart, linkKey } from '../../text/note-link.ts';
import type { Database } from '../database.ts';
import { hashOf } from '../mentions.ts';
import { nameWays } from '../note-links/kept.ts';

/** More notes of these names, such as `index.md` in every folder, are not looked at: the list does not wait for a badge. */
const mostNamed = 2000;

/** The rows, each that has a twin with its path. */
export function withTwins(database: Database, rows: NoteRow[]): NoteRow[] {
  if (rows.length === 0) return rows;
  const hashes = new Set(rows.map(({ path }) => hashOf(linkKey(lastPart(path)))));
  const named = database.all(
    `SELECT path FROM note_names CROSS JOIN notes ON notes.id = note_names.note
     WHERE hash IN (SELECT value FROM json_each(?)) AND way = ? LIMIT ?`,
    ...[JSON.stringify([...hashes]), nameWays.file, mostNamed],
  );
  const paths = new Map<string, NotePath[]>();
  for (const row of named) {
    const path = String(row['path']);
    const key = twinKey(path);
    paths.set(key, [...(paths.get(key) ?? []), path]);
  }
  return rows.map((row) => {
    const twin = paths.get(twinKey(row.path))?.find((path) => path !== row.path);
    return twin === undefined ? row : { ...row, twin };
  });
}

function twinKey(path: NotePath): string {
  return path.normalize('NFC').toLowerCase();
}
