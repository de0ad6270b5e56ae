/**
 * The notes that match a filter, kept until the filter or the catalog changes: every window of a list, its total and
 * its facets ask about the same notes.
 */
import { parseFilter } from '../text/filter.ts';
import type { Database, Value } from './database.ts';
import { conditionOf } from './query.ts';
import { labelName } from './words.ts';

export interface Result {
  total: number;
  /** Whether every note matches. */
  all: boolean;
  /** Many notes of the catalog match: then it is faster to go through all notes in order than to sort these. */
  dense: boolean;
}

interface Kept extends Result {
  filter: string;
  changes: string;
}

const kept = new WeakMap<Database, Kept>();

/** Puts the ids of the matching notes into the table `result`, unless they are there. `bad-query`. */
export function resultOf(database: Database, filter: string): Result {
  const known = kept.get(database);
  const changes = database.changes();
  if (known?.filter === filter && known.changes === changes) return known;
  const { sql, values } = selectionOf(filter);
  const notes = Number(database.get('SELECT count(*) AS n FROM notes')?.['n']);
  const result: Kept = { total: notes, all: sql === null, dense: true, filter, changes };
  kept.delete(database);
  if (sql !== null) {
    database.run('DELETE FROM result');
    database.run(`INSERT INTO result ${sql}`, ...values);
    result.total = Number(database.get('SELECT count(*) AS n FROM result')?.['n']);
    result.dense = result.total * 20 > notes;
  }
  kept.set(database, { ...result, changes: database.changes() });
  return result;
}

function selectionOf(filter: string): { sql: string | null; values: Value[] } {
  const parsed = parseFilter(filter);
  // The click on a tag: its notes are one range of one index, so the notes themselves need not be looked at.
  if (parsed.kind === 'term' && (parsed.key === 'tag' || parsed.key === 'category')) {
    const sql = 'SELECT note FROM labels WHERE name = (SELECT id FROM names WHERE kind = ? AND name = ?)';
    return { sql, values: [parsed.key, labelName(parsed.value)] };
  }
  const { sql, values } = conditionOf(parsed);
  return { sql: sql === 'TRUE' ? null : `SELECT id FROM notes WHERE ${sql}`, values };
}
