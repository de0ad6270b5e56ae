import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { codeOf, filesIn, makeFolder, messageOf, put, textOf } from './make.ts';

const composed = '\u00e9.md';
const decomposed = 'e\u0301.md';

describe('rename', () => {
  it('moves a note, and makes the folders it needs', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    await openFolder(folder).rename('a.md', 'x/y/b.md');
    expect(filesIn(folder)).toEqual(['x/y/b.md']);
    expect(textOf(folder, 'x/y/b.md')).toBe('a');
  });

  it('never overwrites', async () => {
    const folder = makeFolder({ 'a.md': 'a', 'b.md': 'b', 'dir.md/c.md': 'c' });
    const notes = openFolder(folder);
    expect(await codeOf(() => notes.rename('a.md', 'b.md'))).toBe('exists');
    expect(await codeOf(() => notes.rename('a.md', 'dir.md'))).toBe('exists');
    expect(await codeOf(() => notes.rename('none.md', 'c.md'))).toBe('not-found');
    expect([textOf(folder, 'a.md'), textOf(folder, 'b.md')]).toEqual(['a', 'b']);
  });

  it('can change letter case only', async () => {
    const folder = makeFolder({ 'Note.md': 'a' });
    await openFolder(folder).rename('Note.md', 'note.md');
    expect(readdirSync(folder)).toEqual(['note.md']);
    expect(textOf(folder, 'note.md')).toBe('a');
  });

  it('takes two hard links of one file for two notes', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    linkSync(join(folder, 'a.md'), join(folder, 'b.md'));
    expect(await codeOf(() => openFolder(folder).rename('a.md', 'b.md'))).toBe('exists');
    expect(filesIn(folder)).toEqual(['a.md', 'b.md']);
  });

  it('never makes two notes whose names differ only in their Unicode form, but can change the form', async () => {
    const folder = makeFolder({ [decomposed]: 'd', 'b.md': 'b' });
    const notes = openFolder(folder);
    expect(await codeOf(() => notes.rename('b.md', composed))).toBe('exists');
    expect(await codeOf(() => notes.create(composed, 'x'))).toBe('exists');
    expect(notes.freePath(composed)).toBe('\u00e9 2.md');
    await notes.rename(decomposed, composed);
    expect(readdirSync(folder).sort()).toEqual(['b.md', composed]);
  });

  it.skipIf(process.platform !== 'linux')('leaves twins that are there already alone', async () => {
    const folder = makeFolder({ [composed]: 'c', [decomposed]: 'd' });
    const notes = openFolder(folder);
    expect([notes.read(composed).text, notes.read(decomposed).text]).toEqual(['c', 'd']);
    expect(await codeOf(() => notes.rename(decomposed, composed))).toBe('exists');
    await notes.save(decomposed, notes.read(decomposed).version, 'D');
    expect([textOf(folder, composed), textOf(folder, decomposed)]).toEqual(['c', 'D']);
  });

  it('waits for a save that is under way, so that the old name does not come back', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    const notes = openFolder(folder);
    const saving = notes.save('a.md', notes.read('a.md').version, 'b');
    await Promise.all([saving, notes.rename('a.md', 'c.md')]);
    expect(filesIn(folder)).toEqual(['c.md']);
    expect(textOf(folder, 'c.md')).toBe('b');
  });
});

describe('what is named like a note and is none', () => {
  it.skipIf(process.platform === 'win32')(
    'is not moved: a folder with all that is in it, a pipe',
    async () => {
      const folder = makeFolder({ 'q.md/inside.md': 'i', 'a.md': 'a' });
      execFileSync('mkfifo', [join(folder, 'pipe.md')]);
      symlinkSync('q.md', join(folder, 'link.md'));
      const notes = openFolder(folder);
      for (const path of ['q.md', 'pipe.md', 'link.md']) {
        expect(await codeOf(() => notes.trash(path))).toBe('bad-path');
        expect(await codeOf(() => notes.rename(path, 'moved.md'))).toBe('bad-path');
      }
      mkdirSync(join(folder, '.trash/r.md'), { recursive: true });
      expect(await codeOf(() => notes.restore('r.md'))).toBe('not-found');
      expect(readdirSync(folder).sort()).toEqual(['.trash', 'a.md', 'link.md', 'pipe.md', 'q.md']);
      expect(readdirSync(join(folder, 'q.md'))).toEqual(['inside.md']);
    },
  );

  it('has no notes in it, and no name is suggested there', async () => {
    const folder = makeFolder({ 'a.md': 'a', 'b.md': 'b' });
    const notes = openFolder(folder);
    const tries = [
      () => notes.freePath('a.md/b.md'),
      () => notes.freePath('a.md/x/b.md'),
      () => notes.create('a.md/b.md', 'x'),
      () => notes.rename('b.md', 'a.md/b.md'),
      () => notes.keepBoth('a.md/b.md', 'x'),
    ];
    for (const attempt of tries) expect(await codeOf(attempt)).toBe('bad-path');
    expect(await messageOf(() => notes.freePath('a.md/b.md'))).toContain('a.md: it is not a folder');
    expect(await codeOf(() => notes.read('a.md/b.md'))).toBe('not-found');
    expect(filesIn(folder)).toEqual(['a.md', 'b.md']);
  });
});

describe('a symbolic link to a note', () => {
  it('that is moved to another folder shows the same note from there', async () => {
    const folder = makeFolder({ 's/t.md': 'right', 't.md': 'wrong', 'x/y/z.md': '' });
    symlinkSync('t.md', join(folder, 's/l.md'));
    symlinkSync(join(folder, 's/t.md'), join(folder, 's/absolute.md'));
    const notes = openFolder(folder);
    await notes.rename('s/l.md', 'l.md');
    expect([notes.read('l.md').text, readlinkSync(join(folder, 'l.md'))]).toEqual([
      'right',
      join('s', 't.md'),
    ]);
    await notes.rename('l.md', 'x/y/l.md');
    await notes.rename('x/y/l.md', 'x/y/m.md');
    await notes.rename('s/absolute.md', 'absolute.md');
    expect([notes.read('x/y/m.md').text, notes.read('absolute.md').text]).toEqual(['right', 'right']);
    expect(await codeOf(() => notes.rename('x/y/m.md', 't.md'))).toBe('exists');
    expect(filesIn(folder)).toEqual(['absolute.md', 's/t.md', 't.md', 'x/y/m.md', 'x/y/z.md']);
  });

  it('comes back from the trash as it was', async () => {
    const folder = makeFolder({ 's/t.md': 't' });
    symlinkSync('t.md', join(folder, 's/l.md'));
    const notes = openFolder(folder);
    expect(await notes.restore(await notes.trash('s/l.md'))).toBe('s/l.md');
    expect(readlinkSync(join(folder, 's/l.md'))).toBe('t.md');
  });
});

describe('a new note', () => {
  it('gets the next free name', async () => {
    const folder = makeFolder({ 'a.md': 'a', 'a 2.md': 'b' });
    const notes = openFolder(folder);
    expect(notes.freePath('a.md')).toBe('a 3.md');
    expect(notes.freePath('x/a.md')).toBe('x/a.md');
    expect(await codeOf(() => notes.create('a.md', 'x'))).toBe('exists');
    expect(textOf(folder, 'a.md')).toBe('a');
  });

  it('is never lost to another one made at the same moment', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    const notes = openFolder(folder);
    const others = openFolder(folder);
    const paths = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? notes : others).duplicate('a.md')),
    );
    expect(new Set(paths).size).toBe(20);
    expect(filesIn(folder)).toHaveLength(21);
  });

  it('as a copy has the same bytes, whatever they are', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0, 13, 10]);
    const folder = makeFolder({ 'x/a.markdown': bytes });
    const notes = openFolder(folder);
    expect(await notes.duplicate('x/a.markdown')).toBe('x/a 2.markdown');
    expect(notes.read('x/a 2.markdown').version).toBe(notes.read('x/a.markdown').version);
  });

  it('beside a conflict has the line ends of the note, and its own name', async () => {
    const folder = makeFolder({ 'x/a.md': 'one\r\ntwo\r\n' });
    const notes = openFolder(folder);
    const now = new Date(2026, 1, 3, 4, 5, 6);
    expect(await notes.keepBoth('x/a.md', 'one\nmine\n', now)).toBe('x/a (conflict 2026-02-03 040506).md');
    expect(await notes.keepBoth('x/a.md', 'mine 2', now)).toBe('x/a (conflict 2026-02-03 040506) 2.md');
    expect(textOf(folder, 'x/a (conflict 2026-02-03 040506).md')).toBe('one\r\nmine\r\n');
    expect(textOf(folder, 'x/a.md')).toBe('one\r\ntwo\r\n');
    expect(await notes.keepBoth('gone/b.md', 'mine', now)).toBe('gone/b (conflict 2026-02-03 040506).md');
  });
});

describe('the trash', () => {
  it('gives a note back with its bytes, its time and its path', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0, 13, 10, 65]);
    const folder = makeFolder({ 'x/y/茶.md': bytes, 'b.md': 'b' });
    utimesSync(join(folder, 'x/y/茶.md'), 1_000_000, 1_234_567.891);
    const notes = openFolder(folder);
    const before = lstatSync(join(folder, 'x/y/茶.md'), { bigint: true });
    const trashed = await notes.trash('x/y/茶.md');
    expect(filesIn(folder)).toEqual(['.trash/x/y/茶.md', 'b.md']);
    expect(await codeOf(() => notes.read('x/y/茶.md'))).toBe('not-found');
    expect(await notes.restore(trashed)).toBe('x/y/茶.md');
    const after = lstatSync(join(folder, 'x/y/茶.md'), { bigint: true });
    expect([after.mtimeNs, after.ino, after.size, after.mode]).toEqual([
      before.mtimeNs,
      before.ino,
      before.size,
      before.mode,
    ]);
    expect(existsSync(join(folder, '.trash'))).toBe(false);
  });

  it('keeps notes of the same name apart, and gives each back where it was or beside it', async () => {
    const folder = makeFolder({ 'a.md': 'first' });
    const notes = openFolder(folder);
    const first = await notes.trash('a.md');
    put(folder, 'a.md', 'second');
    const second = await notes.trash('a.md');
    expect([first, second]).toEqual(['a.md', 'a 2.md']);
    expect(await notes.restore(second)).toBe('a.md');
    expect(await notes.restore(first)).toBe('a 2.md');
    expect([textOf(folder, 'a.md'), textOf(folder, 'a 2.md')]).toEqual(['second', 'first']);
    expect(await messageOf(() => notes.restore(first))).toBe('There is no a.md in the trash any more.');
  });

  it('makes the folder again that the note was in', async () => {
    const folder = makeFolder({ 'x/a.md': 'a', 'b.md': 'b' });
    const notes = openFolder(folder);
    const trashed = await notes.trash('x/a.md');
    (await import('node:fs')).rmdirSync(join(folder, 'x'));
    expect(await notes.restore(trashed)).toBe('x/a.md');
  });

  it('leaves the note and no litter when there is nothing to move or no place to move it to', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    const notes = openFolder(folder);
    expect(await messageOf(() => notes.trash('none.md'))).toContain('Could not move none.md to the trash');
    expect(filesIn(folder)).toEqual(['a.md']);
    expect(existsSync(join(folder, '.trash'))).toBe(false);
    put(folder, '.trash', 'a file');
    expect(await codeOf(() => notes.trash('a.md'))).not.toHaveProperty('answered');
    expect(textOf(folder, 'a.md')).toBe('a');
    mkdirSync(join(folder, 'b'));
  });
});
