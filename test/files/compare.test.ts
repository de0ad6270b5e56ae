import { chmodSync, mkdirSync, renameSync, rmSync, utimesSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { linkFolder, unless } from '../temporary.ts';
import { codeOf, compared, filesIn, makeFolder, messageOf, pause, put } from './make.ts';

describe('comparing', () => {
  it('finds every note and nothing else, and writes nothing', async () => {
    const folder = makeFolder({
      'a.md': '',
      'b.MARKDOWN': '',
      'c/d/e.Md': '',
      'c/图.md': '',
      'x.txt': '',
      README: '',
      '.hidden.md': '',
      '._a.md': '',
      '.git/x.md': '',
      '.trash/x.md': '',
      'c/.obsidian/x.md': '',
      'node_modules/p/README.md': '',
      'c/node_modules/README.md': '',
      '.gleaner-12345678.tmp': '',
      'd.md/inside.md': '',
    });
    const before = filesIn(folder);
    expect((await compared(openFolder(folder))).changed).toEqual([
      'a.md',
      'b.MARKDOWN',
      'c/d/e.Md',
      'c/图.md',
      'd.md/inside.md',
    ]);
    expect(filesIn(folder)).toEqual(before);
  });

  it('passes over what .gleanerignore names', async () => {
    const folder = makeFolder({
      '.gleanerignore': '\ufeff_site/\n/drafts/**\n!/drafts/keep.md\n*.copy.md\n',
      'a.md': '',
      'a.copy.md': '',
      '_site/a.md': '',
      'x/_site/a.md': '',
      'drafts/a.md': '',
      'drafts/keep.md': '',
    });
    expect((await compared(openFolder(folder))).changed).toEqual(['a.md', 'drafts/keep.md']);
  });

  it('tells only what is different from what is known', async () => {
    const folder = makeFolder({ 'a.md': 'a', 'b.md': 'b', 'c/d.md': 'd', 'same.md': 'same' });
    const notes = openFolder(folder);
    await pause(30);
    const { stamps } = await compared(notes);
    expect(await compared(notes, stamps)).toMatchObject({ changed: [], gone: [] });
    put(folder, 'a.md', 'A');
    rmSync(join(folder, 'c'), { recursive: true });
    renameSync(join(folder, 'b.md'), join(folder, 'e.md'));
    expect(await compared(notes, stamps)).toMatchObject({
      changed: ['a.md', 'e.md'],
      gone: ['b.md', 'c/d.md'],
    });
  });

  it('notices a change of the same size with the time put back', async () => {
    const folder = makeFolder({ 'a.md': 'one' });
    const notes = openFolder(folder);
    const { stamps } = await compared(notes);
    const file = join(folder, 'a.md');
    const { atime, mtime } = statSync(file);
    writeFileSync(file, 'two');
    utimesSync(file, atime, mtime);
    expect((await compared(notes, stamps)).changed).toEqual(['a.md']);
  });

  it('gives the stamp that reading gives', async () => {
    const folder = makeFolder({ 'a.md': 'one' });
    const notes = openFolder(folder);
    await pause(30);
    const { stamps } = await compared(notes);
    expect(notes.read('a.md').stamp).toMatchObject({ path: 'a.md', stamp: stamps.get('a.md'), size: 3 });
  });

  it('calls a folder unavailable that vanished or lists no note any more, and nothing gone', async () => {
    const outside = makeFolder({ 'notebook/a.md': 'a' });
    const root = join(outside, 'notebook');
    const notes = openFolder(root);
    const { stamps } = await compared(notes);
    renameSync(root, join(outside, 'away'));
    expect(await codeOf(() => compared(notes, stamps))).toBe('unavailable');
    expect(await codeOf(() => compared(notes))).toBe('unavailable');
    mkdirSync(root);
    expect(await codeOf(() => compared(notes, stamps))).toBe('unavailable');
    expect(await compared(notes)).toMatchObject({ changed: [], gone: [] });
  });

  it('lets other work run while it walks through many notes, and tells in batches', async () => {
    const folder = makeFolder();
    for (let index = 0; index < 4000; index++) put(folder, `${index % 40}/${index}.md`, '');
    let turns = 0;
    let isDone = false;
    const work = () => {
      if (isDone) return;
      turns++;
      setImmediate(work);
    };
    setImmediate(work);
    const batches: number[] = [];
    const walked: number[] = [];
    await openFolder(folder).compare(
      new Map(),
      (batch) => batches.push(batch.changed.length),
      (count) => walked.push(count),
    );
    isDone = true;
    expect(batches.reduce((sum, count) => sum + count, 0)).toBe(4000);
    expect(walked.at(-1)).toBe(4000);
    expect(turns).toBeGreaterThan(1);
  });

  it('survives deep folders and links in circles', async () => {
    const deep = Array.from({ length: 200 }, () => 'd').join('/');
    const folder = makeFolder({ [`${deep}/a.md`]: '' });
    linkFolder('..', join(folder, 'd/up'));
    expect((await compared(openFolder(folder))).changed).toEqual([`${deep}/a.md`]);
  });

  const canLock = process.platform !== 'win32' && process.getuid?.() !== 0;
  it.skipIf(!canLock)(
    `does not call notes gone that are in a folder that can not be read now${unless(canLock, 'a person who is not root, on a system with modes')}`,
    async () => {
      const folder = makeFolder({ 'a.md': '', 'locked/b.md': '' });
      const notes = openFolder(folder);
      const { stamps } = await compared(notes);
      chmodSync(join(folder, 'locked'), 0);
      const found = await compared(notes, stamps);
      chmodSync(join(folder, 'locked'), 0o755);
      expect(found.gone).toEqual([]);
    },
  );
});

describe('opening', () => {
  it('says which folder is not there, or is none', async () => {
    const folder = makeFolder({ 'a.md': '' });
    expect(await messageOf(() => openFolder(join(folder, 'none')))).toContain(
      `There is no folder ${join(folder, 'none')}.`,
    );
    expect(await codeOf(() => openFolder(join(folder, 'none')))).toBe('not-found');
    expect(await messageOf(() => openFolder(join(folder, 'a.md')))).toBe(
      `${join(folder, 'a.md')} is not a folder. Name the folder that holds the notes.`,
    );
  });
});
