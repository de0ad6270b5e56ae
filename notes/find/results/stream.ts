/** A window of hits straight out of the full-text index, which has them in the order of the list. */
import type { Arguments } from '../../api.ts';
import { parseFilter } from '../../text/filter.ts';
import type { Database, Row } from '../database.ts';
import { type Stream, streamOf } from './query.ts';
import { keptResult } from './result.ts';
import { isDisordered } from '../words/waiting.ts';

type Window = Pick<Arguments<'query'>, 'filter' | 'sort' | 'direction' | 'offset' | 'limit'>;

/**
 * Further on, a result that is kept answers sooner where notes have to be looked at one by one; so does one that is
 * there already and has few of them.
 */
const furthest = 1000;

/** Rows with these columns of `notes`. `null`: this filter or sort is not for the index. `bad-query`. */
export function streamedPage(
  database: Database,
  { filter, sort, direction, offset, limit }: Window,
  columns: string,
): { total: number; rows: Row[] } | null {
  if (sort !== 'date' || direction === 'ascending' || !database.hasFullText) return null;
  const stream = streamOf(parseFilter(filter), { hasFullText: true, now: new Date() });
  if (!stream || isDisordered(database)) return null;
  const { expression, rest } = stream;
  const { table, match } = expression;
  const isPlain = rest.sql === 'TRUE';
  const isAtHand = keptResult(database, filter)?.dense === false;
  if (!isPlain && (offset > furthest || isAtHand)) return null;
  const hits = isPlain
    ? `(SELECT rowid AS place FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid LIMIT ? OFFSET ?) AS hits
       CROSS JOIN notes USING (place) ORDER BY hits.place`
    : `(SELECT rowid AS hit FROM ${table} WHERE ${table} MATCH ?) CROSS JOIN notes ON notes.place = hit
       WHERE ${rest.sql} ORDER BY hit LIMIT ? OFFSET ?`;
  const rows =
    limit === 0 ? [] : database.all(`SELECT ${columns} FROM ${hits}`, match, ...rest.values, limit, offset);
  // A window that ends before its limit has the last hit: nothing is left to count.
  const isEnd = rows.length < limit && (rows.length > 0 || offset === 0);
  return { total: isEnd ? offset + rows.length : totalOf(database, filter, stream), rows };
}

interface Total {
  filter: string;
  changes: string;
  total: number;
}

/** Of the last filter: a window further down asks about the same one. */
const totals = new WeakMap<Database, Total>();

function totalOf(database: Database, filter: string, stream: Stream): number {
  const known = keptResult(database, filter);
  if (known) return known.total;
  const changes = database.changes();
  const last = totals.get(database);
  if (last?.filter === filter && last.changes === changes) return last.total;
  const total = counted(database, stream);
  totals.set(database, { filter, changes, total });
  return total;
}

function counted(database: Database, { expression: { table, match }, rest }: Stream): number {
  const from =
    rest.sql === 'TRUE'
      ? `${table} WHERE ${table} MATCH ?`
      : `${table} CROSS JOIN notes ON notes.place = ${table}.rowid WHERE ${table} MATCH ? AND ${rest.sql}`;
  return Number(database.get(`SELECT count(*) AS n FROM ${from}`, match, ...rest.values)?.['n']);
}
