/** At which hosts the articles are that a note cites: what `site:` asks for. */
import type { NoteSource } from '../api.ts';
import { hostOf, hostsOf } from '../text/filter-sites.ts';
import type { Condition, Database } from './database.ts';

/** Adds the hosts of `note` (its row's id), which has none yet. */
export function putSites(database: Database, note: number, sources: readonly NoteSource[]): void {
  const hosts = JSON.stringify([...new Set(sources.flatMap(hostsOf))]);
  if (hosts === '[]') return;
  database.run('INSERT OR IGNORE INTO hosts (name) SELECT value FROM json_each(?)', hosts);
  database.run(
    `INSERT INTO cited (host, note) SELECT hosts.id, ? FROM json_each(?) CROSS JOIN hosts ON hosts.name = value`,
    ...[note, hosts],
  );
}

export function removeSites(database: Database, note: number): void {
  database.run('DELETE FROM cited WHERE note = ?', note);
}

/** Selects the ids of the notes that cite an article at the site `value` or a part of it (`isAtSite`). `null`: none can. */
export function notesAtSite(value: string): Condition | null {
  const host = hostOf(value);
  if (host === null) return null;
  const sql = `SELECT note FROM cited
    WHERE host IN (SELECT hosts.id FROM hosts WHERE name = ? OR substr(name, -length(?)) = ?)`;
  return { sql, values: [host, `.${host}`, `.${host}`] };
}
