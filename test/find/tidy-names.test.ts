import { expect, test } from 'vitest';
import type { Catalog } from '../../notes/find/catalog.ts';
import { catalogOf, makeNote, makeSource } from './make.ts';

const names = ({ database }: Catalog): string[] =>
  ['names', 'hosts']
    .flatMap((table) => database.all(`SELECT name FROM ${table} ORDER BY name`))
    .map((row) => String(row['name']));

function tidied(catalog: Catalog): Catalog {
  // Each step is short, so a notebook with many names takes many.
  for (let steps = 0; catalog.tidy(); steps++) expect(steps).toBeLessThan(100);
  return catalog;
}

test('names and sites that no note has any more are forgotten, in steps, and the others stay', () => {
  const typed = Array.from({ length: 1200 }, (_, index) => `typed${index}`);
  const catalog = catalogOf(
    makeNote('a.md', { tags: typed, sources: [makeSource('https://a.test/1')] }),
    makeNote('b.md', { tags: ['x/y'], categories: ['茶'], sources: [makeSource('https://b.test/1')] }),
  );
  catalog.put([makeNote('a.md', { tags: ['typed7'] })]);
  expect(names(tidied(catalog))).toEqual(['typed7', 'x', 'x/y', '茶', 'b.test']);
  catalog.put([makeNote('a.md', { tags: ['typed8'], sources: [makeSource('https://a.test/1')] })]);
  expect(names(tidied(catalog))).toContain('typed8');
  expect(names(catalog)).toContain('a.test');
});
