import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { slugName, titleName } from '../../notes/files/names.ts';
import { removeFolder, temporaryFolder, unless } from '../temporary.ts';
import { codeOf, compared, makeFolder } from './make.ts';

const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';
/** Safety 4.4. */
const titles = [
  ...[
    'CON',
    'con.md',
    'PRN.txt',
    'AUX',
    'NUL.md',
    'COM1.md',
    'LPT9',
    'COM\u00B9.md',
    'a.',
    'a ',
    'a:b',
    'a?b',
    'a*b',
  ],
  ...[
    'a|b',
    'a<b',
    'a"b',
    'a/b',
    'a\\b',
    '.',
    '..',
    '...',
    '.hidden',
    '-rf ~',
    '$HOME',
    '%41',
    '# [x] (x)',
    'a\nb',
  ],
  ...[
    'a\tb',
    '\u202Egpj.md',
    '\u200B',
    '\uFEFF',
    '\u00E9',
    'e\u0301',
    '\u1E9E',
    'ss',
    '\u0130',
    'i',
    family.repeat(30),
  ],
  ...[
    '\u4E2D'.repeat(84),
    '\u4E2D'.repeat(85),
    '\u4E2D'.repeat(10_000),
    'x'.repeat(255),
    'x'.repeat(256),
    '',
    ' ',
  ],
];

/** A disk that sees no letter case and refuses the names that Windows refuses. */
const disk = { folder: '', image: '', device: '' };
const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  ['/usr/bin/lowntfs-3g', '/bin/lowntfs-3g'].some(existsSync) &&
  existsSync('/dev/fuse');
const mountNeeds = 'needs root, lowntfs-3g and a loop device';

function mounted(): boolean {
  if (!canMount) return false;
  try {
    const base = temporaryFolder('gleaner-ntfs-');
    Object.assign(disk, { image: join(base, 'image'), folder: join(base, 'mounted') });
    mkdirSync(disk.folder);
    execFileSync('truncate', ['-s', '16M', disk.image]);
    execFileSync('mkntfs', ['-F', '-Q', disk.image], { stdio: 'ignore' });
    disk.device = execFileSync('losetup', ['-f', '--show', disk.image]).toString().trim();
    execFileSync('lowntfs-3g', ['-o', 'ignore_case,windows_names', disk.device, disk.folder], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

const isMounted = mounted();

afterAll(() => {
  if (isMounted) execFileSync('umount', ['-l', disk.folder]);
  if (disk.device !== '') execFileSync('losetup', ['-d', disk.device]);
  if (disk.image !== '') removeFolder(join(disk.image, '..'));
});

async function createAll(root: string): Promise<void> {
  const notes = openFolder(root);
  for (const name of [...titles.map(titleName), ...titles.map((title) => slugName(title, '2020-01-13-'))]) {
    const path = notes.freePath(name);
    await notes.create(path, `# ${path}\n`);
    expect(notes.read(path).text).toBe(`# ${path}\n`);
    // The disk with the rules of Windows lists lower case.
    expect(readdirSync(root).map((listed) => listed.toLowerCase())).toContain(path.toLowerCase());
  }
  const { changed } = await compared(notes);
  expect(new Set(changed).size).toBe(titles.length * 2);
}

describe('every name made from the table', () => {
  it('can be created, is listed and read back as it was made', async () => {
    await createAll(makeFolder());
  });

  it.skipIf(!isMounted)(
    `also on a disk with the rules of Windows${unless(isMounted, mountNeeds)}`,
    async () => {
      mkdirSync(join(disk.folder, 'names'));
      await createAll(join(disk.folder, 'names'));
    },
  );
});

describe.skipIf(!isMounted)(`on a disk that ignores letter case${unless(isMounted, mountNeeds)}`, () => {
  let root = '';
  beforeAll(() => {
    root = join(disk.folder, 'case');
    mkdirSync(root);
  });

  it('a note can change its letter case, and is never deleted by that', async () => {
    writeFileSync(join(root, 'Note.md'), 'text');
    const notes = openFolder(root);
    await notes.rename('Note.md', 'note.md');
    expect(readdirSync(root)).toEqual(['note.md']);
    expect(notes.read('note.md').text).toBe('text');
    const { changed } = await compared(notes);
    expect(changed).toEqual(['note.md']);
  });

  it('a name in another case is taken', async () => {
    const notes = openFolder(root);
    expect(await codeOf(() => notes.create('NOTE.md', 'other'))).toBe('exists');
    expect(notes.freePath('NOTE.md')).toBe('NOTE 2.md');
    expect(notes.read('note.md').text).toBe('text');
  });
});

describe('names that look the same', () => {
  it('in two Unicode forms are two notes, each read and saved as itself', async () => {
    const [composed, apart] = ['caf\u00e9.md', 'cafe\u0301.md'];
    const notes = openFolder(makeFolder({ [composed]: 'one', [apart]: 'two' }));
    const { changed } = await compared(notes);
    expect([...changed].sort()).toEqual([composed, apart].sort());
    const { version } = notes.read(apart);
    expect((await notes.save(apart, version, 'two!')).kind).toBe('saved');
    expect([notes.read(composed).text, notes.read(apart).text]).toEqual(['one', 'two!']);
    expect(await codeOf(() => notes.create('x/../caf\u00e9.md', 'x'))).toBe('bad-path');
  });

  it('in another Unicode form are taken, and a note can be renamed from one to the other', async () => {
    const notes = openFolder(makeFolder({ 'cafe\u0301.md': 'one' }));
    expect(await codeOf(() => notes.create('caf\u00e9.md', 'x'))).toBe('exists');
    await notes.rename('cafe\u0301.md', 'caf\u00e9.md');
    expect(notes.read('caf\u00e9.md').text).toBe('one');
  });
});

describe('trees that are deep, wide or strange', () => {
  it('are listed and read: 200 folders deep, with line breaks, tabs and blanks in names', async () => {
    const root = makeFolder();
    const deep = Array.from({ length: 200 }, (_, index) => `d${index}`).join('/');
    mkdirSync(join(root, deep), { recursive: true });
    const strange = [`${deep}/note.md`, 'a\nb.md', 'a\tb.md', ' lead.md', '\u{1F375}.md', '%41.md', '-rf.md'];
    for (const path of strange) writeFileSync(join(root, path), path);
    const notes = openFolder(root);
    const { changed } = await compared(notes);
    expect([...changed].sort()).toEqual([...strange].sort());
    for (const path of strange) expect(notes.read(path).text).toBe(path.replaceAll('\r', '\n'));
  });

  it('are listed although some paths are longer than the system takes in one call', async () => {
    const root = makeFolder({ 'a.md': 'a' });
    const long = 'n'.repeat(200);
    // Made from the inside: 25 × 200 bytes is beyond the 4,096 of one path.
    let top = long;
    for (let depth = 0; depth < 15; depth++) top = `${long}/${top}`;
    mkdirSync(join(root, top), { recursive: true });
    mkdirSync(join(root, 'other', ...Array.from({ length: 8 }, () => long)), { recursive: true });
    writeFileSync(join(root, top, 'deep.md'), 'deep');
    renameSync(join(root, long), join(root, 'other', ...Array.from({ length: 8 }, () => long), long));
    const notes = openFolder(root);
    const { changed } = await compared(notes);
    expect(changed).toContain('a.md');
  });
});
