/**
 * The notes that match a filter, kept until the filter or the catalog changes: every window of a list, its total and
 * its facets ask about the same notes.
 */
import { type Filter, parseFilter } from '../../text/filter.ts';
import { labelName } from '../../text/labels.ts';
import type { Condition, Database } from '../database.ts';
import { conditionOf, streamOf } from './query.ts';

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
  /** Ages (`modified:<7d`) grow. */
  until: number;
}

const kept = new WeakMap<Database, Kept>();
/** How long an age may be wrong, ms. */
const freshMs = 60_000;

/** What `resultOf` answers if it is known already. */
export function keptResult(database: Database, filter: string): Result | null {
  const known = kept.get(database);
  const isKnown =
    known?.filter === filter && known.changes === database.changes() && Date.now() < known.until;
  return isKnown ? known : null;
}

/** Puts the ids of the matching notes into the table `result`, unless they are there. `bad-query`. */
export function resultOf(database: Database, filter: string): Result {
  const known = keptResult(database, filter);
  if (known) return known;
  const selection = selectionOf(database, parseFilter(filter));
  const notes = Number(database.get('SELECT count(*) AS n FROM notes')?.['n']);
  const result: Kept = {
    ...{ total: notes, all: selection === null, dense: true },
    ...{ filter, changes: '', until: Date.now() + freshMs },
  };
  kept.delete(database);
  if (selection !== null) {
    database.run('DELETE FROM result');
    database.run(`INSERT INTO result (id) ${selection.sql}`, ...selection.values);
    result.total = Number(database.get('SELECT count(*) AS n FROM result')?.['n']);
    result.all = result.total === notes;
    result.dense = result.total * 20 > notes;
  }
  result.changes = database.changes();
  kept.set(database, result);
  return result;
}

/** `null`: all notes. */
function selectionOf(database: Database, filter: Filter): Condition | null {
  // The click on a tag: its notes are one range of one index, so the notes themselves need not be looked at.
  if (filter.kind === 'term' && (filter.key === 'tag' || filter.key === 'category')) {
    const sql = 'SELECT note FROM labels WHERE name = (SELECT id FROM names WHERE kind = ? AND name = ?)';
    return { sql, values: [filter.key, labelName(filter.value)] };
  }
  const asked = { hasFullText: database.hasFullText, now: new Date() };
  const stream = streamOf(filter, asked);
  if (stream) {
    const { expression, rest } = stream;
    const { table, match } = expression;
    const sql = `SELECT notes.id FROM ${table} CROSS JOIN notes ON notes.place = ${table}.rowid
      WHERE ${table} MATCH ? AND ${rest.sql}`;
    return { sql, values: [match, ...rest.values] };
  }
  const { sql, values } = conditionOf(filter, asked);
  return sql === 'TRUE' ? null : { sql: `SELECT id FROM notes WHERE ${sql}`, values };
}

/**
 * To be called after the table `result` got its ranks: those are a change of the database, but not of the result.
 */
export function keepResult(database: Database): void {
  const known = kept.get(database);
  if (known) known.changes = database.changes();
}
