/** The tags and categories of one note, by which it is found and counted. */
import type { NoteFacts } from '../api.ts';
import { labelName, mostLabels } from '../text/labels.ts';
import type { Database } from './database.ts';

/** Of a note that has none yet. `a/b` puts the note under `a` too, so that a parent finds and counts its children. */
export function putLabels(database: Database, note: number, { tags, categories }: NoteFacts): void {
  const labels = JSON.stringify([...labelsOf('tag', tags), ...labelsOf('category', categories)]);
  if (labels === '[]') return;
  const insert = 'INSERT OR IGNORE INTO names (kind, name)';
  database.run(`${insert} SELECT value ->> 0, value ->> 1 FROM json_each(?)`, labels);
  database.run(
    `INSERT INTO labels (name, note, exact) SELECT names.id, ?, value ->> 2 FROM json_each(?)
     CROSS JOIN names ON names.kind = value ->> 0 AND names.name = value ->> 1`,
    ...[note, labels],
  );
}

function labelsOf(
  kind: 'tag' | 'category',
  written: readonly string[],
): [kind: string, name: string, exact: 0 | 1][] {
  const names = written.slice(0, mostLabels).map(labelName);
  const exact = new Set(names.filter((name) => name !== ''));
  const all = new Set(exact);
  for (const name of exact) {
    for (let slash = name.indexOf('/', 1); slash > 0; slash = name.indexOf('/', slash + 1)) {
      all.add(name.slice(0, slash));
    }
  }
  // The parents come last: it is they that are left out.
  return [...all].slice(0, mostLabels).map((name) => [kind, name, exact.has(name) ? 1 : 0]);
}

export function removeLabels(database: Database, note: number): void {
  database.run('DELETE FROM labels WHERE note = ?', note);
}
