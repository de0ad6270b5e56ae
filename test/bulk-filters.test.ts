import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Notebook, SavedFilter } from '../notes/api.ts';
import { change, deleting, openIn, openWith, preview, renaming } from './bulk-make.ts';
import { withOwnHome } from './contract-make.ts';

withOwnHome();

const note = (tag: string) => `---\ntags: [${tag}]\n---\nText\n`;
const save = async (notebook: Notebook, ...filters: SavedFilter[]) => {
  const { version } = await notebook.savedFilters({});
  return notebook.saveFilters({ base: version, filters });
};
const saved = async (notebook: Notebook) =>
  (await notebook.savedFilters({})).filters.map(({ filter }) => filter);

describe('saved filters, when a tag they ask for gets another name,', () => {
  test('are named in the preview, ask for the new name afterwards, and for the old one after an undo', async () => {
    const { notebook } = await openWith({ 'a.md': note('性能') });
    await save(
      notebook,
      { name: 'Cold', filter: 'tag:性能 -tag:draft 冷启动' },
      { name: 'Other', filter: 'tag:draft' },
    );
    expect((await preview(notebook, renaming('performance', '性能'))).filters).toEqual(['Cold']);
    const done = await change(notebook, renaming('performance', '性能'));
    expect(done.filters).toEqual({ kind: 'followed', names: ['Cold'] });
    expect(await saved(notebook)).toEqual(['tag:performance -tag:draft 冷启动', 'tag:draft']);
    expect((await notebook.bulkUndo({ batch: null })).filters).toEqual({ kind: 'followed', names: ['Cold'] });
    expect(await saved(notebook)).toEqual(['tag:性能 -tag:draft 冷启动', 'tag:draft']);
  });

  test('come back with an undo after the notebook was opened again', async () => {
    const { notebook, folder } = await openWith({ 'a.md': note('old') });
    await save(notebook, { name: 'Mine', filter: 'tag:old' });
    await change(notebook, renaming('new', 'old'));
    await notebook.close();
    const again = await openIn(folder);
    expect(await saved(again)).toEqual(['tag:new']);
    await again.bulkUndo({ batch: null });
    expect(await saved(again)).toEqual(['tag:old']);
  });

  test('are left alone by an undo when the person has changed them since, or had the new name before', async () => {
    const { notebook } = await openWith({ 'a.md': note('old'), 'b.md': note('new') });
    await save(notebook, { name: 'Mine', filter: 'tag:old' }, { name: 'New', filter: 'tag:new' });
    await change(notebook, renaming('new', 'old'));
    await save(notebook, { name: 'Mine', filter: 'tag:new more' }, { name: 'New', filter: 'tag:new' });
    expect((await notebook.bulkUndo({ batch: null })).filters).toBeUndefined();
    expect(await saved(notebook)).toEqual(['tag:new more', 'tag:new']);
  });

  test('stay as they are when a tag is deleted', async () => {
    const { notebook } = await openWith({ 'a.md': note('old') });
    await save(notebook, { name: 'Mine', filter: 'tag:old' });
    expect((await change(notebook, deleting('old'))).filters).toBeUndefined();
    expect(await saved(notebook)).toEqual(['tag:old']);
  });

  test('that can’t be read are not touched, and the notes are changed all the same', async () => {
    const { notebook, folder } = await openWith({ 'a.md': note('old') });
    await save(notebook, { name: 'Mine', filter: 'tag:old' });
    const file = join(folder, '.gleaner/filters.json');
    writeFileSync(file, '{ tag:old');
    expect(await change(notebook, renaming('new', 'old'))).toMatchObject({
      changed: 1,
      filters: { kind: 'failed' },
    });
    expect(readFileSync(file, 'utf8')).toBe('{ tag:old');
  });
});

describe('a change that is stopped', () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.md`, note('old')]));

  test('keeps what is done, leaves the rest and the saved filters, and is taken back like any other', async () => {
    const { notebook } = await openWith(many);
    await save(notebook, { name: 'Mine', filter: 'tag:old' });
    const count = async (filter: string) =>
      (await notebook.query({ filter, sort: 'date', offset: 0, limit: 0, facets: false })).total;
    const isStopped: Promise<boolean>[] = [];
    notebook.listen((event) => {
      if (event.kind === 'changed' && isStopped.length === 0) isStopped.push(notebook.bulkCancel({}));
    });
    const done = await change(notebook, renaming('new', 'old'));
    expect(await Promise.all(isStopped)).toEqual([true]);
    expect(done.changed).toBeGreaterThan(0);
    expect(done.left).toBeGreaterThan(0);
    expect(done.changed + (done.left ?? 0)).toBe(60);
    expect([await count('tag:new'), await count('tag:old')]).toEqual([done.changed, done.left]);
    expect(done.filters).toBeUndefined();
    expect(await saved(notebook)).toEqual(['tag:old']);
    expect(await notebook.bulkPending({})).toBeNull();
    expect(await notebook.bulkUndo({ batch: null })).toMatchObject({ changed: done.changed, skipped: [] });
    expect(await count('tag:old')).toBe(60);
  });

  test('is nothing when no change is under way', async () => {
    const { notebook } = await openWith({ 'a.md': note('old') });
    expect(await notebook.bulkCancel({})).toBe(false);
    expect((await change(notebook, renaming('new', 'old'))).left).toBeUndefined();
  });
});
