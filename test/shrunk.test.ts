/** A fault in whoever sends a note's text must not empty the note (D-08). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openNotebook } from '../notes/notebook.ts';
import { makeFolder, withOwnHome } from './contract-make.ts';

withOwnHome();
const long = '一行正文，写了很久。\n'.repeat(100);

test('a save that takes nine tenths of a note away is refused, unless a person took them away', async () => {
  const folder = makeFolder({ 'a.md': long });
  const notebook = await openNotebook(folder, { watch: false });
  await notebook.ready;
  const { version: base } = await notebook.read({ path: 'a.md' });
  for (const text of ['', long.slice(0, long.length / 10 - 1)]) {
    await expect(notebook.save({ path: 'a.md', base, text })).rejects.toMatchObject({ code: 'shrunk' });
    await expect(notebook.save({ path: 'a.md', base, text })).rejects.toThrow(/^Did not save a\.md/);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe(long);
  }
  expect(await notebook.save({ path: 'a.md', base, text: '', isMeant: true })).toMatchObject({
    kind: 'saved',
  });
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('');
  await notebook.close();
});

test('over another version it is a conflict, and a tenth is let through', async () => {
  const folder = makeFolder({ 'a.md': long });
  const notebook = await openNotebook(folder, { watch: false });
  await notebook.ready;
  const { version: base } = await notebook.read({ path: 'a.md' });
  const stale = 'f'.repeat(64);
  expect(await notebook.save({ path: 'a.md', base: stale, text: '' })).toMatchObject({ kind: 'conflict' });
  const tenth = long.slice(0, long.length / 10);
  expect(await notebook.save({ path: 'a.md', base, text: tenth })).toMatchObject({ kind: 'saved' });
  await notebook.close();
});
