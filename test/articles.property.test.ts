import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article, ArticleSort, Card, LinkState, ReadState } from '../notes/api.ts';
import { articleListIn } from '../notes/find/articles/list.ts';
import { articlesOf } from '../notes/find/articles/rows.ts';
import { type Catalog, openCatalog } from '../notes/find/catalog.ts';
import { pageOf } from '../notes/find/results/pages.ts';
import { readNote } from '../notes/text/facts.ts';
import { formatFilter } from '../notes/text/filter-text.ts';
import { type Filter, parseFilter } from '../notes/text/filter.ts';
import { matcherOf, type Searched } from '../notes/text/match.ts';
import { bruteForceArticles, type KnownArticle, type OracleArticle } from './article-oracle.ts';
import { discard } from './find/make.ts';
import { note } from './make.ts';

const urls = [
  ...['https://juejin.im/post/1', 'https://juejin.cn/post/1?utm_source=x', 'http://www.zhihu.com/p/2'],
  ...[
    'https://zhuanlan.zhihu.com/p/3',
    'https://a.example/React-Hooks',
    'https://a.example/%E5%86%B7%E5%90%AF%E5%8A%A8',
  ],
  ...[
    'https://b.example:8080/x',
    'https://link.zhihu.com/?target=https%3A//b.example/y',
    'https://例子.example/z',
  ],
];
const addresses = ['https://juejin.cn/post/1', 'https://zhihu.com/p/2', 'https://zhuanlan.zhihu.com/p/3'];
const titles = [
  '冷启动',
  'React 冷启动',
  'ＪavaScript 深入',
  'Straße',
  '云原生',
  '雲原生',
  'https://a.example/x',
  '*',
  '',
];
const words = [
  '冷启动',
  '启动',
  'react',
  'script',
  'JavaScript',
  'strasse',
  '原',
  'zhihu',
  'com',
  'p/3',
  'juejin.im',
  '卡片',
  'hooks',
];

const link = fc.record({
  url: fc.constantFrom(...urls),
  title: fc.constantFrom(...titles),
  text: fc.constantFrom('', '甲乙', 'words'),
});
const anyNote = fc
  .record({
    day: fc.option(fc.integer({ min: 1, max: 5 })),
    tags: fc.subarray(['前端', 'a/b', 'x']),
    draft: fc.boolean(),
    links: fc.array(link, { maxLength: 4 }),
    inList: fc.boolean(),
    question: fc.boolean(),
  })
  .map(({ day, tags, draft, links, inList, question }) =>
    note({
      ...(day === null ? {} : { date: `2020-01-0${day}` }),
      tags,
      header: draft ? 'draft: true' : 'layout: post',
      body: [
        ...links.map(({ url, title, text }) =>
          inList ? `- [${title}](${url}) ${text}\n` : `### [${title}](${url})\n\n${text}\n`,
        ),
        question ? '为什么？' : '',
      ].join('\n'),
    }),
  );
const known = fc.record({
  read: fc.constantFrom<ReadState>('unread', 'reading', 'read'),
  health: fc.option(fc.constantFrom<LinkState>('ok', 'moved', 'soft-404', 'gone', 'offline')),
  hasCopy: fc.boolean(),
  card: fc.option(fc.constantFrom('卡片 React', '云原生')),
});

const term = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('is'), fc.constantFrom('dead', 'moved', 'read', 'unread', 'reading')),
  },
  fc.tuple(fc.constant('has'), fc.constantFrom('copy', 'question', 'source')),
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('text', 'title'), fc.constantFrom(...words)) },
  fc.tuple(
    fc.constant('site'),
    fc.constantFrom(
      'juejin.cn',
      'juejin.im',
      'zhihu.com',
      'zhuanlan.zhihu.com',
      'b.example',
      'b.example:8080',
      '例子.example',
      'x',
    ),
  ),
  { weight: 2, arbitrary: fc.tuple(fc.constant('tag'), fc.constantFrom('前端', 'a', 'a/b', 'x')) },
  fc.tuple(fc.constant('is'), fc.constantFrom('untagged', 'unpublished')),
  fc.tuple(fc.constant('date'), fc.constantFrom('2020-01-02', '<2020-01-03', '>=2020-01-04')),
  fc.tuple(fc.constant('path'), fc.constantFrom('1', '2.md')),
);
const at = { start: 0, end: 0 };
const termOf = (key: string, value: string): Filter => ({ kind: 'term', key: key as 'is', value, ...at });
/** Some of it about the article, some about one and the same note. */
const mixed = fc
  .array(
    fc.tuple(fc.constantFrom('read', 'dead', 'unread'), fc.constantFrom('前端', 'a', 'x'), fc.boolean()),
    {
      ...{ minLength: 2, maxLength: 3 },
    },
  )
  .map((parts): Filter => ({
    kind: 'and',
    parts: parts.map(([state, tag, isNot]): Filter => {
      const tagged = termOf('tag', tag);
      const other: Filter = isNot ? { kind: 'not', part: tagged, ...at } : tagged;
      return { kind: 'or', parts: [termOf('is', state), other], ...at };
    }),
    ...at,
  }));
const { filter: anyFilter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(term, fc.boolean()).map(([[key, value], tilde]): Filter => ({
      ...{ kind: 'term', key: key as 'is', value, start: 0, end: 0 },
      ...(tilde && (key === 'text' || key === 'title') && { variants: true }),
    })),
    tie('filter').map((part): Filter => ({ kind: 'not', part, start: 0, end: 0 })),
    fc
      .tuple(fc.constantFrom('and', 'and', 'or'), fc.array(tie('filter'), { minLength: 1, maxLength: 3 }))
      .map(([kind, parts]): Filter => ({ kind, parts, start: 0, end: 0 })),
  ),
}));

interface World {
  catalog: Catalog;
  notes: Searched[];
  articles: OracleArticle[];
}

const nothing: KnownArticle = { read: 'unread', health: null, hasCopy: false, card: null };

/** What is known is told in part before the notes are read, and in part after it. */
function worldOf(
  texts: readonly string[],
  states: readonly { read: ReadState; health: LinkState | null; hasCopy: boolean; card: string | null }[],
  isEarly: boolean,
): World {
  const catalog = openCatalog(null, discard);
  const notes: Searched[] = [];
  const articles = new Map<string, OracleArticle>();
  const put = (): void => {
    catalog.put(
      texts.map((text, index) => {
        const path = `${index}.md`;
        const { facts, bodyFrom } = readNote(path, text);
        const body = text.slice(bodyFrom);
        notes.push({ path, facts, modified: index, body });
        return { path, stamp: path, version: path, modified: index, facts, bodyFrom, body };
      }),
    );
    for (const one of notes)
      for (const source of one.facts.sources) {
        const { normalised } = source;
        const known = nothing;
        const article = articles.get(normalised) ?? { normalised, known, mentions: [], url: '' };
        articles.set(normalised, article);
        article.mentions.push({ note: one, source });
      }
  };
  const told = new Map<string, KnownArticle>();
  const tell = (): void => {
    addresses.forEach((address, at) => {
      const state = states[at];
      if (!state) return;
      told.set(address, { ...state, card: state.card === null ? null : { title: state.card } });
      if (state.health)
        catalog.articles.putHealth(address, { state: state.health, status: 1, movedTo: null, checked: 1 });
      if (state.card !== null) catalog.articles.putCard(address, cardOf(state.card, address));
    });
    catalog.articles.setReads(new Map([...told].map(([address, { read }]) => [address, read])));
    const copied = [...told].filter(([, { hasCopy }]) => hasCopy);
    catalog.articles.setCopies(copied.map(([normalised]) => ({ normalised, path: 'x', fetched: null })));
  };
  if (isEarly) tell();
  put();
  if (!isEarly) tell();
  for (const article of articles.values()) {
    article.known = told.get(article.normalised) ?? nothing;
    article.url = articlesOf(catalog.database, [article.normalised])[0]?.url ?? '';
  }
  return { catalog, notes, articles: [...articles.values()] };
}

function cardOf(title: string, url: string): Card {
  return {
    ...{ kind: 'card', title, site: '', description: '', author: '', published: '', picture: null },
    ...{ minutes: null, language: '', url, fetched: 1 },
  };
}

const sorts: readonly ArticleSort[] = ['site', 'title', 'noted', 'notes', 'excerpt', 'health', 'read'];
const healthOrder = [
  'gone',
  'soft-404',
  'moved',
  'needs-login',
  'refused',
  'offline',
  'unknown',
  'ok',
  undefined,
];

/** The key by which `sort` puts articles in order, where it is a number. */
const rankBy: Partial<Record<ArticleSort, (article: Article) => number>> = {
  notes: ({ noted }) => -noted,
  excerpt: ({ excerptLength }) => -excerptLength,
  health: ({ health }) => healthOrder.indexOf(health?.state),
  read: ({ read }) => ['unread', 'reading', 'read'].indexOf(read),
};

describe('a list of articles', () => {
  test('of any notes and any filter has what a look at everything finds, in order, in whatever windows', () => {
    const world = fc.record({
      texts: fc.array(anyNote, { minLength: 1, maxLength: 8 }),
      states: fc.array(known, { minLength: addresses.length, maxLength: addresses.length }),
      isEarly: fc.boolean(),
    });
    fc.assert(
      fc.property(
        world,
        fc.array(fc.oneof(anyFilter, mixed), { minLength: 14, maxLength: 14 }),
        fc.integer({ min: 1, max: 4 }),
        ({ texts, states, isEarly }, filters, limit) => {
          const { catalog, notes, articles } = worldOf(texts, states, isEarly);
          const { database } = catalog;
          const now = new Date();
          for (const [index, filter] of ['', ...filters.map(formatFilter)].entries()) {
            const expected = bruteForceArticles(articles, filter, now);
            const some = index === 0 ? sorts : [sorts[index % sorts.length] ?? 'site'];
            for (const sort of some)
              for (const direction of ['ascending', 'descending'] as const) {
                const all = articleListIn(database, { filter, sort, direction, offset: 0, limit: 100 });
                expect({
                  filter,
                  total: all.total,
                  found: all.articles.map(({ normalised }) => normalised).toSorted(),
                }).toEqual({ filter, total: expected.length, found: expected });
                const pieces = Array.from(
                  { length: Math.ceil(expected.length / limit) },
                  (_, at) =>
                    articleListIn(database, { filter, sort, direction, offset: at * limit, limit }).articles,
                ).flat();
                expect(pieces).toEqual(all.articles);
                const rank = rankBy[sort];
                const isBackwards =
                  sort === 'noted' || sort === 'notes' || sort === 'excerpt'
                    ? direction === 'ascending'
                    : direction === 'descending';
                const ranks = rank ? all.articles.map(rank) : [];
                const key = (one: number): number => (isBackwards ? -one : one);
                expect(ranks).toEqual(ranks.toSorted((a, b) => key(a) - key(b)));
                if (sort !== 'noted') continue;
                // Those of undated notes stand among them by when they were found.
                const days = all.articles.flatMap(({ firstNoted: day }) => (day === null ? [] : [day]));
                expect(days).toEqual(isBackwards ? days.toSorted() : days.toSorted().reverse());
              }
            const stateOf = (normalised: string): KnownArticle =>
              articles.find((one) => one.normalised === normalised)?.known ?? nothing;
            const matches = matcherOf(parseFilter(filter), now, stateOf);
            const page = pageOf(database, { filter, sort: 'title', offset: 0, limit: 100 });
            expect({ filter, paths: page.rows.map(({ path }) => path).toSorted() }).toEqual({
              filter,
              paths: notes
                .filter(matches)
                .map(({ path }) => path)
                .toSorted(),
            });
          }
          catalog.close();
        },
      ),
      { numRuns: 50 },
    );
  }, 60_000);
});
