import {
  appendFileSync,
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { codeOf, filesIn, makeFolder, put, textOf } from './make.ts';

const onPosix = it.skipIf(process.platform === 'win32');

describe('a save', () => {
  it('changes the edited line only and answers the version that a later read has', async () => {
    const folder = makeFolder({ 'a.md': '\ufeffone\r\ntwo  \r\nthree' });
    const notes = openFolder(folder);
    const { version, text } = notes.read('a.md');
    const result = await notes.save('a.md', version, text.replace('two', 'TWO'));
    expect(textOf(folder, 'a.md')).toBe('\ufeffone\r\nTWO  \r\nthree');
    expect(result).toMatchObject({ kind: 'saved', version: notes.read('a.md').version });
    expect(filesIn(folder)).toEqual(['a.md']);
  });

  it('of unedited text writes nothing at all', async () => {
    const folder = makeFolder({ 'a.md': 'one\r\ntwo\n', 'empty.md': '' });
    const notes = openFolder(folder);
    for (const path of ['a.md', 'empty.md']) {
      const before = lstatSync(join(folder, path), { bigint: true });
      const { version, text } = notes.read(path);
      expect(await notes.save(path, version, text)).toMatchObject({ kind: 'saved', version });
      const after = lstatSync(join(folder, path), { bigint: true });
      expect([after.mtimeNs, after.ctimeNs, after.ino]).toEqual([before.mtimeNs, before.ctimeNs, before.ino]);
    }
  });

  it.each<[string, (file: string) => void]>([
    ['in place', (file) => writeFileSync(file, 'theirs')],
    [
      'by an atomic replace',
      (file) => {
        writeFileSync(file + '.new', 'theirs');
        renameSync(file + '.new', file);
      },
    ],
    ['by appending', (file) => appendFileSync(file, 'theirs')],
    ['to nothing', (file) => writeFileSync(file, '')],
    [
      'with the same size and the time put back',
      (file) => {
        const { atime, mtime, size } = statSync(file);
        writeFileSync(file, 'x'.repeat(size));
        utimesSync(file, atime, mtime);
      },
    ],
    [
      'with an older time',
      (file) => {
        writeFileSync(file, 'theirs');
        utimesSync(file, 1, 1);
      },
    ],
  ])('over a file that was changed outside %s is a conflict and writes nothing', async (_, change) => {
    const folder = makeFolder({ 'a.md': 'before' });
    const notes = openFolder(folder);
    const { version } = notes.read('a.md');
    change(join(folder, 'a.md'));
    const theirs = textOf(folder, 'a.md');
    const result = await notes.save('a.md', version, 'mine');
    expect(result).toEqual({
      kind: 'conflict',
      version: notes.read('a.md').version,
      text: theirs,
      encoding: 'utf-8',
    });
    expect(textOf(folder, 'a.md')).toBe(theirs);
    expect(filesIn(folder)).toEqual(['a.md']);
  });

  it('of what someone else wrote already is no conflict', async () => {
    const folder = makeFolder({ 'a.md': 'before' });
    const notes = openFolder(folder);
    const { version } = notes.read('a.md');
    put(folder, 'a.md', 'same');
    expect(await notes.save('a.md', version, 'same')).toMatchObject({ kind: 'saved' });
  });

  it('over a file that is gone, or a folder now, says so and makes nothing', async () => {
    const folder = makeFolder({ 'a.md': 'a', 'b/c.md': 'c' });
    const notes = openFolder(folder);
    const versions = [notes.read('a.md').version, notes.read('b/c.md').version] as const;
    rmSync(join(folder, 'a.md'));
    rmSync(join(folder, 'b'), { recursive: true });
    expect(await notes.save('a.md', versions[0], 'x')).toEqual({ kind: 'gone' });
    expect(await notes.save('b/c.md', versions[1], 'x')).toEqual({ kind: 'gone' });
    mkdirSync(join(folder, 'a.md'));
    expect(await notes.save('a.md', versions[0], 'x')).toEqual({ kind: 'gone' });
    expect(filesIn(folder)).toEqual([]);
  });

  it('without a base makes the file and its folder, and never overwrites one', async () => {
    const folder = makeFolder();
    const notes = openFolder(folder);
    const result = await notes.save('deep/er/a.md', null, 'one\n');
    expect(result).toMatchObject({ kind: 'saved', version: notes.read('deep/er/a.md').version });
    expect(await notes.save('deep/er/a.md', null, 'two')).toMatchObject({ kind: 'conflict', text: 'one\n' });
    expect(await notes.save('deep/er/a.md', null, 'one\n')).toMatchObject({ kind: 'saved' });
    expect(filesIn(folder)).toEqual(['deep/er/a.md']);
  });

  it('in a folder that vanished is refused, not answered with gone', async () => {
    const outside = makeFolder({ 'notebook/a.md': 'a' });
    const notes = openFolder(join(outside, 'notebook'));
    const { version } = notes.read('a.md');
    renameSync(join(outside, 'notebook'), join(outside, 'away'));
    const tries = [
      () => notes.save('a.md', version, 'x'),
      () => notes.save('new.md', null, 'x'),
      () => notes.read('a.md'),
      () => notes.trash('a.md'),
      () => notes.create('n.md', 'x'),
    ];
    for (const attempt of tries) expect(await codeOf(attempt)).toBe('unavailable');
    mkdirSync(join(outside, 'notebook'));
    expect(await codeOf(() => notes.save('a.md', version, 'x'))).toBe('unavailable');
    expect(filesIn(outside)).toEqual(['away/a.md']);
  });

  it('of many at once lands in the order in which they were asked for', async () => {
    const folder = makeFolder({ 'a.md': 'start' });
    const notes = openFolder(folder);
    const { version } = notes.read('a.md');
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, index) => notes.save('a.md', version, `text ${index}`)),
    );
    expect(all.map((result) => result.kind)).toEqual([
      'saved',
      ...Array.from({ length: 49 }, () => 'conflict'),
    ]);
    expect(textOf(folder, 'a.md')).toBe('text 0');
  });

  it.each([
    ['of bytes in no certain encoding', Buffer.from('caf\xe9', 'latin1')],
    ['with a NUL', Buffer.from('a\0b')],
  ])('over a file %s is refused', async (_, bytes) => {
    const folder = makeFolder({ 'a.md': bytes });
    const notes = openFolder(folder);
    const { version } = notes.read('a.md');
    expect(await codeOf(() => notes.save('a.md', version, 'x'))).toBe('read-only');
    expect(readFileSync(join(folder, 'a.md'))).toEqual(bytes);
  });

  onPosix('keeps the mode, and refuses to replace a read-only file', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    const notes = openFolder(folder);
    chmodSync(join(folder, 'a.md'), 0o640);
    await notes.save('a.md', notes.read('a.md').version, 'b');
    expect(statSync(join(folder, 'a.md')).mode & 0o7777).toBe(0o640);
    chmodSync(join(folder, 'a.md'), 0o440);
    expect(await codeOf(() => notes.save('a.md', notes.read('a.md').version, 'c'))).toBe('read-only');
    expect(textOf(folder, 'a.md')).toBe('b');
  });

  onPosix('through a symbolic link changes what it leads to and leaves the link', async () => {
    const folder = makeFolder({ 'sub/a.md': 'a' });
    symlinkSync('sub/a.md', join(folder, 'link.md'));
    const notes = openFolder(folder);
    expect(await notes.save('link.md', notes.read('link.md').version, 'b')).toMatchObject({ kind: 'saved' });
    expect(lstatSync(join(folder, 'link.md')).isSymbolicLink()).toBe(true);
    expect(textOf(folder, 'sub/a.md')).toBe('b');
    expect(filesIn(folder)).toEqual(['link.md', 'sub/a.md']);
  });

  onPosix('of a hard-linked file changes all its names, after its text was kept elsewhere', async () => {
    const folder = makeFolder({ 'a.md': 'long before\n' });
    linkSync(join(folder, 'a.md'), join(folder, 'b.md'));
    const kept: string[] = [];
    const notes = openFolder(folder, {
      keepUnsaved: (path, _, text) => {
        kept.push(`${path}: ${text} over ${textOf(folder, path)}`);
        return Promise.resolve();
      },
    });
    expect(await notes.save('a.md', notes.read('a.md').version, 'after')).toMatchObject({ kind: 'saved' });
    expect(textOf(folder, 'b.md')).toBe('after');
    expect(statSync(join(folder, 'a.md')).nlink).toBe(2);
    expect(kept).toEqual(['a.md: after over long before\n']);
    const failing = openFolder(folder, { keepUnsaved: () => Promise.reject(new Error('full')) });
    expect(await codeOf(() => failing.save('a.md', failing.read('a.md').version, 'x'))).toBe('internal');
    expect(textOf(folder, 'b.md')).toBe('after');
  });

  it('removes the remains of a crash that are older than a day, and nothing else', async () => {
    const folder = makeFolder({
      'a.md': 'a',
      '.gleaner-12345678.tmp': 'x',
      '.gleaner-abcdef01.tmp': 'new',
      '.gleaner-note.tmp': 'x',
    });
    utimesSync(join(folder, '.gleaner-12345678.tmp'), 1, 1);
    utimesSync(join(folder, '.gleaner-note.tmp'), 1, 1);
    const notes = openFolder(folder);
    await notes.save('a.md', notes.read('a.md').version, 'b');
    expect(filesIn(folder)).toEqual(['.gleaner-abcdef01.tmp', '.gleaner-note.tmp', 'a.md']);
  });

  it('works with a name of 255 bytes, and so does everything else', async () => {
    const folder = makeFolder();
    const notes = openFolder(folder);
    const name = '中'.repeat(84) + '.md';
    expect((await notes.create(name, 'a')).path).toBe(name);
    expect(await notes.save(name, notes.read(name).version, 'b')).toMatchObject({ kind: 'saved' });
    const copy = await notes.duplicate(name);
    const both = await notes.keepBoth(name, 'c');
    expect([textOf(folder, copy), textOf(folder, both)]).toEqual(['b', 'c']);
    expect([copy, both].every((path) => Buffer.byteLength(path) <= 255)).toBe(true);
    const trashed = await notes.trash(name);
    await notes.create(name, 'd');
    expect(await notes.trash(name)).toBe('中'.repeat(83) + ' 2.md');
    expect(await notes.restore(trashed)).toBe(name);
    expect(textOf(folder, name)).toBe('b');
    await notes.rename(name, 'short.md');
    await notes.rename('short.md', name);
    expect(await codeOf(() => notes.create('中'.repeat(85) + '.md', ''))).toBe('bad-path');
  });
});
