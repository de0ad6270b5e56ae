/** Which links nobody has looked at for long. */
import type { Database } from '../database.ts';
import { unchecked } from './ranks.ts';

/** Articles that were not checked since `before` (ms since the epoch): those never checked first, newest first, then those checked longest ago. */
export function overdueIn(database: Database, before: number, limit: number): string[] {
  const never = database.all(
    'SELECT normalised FROM articles WHERE health = ? ORDER BY first DESC, id LIMIT ?',
    ...[unchecked, limit],
  );
  const long =
    never.length >= limit
      ? []
      : database.all(
          `SELECT normalised FROM attached.links AS links
           CROSS JOIN articles ON articles.hash = links.hash AND articles.normalised = links.address
           WHERE links.checked < ? ORDER BY links.checked LIMIT ?`,
          ...[before, limit - never.length],
        );
  return [...never, ...long].map((row) => String(row['normalised']));
}
