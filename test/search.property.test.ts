import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Facet, Facets, NotePath } from '../notes/api.ts';
import { openNotebook, type OpenNotebook } from '../notes/notebook.ts';
import { readNote } from '../notes/text/facts.ts';
import { formatFilter } from '../notes/text/filter-text.ts';
import { type Filter, parseFilter } from '../notes/text/filter.ts';
import { labelName } from '../notes/text/labels.ts';
import { matcherOf, type Searched } from '../notes/text/match.ts';
import { eventually, writeIn } from './contract-make.ts';
import { note } from './make.ts';
import { removeFolder, temporaryFolder } from './temporary.ts';

const labels = [
  '前端',
  '前端/框架',
  'a',
  'a/b',
  'a/b/c',
  'JS',
  'js',
  'two words',
  'café',
  "o'clock",
  '云: 原生',
];
const words = [
  ...[
    '冷启动',
    '启动',
    '动',
    '深入 V8',
    'serverless',
    'Serverless',
    'script',
    'JavaScript',
    'ＡＢＣ',
    'abc',
    'a',
    'V8',
  ],
  ...[
    '资料收集',
    '，',
    '——',
    '**',
    '😀',
    'Straße',
    'éclair',
    'Ⅳ',
    'ไทย',
    '서버리스',
    'カフェ',
    '0-1',
    '[链接](',
    '…',
  ],
];
const word = fc.constantFrom(...words);
const label = fc.constantFrom(...labels);
const day = fc
  .record({ year: fc.integer({ min: 2018, max: 2024 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => `${year}-${String(month).padStart(2, '0')}`);
const gap = fc.constantFrom('', '', ' ', '\n', '，', '。\n\n', '  ', ' - ', '\n- ');
const prose = fc
  .array(fc.tuple(word, gap), { maxLength: 30 })
  .map((parts) => parts.map((part) => part.join('')).join(''));

const anyNote = fc
  .record({
    title: fc.option(
      fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => JSON.stringify(all.join(' '))),
    ),
    date: fc.option(fc.tuple(day, fc.integer({ min: 1, max: 28 }))),
    tags: fc.uniqueArray(label, { maxLength: 3 }).map((all) => all.map((one) => JSON.stringify(one))),
    categories: fc.uniqueArray(label, { maxLength: 2 }).map((all) => all.map((one) => JSON.stringify(one))),
    header: fc.constantFrom('layout: post', 'draft: true', 'excerpt: 冷启动 and more', 'tags: ['),
    body: prose,
    more: fc.constantFrom(
      ...[
        '',
        '### [文章](https://juejin.im/post/1)\n',
        '[x](https://zhuanlan.zhihu.com/p/2)\n',
        '**重点**\n',
      ],
      ...['为什么？\n', '==标记==\n'],
    ),
  })
  .map(({ title, date, tags, categories, header, body, more }) =>
    note({
      ...(title === null ? {} : { title }),
      ...(date === null ? {} : { date: `${date[0]}-${String(date[1]).padStart(2, '0')}` }),
      ...{ tags, categories, header, body: `${body}\n\n${more}` },
    }),
  );

const term = fc.oneof(
  fc.tuple(fc.constantFrom('tag', 'category'), label),
  fc.tuple(
    fc.constant('text'),
    fc.oneof(
      word,
      fc.tuple(word, gap, word).map((all) => all.join('')),
    ),
  ),
  fc.tuple(fc.constant('title'), word),
  fc.tuple(fc.constant('path'), fc.constantFrom('1', '_posts', '笔记', 'x')),
  fc.tuple(fc.constant('site'), fc.constantFrom('juejin.cn', 'juejin.im', 'zhihu.com', 'cn', 'x')),
  fc.tuple(
    fc.constant('date'),
    fc.oneof(
      day,
      day.map((one) => `<${one}`),
      day.map((one) => `${one}..`),
    ),
  ),
  fc.tuple(fc.constant('modified'), fc.constantFrom('<7d', '>1y', '2020', '>=2020')),
  fc.tuple(fc.constant('is'), fc.constantFrom('untagged', 'unpublished', 'broken', 'unread', 'read', 'dead')),
  fc.tuple(fc.constant('has'), fc.constantFrom('source', 'question', 'highlight', 'copy')),
);
const { filter: anyFilter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    term.map(([key, value]): Filter => ({
      kind: 'term',
      key,
      value,
      start: 0,
      end: 0,
    })),
    tie('filter').map((part): Filter => ({ kind: 'not', part, start: 0, end: 0 })),
    fc
      .tuple(fc.constantFrom('and', 'and', 'or'), fc.array(tie('filter'), { minLength: 1, maxLength: 3 }))
      .map(([kind, parts]): Filter => ({ kind, parts, start: 0, end: 0 })),
  ),
}));

const count = 80;
const pathOf = (index: number): string => `${['', '_posts/', '笔记/'][index % 3] ?? ''}${index}.md`;

describe.each([
  ['with the index', true],
  ['by reading, without the index', false],
])('a search %s', (_, fullText) => {
  let folder: string;
  let home: string;
  let notebook: OpenNotebook;
  let homeBefore: string | undefined;

  beforeAll(async () => {
    homeBefore = process.env['GLEANER_HOME'];
    process.env['GLEANER_HOME'] = home = temporaryFolder('gleaner-test-');
    folder = temporaryFolder('gleaner-test-');
    for (const [index, text] of fc.sample(anyNote, count).entries()) writeIn(folder, pathOf(index), text);
    notebook = await openNotebook(folder, { fullText });
    await notebook.ready;
  });
  afterAll(async () => {
    await notebook.close();
    for (const path of [folder, home]) removeFolder(path);
    if (homeBefore === undefined) delete process.env['GLEANER_HOME'];
    else process.env['GLEANER_HOME'] = homeBefore;
  });

  function searched(path: NotePath): Searched {
    const text = readFileSync(join(folder, path), 'utf8');
    const { facts, bodyFrom } = readNote(path, text);
    return {
      path,
      facts,
      modified: Math.trunc(statSync(join(folder, path)).mtimeMs),
      body: text.slice(bodyFrom),
    };
  }
  let all: Searched[];
  beforeAll(() => {
    all = Array.from({ length: count }, (__, index) => searched(pathOf(index)));
  });

  const found = async (filter: string): Promise<NotePath[]> => {
    const page = await notebook.query({ filter, sort: 'title', offset: 0, limit: 1000, facets: false });
    expect(page.total, filter).toBe(page.rows.length);
    return page.rows.map(({ path }) => path).toSorted();
  };
  const expected = (filter: string): Searched[] => all.filter(matcherOf(parseFilter(filter), new Date()));

  test('says how it finds', async () => {
    expect(await notebook.state({})).toMatchObject({ finding: fullText ? 'index' : 'scan', indexing: null });
  });

  test('with 300 random filters finds what a look at every note finds, in order, and counts its tags', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.integer({ min: 1, max: 9 }), async (filter, limit) => {
        const text = formatFilter(filter);
        const truth = expected(text);
        const newest = truth.toSorted(byDate).map(({ path }) => path);
        const page = await notebook.query({
          filter: text,
          sort: 'date',
          offset: 0,
          limit: 1000,
          facets: true,
        });
        expect(
          page.rows.map(({ path }) => path),
          text,
        ).toEqual(newest);
        expect(page.total, text).toBe(truth.length);
        expect(sorted(page.facets), text).toEqual(sorted(facetsOf(truth)));
        const windows = [];
        for (let offset = 0; offset < newest.length; offset += limit) {
          const { rows } = await notebook.query({ filter: text, sort: 'date', offset, limit, facets: false });
          windows.push(...rows.map(({ path }) => path));
        }
        expect(windows, text).toEqual(newest);
        const best = await notebook.query({
          filter: text,
          sort: 'relevance',
          offset: 0,
          limit: 1000,
          facets: false,
        });
        expect(best.rows.map(({ path }) => path).toSorted(), text).toEqual(newest.toSorted());
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('for 500 random pieces of the notes finds exactly the notes that hold them', async () => {
    const piece = fc.record({
      index: fc.nat({ max: count - 1 }),
      field: fc.constantFrom('body', 'body', 'body', 'title', 'excerpt'),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      length: fc.integer({ min: 1, max: 8 }),
    });
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(piece, async ({ index, field, at, length }) => {
        const one = all[index];
        const text = field === 'body' ? one?.body : field === 'title' ? one?.facts.title : one?.facts.excerpt;
        const characters = Array.from(text ?? '');
        const from = Math.floor(at * characters.length);
        const value = characters.slice(from, from + length).join('');
        const filter = formatFilter({ kind: 'term', key: 'text', value, start: 0, end: 0 });
        const paths = expected(filter)
          .map(({ path }) => path)
          .toSorted();
        expect(await found(filter), JSON.stringify(value)).toEqual(paths);
        if (paths.length > 0) hits++;
      }),
      { numRuns: 500 },
    );
    expect(hits).toBeGreaterThan(300);
  }, 60_000);

  test('shows an edit, a rename, a deletion and a change from outside at once', async () => {
    const path = await notebook.create({ title: '新的一篇', tags: [] });
    const { version } = await notebook.read({ path });
    const saved = await notebook.save({
      path,
      base: version,
      text: '# 新的一篇\n\n独一无二的字句，unmistakable\n',
    });
    expect(saved.kind).toBe('saved');
    expect(await found('一无二的')).toEqual([path]);
    expect(await found('unmis')).toEqual([path]);
    const moved = await notebook.rename({ path, to: '别处/改名.md' });
    expect(await found('unmistakable')).toEqual([moved]);
    const after = await notebook.read({ path: moved });
    await notebook.save({ path: moved, base: after.version, text: '# 新的一篇\n\n换了说法\n' });
    expect(await found('unmistakable')).toEqual([]);
    expect(await found('换了说法')).toEqual([moved]);
    await notebook.trash({ path: moved });
    expect(await found('换了说法')).toEqual([]);
    writeIn(folder, '外面.md', '外面写的 outsider\n');
    await eventually(async () => expect(await found('outsider')).toEqual(['外面.md']));
    writeIn(folder, '外面.md', '外面改的 insider\n');
    await eventually(async () => expect(await found('insider')).toEqual(['外面.md']));
    await eventually(async () => expect(await found('outsider')).toEqual([]));
    renameSync(join(folder, '外面.md'), join(folder, '外面二.md'));
    await eventually(async () => expect(await found('insider')).toEqual(['外面二.md']));
    rmSync(join(folder, '外面二.md'));
    await eventually(async () => expect(await found('insider')).toEqual([]));
  });
});

function byDate(a: Searched, b: Searched): number {
  const undated = ({ facts }: Searched): number => (facts.instant === null ? 1 : 0);
  const time = ({ facts, modified }: Searched): number => facts.instant ?? modified;
  // As UTF-8, which is how SQLite compares; the paths here have no surrogates.
  return undated(a) - undated(b) || time(b) - time(a) || (a.path < b.path ? 1 : -1);
}

function facetsOf(notes: Searched[]): Facets {
  const count = (pick: (note: Searched) => string[]): Facet[] => {
    const facets = new Map<string, Facet>();
    for (const one of notes) {
      const exact = new Set(pick(one).map(labelName));
      const within = new Set<string>();
      for (const name of exact) {
        const parts = name.split('/');
        parts.forEach((_, index) => within.add(parts.slice(0, index + 1).join('/')));
      }
      for (const name of within) {
        const facet = facets.get(name) ?? { name, count: 0, within: 0 };
        facets.set(name, { name, count: facet.count + (exact.has(name) ? 1 : 0), within: facet.within + 1 });
      }
    }
    return [...facets.values()];
  };
  return {
    tags: count(({ facts }) => facts.tags),
    categories: count(({ facts }) => facts.categories),
    untagged: notes.filter(({ facts }) => facts.tags.length === 0).length,
  };
}

function sorted(facets: Facets | null): Facets | null {
  const byName = (all: Facet[]): Facet[] => all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return facets && { ...facets, tags: byName(facets.tags), categories: byName(facets.categories) };
}
