/** Which links nobody has looked at for long. */
import type { Database } from '../database.ts';
import { unchecked } from './ranks.ts';

/** Articles that were not checked since `before` (ms since the epoch): never first, then the longest ago. */
export function overdueIn(database: Database, before: number, limit: number): string[] {
  const never = database.all(
    'SELECT normalised FROM articles WHERE health = ? ORDER BY id LIMIT ?',
    ...[unchecked, limit],
  );
  const long =
    never.length >= limit
      ? []
      : database.all(
          `SELECT normalised FROM articles CROSS JOIN attached.links AS links ON links.address = articles.normalised
           WHERE links.health ->> 'checked' < ? ORDER BY links.health ->> 'checked' LIMIT ?`,
          ...[before, limit - never.length],
        );
  return [...never, ...long].map((row) => String(row['normalised']));
}
