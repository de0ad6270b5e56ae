/** One window of all articles that match a filter. */
import type { Arguments, ArticleSort, Direction, Results } from '../../api.ts';
import type { Database } from '../database.ts';
import { matchingArticles } from './matching.ts';
import { articlesById } from './rows.ts';

/** `api.ts`: articleList. `bad-query`. */
export function articleListIn(database: Database, args: Arguments<'articleList'>): Results['articleList'] {
  const { total, ids } = articleIdsIn(database, args);
  return { total, articles: articlesById(database, ids) };
}

/** All articles of a filter, in the order of the list by date: what is queued for copies and checks. `bad-query`. */
export function articleAddressesIn(database: Database, filter: string): string[] {
  const { where } = matchingArticles(database, filter);
  const order = orderOf('noted', undefined);
  const sql = `SELECT normalised FROM articles WHERE ${where} ORDER BY ${order}`;
  return database.all(sql).map((row) => String(row['normalised']));
}

function articleIdsIn(
  database: Database,
  { filter, sort, direction, offset, limit }: Arguments<'articleList'>,
): { total: number; ids: number[] } {
  const { total, where } = matchingArticles(database, filter);
  const rows = database.all(
    `SELECT articles.id FROM articles WHERE ${where} ORDER BY ${orderOf(sort, direction)} LIMIT ? OFFSET ?`,
    ...[limit, offset],
  );
  return { total, ids: rows.map((row) => Number(row['id'])) };
}

/** Of undated notes, when they had been changed last as the article was found in them. */
const newest = 'ifnull(articles.first, articles.added)';

/** Columns of which the first few have an index, and whether they come from the highest. */
const orders: Readonly<Record<ArticleSort, readonly (readonly [column: string, isDown: boolean])[]>> = {
  site: [
    ['site', false],
    ['title_key', false],
    ['id', false],
  ],
  title: [
    ['title_key', false],
    ['id', false],
  ],
  noted: [
    [newest, true],
    ['id', false],
  ],
  notes: [
    ['noted', true],
    ['first', true],
    ['id', false],
  ],
  excerpt: [
    ['excerpt', true],
    ['first', true],
    ['id', false],
  ],
  health: [
    ['health', false],
    ['first', true],
    ['id', false],
  ],
  read: [
    ['read', false],
    ['first', true],
    ['id', false],
  ],
};

/** The other direction is the same list backwards. */
function orderOf(sort: ArticleSort, direction: Direction | undefined): string {
  const columns = orders[sort];
  const isDownFirst = columns[0]?.[1] ?? false;
  const isBackwards = direction !== undefined && (direction === 'descending') !== isDownFirst;
  return columns
    .map(([column, isDown]) => {
      const name = column === newest ? column : `articles.${column}`;
      return `${name} ${isDown !== isBackwards ? 'DESC' : 'ASC'}`;
    })
    .join(', ');
}
