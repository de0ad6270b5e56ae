import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { canLink, linkFolder, linkNeeds, unless } from '../temporary.ts';
import { codeOf, compared, filesIn, makeFolder, put } from './make.ts';

const attacks = [
  '../secret.md',
  'a/../../secret.md',
  '..',
  './a.md',
  'a//b.md',
  'a/',
  '/etc/passwd.md',
  '/a.md',
  '//host/share/a.md',
  '\\\\host\\share\\a.md',
  '\\\\?\\C:\\a.md',
  '..\\secret.md',
  'C:\\a.md',
  'C:/a.md',
  'C:a.md',
  'a.md:stream',
  'a.md:stream.md',
  'a.md::$DATA',
  'a\0.md',
  'a.md\0',
  'a.md\n',
  'a\nb.md',
  'a',
  'a.txt',
  'a.md.txt',
  'a.md/',
  'a.md.',
  'a.md ',
  '.hidden.md',
  '.git/config.md',
  'a/.git/x.md',
  '.trash/a.md',
  'node_modules/a.md',
  'a/node_modules/a.md',
  'CON.md',
  'nul.markdown',
  'x/COM1.md',
  '\u202Egpj.md',
  '%2e%2e/../secret.md',
];

describe('a path', () => {
  it.each(attacks)('%j opens, makes and moves nothing', async (path) => {
    const outside = makeFolder({ 'secret.md': 'secret', 'notebook/a.md': 'a' });
    const notes = openFolder(join(outside, 'notebook'));
    const before = filesIn(outside);
    const tries = [
      () => notes.read(path),
      () => notes.save(path, null, 'x'),
      () => notes.save(path, 'a'.repeat(64), 'x'),
      () => notes.create(path, 'x'),
      () => notes.freePath(path),
      () => notes.rename(path, 'b.md'),
      () => notes.rename('a.md', path),
      () => notes.duplicate(path),
      () => notes.keepBoth(path, 'x'),
      () => notes.trash(path),
      () => notes.restore(path),
    ];
    for (const attempt of tries) expect(['bad-path', 'not-found']).toContain(await codeOf(attempt));
    for (const attempt of tries.slice(0, 8)) expect(await codeOf(attempt)).toBe('bad-path');
    expect(filesIn(outside)).toEqual(before);
  });

  it('to a folder whose name only begins like the notebook is outside', async () => {
    const outside = makeFolder({ 'notes-old/a.md': 'old', 'notes/b.md': 'b' });
    linkFolder('../notes-old', join(outside, 'notes/old'));
    expect(await codeOf(() => openFolder(join(outside, 'notes')).read('old/a.md'))).toBe('leads-out');
  });

  it.skipIf(process.platform === 'win32')(
    'with a name that only this system takes works where it is on the disk',
    async () => {
      const folder = makeFolder({ 'a:b.md': 'odd', 'x?/c\td.md': 'odder', ' \\.md': 'oddest' });
      const notes = openFolder(folder);
      expect((await compared(notes)).changed).toEqual([' \\.md', 'a:b.md', 'x?/c\td.md']);
      expect(notes.read('a:b.md').text).toBe('odd');
      expect(notes.read('x?/c\td.md').text).toBe('odder');
      expect(await notes.save('a:b.md', notes.read('a:b.md').version, 'new')).toMatchObject({
        kind: 'saved',
      });
      expect(await notes.keepBoth('a:b.md', 'mine', new Date(2026, 0, 1))).toBe(
        'a:b (conflict 2026-01-01 000000).md',
      );
      expect(await notes.duplicate('x?/c\td.md')).toBe('x?/c\td 2.md');
      expect(await notes.restore(await notes.trash('a:b.md'))).toBe('a:b.md');
      await notes.rename('a:b.md', 'x?/a b.md');
      expect(notes.read('x?/a b.md').text).toBe('new');
    },
  );
});

describe.skipIf(!canLink)(`a symbolic link${unless(canLink, linkNeeds)}`, () => {
  const linked = () => {
    const outside = makeFolder({
      'secret.md': 'secret',
      'dir/secret.md': 'secret',
      'notebook/note.md': 'note',
      'notebook/sub/deep.md': 'deep',
      'notebook/.git/hook.md': 'hook',
    });
    const root = join(outside, 'notebook');
    symlinkSync('../secret.md', join(root, 'out.md'));
    symlinkSync(join(outside, 'new.md'), join(root, 'dangling.md'));
    linkFolder('../dir', join(root, 'outdir'));
    linkFolder('.git', join(root, 'git'));
    symlinkSync('.git/hook.md', join(root, 'hook.md'));
    symlinkSync('sub/deep.md', join(root, 'in.md'));
    linkFolder('sub', join(root, 'indir'));
    symlinkSync('loop.md', join(root, 'loop.md'));
    linkFolder('.', join(root, 'self'));
    return { outside, root, notes: openFolder(root) };
  };

  it('is listed once when it leads to a note inside, and never followed out or into folders', async () => {
    const { notes } = linked();
    expect((await compared(notes)).changed).toEqual(['in.md', 'note.md', 'sub/deep.md']);
  });

  it.each([
    'out.md',
    'dangling.md',
    'outdir/secret.md',
    'outdir/new.md',
    'git/hook.md',
    'hook.md',
    'loop.md',
  ])('that leads out, %s, is not read, written or moved', async (path) => {
    const { outside, notes } = linked();
    const before = filesIn(outside);
    const version = notes.read('note.md').version;
    const tries = [
      () => notes.read(path),
      () => notes.save(path, version, 'x'),
      () => notes.save(path, null, 'x'),
      () => notes.create(path, 'x'),
      () => notes.rename(path, 'moved.md'),
      () => notes.rename('note.md', path),
      () => notes.duplicate(path),
      () => notes.keepBoth(path, 'x'),
      () => notes.trash(path),
    ];
    const code = path === 'loop.md' ? 'bad-path' : 'leads-out';
    for (const attempt of tries) expect(await codeOf(attempt)).toBe(code);
    expect(filesIn(outside)).toEqual(before);
    expect(readFileSync(join(outside, 'secret.md'), 'utf8')).toBe('secret');
    expect(readFileSync(join(outside, 'dir/secret.md'), 'utf8')).toBe('secret');
  });

  it('does not carry notes out of the notebook when it is the trash', async () => {
    const { outside, root, notes } = linked();
    mkdirSync(join(outside, 'elsewhere'));
    linkFolder('../elsewhere', join(root, '.trash'));
    expect(await codeOf(() => notes.trash('note.md'))).toBe('denied');
    expect(filesIn(join(outside, 'elsewhere'))).toEqual([]);
    put(outside, 'elsewhere/note2.md', 'planted');
    expect(await codeOf(() => notes.restore('note2.md'))).toBe('denied');
  });

  it('in the trash does not make Gleaner make folders outside', async () => {
    const outside = makeFolder({ 'notebook/sub/deeper/x.md': 'x', 'elsewhere/.keep': '' });
    const root = join(outside, 'notebook');
    mkdirSync(join(root, '.trash'));
    linkFolder('../../elsewhere', join(root, '.trash/sub'));
    expect(await codeOf(() => openFolder(root).trash('sub/deeper/x.md'))).toBe('denied');
    expect(readdirSync(join(outside, 'elsewhere'))).toEqual(['.keep']);
    expect(readFileSync(join(root, 'sub/deeper/x.md'), 'utf8')).toBe('x');
  });
});
