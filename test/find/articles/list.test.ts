import { expect, test } from 'vitest';
import type { ArticleSort } from '../../../notes/api.ts';
import { articleAddressesIn, articleListIn } from '../../../notes/find/articles/list.ts';
import { articlesOf } from '../../../notes/find/articles/rows.ts';
import { articleSitesIn } from '../../../notes/find/articles/sites.ts';
import type { Database, Row } from '../../../notes/find/database.ts';
import { catalogOf, makeNote, makeSource } from '../make.ts';

const a = 'https://a.example/1';
const b = 'https://b.example/1';
const c = 'https://c.example/1';

/** The addresses of a list, by their first letter: `ab`. */
function letters(
  database: Database,
  filter: string,
  sort: ArticleSort = 'site',
  direction?: 'ascending' | 'descending',
): string {
  const window = { filter, sort, offset: 0, limit: 100, ...(direction && { direction }) };
  return articleListIn(database, window)
    .articles.map(({ site }) => site.charAt(0))
    .join('');
}

test('an article has the first date, the length of all excerpts, and what is kept about it', () => {
  const { database, articles } = catalogOf(
    makeNote('new.md', { instant: 9, date: '2021', sources: [makeSource(a, { excerptLength: 7 })] }),
    makeNote('old.md', {
      instant: 2,
      date: '2020-01-13 00:15',
      sources: [makeSource(a, { excerptLength: 5 })],
    }),
    makeNote('undated.md', { sources: [makeSource(a, { title: '冷启动' })] }),
  );
  articles.setReads(new Map([[a, 'reading']]));
  articles.putHealth(a, { state: 'moved', status: 301, movedTo: b, checked: 5 });
  articles.setCopies([{ normalised: a, path: '.gleaner/copies/a.md', fetched: 3 }]);
  expect(articlesOf(database, [a])).toMatchObject([
    {
      ...{ title: '冷启动', noted: 3, firstNoted: '2020-01-13 00:15', excerptLength: 12, read: 'reading' },
      copy: { kind: 'kept', path: '.gleaner/copies/a.md', fetched: 3 },
      health: { state: 'moved', status: 301, movedTo: b, checked: 5 },
    },
  ]);
});

test('an article that no note cites is known by its address and by what is kept, in the order that was asked for', () => {
  const { database, articles } = catalogOf(makeNote('1.md', { sources: [makeSource(a)] }));
  articles.putFailure(b, { kind: 'failed', reason: 'offline', status: null, message: 'no network' });
  const found = articlesOf(database, ['https://x.example/%E4%BD%A0', b, a]);
  expect(found.map(({ title, noted, notes }) => [title, noted, notes.length])).toEqual([
    ['https://x.example/你', 0, 0],
    [b, 0, 0],
    [a, 1, 1],
  ]);
  expect(found.map(({ copy }) => copy)).toMatchObject([null, { kind: 'failed', reason: 'offline' }, null]);
});

test('each order has its direction, and the other one', () => {
  const { database, articles } = catalogOf(
    makeNote('1.md', {
      instant: 1,
      date: '2020',
      sources: [makeSource(a, { title: '丙', excerptLength: 9 })],
    }),
    makeNote('2.md', {
      instant: 2,
      date: '2021',
      sources: [makeSource(b, { title: '甲' }), makeSource(c, { title: '乙', excerptLength: 1 })],
    }),
    makeNote('3.md', {
      sources: [
        makeSource(b, { title: '甲', excerptLength: 3 }),
        makeSource('https://d.example/', { title: 'd' }),
      ],
    }),
  );
  articles.setReads(
    new Map([
      [a, 'read'],
      [c, 'reading'],
    ]),
  );
  articles.putHealth(c, { state: 'gone', status: 404, movedTo: null, checked: 1 });
  articles.putHealth(b, { state: 'moved', status: 301, movedTo: a, checked: 1 });
  expect(letters(database, '')).toBe('abcd');
  expect(letters(database, '', 'site', 'descending')).toBe('dcba');
  expect(letters(database, '', 'title')).toBe('dabc');
  expect(letters(database, '', 'noted')).toBe('dbca');
  expect(letters(database, '', 'noted', 'ascending')).toBe('acbd');
  expect(letters(database, '', 'notes')).toBe('bcad');
  expect(letters(database, '', 'excerpt')).toBe('abcd');
  expect(letters(database, '', 'health')).toBe('cbad');
  expect(letters(database, '', 'read')).toBe('bdca');
  expect(articleAddressesIn(database, 'is:moved OR is:dead').toSorted()).toEqual([b, c]);
});

test('the newest come first: those of undated notes by when they were found, whatever happens to the note later', () => {
  const undated = (modified: number, ...urls: string[]) =>
    makeNote('undated.md', { sources: urls.map((url) => makeSource(url)) }, { modified });
  const catalog = catalogOf(
    makeNote('dated.md', { instant: 500, date: '2021', sources: [makeSource(c)] }),
    undated(100, a),
  );
  const { database } = catalog;
  expect(letters(database, '', 'noted')).toBe('ca');
  catalog.put([undated(900, a, b)]);
  expect(letters(database, '', 'noted')).toBe('bca');
  catalog.put([undated(1_000, a, b)]);
  expect(letters(database, '', 'noted')).toBe('bca');
});

test('what is said of a note must be true of one note; what is said of an article, of the article', () => {
  const { database, articles } = catalogOf(
    makeNote('1.md', {
      title: 'serverless',
      tags: ['x'],
      sources: [makeSource(a, { title: 'Cold starts' }), makeSource(b)],
    }),
    makeNote('2.md', { tags: ['y'], sources: [makeSource(a, { title: '冷启动' })] }),
  );
  articles.setReads(new Map([[b, 'read']]));
  expect(letters(database, 'tag:x tag:y')).toBe('');
  expect(letters(database, 'tag:x')).toBe('ab');
  expect(letters(database, '-tag:x')).toBe('a');
  expect(letters(database, 'tag:y cold 冷')).toBe('a');
  expect(letters(database, 'serverless')).toBe('');
  expect(letters(database, '-is:read tag:x')).toBe('a');
  expect(letters(database, '(tag:y OR is:read) (tag:x OR is:dead)')).toBe('b');
  expect(letters(database, 'b.example')).toBe('b');
  expect(() => letters(database, 'tag:')).toThrow(/needs something/);
});

test('a list follows at once what becomes known, and another connection too', () => {
  const { database, articles } = catalogOf(makeNote('1.md', { sources: [makeSource(a), makeSource(b)] }));
  expect(letters(database, 'is:read')).toBe('');
  expect(articles.setReads(new Map([[a, 'read']]))).toEqual([a]);
  expect(letters(database, 'is:read')).toBe('a');
  expect(
    articles.setReads(
      new Map([
        [a, 'read'],
        [b, 'unread'],
      ]),
    ),
  ).toEqual([]);
  expect(articles.setReads(new Map([[b, 'read']])).toSorted()).toEqual([a, b]);
  expect(letters(database, 'is:read')).toBe('b');
  articles.putCard(b, cardOf('卡片'));
  expect(letters(database, 'title:卡')).toBe('b');
  articles.putCard(b, cardOf('别的'));
  expect(letters(database, 'title:卡')).toBe('');
});

function cardOf(title: string) {
  return {
    ...{ kind: 'card' as const, title, site: '', description: '', author: '', published: '', picture: null },
    ...{ minutes: null, language: '', url: a, fetched: 1 },
  };
}

test('the sites of a filter come with the months of the notes that cite their articles', async () => {
  const { database } = catalogOf(
    makeNote('1.md', {
      date: '2020-01-13',
      tags: ['x'],
      sources: [makeSource(a), makeSource('https://a.example/2')],
    }),
    makeNote('2.md', { date: '2020-01-20', sources: [makeSource(a), makeSource(b)] }),
    makeNote('3.md', { date: '2019-12-31', sources: [makeSource(a)] }),
    makeNote('4.md', { sources: [makeSource(b)] }),
  );
  const months = [
    { month: '2019-12', count: 1 },
    { month: '2020-01', count: 2 },
  ];
  expect(await articleSitesIn(database, '')).toEqual([
    { name: 'a.example', count: 2, months, undated: 0, reads: [] },
    { name: 'b.example', count: 1, months: [{ month: '2020-01', count: 1 }], undated: 1, reads: [] },
  ]);
  expect(await articleSitesIn(database, 'tag:x')).toMatchObject([{ name: 'a.example', count: 2, months }]);
});

test('the sites come with the months in which their articles were read, as far as anybody said so', async () => {
  const a2 = 'https://a.example/2';
  const { database, articles } = catalogOf(
    makeNote('1.md', { sources: [makeSource(a), makeSource(a2), makeSource(b), makeSource(c)] }),
  );
  articles.setReads(
    new Map([
      [a, 'read'],
      [a2, 'reading'],
      [b, 'read'],
    ]),
  );
  const times = new Map([
    [a, '2026-11-22T10:00:00.000Z'],
    [a2, '2026-02-01'],
    [b, 'last winter'],
    // Unread by now.
    [c, '2026-11-22T10:00:00.000Z'],
  ]);
  const readsOf = async (filter: string): Promise<unknown> =>
    (await articleSitesIn(database, filter, times)).map(({ name, reads }) => [name, reads]);
  const [february, november] = [
    { month: '2026-02', count: 1 },
    { month: '2026-11', count: 1 },
  ];
  expect(await readsOf('')).toEqual([
    ['a.example', [february, november]],
    ['b.example', []],
    ['c.example', []],
  ]);
  expect(await readsOf('is:reading')).toEqual([['a.example', [february]]]);
  times.set(a2, '2026-11-23');
  expect(await readsOf('is:reading')).toEqual([['a.example', [november]]]);
});

test('the sites are right while somebody else asks for another filter, and follow the notes', async () => {
  const sources = Array.from({ length: 150 }, (_, index) => makeSource(`https://s${index}.example/1`));
  const catalog = catalogOf(
    ...Array.from({ length: 100 }, (_, index) =>
      makeNote(`${index}.md`, { date: '2020-01-13', tags: index % 2 ? ['x'] : [], sources }),
    ),
  );
  const { database } = catalog;
  const asked = articleSitesIn(database, 'tag:x s1');
  letters(database, 'tag:nobody');
  const sites = await asked;
  expect(sites).toHaveLength(61);
  expect(sites.every(({ months }) => months[0]?.count === 100)).toBe(true);
  catalog.remove(['0.md']);
  expect((await articleSitesIn(database, 'tag:x s1'))[0]?.months).toEqual([{ month: '2020-01', count: 99 }]);
});

test('no order of all articles is made by sorting them', () => {
  const { database } = catalogOf(makeNote('1.md', { sources: [makeSource(a)] }));
  const plans: Row[] = [];
  const watched: Database = {
    ...database,
    all(sql, ...values) {
      if (/FROM articles WHERE .* ORDER BY/s.test(sql))
        plans.push(...database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values));
      return database.all(sql, ...values);
    },
  };
  for (const sort of ['site', 'title', 'noted', 'notes', 'excerpt', 'health', 'read'] as const)
    for (const direction of ['ascending', 'descending'] as const)
      articleListIn(watched, { filter: '', sort, direction, offset: 0, limit: 10 });
  const details = plans.map(({ detail }) => String(detail));
  expect(details).toHaveLength(14);
  expect(details.filter((detail) => !/USING (?:COVERING )?INDEX articles_/.test(detail))).toEqual([]);
});
