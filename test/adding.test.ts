import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Arguments, Notebook } from '../notes/api.ts';
import { openNotebook } from '../notes/notebook.ts';
import { makeFolder, withOwnHome, writeIn } from './contract-make.ts';

withOwnHome();

const url = 'https://example.com/new';

async function open(files: Record<string, string | Buffer>) {
  const folder = makeFolder(files);
  const notebook = await openNotebook(folder, { watch: false });
  onTestFinished(() => notebook.close());
  await notebook.ready;
  return { folder, notebook, textOf: (path: string) => readFileSync(join(folder, path), 'utf8') };
}

const add = (notebook: Notebook, args: Partial<Arguments<'addSource'>>) =>
  notebook.addSource({ url, title: '新文章', quote: null, path: null, noteTitle: null, ...args });

test('an article goes into the note that is named, and is listed at once', async () => {
  const { notebook, textOf } = await open({ 'a.md': '\uFEFF## Links\r\n\r\n## End\r\n' });
  expect(await add(notebook, { path: 'a.md' })).toEqual({ kind: 'added', path: 'a.md', line: 3 });
  expect(textOf('a.md')).toBe(
    '\uFEFF## Links\r\n\r\n### [新文章](https://example.com/new)\r\n\r\n## End\r\n',
  );
  const [source] = await notebook.citations({ normalised: [url] });
  expect(source?.notes).toEqual([{ path: 'a.md', title: 'Links', line: 3 }]);
});

test('an article that the note has gets the quote; one that has the quote too is left alone', async () => {
  const { notebook, textOf } = await open({ 'a.md': '### [x](https://example.com/new)\n' });
  expect(await add(notebook, { path: 'a.md', quote: '一句。' })).toEqual({
    kind: 'quoted',
    path: 'a.md',
    line: 1,
  });
  const after = textOf('a.md');
  expect(after).toContain('\n\n> 一句。\n>\n> — [原文](https://example.com/new#:~:text=一句。)\n');
  expect(await add(notebook, { path: 'a.md', quote: '一句。' })).toEqual({
    kind: 'known',
    path: 'a.md',
    line: 1,
  });
  expect(await add(notebook, { path: 'a.md' })).toEqual({ kind: 'known', path: 'a.md', line: 1 });
  expect(textOf('a.md')).toBe(after);
});

test('a new note is made in the style of the others, in one piece', async () => {
  const { notebook, folder, textOf } = await open({
    '_posts/2020-01-13-a.md': '---\nlayout: post\ntitle: A\ndate: 2020-01-13\ntags: [x]\n---\n\ntext\n',
    '_posts/2020-01-14-b.md': '---\nlayout: post\ntitle: B\ndate: 2020-01-14\ntags: [y]\n---\n\ntext\n',
  });
  const { kind, path, line } = await add(notebook, { noteTitle: 'To read' });
  expect(kind).toBe('added');
  expect(path).toMatch(/^_posts\/\d{4}-\d\d-\d\d-to-read\.md$/);
  expect(textOf(path)).toMatch(
    /^---\nlayout: post\ntitle: To read\ndate: \d{4}-\d\d-\d\d\ntags: \[\]\n---\n\n### \[新文章\]\(https:\/\/example\.com\/new\)\n$/,
  );
  expect(textOf(path).split('\n')[line - 1]).toBe('### [新文章](https://example.com/new)');
  expect(
    (await notebook.query({ filter: 'To read', sort: 'date', offset: 0, limit: 9, facets: false })).total,
  ).toBe(1);
  expect(readdirSync(join(folder, '_posts'))).toHaveLength(3);
});

test('a new note without a title of its own is called as the article, else as its address', async () => {
  const { notebook } = await open({});
  expect((await add(notebook, { title: '[译] V8: a/b' })).path).toMatch(/V8/);
  expect((await add(notebook, { url: 'https://www.example.com/a/', title: null })).path).toMatch(
    /example\.com/,
  );
});

test('what can not be added is refused, and nothing is written', async () => {
  const { notebook, textOf, folder } = await open({
    'a.md': 'mine\n',
    'damaged.md': Buffer.from([0xff, 0x0a]),
  });
  await expect(add(notebook, { url: 'javascript:alert(1)', path: 'a.md' })).rejects.toMatchObject({
    code: 'bad-argument',
  });
  await expect(add(notebook, { url: 'file:///etc/passwd' })).rejects.toMatchObject({ code: 'bad-argument' });
  await expect(add(notebook, { path: 'b.md' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(add(notebook, { path: '../b.md' })).rejects.toMatchObject({ code: 'bad-path' });
  await expect(add(notebook, { path: 'damaged.md' })).rejects.toMatchObject({ code: 'read-only' });
  const { version } = await notebook.read({ path: 'a.md' });
  await notebook.journal({ path: 'a.md', base: version, text: 'mine, and more\n' });
  await expect(add(notebook, { path: 'a.md' })).rejects.toMatchObject({ code: 'busy' });
  expect(textOf('a.md')).toBe('mine\n');
  expect((await notebook.read({ path: 'a.md' })).unsaved?.text).toBe('mine, and more\n');
  expect(readdirSync(folder).sort()).toEqual(['a.md', 'damaged.md']);
});

test('articles that are added at the same moment are all there', async () => {
  const { notebook, textOf, folder } = await open({ 'a.md': '## Links\n' });
  writeIn(folder, 'b.md', 'b\n');
  const urls = [1, 2, 3].map((n) => `https://example.com/${String(n)}`);
  await Promise.all(urls.map((one) => add(notebook, { url: one, title: one.slice(-1), path: 'a.md' })));
  for (const one of urls) expect(textOf('a.md')).toContain(`(${one})`);
});
