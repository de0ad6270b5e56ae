/** One note's names, by which others link to it, and its links to others, in the catalog. */
import type { NoteFacts, NotePath } from '../../api.ts';
import { keysOfLink, linkKey, namesOfNote, type NoteLink } from '../../text/note-link.ts';
import type { Database } from '../database.ts';
import { hashOf } from '../mentions.ts';

/** How a name is kept: `way` in the table. */
export const nameWays = { file: 0, title: 1, alias: 2 } as const;

interface LinkingNote {
  path: NotePath;
  facts: Pick<NoteFacts, 'title'>;
  links?: readonly NoteLink[];
  aliases?: readonly string[];
}

/** Of a note (its row's id) that has none yet. */
export function putNoteLinks(
  database: Database,
  note: number,
  { path, facts, links = [], aliases = [] }: LinkingNote,
): void {
  const names = namesOfNote(path, facts.title, aliases).map(({ by, name }) => [
    hashOf(linkKey(name)),
    nameWays[by],
    by === 'alias' ? name : '',
  ]);
  database.run(
    `INSERT OR IGNORE INTO note_names (hash, note, way, alias)
     SELECT value ->> 0, ?, value ->> 1, value ->> 2 FROM json_each(?)`,
    ...[note, JSON.stringify(names)],
  );
  if (links.length === 0) return;
  const rows = links.flatMap((link, at) =>
    keysOfLink(link).map((key) => [
      hashOf(key),
      at,
      link.kind === 'relative' ? 1 : 0,
      link.target.toWellFormed(),
      link.line,
    ]),
  );
  database.run(
    `INSERT OR IGNORE INTO note_links (hash, note, at, relative, target, line)
     SELECT value ->> 0, ?, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`,
    ...[note, JSON.stringify(rows)],
  );
}

export function removeNoteLinks(database: Database, note: number): void {
  database.run('DELETE FROM note_names WHERE note = ?', note);
  database.run('DELETE FROM note_links WHERE note = ?', note);
}
