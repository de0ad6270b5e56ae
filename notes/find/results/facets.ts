/** How many notes of a result carry each tag and category. */
import type { Facet, Facets } from '../../api.ts';
import type { Catalog } from '../catalog.ts';
import { resultOf } from './result.ts';

/** Counts over every note that matches `filter`. `bad-query`. */
export function facetsOf(catalog: Catalog, filter: string): Facets {
  const { database } = catalog;
  const { all, dense } = resultOf(database, filter);
  // For a large result it is faster to go through every label in order (`+` hides the index) than to sort by name.
  const matching = `${dense ? '+' : ''}note IN (SELECT id FROM result)`;
  const facets: Facets = { tags: [], categories: [], untagged: 0 };
  const rows = database.all(
    `SELECT names.kind, names.name, counted.exact, counted.within
     FROM (SELECT name, sum(exact) AS exact, count(*) AS within
           FROM labels ${all ? '' : `WHERE ${matching}`} GROUP BY name) AS counted
     JOIN names ON names.id = counted.name`,
  );
  for (const row of rows) {
    const facet: Facet = {
      name: String(row['name']),
      count: Number(row['exact']),
      within: Number(row['within']),
    };
    (row['kind'] === 'tag' ? facets.tags : facets.categories).push(facet);
  }
  facets.tags = byName(facets.tags, catalog);
  facets.categories = byName(facets.categories, catalog);
  const within = all ? '' : 'AND id IN (SELECT id FROM result)';
  const untagged = database.get(`SELECT count(*) AS n FROM notes WHERE untagged = 1 ${within}`);
  facets.untagged = Number(untagged?.['n']);
  return facets;
}

function byName(facets: Facet[], catalog: Catalog): Facet[] {
  const keyed = facets.map((facet) => ({ facet, key: catalog.key(facet.name) }));
  keyed.sort((a, b) => compare(a.key, b.key) || compare(a.facet.name, b.facet.name));
  return keyed.map(({ facet }) => facet);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
