import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Heading, NoteFacts } from '../../../notes/api.ts';
import type { Catalog } from '../../../notes/find/catalog.ts';
import { suggestionsFor } from '../../../notes/find/names/suggestions.ts';
import { readingsOf } from '../../../notes/text/pinyin.ts';
import { catalogOf, makeNote, makeSource } from '../make.ts';

const headings = (...texts: string[]): Heading[] =>
  texts.map((text, at) => ({ level: 2, text, line: 10 + at }));
const note = (path: string, facts: Partial<NoteFacts> = {}) => makeNote(path, facts);
const offered = async (catalog: Catalog, text: string, limit = 50) =>
  (await suggestionsFor(catalog, { text, limit })).map((one) =>
    one.line === null ? one.path : `${one.path}:${one.line} ${one.text}`,
  );

describe('quick open offers', () => {
  const v8 = note('_posts/2020-01-13-v8.md', { title: '深入 V8', headings: headings('隐藏类', '垃圾回收') });
  const react = note('react.md', {
    title: 'React 笔记',
    headings: headings('Hooks'),
    sources: [makeSource('https://a.cn/1', { title: '[译] 用 Hooks 深入状态', line: 30 })],
  });
  const catalog = catalogOf(v8, react, note('生活/茶.md', { title: '茶' }));

  test.each<[string, string[]]>([
    ['sr v8', ['_posts/2020-01-13-v8.md']],
    ['shenruv8', ['_posts/2020-01-13-v8.md']],
    ['茶', ['生活/茶.md']],
    ['cha', ['生活/茶.md']],
    ['shenghuo', ['生活/茶.md']],
    ['2020 v8', ['_posts/2020-01-13-v8.md']],
    ['ljhs', ['_posts/2020-01-13-v8.md:11 垃圾回收']],
    ['react hooks', ['react.md:10 Hooks', 'react.md:30 [译] 用 Hooks 深入状态']],
    ['yhooks', ['react.md:30 [译] 用 Hooks 深入状态']],
    ['nothing like it', []],
    ['', []],
    ['   ', []],
  ])('for %j: %j', async (text, expected) => expect(await offered(catalog, text)).toEqual(expected));

  test('what matched, where, and what stands beside it', async () => {
    expect(await suggestionsFor(catalog, { text: 'sr v8', limit: 1 })).toEqual([
      {
        ...{ kind: 'note', path: '_posts/2020-01-13-v8.md', title: '深入 V8', text: '深入 V8', by: 'title' },
        ...{
          spans: [
            [0, 2],
            [3, 5],
          ],
          line: null,
          date: null,
        },
      },
    ]);
    expect(await suggestionsFor(catalog, { text: 'posts', limit: 5 })).toMatchObject([
      { kind: 'note', by: 'path', text: '_posts/2020-01-13-v8.md', spans: [[1, 6]] },
    ]);
    expect(await suggestionsFor(catalog, { text: 'hook 状态', limit: 1 })).toMatchObject([
      {
        kind: 'source',
        by: 'text',
        title: 'React 笔记',
        spans: [
          [6, 10],
          [14, 16],
        ],
        line: 30,
      },
    ]);
  });

  test('a note before a heading, the newer and the shorter first, and no more than were asked for', async () => {
    const day = 86_400_000;
    const many = catalogOf(
      note('old.md', { title: 'Notes', instant: Date.now() - 4000 * day }),
      note('new.md', { title: 'Notes', instant: Date.now() - 10 * day }),
      note('long.md', { title: 'Notes about everything that ever was', instant: Date.now() }),
      note('x.md', { title: 'Other', headings: headings('Notes on this') }),
    );
    expect(await offered(many, 'notes')).toEqual(['new.md', 'old.md', 'long.md', 'x.md:10 Notes on this']);
    expect(await offered(many, 'notes', 2)).toEqual(['new.md', 'old.md']);
  });

  test('a heading that is a source once', async () => {
    const one = catalogOf(
      note('a.md', {
        title: 'A',
        headings: [{ level: 3, text: '落地挑战', line: 7 }],
        sources: [makeSource('https://a.cn/1', { title: '落地挑战', line: 7, inHeading: true })],
      }),
    );
    expect(await suggestionsFor(one, { text: 'ldtz', limit: 9 })).toMatchObject([
      { kind: 'source', line: 7 },
    ]);
  });
});

describe('the names', () => {
  test('follow what changes, comes and goes', async () => {
    const catalog = catalogOf(note('a.md', { title: 'Alpha' }), note('b.md', { title: 'Beta' }));
    expect(await offered(catalog, 'alpha')).toEqual(['a.md']);
    catalog.put([
      note('a.md', { title: 'Gamma', headings: headings('Delta') }),
      note('c.md', { title: 'Alpha' }),
    ]);
    expect(await offered(catalog, 'alpha')).toEqual(['c.md']);
    expect(await offered(catalog, 'delta')).toEqual(['a.md:10 Delta']);
    catalog.remove(['c.md']);
    expect(await offered(catalog, 'alpha')).toEqual([]);
    catalog.put([note('d.md', { title: 'Alpha' })]);
    expect(await offered(catalog, 'alpha')).toEqual(['d.md']);
  });

  test('of many deleted notes hide none that is there', async () => {
    const names = Array.from({ length: 300 }, (_, at) => note(`n${at}.md`, { title: 'Note' }));
    const catalog = catalogOf(...names, note('last.md', { title: 'A note that stays here' }));
    expect((await offered(catalog, 'note')).length).toBe(50);
    catalog.remove(names.map(({ path }) => path));
    expect(await offered(catalog, 'note')).toEqual(['last.md']);
  });

  test('are gathered once for questions that come together, and leave time between slices', async () => {
    const catalog = catalogOf(
      ...Array.from({ length: 2000 }, (_, at) => note(`n${at}.md`, { title: `第 ${at} 篇` })),
    );
    const answers = await Promise.all([
      offered(catalog, 'd 77'),
      offered(catalog, 'd 77'),
      offered(catalog, '1999'),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[2]).toEqual(['n1999.md']);
  });
});

describe('for any titles', () => {
  const words = fc.constantFrom(
    '深入',
    '浅出',
    '银行',
    'V8',
    'Node',
    '.js',
    '，',
    ' ',
    '的',
    '0-1',
    '冷启动',
    'é',
  );
  const titles = fc.uniqueArray(
    fc
      .array(words, { minLength: 1, maxLength: 8 })
      .map((parts) => parts.join(''))
      .filter((one) => one.trim() !== ''),
    { minLength: 3, maxLength: 12 },
  );

  test('each is found by each part of it, and by its pinyin and initials', async () => {
    await fc.assert(
      fc.asyncProperty(titles, fc.nat(), fc.nat(), fc.nat(), async (all, a, b, c) => {
        const catalog = catalogOf(...all.map((title, at) => note(`${at}.md`, { title })));
        const at = a % all.length;
        const characters = Array.from(all[at] ?? '');
        const from = b % characters.length;
        const part = characters.slice(from, from + 1 + (c % characters.length));
        const spoken = part.map((one) => readingsOf(one)[0] ?? one);
        const initials = spoken.map((one, place) => (one === part[place] ? one : one.charAt(0)));
        for (const text of [part, spoken, initials].map((one) => one.join(''))) {
          if (text.trim() !== '') expect(await offered(catalog, text)).toContain(`${at}.md`);
        }
        catalog.close();
      }),
      { numRuns: 100 },
    );
  });

  test('the best few are the first of all, in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(titles, titles, fc.nat(), fc.nat(), async (all, others, a, b) => {
        const catalog = catalogOf(
          ...all.map((title, at) =>
            note(`${at}.md`, { title, headings: headings(...others.slice(at % others.length)) }),
          ),
        );
        const characters = Array.from(others[a % others.length] ?? '');
        const initials = characters.map((one) => readingsOf(one)[0]?.charAt(0) ?? one).join('');
        for (const text of [initials, `${initials} s`, `${all[b % all.length]} ${initials}`]) {
          const every = await offered(catalog, text, 100);
          for (const limit of [1, 2, 5])
            expect(await offered(catalog, text, limit)).toEqual(every.slice(0, limit));
        }
        catalog.close();
      }),
      { numRuns: 60 },
    );
  });
});
