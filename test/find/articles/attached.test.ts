import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { Card } from '../../../notes/api.ts';
import { articleListIn } from '../../../notes/find/articles/list.ts';
import { articlesOf } from '../../../notes/find/articles/rows.ts';
import { type Catalog, openCatalog } from '../../../notes/find/catalog.ts';
import { removeFolder, temporaryFolder } from '../../temporary.ts';
import { discard, makeNote, makeSource } from '../make.ts';

const a = 'https://a.example/1';
const card: Card = {
  ...{ kind: 'card', title: '冷启动', site: 'A', description: '', author: '', published: '', picture: null },
  ...{ minutes: 3, language: 'zh-CN', url: a, fetched: 1 },
};
const note = makeNote('1.md', { sources: [makeSource(a)] });

function folder(): { file: string; articles: string; open: () => Catalog } {
  const path = temporaryFolder('gleaner-articles-');
  const file = join(path, 'catalog.sqlite');
  const opened: Catalog[] = [];
  onTestFinished(() => {
    for (const catalog of opened) catalog.close();
    removeFolder(path);
  });
  const open = (): Catalog => {
    const catalog = openCatalog(file, discard);
    opened.push(catalog);
    return catalog;
  };
  return { file, articles: join(path, 'articles.sqlite'), open };
}

function fill({ articles }: Catalog): void {
  articles.putCard(a, card);
  articles.putHealth(a, { state: 'gone', status: 410, movedTo: null, checked: 7 });
  articles.putFailure(a, { kind: 'failed', reason: 'robots', status: null, message: 'no' });
  articles.setReads(new Map([[a, 'read']]));
}

const known = ({ database }: Catalog) => articlesOf(database, [a])[0];
const total = ({ database }: Catalog, filter: string): number =>
  articleListIn(database, { filter, sort: 'site', offset: 0, limit: 0 }).total;

test('what is kept about articles outlives a catalog that is thrown away', () => {
  const { file, open } = folder();
  const first = open();
  first.put([note]);
  fill(first);
  first.close();
  writeFileSync(file, 'no database');
  const second = open();
  expect(second.total()).toBe(0);
  second.put([note]);
  expect(known(second)).toMatchObject({
    card,
    read: 'read',
    health: { state: 'gone' },
    copy: { reason: 'robots' },
  });
  expect(total(second, 'is:dead is:read')).toBe(1);
  expect(second.articles.cardOf(a)).toEqual(card);
});

test('one that is damaged is made anew, and the catalog stays', () => {
  const { articles, open } = folder();
  const first = open();
  first.put([note]);
  fill(first);
  first.close();
  writeFileSync(
    articles,
    'no database at all, and longer than a header of SQLite is, so that it is looked at',
  );
  const second = open();
  expect(second.total()).toBe(1);
  expect(known(second)).toMatchObject({ card: null, copy: null });
  fill(second);
  expect(known(second)).toMatchObject({ card });
});

test('of one that something is wrong with inside, a doubtful opening finds it', () => {
  const { file, articles, open } = folder();
  const first = open();
  for (let index = 0; index < 300; index++)
    first.articles.putCard(`${a}/${index}`, { ...card, description: 'x'.repeat(500) });
  first.database.all('PRAGMA attached.wal_checkpoint(TRUNCATE)');
  first.close();
  const bytes = readFileSync(articles);
  bytes.fill(0xee, 4096 * 3, 4096 * 20);
  writeFileSync(articles, bytes);
  const second = openCatalog(file, discard, { attached: { file: articles, isDoubtful: true } });
  onTestFinished(() => second.close());
  expect(second.articles.cardOf(`${a}/7`)).toBeNull();
  second.articles.putCard(a, card);
  expect(second.articles.cardOf(a)).toEqual(card);
});

test('one that another process holds locked is left alone', () => {
  const { articles, open } = folder();
  const first = open();
  fill(first);
  first.close();
  const other = new DatabaseSync(articles);
  other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  const second = open();
  expect(second.articles.cardOf(a)).toBeNull();
  other.close();
  second.close();
  expect(open().articles.cardOf(a)).toEqual(card);
});

test('a catalog in memory keeps them in memory', () => {
  const { articles } = folder();
  const catalog = openCatalog(null, discard);
  fill(catalog);
  expect(catalog.articles.cardOf(a)).toEqual(card);
  expect(existsSync(articles)).toBe(false);
  catalog.close();
});

test('two connections see what the other one keeps', () => {
  const { open } = folder();
  const [first, second] = [open(), open()];
  first.put([note]);
  expect(total(second, 'is:read')).toBe(0);
  expect(total(second, 'title:冷')).toBe(0);
  fill(first);
  expect(total(second, 'is:read')).toBe(1);
  expect(total(second, 'title:冷')).toBe(1);
  expect(known(second)).toEqual(known(first));
  expect(second.articles.setReads(new Map([[a, 'read']]))).toEqual([]);
});

test('a catalog that is told to be sound has the ranks of what is kept, whatever a crash left', () => {
  const { articles, open } = folder();
  const first = open();
  first.put([note]);
  first.close();
  const alone = openCatalog(null, discard, { attached: { file: articles } });
  fill(alone);
  alone.close();
  const second = open();
  expect(total(second, 'is:dead')).toBe(0);
  expect(second.isSound()).toBe(true);
  expect(total(second, 'is:dead is:read')).toBe(1);
});

test('the catalog is unsealed before its articles are written to, and not for cards or what is known already', () => {
  let unsealed = 0;
  const catalog = openCatalog(null, discard, { unseal: () => unsealed++ });
  catalog.articles.putCard(a, card);
  catalog.articles.setReads(new Map());
  expect(unsealed).toBe(0);
  catalog.articles.setReads(new Map([[a, 'read']]));
  catalog.articles.putHealth(a, { state: 'ok', status: 200, movedTo: null, checked: 1 });
  expect(unsealed).toBe(2);
  catalog.close();
});
