import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Direction, NoteFacts, Sort } from '../../../notes/api.ts';
import { type Catalog, type CatalogNote } from '../../../notes/find/catalog.ts';
import { pageOf, positionOf } from '../../../notes/find/results/pages.ts';
import { catalogOf, makeNote } from '../make.ts';

const listed = (catalog: Catalog, sort: Sort, direction?: Direction, filter = ''): string[] =>
  pageOf(catalog.database, { filter, sort, direction, offset: 0, limit: 1000 }).rows.map(({ path }) => path);

function titled(...titles: string[]): CatalogNote[] {
  return titles.map((title, index) => makeNote(`${String(index).padStart(2, '0')}.md`, { title }));
}

describe('the list', () => {
  test('shows the newest first, equal dates by path, and notes without a date after the others by last change', () => {
    const dated = (path: string, instant: number | null, modified: number): CatalogNote =>
      makeNote(path, { instant }, { modified });
    const catalog = catalogOf(
      dated('old.md', -5e12, 9),
      dated('none-early.md', null, 1),
      dated('none-late.md', null, 5e15),
      dated('same-a.md', 1000, 1),
      dated('same-b.md', 1000, 1),
      dated('new.md', 2000.5, 1),
    );
    expect(listed(catalog, 'date')).toEqual([
      ...['new.md', 'same-b.md', 'same-a.md', 'old.md', 'none-late.md', 'none-early.md'],
    ]);
    expect(listed(catalog, 'date', 'ascending')).toEqual([
      ...['old.md', 'same-a.md', 'same-b.md', 'new.md', 'none-early.md', 'none-late.md'],
    ]);
    expect(listed(catalog, 'modified')[0]).toBe('none-late.md');
  });

  test('sorts titles as a reader of Chinese and English expects, and backwards exactly so', () => {
    const order = ['[译] 深入', '《红楼梦》', '2 things', '10 things', 'Élan', 'serverless资料收集', 'Zebra'];
    order.push('阿里云', '安全', '冷启动', '深入 V8', '云原生');
    const catalog = catalogOf(...titled(...order.toReversed()));
    const titles = (direction: Direction): string[] =>
      pageOf(catalog.database, { filter: '', sort: 'title', direction, offset: 0, limit: 50 }).rows.map(
        (r) => r.title,
      );
    expect(titles('ascending')).toEqual(order);
    expect(titles('descending')).toEqual(order.toReversed());
  });

  test('keeps every field of a note', () => {
    const facts: Partial<NoteFacts> = {
      ...{ title: '茶 🍵', date: '2020-01-13 00:15:08 +0000', instant: 1578874508000, tags: ['a', 'b\0c'] },
      ...{ categories: ['云/原生'], excerpt: '第一段', unpublished: true, words: 12 },
      problem: { code: 'yaml-syntax', line: 3, message: 'broken' },
    };
    const catalog = catalogOf(makeNote('_posts/茶.md', facts, { modified: 1234.5 }));
    expect(pageOf(catalog.database, { filter: '', sort: 'date', offset: 0, limit: 1 }).rows).toEqual([
      {
        ...{ path: '_posts/茶.md', title: '茶 🍵', date: '2020-01-13 00:15:08 +0000', tags: ['a', 'b\0c'] },
        ...{
          categories: ['云/原生'],
          excerpt: '第一段',
          sources: 0,
          unpublished: true,
          words: 12,
          modified: 1234.5,
        },
        problem: { code: 'yaml-syntax', line: 3, message: 'broken' },
      },
    ]);
  });

  test('has the same order in windows as in one piece, and every note stands where locate says', () => {
    const note = fc.record({
      instant: fc.option(fc.integer({ min: -3, max: 3 })),
      modified: fc.integer({ min: 0, max: 3 }),
      title: fc.constantFrom('', 'a', 'A', '前', 'b', '10', '9'),
      tags: fc.constantFrom<string[]>([], ['x']),
    });
    fc.assert(
      fc.property(
        fc.array(note, { maxLength: 20 }),
        fc.constantFrom<Sort>('date', 'title', 'modified'),
        fc.constantFrom<Direction | undefined>('ascending', 'descending', undefined),
        fc.constantFrom('', 'tag:x', 'tag:x OR a'),
        (notes, sort, direction, filter) => {
          const catalog = catalogOf(
            ...notes.map(({ modified, ...facts }, index) => makeNote(`${index}.md`, facts, { modified })),
          );
          const whole = listed(catalog, sort, direction, filter);
          const windows: string[] = [];
          for (let offset = 0; offset < whole.length; offset += 7) {
            const page = pageOf(catalog.database, { filter, sort, direction, offset, limit: 7 });
            expect(page.total).toBe(whole.length);
            windows.push(...page.rows.map(({ path }) => path));
          }
          expect(windows).toEqual(whole);
          notes.forEach((_, index) => {
            const path = `${index}.md`;
            const at = whole.indexOf(path);
            const found = positionOf(catalog.database, { filter, sort, direction, target: { path } });
            expect(found).toBe(at < 0 ? null : at);
          });
          catalog.close();
        },
      ),
      { numRuns: 150 },
    );
  });

  test('typing the start of a title finds the next such note and goes round at the end', () => {
    const catalog = catalogOf(...titled('Alpha', 'beta', 'ALPS', '前端', '前言', 'al dente'));
    const titles = ['al dente', 'Alpha', 'ALPS', 'beta', '前端', '前言'];
    const locate = (prefix: string, from: number, filter = ''): string | null => {
      const position = positionOf(catalog.database, { filter, sort: 'title', target: { prefix, from } });
      return position === null ? null : (titles[position] ?? 'nothing');
    };
    expect(locate('al', -1)).toBe('al dente');
    expect(locate('AL', 0)).toBe('Alpha');
    expect(locate('alp', 1)).toBe('ALPS');
    expect(locate('al', 2)).toBe('al dente');
    expect(locate('前', 4)).toBe('前言');
    expect(locate('前', 5)).toBe('前端');
    expect(locate('b', 3)).toBe('beta');
    expect(locate('al', 99)).toBe('al dente');
    expect(locate('%', 0)).toBeNull();
    expect(locate('beta', 0, 'title:al')).toBeNull();
  });
});
