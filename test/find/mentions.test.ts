import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articlesOf } from '../../notes/find/articles/rows.ts';
import { articlesIn, citingIn, sitesOf, sourcesOf } from '../../notes/find/mentions.ts';
import { type Catalog, type CatalogNote, openCatalog } from '../../notes/find/catalog.ts';
import type { Source } from '../../notes/api.ts';
import { catalogOf, discard, makeNote, makeSource } from './make.ts';

const a = 'https://a.example/1';
const b = 'https://b.example/1';
const c = 'https://a.example/2';

function sources(
  catalog: Catalog,
  filter = '',
  offset = 0,
  limit = 100,
): { total: number; sources: Source[] } {
  const { total, normalised } = articlesIn(catalog.database, { filter, offset, limit });
  return { total, sources: sourcesOf(catalog.database, normalised) };
}

test('the sites of all articles come by the number of articles, at most so many as are asked for', () => {
  const alone = Array.from({ length: 1200 }, (_, index) => makeSource(`https://a${10_000 + index}.example/`));
  const often = [1, 2, 3].map((page) => makeSource(`https://zhihu.example/${page}`));
  const { database } = catalogOf(
    makeNote('a.md', { sources: alone }),
    makeNote('b.md', { sources: [...often, makeSource(b), makeSource('https://b.example/2')] }),
    makeNote('c.md', { sources: [makeSource(b)] }),
  );
  const sites = sitesOf(database, 500);
  expect(sites.slice(0, 3)).toEqual([
    { name: 'zhihu.example', count: 3 },
    { name: 'b.example', count: 2 },
    { name: 'a10000.example', count: 1 },
  ]);
  expect(sites).toHaveLength(500);
});

describe('the articles of a notebook', () => {
  test('one article cited in two notes is one source with both, titled by the oldest note that names it', () => {
    const catalog = catalogOf(
      makeNote('new.md', {
        instant: 9,
        title: 'New',
        sources: [makeSource(a, { title: 'A later name', line: 3 })],
      }),
      makeNote('bare.md', {
        instant: 1,
        title: 'Bare',
        sources: [makeSource(a, { url: `${a}?utm_source=x` })],
      }),
      makeNote('old.md', {
        instant: 2,
        title: 'Old',
        sources: [makeSource(a, { title: '冷启动', line: 7 })],
      }),
    );
    expect(sources(catalog)).toEqual({
      total: 1,
      sources: [
        {
          ...{ url: a, normalised: a, site: 'a.example', title: '冷启动' },
          notes: [
            { path: 'old.md', title: 'Old', line: 7 },
            { path: 'new.md', title: 'New', line: 3 },
            { path: 'bare.md', title: 'Bare', line: 5 },
          ],
          noted: 3,
        },
      ],
    });
  });

  test('are listed by site, then title, in windows', () => {
    const catalog = catalogOf(
      makeNote('1.md', { sources: [makeSource(b, { title: '安' }), makeSource(a, { title: '云' })] }),
      makeNote('2.md', { sources: [makeSource(c, { title: '阿' })], tags: ['x'] }),
    );
    expect(sources(catalog).sources.map(({ title }) => title)).toEqual(['阿', '云', '安']);
    expect(sources(catalog, '', 1, 1).sources.map(({ title }) => title)).toEqual(['云']);
    expect(sources(catalog, '', 1, 1).total).toBe(3);
    expect(sources(catalog, 'tag:x').sources.map(({ title }) => title)).toEqual(['阿']);
    expect(sources(catalog, '-tag:x').total).toBe(2);
  });

  test('follow the notes: a title that went away is not kept, an article nobody cites is gone', () => {
    const catalog = catalogOf(
      makeNote('1.md', { instant: 1, sources: [makeSource(a, { title: 'First' }), makeSource(b)] }),
      makeNote('2.md', { instant: 2, sources: [makeSource(a, { title: 'Second' })] }),
    );
    catalog.put([makeNote('1.md', { instant: 1, sources: [makeSource(a)] })]);
    expect(sources(catalog).sources.map(({ title, notes }) => [title, notes.length])).toEqual([
      ['Second', 2],
    ]);
    catalog.remove(['2.md']);
    expect(sources(catalog).sources.map(({ title, notes }) => [title, notes.length])).toEqual([[a, 1]]);
    catalog.remove(['1.md']);
    expect(sources(catalog)).toEqual({ total: 0, sources: [] });
  });

  test('are the same in whatever order the notes came, were changed and went', () => {
    const mention = fc.record({
      url: fc.constantFrom(a, b, c),
      title: fc.constantFrom('', 'Alpha', '冷启动', 'https://a.example/1'),
      excerptLength: fc.integer({ min: 0, max: 3 }),
    });
    const step = fc.record({
      path: fc.constantFrom('1.md', '2.md', '3.md', '4.md'),
      instant: fc.option(fc.integer({ min: 0, max: 2 })),
      modified: fc.integer({ min: 0, max: 5 }),
      mentions: fc.option(fc.uniqueArray(mention, { maxLength: 3, selector: ({ url }) => url })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const changed = openCatalog(null, discard, { fullText: false });
        const last = new Map<string, CatalogNote>();
        for (const { path, instant, modified, mentions } of steps) {
          last.delete(path);
          if (mentions) {
            const cited = mentions.map(({ url, ...more }) => makeSource(url, more));
            const date = instant === null ? null : `2020-01-0${instant + 1}`;
            last.set(path, makeNote(path, { instant, date, sources: cited }, { modified }));
          }
          const now = last.get(path);
          if (now) changed.put([now]);
          else changed.remove([path]);
        }
        const fresh = openCatalog(null, discard, { fullText: false });
        fresh.put([...last.values()].reverse());
        expect(sources(changed)).toEqual(sources(fresh));
        const [now, anew] = [changed, fresh].map(({ database }) => articlesOf(database, [a, b, c]));
        expect(now).toEqual(anew);
        for (const catalog of [changed, fresh]) catalog.close();
      }),
      { numRuns: 400 },
    );
  });

  test('come with twenty of the notes that cite them, of which all can be asked for', () => {
    const path = (index: number): string => `${String(index).padStart(2, '0')}.md`;
    const catalog = catalogOf(
      ...Array.from({ length: 50 }, (_, index) =>
        makeNote(path(index), { instant: index, title: `No. ${index}`, sources: [makeSource(a)] }),
      ),
    );
    const [source] = sourcesOf(catalog.database, [a]);
    expect(source?.noted).toBe(50);
    expect(source?.notes.map((note) => note.path)).toEqual(Array.from({ length: 20 }, (_, at) => path(at)));
    const citing = (offset: number, limit: number): ReturnType<typeof citingIn> =>
      citingIn(catalog.database, { normalised: a, offset, limit });
    expect(citing(0, 100).notes.slice(0, 20)).toEqual(source?.notes);
    expect(citing(48, 10)).toEqual({
      total: 50,
      notes: [48, 49].map((at) => ({ path: path(at), title: `No. ${at}`, line: 5 })),
    });
    expect(citingIn(catalog.database, { normalised: b, offset: 0, limit: 10 })).toEqual({
      total: 0,
      notes: [],
    });
  });

  test('answers only the asked ones, and nothing for an address nobody cites', () => {
    const catalog = catalogOf(makeNote('1.md', { sources: [makeSource(a), makeSource(b)] }));
    const found = sourcesOf(catalog.database, [b, 'https://nobody.example/', `"]'`]);
    expect(found.map(({ normalised }) => normalised)).toEqual([b]);
  });
});
