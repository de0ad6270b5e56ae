import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Facet, Facets } from '../../../notes/api.ts';
import type { CatalogNote } from '../../../notes/find/catalog.ts';
import { facetsOf } from '../../../notes/find/results/facets.ts';
import { pageOf } from '../../../notes/find/results/pages.ts';
import { formatFilter } from '../../../notes/text/filter-text.ts';
import { conjuncts, type Filter, parseFilter, type Term } from '../../../notes/text/filter.ts';
import { matcherOf } from '../../../notes/text/match.ts';
import { catalogOf, makeNote, makeSource } from '../make.ts';

/** The truth to compare with: the meaning of a filter without SQL. */
function matches(filter: Filter, { path, facts, modified, body }: CatalogNote): boolean {
  return matcherOf(filter, new Date())({ path, facts, modified, body: body ?? '' });
}

function facetsByHand(notes: CatalogNote[]): Facets {
  const of = (pick: (note: CatalogNote) => string[]): Facet[] => {
    const facets = new Map<string, Facet>();
    for (const note of notes) {
      const exact = new Set(pick(note).map((name) => name.normalize('NFC')));
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
  const untagged = notes.filter(({ facts }) => facts.tags.length === 0).length;
  return { tags: of((note) => note.facts.tags), categories: of((note) => note.facts.categories), untagged };
}

const names = [
  'a',
  'a/b',
  'a/b/c',
  'ab',
  '前端',
  '前端/框架',
  'two words',
  'caf\u00e9',
  'cafe\u0301',
  'JS',
  'js',
  'a-b',
];
const words = ['serverless', '冷启动', 'V8', 'ＡＢＣ', 'abc', '前', 'Straße', '50%', '_', "o'clock", 'a'];
const label = fc.constantFrom(...names);
const word = fc.constantFrom(...words);

const notesOf = fc
  .array(
    fc.record({
      tags: fc.uniqueArray(label, { maxLength: 3 }),
      categories: fc.uniqueArray(label, { maxLength: 2 }),
      title: fc.array(word, { maxLength: 3 }).map((parts) => parts.join(' ')),
      excerpt: fc.array(word, { maxLength: 4 }).map((parts) => parts.join('')),
      unpublished: fc.boolean(),
      broken: fc.boolean(),
      cites: fc.boolean(),
      folder: fc.constantFrom('', '_posts/', '笔记/'),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((all) =>
    all.map(({ broken, cites, folder, ...facts }, index) =>
      makeNote(`${folder}${index}.md`, {
        ...facts,
        problem: broken ? { code: 'yaml-syntax', line: 1, message: 'x' } : null,
        sources: cites ? [makeSource('https://example.com/a')] : [],
      }),
    ),
  );

const term: fc.Arbitrary<Term> = fc
  .oneof(
    fc.tuple(fc.constantFrom('tag', 'category'), label),
    fc.tuple(
      fc.constantFrom('text', 'title', 'path'),
      fc.oneof(word, fc.constantFrom('1', '_posts', 'x', '笔')),
    ),
    fc.tuple(fc.constant('is'), fc.constantFrom('untagged', 'unpublished', 'broken')),
    fc.tuple(fc.constant('has'), fc.constant('source')),
  )
  .map(([key, value]) => ({ kind: 'term', key: key, value, start: 0, end: 0 }));

const { filter: anyFilter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    term,
    tie('filter').map((part): Filter => ({ kind: 'not', part, start: 0, end: 0 })),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('filter'), { minLength: 1, maxLength: 3 }))
      .map(([kind, parts]): Filter => ({ kind: kind, parts, start: 0, end: 0 })),
  ),
}));

const sorted = (facets: Facet[]): Facet[] => facets.toSorted((a, b) => (a.name < b.name ? -1 : 1));

describe('a filter over the catalog', () => {
  test('answers exactly the notes, and counts exactly the tags, that a look at every note finds', () => {
    fc.assert(
      fc.property(notesOf, fc.array(anyFilter, { minLength: 1, maxLength: 8 }), (notes, filters) => {
        const catalog = catalogOf(...notes);
        for (const filter of filters) {
          const text = formatFilter(filter);
          const expected = notes.filter((note) => matches(parseFilter(text), note));
          const page = pageOf(catalog.database, { filter: text, sort: 'title', offset: 0, limit: 1000 });
          expect(page.total, text).toBe(expected.length);
          expect(page.rows.map(({ path }) => path).toSorted(), text).toEqual(
            expected.map(({ path }) => path).toSorted(),
          );
          const facets = facetsOf(catalog, text);
          const byHand = facetsByHand(expected);
          expect(sorted(facets.tags), text).toEqual(sorted(byHand.tags));
          expect(sorted(facets.categories), text).toEqual(sorted(byHand.categories));
          expect(facets.untagged, text).toBe(byHand.untagged);
        }
        catalog.close();
      }),
      { numRuns: 200 },
    );
  });

  test('a note that was replaced or removed counts as it is now', () => {
    const catalog = catalogOf(makeNote('1.md', { tags: ['a/b', 'c'] }), makeNote('2.md', { tags: ['a'] }));
    catalog.put([makeNote('1.md', { tags: ['d'] })]);
    catalog.remove(['2.md', 'never there.md']);
    expect(facetsOf(catalog, '').tags).toEqual([{ name: 'd', count: 1, within: 1 }]);
    expect(catalog.total()).toBe(1);
  });

  test('tags are listed as a person would: accents and case aside, Chinese by pinyin', () => {
    const tags = ['云原生', 'Zebra', 'élan', 'eland', '安全', '前端', '10', '9', '阿里云'];
    const catalog = catalogOf(makeNote('1.md', { tags }));
    expect(facetsOf(catalog, '').tags.map(({ name }) => name)).toEqual([
      ...['9', '10', 'élan', 'eland', 'Zebra', '阿里云', '安全', '前端', '云原生'],
    ]);
  });

  test('quotes, semicolons and wildcards in a filter are only text', () => {
    const catalog = catalogOf(
      makeNote("o'clock; DROP TABLE notes.md", { tags: ["x' OR '1'='1"] }),
      makeNote('2.md'),
    );
    const total = (filter: string): number =>
      pageOf(catalog.database, { filter, sort: 'date', offset: 0, limit: 0 }).total;
    expect(total(`tag:"x' OR '1'='1"`)).toBe(1);
    expect(total(`"'clock; DROP"`)).toBe(1);
    expect(total('%')).toBe(0);
    expect(total('')).toBe(2);
  });

  test('two hundred terms are still a filter that SQLite can answer', () => {
    const catalog = catalogOf(makeNote('a.md'));
    const filter = Array.from({ length: 200 }, () => 'a').join(' ');
    expect(conjuncts(parseFilter(filter))).toHaveLength(200);
    expect(pageOf(catalog.database, { filter, sort: 'date', offset: 0, limit: 1 }).total).toBe(1);
    const nested = '-('.repeat(49) + 'a' + ')'.repeat(49);
    expect(pageOf(catalog.database, { filter: nested, sort: 'date', offset: 0, limit: 1 }).total).toBe(0);
  });
});
