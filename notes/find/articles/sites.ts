/** The sites of the articles of a filter, and when notes cited each: "when was I reading there". */
import { setImmediate } from 'node:timers/promises';
import type { ArticleSite } from '../../api.ts';
import type { Database } from '../database.ts';
import { matchingArticles } from './matching.ts';

const mostSites = 200;
/** Of 100,000 articles all months at once would take a quarter of a second: other work comes in between. */
const sliceMs = 8;

interface Kept {
  filter: string;
  changes: string;
  sites: ArticleSite[];
}

const kept = new WeakMap<Database, Kept>();

/**
 * The sites of the most articles first, at most 200. In `months` every note that cites one of the site's articles counts
 * once, by the month of its date as written. `bad-query`.
 */
export async function articleSitesIn(database: Database, filter: string): Promise<ArticleSite[]> {
  const changes = database.changes();
  const known = kept.get(database);
  if (known?.filter === filter && known.changes === changes) return known.sites;
  const { where } = matchingArticles(database, filter);
  const rows = database.all(
    `SELECT site, count(*) AS n FROM articles WHERE ${where} GROUP BY site ORDER BY n DESC, site LIMIT ?`,
    mostSites,
  );
  const sites: ArticleSite[] = [];
  let end = performance.now() + sliceMs;
  for (const { site, n } of rows) {
    if (performance.now() > end) {
      await setImmediate();
      end = performance.now() + sliceMs;
    }
    sites.push({ name: String(site), count: Number(n), months: monthsOf(database, filter, String(site)) });
  }
  kept.set(database, { filter, changes, sites });
  return sites;
}

function monthsOf(database: Database, filter: string, site: string): ArticleSite['months'] {
  // Once more: meanwhile somebody may have asked for another filter.
  const { where } = matchingArticles(database, filter);
  const rows = database.all(
    `SELECT notes.day / 100 AS month, count(DISTINCT mentions.note) AS n
     FROM articles CROSS JOIN mentions ON mentions.article = articles.id
     CROSS JOIN notes ON notes.id = mentions.note
     WHERE articles.site = ? AND ${where} AND notes.day IS NOT NULL GROUP BY month ORDER BY month`,
    site,
  );
  return rows.map(({ month, n }) => ({ month: monthOf(Number(month)), count: Number(n) }));
}

/** `2020-01` for 202001. */
function monthOf(number: number): string {
  const year = String(Math.floor(number / 100)).padStart(4, '0');
  return `${year}-${String(number % 100).padStart(2, '0')}`;
}
