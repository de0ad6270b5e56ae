import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { deleteFromTrash, notesInTrash } from '../../notes/files/trash-contents.ts';
import { canLink, linkNeeds, unless } from '../temporary.ts';
import { codeOf, makeFolder, put } from './make.ts';

describe('the trash', () => {
  it('knows where each note was, also one that has another name there, and after another start', async () => {
    const folder = makeFolder({ 'a/茶.md': 'first' });
    const notes = openFolder(folder);
    await notes.trash('a/茶.md');
    put(folder, 'a/茶.md', 'second');
    await notes.trash('a/茶.md');
    const found = notesInTrash(folder);
    expect(found.map(({ trashed, path }) => [trashed, path]).sort()).toEqual([
      ['a/茶 2.md', 'a/茶.md'],
      ['a/茶.md', 'a/茶.md'],
    ]);
    for (const { at } of found) expect(Math.abs(Date.now() - at)).toBeLessThan(60_000);
    expect(await openFolder(folder).restore('a/茶 2.md')).toBe('a/茶.md');
    expect(readFileSync(join(folder, 'a/茶.md'), 'utf8')).toBe('second');
    expect(await openFolder(folder).restore('a/茶.md')).toBe('a/茶 2.md');
    expect(existsSync(join(folder, '.trash'))).toBe(false);
  });

  it('gives a note back with its bytes and its time', async () => {
    const folder = makeFolder({ 'a.md': Buffer.from([0xc1, 0xaa, 0xcd, 0xa8, 0x0d]) });
    utimesSync(join(folder, 'a.md'), 1e9, 1e9);
    const notes = openFolder(folder);
    const trashed = await notes.trash('a.md');
    expect(await notes.restore(trashed)).toBe('a.md');
    expect(readFileSync(join(folder, 'a.md')).toString('hex')).toBe('c1aacda80d');
    expect(statSync(join(folder, 'a.md')).mtimeMs).toBe(1e12);
  });

  it('deletes for good only what lies in it', async () => {
    const folder = makeFolder({ 'a.md': 'a', '.trash/b/c.md': 'c', '.trash/d.md': 'd' });
    deleteFromTrash(folder, 'b/c.md');
    expect(readdirSync(join(folder, '.trash'))).toEqual(['d.md']);
    for (const path of ['../a.md', '/etc/passwd', 'gone.md', 'b/c.md', '..', ''])
      expect(['bad-path', 'not-found']).toContain(await codeOf(() => deleteFromTrash(folder, path)));
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('a');
  });

  it.skipIf(!canLink)(`never follows a link${unless(canLink, linkNeeds)}`, async () => {
    const outside = makeFolder({ 'keep.md': 'keep' });
    const folder = makeFolder({ 'a.md': 'a' });
    mkdirSync(join(folder, '.trash'));
    symlinkSync(outside, join(folder, '.trash/out'));
    symlinkSync(join(outside, 'keep.md'), join(folder, '.trash/link.md'));
    expect(
      notesInTrash(folder)
        .map(({ trashed }) => trashed)
        .sort(),
    ).toEqual(['link.md', 'out']);
    expect(await codeOf(() => deleteFromTrash(folder, 'out/keep.md'))).toBe('not-found');
    deleteFromTrash(folder, 'link.md');
    expect(readFileSync(join(outside, 'keep.md'), 'utf8')).toBe('keep');
  });

  it('that can not take a note leaves it where it is', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    writeFileSync(join(folder, '.trash'), 'a file');
    expect(await codeOf(() => openFolder(folder).trash('a.md'))).not.toBeNull();
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('a');
  });
});
