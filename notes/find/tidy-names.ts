/** Forgets names of tags, categories and sites that no note has any more: a tag is saved while it is being typed. */
import type { Database } from './database.ts';

const rowsAtOnce = 500;

const unused = [
  { table: 'names', uses: 'SELECT 1 FROM labels WHERE labels.name = names.id' },
  { table: 'hosts', uses: 'SELECT 1 FROM cited WHERE cited.host = hosts.id' },
] as const;

/** How far each connection is: the table, and the last id of it. Once through is enough for as long as it is open. */
const places = new WeakMap<Database, { table: number; id: number }>();

/** One short step. Answers whether there is more to do. */
export function tidyNames(database: Database): boolean {
  const place = places.get(database) ?? { table: 0, id: 0 };
  places.set(database, place);
  const at = unused[place.table];
  if (at === undefined) return false;
  const { table, uses } = at;
  const rows = database.all(
    `SELECT id, NOT EXISTS (${uses}) AS unused FROM ${table} WHERE id > ? ORDER BY id LIMIT ${rowsAtOnce}`,
    place.id,
  );
  const gone = rows.filter((row) => row['unused'] === 1).map((row) => row['id']);
  if (gone.length > 0)
    database.run(`DELETE FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`, JSON.stringify(gone));
  place.id = Number(rows.at(-1)?.['id']);
  if (rows.length < rowsAtOnce) places.set(database, { table: place.table + 1, id: 0 });
  return true;
}
