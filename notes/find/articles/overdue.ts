/** Which links nobody has looked at for long. */
import type { Database } from '../database.ts';
import { unchecked } from './ranks.ts';

export interface OverdueLink {
  normalised: string;
  site: string;
}

/**
 * Articles that were not checked since `before` (ms since the epoch): those never checked first, newest first, then those
 * checked longest ago. None of the sites in `without`.
 */
export function overdueIn(
  database: Database,
  before: number,
  limit: number,
  without: readonly string[] = [],
): OverdueLink[] {
  const others = without.length === 0 ? '' : 'AND articles.site NOT IN (SELECT value FROM json_each(?))';
  const left = without.length === 0 ? [] : [JSON.stringify(without)];
  const never = database.all(
    `SELECT normalised, site FROM articles WHERE health = ? ${others} ORDER BY first DESC, id LIMIT ?`,
    ...[unchecked, ...left, limit],
  );
  const long =
    never.length >= limit
      ? []
      : database.all(
          `SELECT articles.normalised, articles.site FROM attached.links AS links
           CROSS JOIN articles ON articles.hash = links.hash AND articles.normalised = links.address
           WHERE links.checked < ? ${others} ORDER BY links.checked LIMIT ?`,
          ...[before, ...left, limit - never.length],
        );
  return [...never, ...long].map(({ normalised, site }) => ({
    normalised: String(normalised),
    site: String(site),
  }));
}
