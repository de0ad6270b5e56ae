import { expect, test } from 'vitest';
import type { Card } from '../../../notes/api.ts';
import { articleTwinsIn } from '../../../notes/find/articles/twins.ts';
import type { Catalog } from '../../../notes/find/catalog.ts';
import { catalogOf, makeNote, makeSource } from '../make.ts';

const twins = ({ database }: Catalog, offset = 0, limit = 100): string[][] =>
  articleTwinsIn(database, { offset, limit }).groups.map((group) => group.map(({ url }) => url));

function cited(...sources: [url: string, title: string][]): Catalog {
  return catalogOf(makeNote('1.md', { sources: sources.map(([url, title]) => makeSource(url, { title })) }));
}
const card = (url: string): Card => ({
  ...{ kind: 'card', title: '', site: '', description: '', author: '', published: '', picture: null },
  ...{ minutes: null, language: '', url, fetched: 1 },
});

test('the same title on one site is one article, whatever its case and width, also on the site for phones', () => {
  const catalog = cited(
    ['https://a.example/1', 'Serverless 落地挑战'],
    ['https://a.example/2', 'ｓerverless 落地挑战'],
    ['https://m.a.example/3', 'serverless 落地挑战'],
    ['https://b.example/4', 'Serverless 落地挑战'],
  );
  expect(twins(catalog)).toEqual([['https://a.example/1', 'https://a.example/2', 'https://m.a.example/3']]);
});

test('short and general titles, bare addresses and titles of very many pages say nothing', () => {
  const many = Array.from({ length: 9 }, (_, at): [string, string] => [
    `https://c.example/${at}`,
    'A page of this site',
  ]);
  const catalog = cited(
    ...([
      ['https://a.example/1', '冷启动'],
      ['https://a.example/2', '冷启动'],
    ] as [string, string][]),
    ...([
      ['https://a.example/3', 'Getting Started'],
      ['https://a.example/4', 'Getting started'],
    ] as [string, string][]),
    ...([
      ['https://a.example/5', 'https://a.example/5'],
      ['https://a.example/6', 'https://a.example/5'],
    ] as [string, string][]),
    ...many,
  );
  expect(twins(catalog)).toEqual([]);
});

test('pages that lead to the same one are one article, with that one; a front page or a sign-in is nowhere', () => {
  const catalog = cited(
    ['https://old.example/a', '甲'],
    ['https://short.example/b', '乙'],
    ['https://new.example/a', '丙'],
    ['https://old.example/c', '丁'],
    ['https://old.example/d', '戊'],
  );
  catalog.articles.putCard('https://old.example/a', card('https://www.new.example/a?utm_source=x'));
  catalog.articles.putCard(
    'https://short.example/b',
    card('https://short.example/b'),
    'https://new.example/a',
  );
  catalog.articles.putCard('https://old.example/c', card('https://new.example/'));
  catalog.articles.putCard('https://old.example/d', card('https://new.example/login?next=x'));
  expect(twins(catalog)).toEqual([
    ['https://new.example/a', 'https://old.example/a', 'https://short.example/b'],
  ]);
});

test('come in windows, and follow the notes', () => {
  const catalog = cited(
    ...[1, 2, 3, 4].map((name): [string, string] => [
      `https://a.example/${name}`,
      `The title of ${name % 2}`,
    ]),
  );
  expect(twins(catalog)).toEqual([
    ['https://a.example/1', 'https://a.example/3'],
    ['https://a.example/2', 'https://a.example/4'],
  ]);
  expect(twins(catalog, 1, 1)).toEqual([['https://a.example/2', 'https://a.example/4']]);
  expect(articleTwinsIn(catalog.database, { offset: 1, limit: 1 }).total).toBe(2);
  catalog.remove(['1.md']);
  expect(twins(catalog)).toEqual([]);
});
