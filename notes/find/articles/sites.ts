/** The sites of the articles of a filter, and when notes cited each: "what was I reading there". */
import type { ArticleSite } from '../../api.ts';
import type { Database } from '../database.ts';
import { matchingArticles } from './matching.ts';

const mostSites = 200;

/**
 * The sites of the most articles first, at most 200. In `months` every note that cites one of the site's articles counts
 * once, by the month of its date as written. `bad-query`.
 */
export function articleSitesIn(database: Database, filter: string): ArticleSite[] {
  const { where } = matchingArticles(database, filter);
  const sites = database
    .all(
      `SELECT site, count(*) AS n FROM articles WHERE ${where} GROUP BY site ORDER BY n DESC, site LIMIT ?`,
      mostSites,
    )
    .map((row): ArticleSite => ({ name: String(row['site']), count: Number(row['n']), months: [] }));
  const bySite = new Map(sites.map((site) => [site.name, site]));
  const months = database.all(
    `SELECT articles.site, notes.day / 100 AS month, count(DISTINCT mentions.note) AS n
     FROM articles JOIN mentions ON mentions.article = articles.id JOIN notes ON notes.id = mentions.note
     WHERE ${where} AND articles.site IN (SELECT value FROM json_each(?)) AND notes.day IS NOT NULL
     GROUP BY articles.site, month ORDER BY month`,
    JSON.stringify([...bySite.keys()]),
  );
  for (const { site, month, n } of months)
    bySite.get(String(site))?.months.push({ month: monthOf(Number(month)), count: Number(n) });
  return sites;
}

/** `2020-01` for 202001. */
function monthOf(number: number): string {
  const year = String(Math.floor(number / 100)).padStart(4, '0');
  return `${year}-${String(number % 100).padStart(2, '0')}`;
}
