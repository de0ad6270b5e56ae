import { expect, test } from 'vitest';
import { notedIn } from '../../../notes/find/articles/noted.ts';
import { readFacts } from '../../../notes/text/facts.ts';
import { catalogOf, makeNote } from '../make.ts';

/** The headings that articles are under, by the last part of their addresses. */
function under(text: string): Record<string, string | null> {
  const facts = readFacts('a.md', text);
  const { database } = catalogOf(makeNote('a.md', facts));
  return Object.fromEntries(
    facts.sources.map(({ url }) => [url.slice(-1), notedIn(database, url).places[0]?.heading ?? null]),
  );
}
const link = (name: string): string => `[${name} 文章](https://e.example/${name})`;

test('an article that is noted is found by any spelling of its address, with date, line and heading', () => {
  const facts = readFacts(
    '_posts/1.md',
    `---\ntitle: 资料\ndate: 2020-01-13 00:15:08 +0000\n---\n## 网上文章\n\n### ${link('a')}\n`,
  );
  const { database } = catalogOf(makeNote('_posts/1.md', facts));
  expect(notedIn(database, 'http://www.e.example/a/?utm_source=x#y')).toEqual({
    normalised: 'https://e.example/a',
    total: 1,
    places: [
      { path: '_posts/1.md', title: '资料', line: 7, date: '2020-01-13 00:15:08 +0000', heading: '网上文章' },
    ],
  });
  expect(notedIn(database, 'https://e.example/b')).toEqual({
    normalised: 'https://e.example/b',
    total: 0,
    places: [],
  });
  expect(notedIn(database, 'no address')).toEqual({ normalised: '', total: 0, places: [] });
});

test('the heading is the one around it, not an article’s, and not one that only came before', () => {
  expect(under(`## 网上文章\n### ${link('a')}\n#### 小节\n见 ${link('b')}\n### ${link('c')}\n`)).toEqual({
    a: '网上文章',
    b: '小节',
    c: '网上文章',
  });
  expect(under(`见 ${link('a')}\n\n## ${link('b')}\n\n见 ${link('c')}\n`)).toEqual({
    a: null,
    b: null,
    c: null,
  });
  expect(under(`## 网上文章\n## ${link('a')}\n## ${link('b')}\n`)).toEqual({ a: '网上文章', b: '网上文章' });
});

test('twenty places of many are named, all are counted', () => {
  const { sources } = readFacts('a.md', `### ${link('a')}`);
  const notes = Array.from({ length: 30 }, (_, index) => makeNote(`${index}.md`, { sources }));
  const found = notedIn(catalogOf(...notes).database, 'https://e.example/a');
  expect([found.total, found.places.length]).toEqual([30, 20]);
});
