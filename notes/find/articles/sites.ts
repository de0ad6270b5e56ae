/** The sites of the articles of a filter, when notes cited each, and when their articles were read. */
import { setImmediate } from 'node:timers/promises';
import type { ArticleSite, MonthCount } from '../../api.ts';
import type { Database } from '../database.ts';
import { matchingArticles } from './matching.ts';

const mostSites = 200;
/** Of 100,000 articles all months at once would take a quarter of a second: other work comes in between. */
const sliceMs = 8;

interface Kept {
  filter: string;
  /** `readTimes`, as text. */
  times: string;
  changes: string;
  sites: ArticleSite[];
}

const kept = new WeakMap<Database, Kept>();

/**
 * The sites of the most articles first, at most 200. In `months` every note that cites one of the site's articles counts
 * once, by the month of its date as written. `readTimes`: ISO 8601, by normalised address. `bad-query`.
 */
export async function articleSitesIn(
  database: Database,
  filter: string,
  readTimes: ReadonlyMap<string, string> = new Map(),
): Promise<ArticleSite[]> {
  const changes = database.changes();
  const known = kept.get(database);
  const times = [...readTimes].flat().join('\n');
  if (known?.filter === filter && known.changes === changes && known.times === times) return known.sites;
  const { where } = matchingArticles(database, filter);
  const rows = database.all(
    `SELECT site, count(*) AS n FROM articles WHERE ${where} GROUP BY site ORDER BY n DESC, site LIMIT ?`,
    mostSites,
  );
  const reads = readsIn(database, filter, readTimes);
  const sites: ArticleSite[] = [];
  let end = performance.now() + sliceMs;
  for (const row of rows) {
    if (performance.now() > end) {
      await setImmediate();
      end = performance.now() + sliceMs;
    }
    const name = String(row['site']);
    const noted = notedAt(database, filter, name);
    sites.push({ name, count: Number(row['n']), ...noted, reads: monthsOf(reads.get(name)) });
  }
  kept.set(database, { filter, changes, times, sites });
  return sites;
}

function notedAt(database: Database, filter: string, site: string): Pick<ArticleSite, 'months' | 'undated'> {
  // Once more: meanwhile somebody may have asked for another filter.
  const { where } = matchingArticles(database, filter);
  const rows = database.all(
    `SELECT notes.day / 100 AS month, count(DISTINCT mentions.note) AS n
     FROM articles CROSS JOIN mentions ON mentions.article = articles.id
     CROSS JOIN notes ON notes.id = mentions.note
     WHERE articles.site = ? AND ${where} GROUP BY month ORDER BY month`,
    site,
  );
  const months = rows
    .filter(({ month }) => month !== null)
    .map(({ month, n }) => ({ month: monthOf(Number(month)), count: Number(n) }));
  return { months, undated: Number(rows.find(({ month }) => month === null)?.['n'] ?? 0) };
}

type Counts = ReadonlyMap<string, number>;

/** By site, then by month: how many of its articles were read then. Far fewer than there are articles. */
function readsIn(
  database: Database,
  filter: string,
  readTimes: ReadonlyMap<string, string>,
): ReadonlyMap<string, Counts> {
  const bySite = new Map<string, Map<string, number>>();
  if (readTimes.size === 0) return bySite;
  const { where } = matchingArticles(database, filter);
  const rows = database.all(`SELECT site, normalised FROM articles WHERE read > 0 AND ${where}`);
  for (const { site, normalised } of rows) {
    const [month] = /^\d{4}-(?:0[1-9]|1[0-2])(?=-|$)/.exec(readTimes.get(String(normalised)) ?? '') ?? [];
    if (month === undefined) continue;
    const counts = bySite.get(String(site)) ?? new Map<string, number>();
    bySite.set(String(site), counts.set(month, (counts.get(month) ?? 0) + 1));
  }
  return bySite;
}

function monthsOf(counts: Counts = new Map()): MonthCount[] {
  return [...counts].map(([month, count]) => ({ month, count })).sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** `2020-01` for 202001. */
function monthOf(number: number): string {
  const year = String(Math.floor(number / 100)).padStart(4, '0');
  return `${year}-${String(number % 100).padStart(2, '0')}`;
}
