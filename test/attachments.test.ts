/** Pictures and files of a notebook as the contract gives and takes them, attacked as well (safety.md T-04, B-07). */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NotesError } from '../notes/api.ts';
import { openNotebook } from '../notes/notebook.ts';
import { pictureOf } from '../notes/picture-kind.ts';
import { attachmentName } from '../notes/files/names.ts';
import { makeFolder, withOwnHome, writeIn } from './contract-make.ts';

withOwnHome();

/** The head of a PNG of this size; nobody decodes it here. */
function png(width = 4, height = 3, more = 0): Buffer {
  const bytes = Buffer.alloc(33 + more);
  bytes.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

async function opened(files: Record<string, string | Buffer>) {
  const folder = makeFolder({ 'n.md': '# N\n', ...files });
  const notebook = await openNotebook(folder, { watch: false });
  await notebook.ready;
  const add = async (bytes: Buffer, name: string, path = 'n.md', partSize = 1_000_000) => {
    let from = 0;
    for (;;) {
      const part = bytes.subarray(from, from + partSize).toString('base64');
      const answer = await notebook.addFile({ path, name, id: name, size: bytes.length, from, part });
      if (answer.kind === 'stored') return answer;
      from = answer.received;
    }
  };
  const facts = async (target: string, path = 'n.md') =>
    (await notebook.fileFacts({ path, targets: [target] })).files[0];
  return { folder, notebook, add, facts };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'answered';
  } catch (error) {
    if (error instanceof NotesError) return error.code;
    throw error;
  }
}

describe('a picture that is added', () => {
  it('lies where the notebook keeps such, byte for byte, and the note can name it', async () => {
    const { folder, notebook, add } = await opened({ 'm.md': '![](img/a.png)', 'img/a.png': png() });
    const bytes = png(40, 30, 5000);
    const stored = await add(bytes, '我的 照片.PNG', 'n.md', 700);
    expect(stored).toEqual({
      kind: 'stored',
      path: 'img/我的-照片.png',
      target: 'img/我的-照片.png',
      isWiki: false,
      isPicture: true,
    });
    expect(readFileSync(join(folder, stored.path)).equals(bytes)).toBe(true);
    const { files } = await notebook.fileFacts({
      path: 'n.md',
      targets: [stored.target, 'img/%E6%88%91%E7%9A%84-%E7%85%A7%E7%89%87.png'],
    });
    expect(files).toEqual(
      [0, 1].map(() => ({
        kind: 'picture',
        path: 'img/我的-照片.png',
        size: bytes.length,
        width: 40,
        height: 30,
      })),
    );
    expect(await notebook.file({ path: 'n.md', target: stored.target })).toEqual({
      path: stored.path,
      type: 'image/png',
      base64: bytes.toString('base64'),
    });
  });

  it('gets another name where one is there, in whatever case and form, and the same file is stored once', async () => {
    const { folder, add } = await opened({ 'assets/É.png': png(1, 1) });
    expect((await add(png(2, 2), 'é.png')).path).toBe('assets/é-2.png');
    expect((await add(png(2, 2), 'é.png')).path).toBe('assets/é-2.png');
    expect((await add(png(3, 3), 'é.png')).path).toBe('assets/é-3.png');
    expect(readFileSync(join(folder, 'assets/É.png')).equals(png(1, 1))).toBe(true);
    expect(readdirSync(join(folder, 'assets')).length).toBe(3);
  });

  it('is called by the time where its name says nothing', async () => {
    const { add } = await opened({});
    expect((await add(png(), 'image.png')).path).toMatch(/^assets\/\d{4}-\d{2}-\d{2}-\d{6}\.png$/);
    expect((await add(png(5, 5), '')).path).toMatch(/^assets\/\d{4}-\d{2}-\d{2}-\d{6}(?:-2)?\.png$/);
  });

  it('stays inside the notebook, whatever it and its note are called', async () => {
    const outside = makeFolder();
    const { folder, notebook, add } = await opened({});
    symlinkSync(outside, join(folder, 'assets'));
    expect(await codeOf(add(png(), 'a.png'))).toBe('leads-out');
    expect(readdirSync(outside)).toEqual([]);
    for (const name of [
      '../../x.png',
      '/etc/x.png',
      'C:\\x\\y.png',
      '..\\..\\x.png',
      '.git/x.png',
      'a\0b.png',
      'con.png',
      'x.md:y.png',
      '....png',
    ])
      expect(attachmentName(name, 'made'), name).toMatch(/^[^./\\:\0][^/\\:\0]*\.png$/);
    for (const path of ['../n.md', '/etc/n.md', '.git/n.md', 'gone.md'])
      expect(['bad-path', 'not-found']).toContain(
        await codeOf(notebook.addFile({ path, name: 'a', id: '1', size: 0, from: 0, part: '' })),
      );
    const folders = readdirSync(folder).filter((name) => lstatSync(join(folder, name)).isDirectory());
    expect(folders).toEqual([]);
  });

  it('is refused when it is too large, or its parts come out of order, and leaves nothing behind', async () => {
    const { folder, notebook } = await opened({});
    const part = Buffer.from('abc').toString('base64');
    const piece = (args: { size: number; from: number }) =>
      codeOf(notebook.addFile({ path: 'n.md', name: 'a.txt', id: 'x', part, ...args }));
    expect(await piece({ size: 50_000_001, from: 0 })).toBe('too-large');
    expect(await piece({ size: 9, from: 3 })).toBe('bad-argument');
    expect(await piece({ size: 9, from: 0 })).toBe('answered');
    expect(await piece({ size: 9, from: 6 })).toBe('bad-argument');
    expect(await piece({ size: 2, from: 0 })).toBe('bad-argument');
    expect(await piece({ size: 9, from: 0 })).toBe('answered');
    await notebook.dropFile({ id: 'x' });
    expect(await piece({ size: 9, from: 3 })).toBe('bad-argument');
    expect(readdirSync(folder)).toEqual(['n.md']);
  });

  it('says that the disk does not take it, and leaves no half of it', async () => {
    if (process.getuid?.() === 0) return;
    const { folder, add } = await opened({});
    mkdirSync(join(folder, 'assets'));
    chmodSync(join(folder, 'assets'), 0o500);
    expect(await codeOf(add(png(), 'a.png'))).toBe('denied');
    chmodSync(join(folder, 'assets'), 0o700);
    expect(readdirSync(join(folder, 'assets'))).toEqual([]);
  });

  it('is a link when it is no picture', async () => {
    const { add } = await opened({});
    expect(await add(Buffer.from('%PDF-1.7'), '论文 v2.pdf')).toMatchObject({
      path: 'assets/论文-v2.pdf',
      isPicture: false,
    });
    expect(await add(Buffer.from('<html><script>'), 'x.png')).toMatchObject({ isPicture: false });
  });
});

describe('a picture that a note names', () => {
  it('is found by a name alone, in another Unicode form, and by the rules of sites', async () => {
    const { facts } = await opened({
      'deep/er/图é.png': png(1, 1),
      'source/images/b.png': png(2, 2),
      'posts/p.md': '',
      'posts/p/c.png': png(3, 3),
    });
    expect(await facts('图e\u0301.png')).toMatchObject({
      kind: 'picture',
      width: 1,
      path: 'deep/er/图é.png',
    });
    expect(await facts('deep/er/%E5%9B%BEe%CC%81.png')).toMatchObject({ kind: 'picture', width: 1 });
    expect(await facts('/images/b.png')).toMatchObject({ kind: 'picture', width: 2 });
    expect(await facts('c.png', 'posts/p.md')).toMatchObject({ kind: 'picture', width: 3 });
    expect(await facts('{{site.baseurl}}/source/images/b.png')).toMatchObject({ kind: 'picture' });
  });

  it('is never outside the notebook, nor hidden in it', async () => {
    const outside = makeFolder({ 'secret.png': png(), 'sub/x.png': png() });
    const { folder, notebook, facts } = await opened({
      '.git/a.png': png(),
      '.env': 'secret',
      'assets/a.png': png(),
    });
    symlinkSync(join(outside, 'secret.png'), join(folder, 'link.png'));
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(folder, '.git'), join(folder, 'git'));
    symlinkSync('loop.png', join(folder, 'loop.png'));
    symlinkSync(join(folder, 'assets/a.png'), join(folder, 'inside.png'));
    const refused = [
      'link.png',
      'out/secret.png',
      'out/sub/x.png',
      'git/a.png',
      'loop.png',
      '.git/a.png',
      '.env',
      'assets',
      '.',
      '/',
      '../../../../../../etc/passwd',
      '/etc/passwd',
      'file:///etc/passwd',
      '%2e%2e%2f%2e%2e%2fetc/passwd',
      '..\\..\\etc\\passwd',
      `${outside}/secret.png`,
      'assets/../../x',
      'n.md/x.png',
      'a'.repeat(2000),
      'x/'.repeat(900),
    ];
    for (const target of refused) {
      expect(await notebook.file({ path: 'n.md', target }), target).toBeNull();
      expect(['missing', 'outside'], target).toContain((await facts(target))?.kind);
    }
    expect(await facts('link.png')).toEqual({ kind: 'outside' });
    expect(await facts('inside.png')).toMatchObject({ kind: 'picture' });
  });

  it.skipIf(process.platform === 'win32')('is no pipe and no device, and nobody waits for one', async () => {
    const { folder, notebook, facts } = await opened({});
    execFileSync('mkfifo', [join(folder, 'pipe.png')]);
    symlinkSync('/dev/zero', join(folder, 'zero.png'));
    for (const target of ['pipe.png', 'zero.png']) {
      expect(await notebook.file({ path: 'n.md', target })).toBeNull();
      expect(['missing', 'outside']).toContain((await facts(target))?.kind);
    }
  });

  it('is not shown when it is larger than 50 MB or has too many pixels', async () => {
    const { folder, notebook, facts } = await opened({
      'huge.png': png(60_000, 60_000),
      'wide.png': png(4_000_000_000, 1),
    });
    writeFileSync(join(folder, 'big.png'), png(4, 4, 50_000_001));
    expect(await facts('huge.png')).toMatchObject({ kind: 'too-large' });
    expect(await facts('wide.png')).toMatchObject({ kind: 'too-large' });
    expect(await facts('big.png')).toMatchObject({ kind: 'too-large' });
    expect(await notebook.file({ path: 'n.md', target: 'big.png' })).toBeNull();
    expect((await notebook.file({ path: 'n.md', target: 'huge.png' }))?.type).toBe(
      'application/octet-stream',
    );
  });

  it('is what its bytes say and not what it is called', async () => {
    const { facts } = await opened({
      'a.jpg': png(),
      'b.png': '<html>',
      'c.svg': '<svg viewBox="0 0 20 10" width="40"/>',
      'd.svg': '<x><svg>',
    });
    expect(await facts('a.jpg')).toMatchObject({ kind: 'picture' });
    expect(await facts('b.png')).toMatchObject({ kind: 'file' });
    expect(await facts('c.svg')).toMatchObject({ kind: 'picture', width: 40, height: 20 });
    expect(await facts('d.svg')).toMatchObject({ kind: 'file' });
  });
});

describe('what a picture is', () => {
  const bmp = Buffer.alloc(54);
  bmp.write('BM');
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(7, 18);
  bmp.writeInt32LE(-5, 22);
  it('is read from its first bytes', () => {
    expect(pictureOf(bmp)).toMatchObject({ type: 'image/bmp', width: 7, height: 5 });
    expect(pictureOf(Buffer.from('GIF89a\x09\0\x08\0', 'latin1'))).toMatchObject({
      type: 'image/gif',
      width: 9,
      height: 8,
    });
    expect(
      pictureOf(Buffer.from('<?xml version="1.0"?>\n<!-- a -->\n<svg width="3" height="2">')),
    ).toMatchObject({ type: 'image/svg+xml', width: 3, height: 2 });
  });

  it('is told of any bytes without a failure', () => {
    const starts = [
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff',
      'GIF89a',
      'RIFF....WEBP',
      '....ftypavif',
      'BM',
      '<svg',
    ];
    for (const start of starts)
      for (let length = 0; length < 80; length++) {
        const bytes = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(length, 0xff)]);
        for (let cut = 0; cut <= bytes.length; cut += 7)
          expect(() => pictureOf(bytes.subarray(0, cut))).not.toThrow();
      }
  });
});

it('what is added is found by the next note at once', async () => {
  const { folder, add, facts } = await opened({ '.obsidian/app.json': '{"attachmentFolderPath":"files"}' });
  writeIn(folder, 'x/y.md', '');
  const stored = await add(png(), 'cat.png', 'x/y.md');
  expect(stored).toMatchObject({ path: 'files/cat.png', target: 'cat.png', isWiki: true });
  expect(await facts('cat.png', 'x/y.md')).toMatchObject({ kind: 'picture' });
});
