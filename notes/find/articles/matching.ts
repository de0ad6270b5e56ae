/** The articles that match a filter, kept until the filter or what is known changes: as `results/result.ts` keeps notes. */
import { parseFilter } from '../../text/filter.ts';
import type { Database } from '../database.ts';
import { articleCondition } from './conditions.ts';

export interface MatchingArticles {
  total: number;
  /** A condition on rows of `articles`. */
  where: string;
}

interface Kept extends MatchingArticles {
  filter: string;
  changes: string;
  /** Ages (`modified:<7d`) grow. */
  until: number;
}

const kept = new WeakMap<Database, Kept>();
/** How long an age may be wrong, ms. */
const freshMs = 60_000;

/** `bad-query`. */
export function matchingArticles(database: Database, filter: string): MatchingArticles {
  const known = kept.get(database);
  const changes = database.changes();
  if (known?.filter === filter && known.changes === changes && Date.now() < known.until) return known;
  const asked = { hasFullText: database.hasFullText, now: new Date() };
  const { sql, values } = articleCondition(parseFilter(filter), asked);
  const count = (table: string): number => Number(database.get(`SELECT count(*) AS n FROM ${table}`)?.['n']);
  const all = count('articles');
  const found: Kept = { total: all, where: 'TRUE', filter, changes, until: Date.now() + freshMs };
  if (sql !== 'TRUE') {
    kept.delete(database);
    database.aside(() => {
      database.run('DELETE FROM listed');
      database.run(`INSERT INTO listed (id) SELECT articles.id FROM articles WHERE ${sql}`, ...values);
    });
    found.total = count('listed');
    // Of many it is faster to go through all in order than to sort them.
    if (found.total < all)
      found.where =
        found.total * 20 > all
          ? 'EXISTS (SELECT 1 FROM listed WHERE listed.id = articles.id)'
          : 'articles.id IN (SELECT id FROM listed)';
  }
  kept.set(database, found);
  return found;
}
