/** Which notes match a filter, carry given tags or link to an article, and how often every name is used: in windows, between which other work is done. */
import { setImmediate } from 'node:timers/promises';
import type { NotePath } from '../api.ts';
import { labelName } from '../text/labels.ts';
import type { Database } from './database.ts';
import { citingIn } from './mentions.ts';
import { resultOf } from './results/result.ts';

/** How many rows are asked for at once. */
const window = 2000;

export interface NamedNote {
  path: NotePath;
  title: string;
}

/** A tag or category and the number of notes that carry it or one below it. */
export interface UsedName {
  kind: 'tag' | 'category';
  name: string;
  count: number;
}

/** The notes that matched the filter when this was called, without those that went away meanwhile; in no order. `bad-query`. */
export async function notesMatching(database: Database, filter: string): Promise<NamedNote[]> {
  const { all } = resultOf(database, filter);
  // All ids at once: the next question may be about another filter.
  const row = database.get(`SELECT json_group_array(id) AS ids FROM ${all ? 'notes' : 'result'}`);
  const ids = JSON.parse(String(row?.['ids'])) as number[];
  const sql = 'SELECT path, title FROM notes WHERE id IN (SELECT value FROM json_each(?))';
  const found: NamedNote[] = [];
  for (let from = 0; from < ids.length; from += window) {
    if (from > 0) await setImmediate();
    for (const { path, title } of database.all(sql, JSON.stringify(ids.slice(from, from + window))))
      found.push({ path: String(path), title: String(title) });
  }
  return found;
}

/** The notes that carry one of these tags or one below it, each once; in no order. */
export async function notesWithTags(database: Database, names: readonly string[]): Promise<NamedNote[]> {
  const found = new Map<NotePath, NamedNote>();
  const wanted = [...new Set(names.map(labelName))].filter((name) => name !== '');
  for (const name of wanted) {
    const id = database.get("SELECT id FROM names WHERE kind = 'tag' AND name = ?", name)?.['id'];
    if (id === undefined) continue;
    const sql = `SELECT notes.id, path, title FROM labels JOIN notes ON notes.id = labels.note
      WHERE labels.name = ? AND labels.note > ? ORDER BY labels.note LIMIT ?`;
    await inWindows(
      (last) => database.all(sql, id, last, window),
      (row) => {
        found.set(String(row['path']), { path: String(row['path']), title: String(row['title']) });
        return Number(row['id']);
      },
    );
  }
  return [...found.values()];
}

/** The notes that link to an article, each once. */
export async function notesCiting(database: Database, normalised: string): Promise<NamedNote[]> {
  const found: NamedNote[] = [];
  for (let total = 1; found.length < total; await setImmediate()) {
    const page = citingIn(database, { normalised, offset: found.length, limit: window });
    total = page.notes.length === 0 ? 0 : page.total;
    for (const { path, title } of page.notes) found.push({ path, title });
  }
  return found;
}

/** The notes whose header can't be read: nobody knows their tags. */
export async function brokenNotes(database: Database): Promise<NamedNote[]> {
  const found: NamedNote[] = [];
  const sql = 'SELECT id, path, title FROM notes WHERE problem IS NOT NULL AND id > ? ORDER BY id LIMIT ?';
  await inWindows(
    (last) => database.all(sql, last, window),
    (row) => {
      found.push({ path: String(row['path']), title: String(row['title']) });
      return Number(row['id']);
    },
  );
  return found;
}

/** Every tag and category that a note carries, and their parents. */
export async function usedNames(database: Database): Promise<UsedName[]> {
  const found: UsedName[] = [];
  const sql = `SELECT names.id, kind, names.name, (SELECT count(*) FROM labels WHERE labels.name = names.id) AS n
    FROM names WHERE names.id > ? ORDER BY names.id LIMIT ?`;
  await inWindows(
    (last) => database.all(sql, last, window / 4),
    (row) => {
      const count = Number(row['n']);
      const kind = row['kind'] === 'tag' ? 'tag' : 'category';
      if (count > 0) found.push({ kind, name: String(row['name']), count });
      return Number(row['id']);
    },
    window / 4,
  );
  return found;
}

type Row = ReturnType<Database['all']>[number];

/** `take` answers the id of the row, which the next window begins after. */
async function inWindows(
  ask: (last: number) => Row[],
  take: (row: Row) => number,
  size = window,
): Promise<void> {
  for (let last = -1; ; await setImmediate()) {
    const rows = ask(last);
    for (const row of rows) last = take(row);
    if (rows.length < size) return;
  }
}
