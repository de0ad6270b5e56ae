import { expect, test } from 'vitest';
import { pageOf } from '../../../notes/find/results/pages.ts';
import { catalogOf, makeNote } from '../make.ts';

test.each([
  ['tags', (inner: string, at: number) => (at % 2 ? `tag:a${at} OR (${inner})` : `-tag:b${at} (${inner})`)],
  [
    'words and tags',
    (inner: string, at: number) => (at % 2 ? `tag:a (${inner}) OR xx` : `cc OR -(${inner})`),
  ],
])('groups of %s as deep inside each other as a filter may have them are answered', (_, around) => {
  let filter = 'zz';
  for (let depth = 0; depth < 49; depth++) filter = around(filter, depth);
  const { database } = catalogOf(makeNote('a.md', { tags: ['a'] }, { body: 'zz' }));
  // Worked out once for each of the two tables at every depth, they would take years.
  for (const sort of ['date', 'relevance'] as const)
    expect(pageOf(database, { filter, sort, offset: 0, limit: 10 }).rows.length).toBeLessThan(2);
});
