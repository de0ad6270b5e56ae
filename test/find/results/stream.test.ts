import { expect, test } from 'vitest';
import { misplaced } from '../../../notes/find/words/place.ts';
import { resultOf } from '../../../notes/find/results/result.ts';
import { streamedPage } from '../../../notes/find/results/stream.ts';
import { catalogOf, makeNote } from '../make.ts';

const count = 1300;
const { database } = catalogOf(
  ...Array.from({ length: count }, (_, index) =>
    makeNote(`${index}.md`, { instant: index, tags: index % 2 === 0 ? ['even'] : [] }, { body: 'word' }),
  ),
);
const page = (
  filter: string,
  offset: number,
  limit = 10,
  more: { sort?: 'title'; direction?: 'ascending' } = {},
) => {
  const window = { filter, sort: 'date' as const, offset, limit, ...more };
  const found = streamedPage(database, window, 'notes.path');
  return found && { total: found.total, paths: found.rows.map(({ path }) => path) };
};

test('hits come out of the index newest first, with their number, at any depth', () => {
  expect(page('word', 0, 3)).toEqual({ total: count, paths: ['1299.md', '1298.md', '1297.md'] });
  expect(page('word', 1298)).toEqual({ total: count, paths: ['1.md', '0.md'] });
  expect(page('word', 5000)).toEqual({ total: count, paths: [] });
  expect(page('nothing', 0)).toEqual({ total: 0, paths: [] });
  expect(page('word', 0, 0)).toEqual({ total: count, paths: [] });
});

test('with more than words to look at, a window far down is left to a result that is kept', () => {
  expect(page('word tag:even', 0, 2)).toEqual({ total: count / 2, paths: ['1298.md', '1296.md'] });
  expect(page('word tag:even', 1001)).toBeNull();
  resultOf(database, 'word tag:even');
  expect(page('word tag:even', 649)).toEqual({ total: count / 2, paths: ['0.md'] });
});

test('another order, and a filter without words, are not for the index', () => {
  expect(page('word', 0, 10, { sort: 'title' })).toBeNull();
  expect(page('word', 0, 10, { direction: 'ascending' })).toBeNull();
  expect(page('tag:even', 0)).toBeNull();
});

test('while a note is out of its order, the index is not asked', () => {
  database.run(`UPDATE notes SET pending = ${misplaced} WHERE path = '7.md'`);
  expect(page('word', 0)).toBeNull();
  database.run("UPDATE notes SET pending = 0 WHERE path = '7.md'");
  expect(page('word', 0)?.total).toBe(count);
});
