/** One window of the list, and where in the list a note stands. */
import type { Arguments, Direction, NoteRow, Page, Problem, Sort } from '../../api.ts';
import { fold } from '../../text/fold.ts';
import type { Condition, Database, Row, Value } from '../database.ts';
import { rankResult } from './rank.ts';
import { type Result, resultOf } from './result.ts';
import { streamedPage } from './stream.ts';
import { withTwins } from './twins.ts';

interface Column {
  name: 'undated' | 'time' | 'path' | 'title_key' | 'modified' | 'rank';
  descending: boolean;
}

/** The path comes last everywhere, so that the order is the same each time. Every order has its index. */
function columnsOf(sort: Sort, direction: Direction | undefined): [Column, ...Column[]] {
  const descending = (direction ?? (sort === 'title' ? 'ascending' : 'descending')) === 'descending';
  const path: Column = { name: 'path', descending };
  if (sort === 'title') return [{ name: 'title_key', descending }, path];
  if (sort === 'modified') return [{ name: 'modified', descending }, path];
  // Notes without a date follow those with one, in both directions.
  return [{ name: 'undated', descending: false }, { name: 'time', descending }, path];
}

/** The best first, those that are alike as in the list by date; ascending, all of it backwards. */
function columnsByRank(direction: Direction | undefined): [Column, ...Column[]] {
  const isUp = direction === 'ascending';
  return [
    { name: 'rank', descending: isUp },
    { name: 'undated', descending: isUp },
    { name: 'time', descending: !isUp },
    { name: 'path', descending: !isUp },
  ];
}

function orderBy(columns: readonly Column[]): string {
  return columns.map(({ name, descending }) => `${name} ${descending ? 'DESC' : 'ASC'}`).join(', ');
}

const rowColumns =
  'path, title, date, tags, categories, excerpt, sources, unpublished, words, modified, problem';

/** Without the facets, which are `facets.ts`. `bad-query`. */
export function pageOf(database: Database, window: Omit<Arguments<'query'>, 'facets'>): Omit<Page, 'facets'> {
  const { filter, sort, direction, offset, limit } = window;
  const streamed = streamedPage(database, window, rowColumns);
  if (streamed)
    return { total: streamed.total, offset, rows: withTwins(database, streamed.rows.map(noteRow)) };
  const { total, from, columns } = listOf(database, filter, sort, direction);
  const rows = database.all(
    `SELECT ${rowColumns} FROM ${from} ORDER BY ${orderBy(columns)} LIMIT ? OFFSET ?`,
    ...[limit, offset],
  );
  return { total, offset, rows: withTwins(database, rows.map(noteRow)) };
}

interface List {
  total: number;
  /** Tables, and the condition on their rows. */
  from: string;
  columns: [Column, ...Column[]];
}

function listOf(database: Database, filter: string, sort: Sort, direction: Direction | undefined): List {
  const result = resultOf(database, filter);
  const { total } = result;
  if (sort === 'relevance' && rankResult(database, filter)) {
    const from = 'notes JOIN result ON result.id = notes.id WHERE TRUE';
    return { total, from, columns: columnsByRank(direction) };
  }
  return { total, from: `notes WHERE ${matching(result)}`, columns: columnsOf(sort, direction) };
}

function matching({ all, dense }: Result): string {
  if (all) return 'TRUE';
  return dense
    ? 'EXISTS (SELECT 1 FROM result WHERE result.id = notes.id)'
    : 'notes.id IN (SELECT id FROM result)';
}

function noteRow(row: Row): NoteRow {
  return {
    path: String(row['path']),
    title: String(row['title']),
    date: row['date'] === null ? null : String(row['date']),
    tags: JSON.parse(String(row['tags'])) as string[],
    categories: JSON.parse(String(row['categories'])) as string[],
    excerpt: String(row['excerpt']),
    sources: Number(row['sources']),
    unpublished: row['unpublished'] === 1,
    words: Number(row['words']),
    modified: Number(row['modified']),
    problem: row['problem'] === null ? null : (JSON.parse(String(row['problem'])) as Problem),
  };
}

/** `api.ts`: locate. */
export function positionOf(
  database: Database,
  { filter, sort, direction, target }: Arguments<'locate'>,
): number | null {
  const list = listOf(database, filter, sort, direction);
  const found =
    'path' in target
      ? first(database, list, { sql: 'path = ?', values: [target.path] })
      : firstAfter(database, list, fold(target.prefix), target.from);
  if (!found) return null;
  const { sql, values } = beside(list.columns, found, 'before');
  return Number(database.get(`SELECT count(*) AS n FROM ${list.from} AND (${sql})`, ...values)?.['n']);
}

function firstAfter(database: Database, list: List, prefix: string, from: number): Row | undefined {
  const sql = 'folded_title >= ? AND folded_title < ?';
  const wanted: Condition = { sql, values: [prefix, `${prefix}\u{10ffff}`] };
  const anchor = from < 0 ? undefined : first(database, list, { sql: 'TRUE', values: [] }, from);
  const after = anchor && first(database, list, and(wanted, beside(list.columns, anchor, 'after')));
  return after ?? first(database, list, wanted);
}

function first(
  database: Database,
  { from, columns }: List,
  { sql, values }: Condition,
  offset = 0,
): Row | undefined {
  const names = columns.map(({ name }) => name).join(', ');
  return database.get(
    `SELECT ${names} FROM ${from} AND (${sql}) ORDER BY ${orderBy(columns)} LIMIT 1 OFFSET ?`,
    ...[...values, offset],
  );
}

function and(left: Condition, right: Condition): Condition {
  return { sql: `(${left.sql}) AND (${right.sql})`, values: [...left.values, ...right.values] };
}

/** Rows that the order puts before or after `row`: a < 1 OR (a = 1 AND (b > 2 OR …)). */
function beside(columns: readonly [Column, ...Column[]], row: Row, side: 'before' | 'after'): Condition {
  const [{ name, descending }, second, ...rest] = columns;
  const value: Value = row[name] ?? null;
  const operator = descending === (side === 'before') ? '>' : '<';
  if (!second) return { sql: `${name} ${operator} ?`, values: [value] };
  const deeper = beside([second, ...rest], row, side);
  return {
    sql: `${name} ${operator} ? OR (${name} = ? AND (${deeper.sql}))`,
    values: [value, value, ...deeper.values],
  };
}
