import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openNotebook } from '../notes/notebook.ts';
import { change, preview } from './bulk-make.ts';
import { makeFolder, withOwnHome } from './contract-make.ts';

withOwnHome();

const relink = { kind: 'relink' as const, from: 'https://old.com/a', to: 'https://new.com/b' };
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
  return { notebook, textOf: (path: string) => readFileSync(join(folder, path), 'utf8') };
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
  await change(notebook, { ...relink, from: 'http://www.old.com/a/' });
  expect(await notebook.citations({ normalised: ['https://new.com/b'] })).toMatchObject([{ noted: 4 }]);
});

test('a note that can not be changed is named, and an address that is none is refused', async () => {
  const { notebook } = await open({
    'gbk.md': Buffer.concat([Buffer.from('[x](https://old.com/a) '), Buffer.from([0xb2, 0xe8])]),
  });
  const shown = await preview(notebook, relink);
  expect(shown.total).toBe(3);
  expect(shown.skipped).toMatchObject([{ path: 'gbk.md', code: 'read-only' }]);
  for (const wrong of [
    { ...relink, to: 'javascript:alert(1)' },
    { ...relink, from: 'x' },
  ])
    await expect(preview(notebook, wrong)).rejects.toMatchObject({ code: 'bad-argument' });
});
