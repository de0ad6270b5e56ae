/** What the catalog's articles hold of what is attached, so that lists of 100,000 are in order without looking there. */
import type { Database } from '../database.ts';
import { unchecked } from './ranks.ts';

/** The values of the columns `health, read, copied` for the address that the SQL expression `address` gives. */
function attachedRanks(address: string): string {
  return `ifnull((SELECT rank FROM attached.links WHERE attached.links.address = ${address}), ${unchecked}),
    ifnull((SELECT rank FROM attached.reads WHERE attached.reads.address = ${address}), 0),
    EXISTS (SELECT 1 FROM attached.copies WHERE attached.copies.address = ${address})`;
}

/** The same for addresses of new articles: while nothing is kept it need not be looked for. */
export function ranksOfNew(database: Database, address: string): string {
  const tables = ['links', 'reads', 'copies'].map((table) => `EXISTS (SELECT 1 FROM attached.${table})`);
  const isAny = database.get(`SELECT ${tables.join(' OR ')} AS any_kept`)?.['any_kept'] === 1;
  return isAny ? attachedRanks(address) : `${unchecked}, 0, 0`;
}

/** Puts right what a crash between the two databases left wrong. Answers whether anything was. */
export function rankAnew(database: Database): boolean {
  const isOther = `(health, read, copied) IS NOT (${attachedRanks('articles.normalised')})`;
  const sql = `UPDATE articles SET (health, read, copied) = (${attachedRanks('normalised')}) WHERE ${isOther}`;
  if (database.get(`SELECT 1 FROM articles WHERE ${isOther} LIMIT 1`) === undefined) return false;
  database.run(sql);
  return true;
}
