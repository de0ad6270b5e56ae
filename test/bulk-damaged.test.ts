/** What was written down of a change of many notes, damaged on the disk since. */
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { notebookFolder } from '../notes/files/home.ts';
import { change, openWith, renaming, textIn, versionsIn } from './bulk-make.ts';
import { withOwnHome } from './contract-make.ts';

withOwnHome();

const files = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [`${10 + index}.md`, '---\ntags: [old]\n---\n']),
);
const paths = Object.keys(files);

function damage(folder: string, state: 'done' | 'pending'): string {
  const batches = join(notebookFolder(folder), 'batches');
  const name = readdirSync(batches).find((each) => each.endsWith('.jsonl')) ?? '';
  const file = join(batches, name.replace('.done.', `.${state}.`));
  renameSync(join(batches, name), file);
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, lines.with(15, '\0\0\0').join('\n'));
  return file;
}

test('a change whose record is damaged is not taken back by half, and stops no other', async () => {
  const { notebook, folder } = await openWith(files);
  const { batch } = await change(notebook, renaming('new', 'old'));
  damage(folder, 'done');
  const after = versionsIn(folder, paths);
  await expect(notebook.bulkUndo({ batch })).rejects.toMatchObject({ code: 'broken', at: 16 });
  expect(versionsIn(folder, paths)).toEqual(after);
  expect(await notebook.bulkPending({})).toBeNull();
  expect(await change(notebook, renaming('newer', 'new'))).toMatchObject({ changed: 20, skipped: [] });
});

test('where the record of a change that was cut off is damaged, one is told which file to delete', async () => {
  const { notebook, folder } = await openWith(files);
  const { batch } = await change(notebook, renaming('new', 'old'));
  const file = damage(folder, 'pending');
  const broken = { code: 'broken', at: 16, message: expect.stringContaining(file) as string };
  await expect(notebook.bulkPending({})).rejects.toMatchObject(broken);
  await expect(notebook.bulkResolve({ batch, way: 'roll-back' })).rejects.toMatchObject(broken);
  await expect(change(notebook, renaming('newer', 'new'))).rejects.toMatchObject({ code: 'busy' });
  expect(textIn(folder, '10.md')).toContain('[new]');
  rmSync(file);
  expect(await change(notebook, renaming('newer', 'new'))).toMatchObject({ changed: 20 });
});
