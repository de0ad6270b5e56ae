import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Catalog, openCatalog } from '../../../notes/find/catalog.ts';
import { pageOf } from '../../../notes/find/results/pages.ts';
import { isDisordered } from '../../../notes/find/words/waiting.ts';
import { discard, makeNote } from '../make.ts';

type Change =
  | { kind: 'put'; index: number; instant: number | null; modified: number; later: boolean; text: number }
  | { kind: 'touch'; index: number; modified: number }
  | { kind: 'remove'; index: number }
  | { kind: 'catch up'; count: number };

const index = fc.nat({ max: 30 });
const modified = fc.nat({ max: 8 });
const instant = fc.option(fc.integer({ min: -4, max: 4 }));
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    arbitrary: fc.record({
      ...{ kind: fc.constant('put'), index, instant, modified },
      ...{ later: fc.boolean(), text: fc.nat({ max: 2 }) },
    }),
    weight: 4,
  },
  fc.record({ kind: fc.constant('touch'), index, modified }),
  fc.record({ kind: fc.constant('remove'), index }),
  fc.record({ kind: fc.constant('catch up'), count: fc.integer({ min: 1, max: 30 }) }),
);

const body = (text: number): string => `冷启动 serverless ${['一', '二', '三'][text] ?? ''}`;

function catchUp(catalog: Catalog, most = Infinity): void {
  let left = most;
  const done = (): number =>
    catalog.putWaiting(
      ({ version }) => body(Number(version)),
      () => --left <= 0,
    );
  while (left > 0 && done() > 0);
}

const paths = (catalog: Catalog, filter: string): string[] =>
  pageOf(catalog.database, { filter, sort: 'date', offset: 0, limit: 1000 }).rows.map(({ path }) => path);

describe('the places of notes', () => {
  test('stay in the order of the list, whatever is put, dated anew, touched and removed', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const catalog = openCatalog(null, discard);
        const versions = new Map<string, number>();
        for (const one of changes) {
          if (one.kind === 'catch up') {
            catchUp(catalog, one.count);
            continue;
          }
          const path = `${one.index}.md`;
          if (one.kind === 'put') {
            const text = one.later ? null : body(one.text);
            const more = { modified: one.modified, version: String(one.text), body: text };
            catalog.put([makeNote(path, { instant: one.instant }, more)]);
            versions.set(path, one.text);
          } else if (one.kind === 'touch') catalog.restamp([{ path, stamp: 'x', modified: one.modified }]);
          else {
            catalog.remove([path]);
            versions.delete(path);
          }
          const all = paths(catalog, '');
          const found = paths(catalog, '冷启动');
          // Those that are indexed, in the list's order.
          expect(found).toEqual(all.filter((each) => found.includes(each)));
          expect(found.length).toBe(all.length - catalog.unindexed());
        }
        catchUp(catalog);
        expect(isDisordered(catalog.database)).toBe(false);
        expect(catalog.unindexed()).toBe(0);
        const all = paths(catalog, '');
        expect(paths(catalog, 'serverless')).toEqual(all);
        for (const [text, word] of ['一', '二', '三'].entries())
          expect(paths(catalog, word)).toEqual(all.filter((each) => versions.get(each) === text));
        catalog.close();
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('make room where hundreds of notes come between two others', () => {
    const catalog = openCatalog(null, discard);
    const dated = (from: number, count: number, by: number, later: boolean): void => {
      const numbers = Array.from({ length: count }, (_, at) => from + at * by);
      catalog.put(
        numbers.map((time) =>
          makeNote(`${time}.md`, { instant: time }, { version: '0', body: later ? null : body(0) }),
        ),
      );
    };
    dated(0, 300, 1000, true);
    catchUp(catalog);
    dated(100_001, 400, 1, true);
    catchUp(catalog);
    dated(50_001, 40, 1, false);
    expect(paths(catalog, '冷启动')).toEqual(paths(catalog, ''));
    expect(isDisordered(catalog.database)).toBe(true);
    catchUp(catalog);
    expect(isDisordered(catalog.database)).toBe(false);
    expect(paths(catalog, '冷启动')).toEqual(paths(catalog, ''));
  });
});
