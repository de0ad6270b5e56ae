import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Notebook } from '../notes/api.ts';
import { openCopies } from '../notes/files/copies.ts';
import { openNotebook } from '../notes/notebook.ts';
import { change, preview } from './bulk-make.ts';
import { makeFolder, withOwnHome } from './contract-make.ts';

withOwnHome();

const relink = { kind: 'relink' as const, from: ['https://old.com/a'], to: 'https://new.com/b' };
const files = {
  'a.md':
    '---\r\ntitle: a\r\n---\r\n\r\n### [标题](http://www.old.com/a/?utm_source=x)\r\n\r\n> — [原文](https://old.com/a#:~:text=茶)\r\n',
  'b.md': 'see https://old.com/a and `https://old.com/a`',
  'broken.md': '---\ntitle: a: b\n---\n[x](https://old.com/a)\n',
  'other.md': '[x](https://old.com/ab)\n',
};

async function open(more: Record<string, string | Buffer> = {}) {
  const folder = makeFolder({ ...files, ...more });
  const notebook = await openNotebook(folder, { watch: false });
  onTestFinished(() => notebook.close());
  await notebook.ready;
  return { notebook, folder, textOf: (path: string) => readFileSync(join(folder, path), 'utf8') };
}

test('an article that has moved gets its new address in all notes, shown line by line before', async () => {
  const { notebook, textOf } = await open();
  const shown = await preview(notebook, relink);
  expect(shown).toMatchObject({ total: 3, skipped: [] });
  expect(shown.notes.find(({ path }) => path === 'a.md')?.changes).toEqual([
    {
      line: 5,
      before: ['### [标题](http://www.old.com/a/?utm_source=x)'],
      after: ['### [标题](https://new.com/b)'],
    },
    {
      line: 7,
      before: ['> — [原文](https://old.com/a#:~:text=茶)'],
      after: ['> — [原文](https://new.com/b#:~:text=茶)'],
    },
  ]);
  expect(textOf('a.md')).toBe(files['a.md']);

  const { changed, skipped } = await change(notebook, relink);
  expect({ changed, skipped }).toEqual({ changed: 3, skipped: [] });
  expect(textOf('a.md')).toBe(
    '---\r\ntitle: a\r\n---\r\n\r\n### [标题](https://new.com/b)\r\n\r\n> — [原文](https://new.com/b#:~:text=茶)\r\n',
  );
  expect(textOf('b.md')).toBe('see https://new.com/b and `https://old.com/a`');
  expect(textOf('broken.md')).toBe('---\ntitle: a: b\n---\n[x](https://new.com/b)\n');
  expect(textOf('other.md')).toBe(files['other.md']);
  const [moved] = await notebook.citations({ normalised: ['https://new.com/b'] });
  expect(moved).toMatchObject({ noted: 3, title: '标题' });
  expect(await notebook.citations({ normalised: ['https://old.com/a'] })).toEqual([]);
});

test('it is remembered as what it was, and taken back byte for byte', async () => {
  const { notebook, textOf } = await open();
  await change(notebook, relink);
  expect(await notebook.bulkLast({})).toMatchObject({ change: relink });
  await notebook.bulkUndo({ batch: null });
  for (const [path, text] of Object.entries(files)) expect(textOf(path)).toBe(text);
});

test('two addresses of one article become one', async () => {
  const { notebook } = await open({ 'c.md': '### [c](https://new.com/b)\n\nmine\n' });
  await change(notebook, { ...relink, from: ['http://www.old.com/a/'] });
  expect(await notebook.citations({ normalised: ['https://new.com/b'] })).toMatchObject([{ noted: 4 }]);
});

describe('what is kept about an article', () => {
  const [old, fresh] = ['https://old.com/a', 'https://new.com/b'];
  const made = (title: string, url = old) => ({
    ...{ url, title, author: '', date: '', site: '', markdown: `${title}\n`, pictures: [] },
  });
  const known = async (notebook: Notebook, url: string) => {
    const [article] = await notebook.articles({ normalised: [url] });
    return { copy: article?.copy?.kind === 'kept' ? article.copy.path : null, read: article?.read };
  };
  const reading = (states: Record<string, [state: string, at?: string]>) =>
    JSON.stringify({
      reading: Object.fromEntries(
        Object.entries(states).map(([url, [state, at]]) => [url, { state, ...(at && { at }) }]),
      ),
    });

  test('goes with it to its new address, and comes back with it', async () => {
    const { notebook, folder, textOf } = await open({ 'c.md': `[c](${fresh})\n` });
    const { path } = await openCopies(folder).keep(old, made('Mine'));
    await notebook.setRead({ normalised: [old], read: 'read' });
    const [copy, states] = [textOf(path), textOf('.gleaner/reading.json')];
    expect(await known(notebook, old)).toEqual({ copy: path, read: 'read' });

    expect(await change(notebook, relink)).toMatchObject({ changed: 3, articles: 'followed' });
    expect(await known(notebook, fresh)).toEqual({ copy: path, read: 'read' });
    expect(await known(notebook, old)).toMatchObject({ copy: null });
    expect((await notebook.copy({ normalised: fresh }))?.markdown).toBe('Mine\n');
    expect(textOf(path)).toBe(copy.replace(/^url: .*\n/m, `$&article: ${fresh}\n`));
    const list = { filter: 'has:copy is:read', sort: 'title' as const, offset: 0, limit: 9 };
    expect((await notebook.articleList(list)).articles).toMatchObject([{ normalised: fresh }]);
    // What is said of the old address stays: it is true of it.
    expect(JSON.parse(textOf('.gleaner/reading.json'))).toMatchObject(JSON.parse(states) as object);

    expect(await notebook.bulkUndo({ batch: null })).toMatchObject({ changed: 3, articles: 'followed' });
    expect(textOf(path)).toBe(copy);
    expect(JSON.parse(textOf('.gleaner/reading.json'))).toEqual(JSON.parse(states));
    expect(await known(notebook, old)).toEqual({ copy: path, read: 'read' });
    expect(await known(notebook, fresh)).toEqual({ copy: null, read: 'unread' });
  });

  test('of three addresses of one article becomes that of one: the copy fetched last, the furthest state, the last time', async () => {
    const [third, other] = ['https://third.com/c', 'https://x.com/other'];
    const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'];
    const { notebook, folder, textOf } = await open({
      'c.md': `[c](${fresh}) and [d](${third}) and [e](${other})\n`,
      '.gleaner/reading.json': reading({
        ...{ [old]: ['read', early], [third]: ['reading', late], [fresh]: ['reading'], [other]: ['read'] },
      }),
    });
    const copies = openCopies(folder);
    await copies.keep(old, made('First'));
    const { path } = await copies.keep(third, made('Second', third));
    const merge = { kind: 'relink' as const, from: [old, third], to: fresh };
    expect(await change(notebook, merge)).toMatchObject({ changed: 4, articles: 'followed' });
    expect(textOf('c.md')).toBe(`[c](${fresh}) and [d](${fresh}) and [e](${other})\n`);
    expect(await known(notebook, fresh)).toEqual({ copy: path, read: 'read' });
    const states = JSON.parse(textOf('.gleaner/reading.json')) as { reading: Record<string, unknown> };
    expect(states.reading[fresh]).toEqual({ state: 'read', at: late });
    expect(copies.read(old)?.title).toBe('First');
    await notebook.bulkUndo({ batch: null });
    for (const [at, text] of Object.entries(files)) expect(textOf(at)).toBe(text);
    expect(await known(notebook, third)).toEqual({ copy: path, read: 'reading' });
    expect(await known(notebook, fresh)).toEqual({ copy: null, read: 'reading' });
  });

  test('stays where the new address has its own, and where a note still leads to the old one', async () => {
    const { notebook, folder } = await open({
      'damaged.md': Buffer.concat([Buffer.from('[x](https://old.com/a) '), Buffer.from([0xff])]),
    });
    const { path } = await openCopies(folder).keep(old, made('Mine'));
    await change(notebook, relink);
    expect(await known(notebook, old)).toMatchObject({ copy: path });
    expect(await known(notebook, fresh)).toMatchObject({ copy: null });

    const own = await openCopies(folder).keep(fresh, made('Its own', fresh));
    rmSync(join(folder, 'damaged.md'));
    await notebook.bulkUndo({ batch: null });
    await change(notebook, relink);
    expect(await known(notebook, fresh)).toMatchObject({ copy: own.path });
    expect((await notebook.copy({ normalised: old }))?.title).toBe('Mine');
  });

  test('that can not be changed is named as not followed, and the notes are changed all the same', async () => {
    const { notebook, folder, textOf } = await open({
      '.gleaner/reading.json': reading({ [old]: ['read'] }),
    });
    const { path } = await openCopies(folder).keep(old, made('Mine'));
    const states = textOf('.gleaner/reading.json');
    chmodSync(join(folder, '.gleaner/reading.json'), 0o444);
    expect(await change(notebook, relink)).toMatchObject({ changed: 3, articles: 'failed' });
    expect(textOf('.gleaner/reading.json')).toBe(states);
    expect(await known(notebook, fresh)).toEqual({ copy: path, read: 'unread' });
  });
});

test('a note that can not be changed is named, and an address that is none is refused', async () => {
  const { notebook } = await open({
    'damaged.md': Buffer.concat([Buffer.from('[x](https://old.com/a) '), Buffer.from([0xff])]),
  });
  const shown = await preview(notebook, relink);
  expect(shown.total).toBe(3);
  expect(shown.skipped).toMatchObject([{ path: 'damaged.md', code: 'read-only' }]);
  for (const wrong of [
    { ...relink, to: 'javascript:alert(1)' },
    { ...relink, from: ['x'] },
  ])
    await expect(preview(notebook, wrong)).rejects.toMatchObject({ code: 'bad-argument' });
});
