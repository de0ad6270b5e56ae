import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copyText, headerOf, readCopy } from '../../notes/files/copy-file.ts';
import { copiesFolder, type NewCopy, openCopies } from '../../notes/files/copies.ts';
import { readHeader } from '../../notes/text/front-matter.ts';
import { removeFolder, temporaryFolder, unless } from '../temporary.ts';
import { codeOf, filesIn, makeFolder, messageOf, textOf } from './make.ts';

const address = 'https://example.com/posts/1';
const picture = { name: '1.png', bytes: Buffer.from('a picture') };

function made(changes: Partial<NewCopy> = {}): NewCopy {
  return {
    ...{
      url: `${address}?utm_source=x`,
      title: '深入 V8: a # b',
      author: 'Ann',
      date: '2020-01-13',
      site: 'Example',
    },
    ...{ markdown: 'Text.\n\n![one](1.png)\n\n![far](https://example.com/2.png)\n', pictures: [picture] },
    ...changes,
  };
}

const stem = 'example.com-深入-v8-a-b-';
const name = (folder: string) => filesIn(folder).find((path) => path.endsWith('.md')) ?? '';

describe('a copy that is kept', () => {
  it('is a plain file with a header, and its pictures beside it', async () => {
    const folder = makeFolder();
    const copy = await openCopies(folder).keep(address, made());
    const path = name(folder);
    expect(path).toMatch(new RegExp(`^\\.gleaner/copies/${stem}[0-9a-f]{8}\\.md$`));
    const pictures = path.slice(0, -3);
    expect(filesIn(folder)).toEqual([`${pictures}.md`, `${pictures}/1.png`].sort());
    expect(textOf(folder, path)).toContain(`![one](${pictures.split('/').at(-1)}/1.png)`);
    expect(readHeader(textOf(folder, path)).fields).toMatchObject({
      ...{ url: `${address}?utm_source=x`, title: '深入 V8: a # b', author: 'Ann', date: '2020-01-13' },
    });
    expect(copy).toMatchObject({ path, title: '深入 V8: a # b', markdown: made().markdown });
  });

  it('is found by its article, also when it is opened anew', async () => {
    const folder = makeFolder();
    await openCopies(folder).keep(address, made());
    const copies = openCopies(folder);
    expect(await copies.list()).toEqual([
      { normalised: address, path: name(folder), fetched: expect.any(Number) as number },
    ]);
    expect(copies.read(address)).toMatchObject({ url: `${address}?utm_source=x`, markdown: made().markdown });
    expect(copies.read('https://example.com/posts/2')).toBe(null);
    expect(copies.picture(address, '1.png')).toEqual({ type: 'image/png', bytes: picture.bytes });
    expect(copies.picture(address, `${name(folder).split('/').at(-1)?.slice(0, -3)}/1.png`)?.bytes).toEqual(
      picture.bytes,
    );
  });

  it('of a page that was redirected is found by the address that notes cite', async () => {
    const folder = makeFolder();
    await openCopies(folder).keep(address, made({ url: 'https://elsewhere.com/new' }));
    expect((await openCopies(folder).list()).map((copy) => copy.normalised)).toEqual([address]);
    expect(openCopies(folder).read(address)?.url).toBe('https://elsewhere.com/new');
  });

  it('is found where a person has put it', async () => {
    const folder = makeFolder();
    await openCopies(folder).keep(address, made());
    renameSync(join(folder, name(folder)), join(folder, copiesFolder, 'V8.md'));
    expect(openCopies(folder).read(address)?.path).toBe(`${copiesFolder}/V8.md`);
  });

  it('takes the place of the one before, which goes to the trash with its pictures', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    await copies.keep(address, made());
    const path = name(folder);
    const before = textOf(folder, path);
    await copies.keep(address, made({ title: 'Another title', markdown: 'New.\n', pictures: [] }));
    expect(copies.read(address)).toMatchObject({ title: 'Another title', markdown: 'New.\n' });
    expect(copies.picture(address, '1.png')).toBe(null);
    const trashed = path.replace('.gleaner', '.trash');
    expect(filesIn(folder)).toEqual([path, trashed, `${trashed.slice(0, -3)}/1.png`].sort());
    expect(textOf(folder, trashed)).toBe(before);
  });

  it('leaves nothing behind of what a person changed or put beside the one before', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    await copies.keep(address, made());
    const path = name(folder);
    const pictures = path.slice(0, -3);
    writeFileSync(join(folder, path), textOf(folder, path).replace('---\n', '---\nrating: 5\n'));
    writeFileSync(join(folder, pictures, '1.png'), 'my marks on it');
    writeFileSync(join(folder, pictures, 'my-scan.png'), 'mine');
    await copies.keep(address, made({ markdown: 'New.\n' }));
    const trashed = path.replace('.gleaner', '.trash');
    expect(textOf(folder, trashed)).toContain('rating: 5\n');
    expect(textOf(folder, `${trashed.slice(0, -3)}/1.png`)).toBe('my marks on it');
    expect(textOf(folder, `${trashed.slice(0, -3)}/my-scan.png`)).toBe('mine');
    expect(copies.picture(address, '1.png')?.bytes).toEqual(picture.bytes);
  });

  it('finds what was left by one that was killed, a day later: folders go to the trash', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    await copies.keep(address, made());
    const before = filesIn(folder);
    const inCopies = (one: string) => join(folder, copiesFolder, one);
    const old = new Date(Date.now() - 25 * 3_600_000);
    for (const one of ['.gleaner-00000001.tmp', '.gleaner-00000002.tmp', '.gleaner-00000003.copy']) {
      mkdirSync(inCopies(one));
      writeFileSync(join(inCopies(one), '.mine'), 'mine');
      if (!one.includes('2')) utimesSync(inCopies(one), old, old);
    }
    writeFileSync(inCopies('.gleaner-00000004.tmp'), 'half');
    utimesSync(inCopies('.gleaner-00000004.tmp'), old, old);
    copies.recover();
    expect(filesIn(folder)).toEqual(
      [
        ...before,
        `${copiesFolder}/.gleaner-00000002.tmp/.mine`,
        ...['1.tmp', '3.copy'].map((one) => `.trash/copies/gleaner-0000000${one}/.mine`),
      ].sort(),
    );
  });

  it('can be moved to the trash, twice', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    for (let round = 0; round < 2; round++) {
      await copies.keep(address, made());
      await copies.remove(address);
      expect(await copies.list()).toEqual([]);
    }
    expect(filesIn(folder)).toHaveLength(4);
    expect(await codeOf(() => copies.remove(address))).toBe('not-found');
  });

  it('with the same title as another has a name of its own', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    await copies.keep(address, made());
    await copies.keep('https://example.com/posts/2', made({ url: 'https://example.com/posts/2' }));
    expect(await copies.list()).toHaveLength(2);
  });

  it.each(['', '../../x', 'CON', 'a/b\\c:d', '长'.repeat(300), '...', '👨‍👩‍👧'.repeat(40)])(
    'called %j gets a name that every system takes',
    async (title) => {
      const folder = makeFolder();
      await openCopies(folder).keep(address, made({ title }));
      const path = name(folder);
      expect(path.split('/')).toHaveLength(3);
      expect(Buffer.byteLength(path)).toBeLessThan(220);
      expect(openCopies(folder).read(address)).not.toBe(null);
    },
  );
});

describe('the header of a copy', () => {
  it('says what was put into it, whatever that is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('---', ': #', '!!js/x', "'", '"\\', '- a', '~'),
    );
    fc.assert(
      fc.property(text, text, (title, author) => {
        const written = copyText(
          { ...made(), normalised: address, title, author, fetched: '2026-01-01T00:00:00.000Z' },
          'x\n',
          'f',
        );
        const plain = (raw: string) =>
          raw
            .toWellFormed()
            .replace(/[\u0000-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g, ' ')
            .replace(/\s+/g, '');
        const copy = readCopy(written, 'a.md');
        expect(headerOf(written)?.normalised).toBe(address);
        expect(plain(copy.title)).toBe(plain(title));
        expect(plain(copy.author)).toBe(plain(author));
        expect(copy.markdown).toBe('x\n');
        expect(headerOf(written)).toMatchObject({ title: copy.title, url: copy.url });
      }),
      { numRuns: 500 },
    );
  });

  it('that was broken by hand is told with the file that it is in', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    await copies.keep(address, made());
    const path = name(folder);
    writeFileSync(join(folder, path), 'No header any more.\n');
    expect(await copies.list()).toEqual([]);
    expect(await messageOf(() => copies.read(address))).toContain(`${path} has no header`);
    await copies.keep(address, made());
    expect(textOf(folder, path)).toBe('No header any more.\n');
    expect(copies.read(address)).not.toBe(null);
  });
});

describe('the address of a copy', () => {
  it('is that which notes cite where the page was sent on to one of 20 KB', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    const url = `https://example.com/?token=${'x'.repeat(20_000)}`;
    await copies.keep(address, made({ url }));
    await copies.keep(address, made({ url }));
    expect(copies.read(address)?.url).toBe(address);
    expect(await openCopies(folder).list()).toHaveLength(1);
    const long = `https://example.com/${'y'.repeat(20_000)}`;
    expect(await codeOf(() => copies.keep(long, made({ url: long })))).toBe('too-large');
    expect(await copies.list()).toHaveLength(1);
  });

  const other = 'https://example.com/moved';

  it.each([
    ['as it is written by Gleaner', (text: string) => text],
    [
      'with Windows line ends and a byte order mark',
      (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`,
    ],
    ['with what a person wrote into it', (text: string) => text.replace('---\n', '---\n# mine\nrating: 5\n')],
  ])('follows to another article, in a line of its header, and back: %s', async (_name, written) => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    await copies.keep(address, made());
    const path = name(folder);
    const before = Buffer.from(written(textOf(folder, path)));
    writeFileSync(join(folder, path), before);
    expect(await copies.readdress(path, address, other)).toBe(true);
    expect([copies.read(address), copies.read(other)?.path]).toEqual([null, path]);
    const added = textOf(folder, path);
    const hash = (text: string) => /^sha256: (\w+)/m.exec(text)?.[1];
    expect(hash(added)).toBe(hash(before.toString()));
    expect(added.replace(/article: https:\/\/example\.com\/moved\r?\n/, '')).toBe(before.toString());
    expect(copies.picture(other, '1.png')?.bytes).toEqual(picture.bytes);
    expect(await copies.readdress(path, other, address)).toBe(true);
    expect(readFileSync(join(folder, path))).toEqual(before);
  });

  it('stays where the other article has a copy, or it is not the copy of that article any more', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    const { path } = await copies.keep(address, made());
    await copies.keep(other, made({ url: other }));
    const before = textOf(folder, path);
    expect(await copies.readdress(path, address, other)).toBe(false);
    expect(await copies.readdress(path, 'https://example.com/third', 'https://example.com/fourth')).toBe(
      false,
    );
    expect(await copies.readdress(`${copiesFolder}/x.md`, address, 'https://example.com/third')).toBe(false);
    expect(textOf(folder, path)).toBe(before);
  });

  it('stays in a header that does not allow it', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    const { path } = await copies.keep(address, made());
    const text = textOf(folder, path).replace(/^url: .*$/m, `"url": ${address}`);
    writeFileSync(join(folder, path), text);
    expect(await copies.readdress(path, address, other)).toBe(false);
    expect(textOf(folder, path)).toBe(text);
  });
});

describe('a picture of a copy', () => {
  it.each([
    '../1.png',
    '..',
    '',
    '1.svg',
    'x.png',
    '1.png/..',
    '/etc/passwd',
    '1.png\0',
    'example/../../1.png',
  ])('is not answered for %j', async (wanted) => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    await copies.keep(address, made());
    expect(copies.picture(address, wanted)).toBe(null);
  });

  it('whose text is a link or a pipe now is none, and nothing waits for it', async () => {
    const folder = makeFolder({ 'other.md': '---\nurl: https://example.com/posts/1\n---\nsecret\n' });
    const copies = openCopies(folder);
    await copies.keep(address, made());
    const path = join(folder, copiesFolder, `${name(folder).split('/').at(-1)}`);
    rmSync(path);
    symlinkSync(join(folder, 'other.md'), path);
    expect(copies.read(address)).toBe(null);
    rmSync(path);
    if (process.platform !== 'win32') execFileSync('mkfifo', [path]);
    expect(copies.read(address)).toBe(null);
  });

  it('that is a link is not followed', async () => {
    const folder = makeFolder({ 'secret.png': 'secret' });
    const copies = openCopies(folder);
    await copies.keep(address, made());
    const pictures = join(folder, name(folder).slice(0, -3));
    symlinkSync(join(folder, 'secret.png'), join(pictures, '2.png'));
    expect(copies.picture(address, '2.png')).toBe(null);
  });
});

describe('a notebook whose .gleaner is odd', () => {
  it('opening, listing and reading write nothing', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    copies.recover();
    expect(await copies.list()).toEqual([]);
    expect(copies.read(address)).toBe(null);
    expect(copies.picture(address, '1.png')).toBe(null);
    expect(filesIn(folder)).toEqual([]);
  });

  it.each([
    ['.gleaner is a file', '.gleaner', 'file'],
    ['.gleaner is a link', '.gleaner', 'link'],
    ['copies is a file', '.gleaner/copies', 'file'],
    ['copies is a link', '.gleaner/copies', 'link'],
  ])('%s: nothing is kept there, and it says why', async (_name, path, kind) => {
    const folder = makeFolder();
    const elsewhere = makeFolder();
    if (path.includes('/')) mkdirSync(join(folder, '.gleaner'));
    if (kind === 'file') writeFileSync(join(folder, path), 'x');
    else symlinkSync(elsewhere, join(folder, path), 'junction');
    const copies = openCopies(folder);
    copies.recover();
    expect(await copies.list()).toEqual([]);
    expect(await messageOf(() => copies.keep(address, made()))).toMatch(
      /^Gleaner does not keep copies in \.gleaner/,
    );
    expect(filesIn(elsewhere)).toEqual([]);
  });

  it('a notebook that is gone is not made again', async () => {
    const folder = makeFolder();
    const copies = openCopies(folder);
    removeFolder(folder);
    expect(await codeOf(() => copies.keep(address, made()))).toBe('not-found');
  });
});

it(
  'of 5,000 copies each header is read once, and other work has its turn meanwhile',
  { timeout: 60_000 },
  async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, copiesFolder), { recursive: true });
    for (let n = 0; n < 5_000; n++) {
      const url = `https://example.com/posts/${n}`;
      const text = copyText(
        { ...made(), url, normalised: url, fetched: '2026-01-01T00:00:00.000Z' },
        'x'.repeat(20_000),
        'f',
      );
      writeFileSync(join(folder, copiesFolder, `${n}.md`), text);
    }
    const copies = openCopies(folder);
    let turns = 0;
    let next: NodeJS.Immediate;
    const take = () => {
      turns++;
      next = setImmediate(take);
    };
    next = setImmediate(take);
    const before = performance.now();
    expect(await copies.list()).toHaveLength(5_000);
    const first = performance.now();
    clearImmediate(next);
    expect(await copies.list()).toHaveLength(5_000);
    expect(performance.now() - first).toBeLessThan((first - before) / 2);
    expect(turns).toBeGreaterThan(50);
  },
);

it('where there can be no trash the copy stays as it was, and says so', async () => {
  const folder = makeFolder();
  const copies = openCopies(folder);
  await copies.keep(address, made());
  const before = filesIn(folder);
  symlinkSync(makeFolder(), join(folder, '.trash'), 'junction');
  const newer = made({ markdown: 'New.\n' });
  expect(await messageOf(() => copies.keep(address, newer))).toContain('.trash folder leads out');
  expect(await codeOf(() => copies.remove(address))).toBe('denied');
  rmSync(join(folder, '.trash'));
  expect(filesIn(folder)).toEqual(before);
  expect(copies.read(address)?.markdown).toBe(made().markdown);
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && triesToMount();

describe.skipIf(!canMount)(
  `on a disk that is full${unless(canMount, 'Linux, root and the right to mount')}`,
  () => {
    it('nothing half is left, and the copy before is as it was', async () => {
      const folder = mounted('size=256k');
      const copies = openCopies(folder);
      const large = { name: '2.png', bytes: Buffer.alloc(1_000_000) };
      expect(await messageOf(() => copies.keep(address, made({ pictures: [picture, large] })))).toMatch(
        /^Could not keep a copy of “深入 V8: a # b”: the disk is full\./,
      );
      expect(filesIn(folder)).toEqual([]);
      await copies.keep(address, made());
      const before = filesIn(folder);
      const text = readFileSync(join(folder, name(folder)));
      expect(await codeOf(() => copies.keep(address, made({ pictures: [large] })))).toBe('disk-full');
      expect(await codeOf(() => copies.keep(address, made({ markdown: 'x'.repeat(1_000_000) })))).toBe(
        'disk-full',
      );
      expect(filesIn(folder)).toEqual(before);
      expect(readFileSync(join(folder, name(folder)))).toEqual(text);
      expect(copies.picture(address, '1.png')?.bytes).toEqual(picture.bytes);
    });

    it('the text comes back from the trash when its pictures can not be moved', async () => {
      const folder = makeFolder();
      const copies = openCopies(folder);
      const { path } = await copies.keep(address, made());
      const pictures = join(folder, path.slice(0, -3));
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', pictures]);
      onTestFinished(() => void spawnSync('umount', ['-l', pictures]));
      const before = textOf(folder, path);
      const failure = await messageOf(() => copies.keep(address, made({ markdown: 'New.\n' })));
      expect(failure).toMatch(/another program is using it\. What was there before is as it was\.$/);
      expect(await codeOf(() => copies.remove(address))).toBe('busy');
      expect(textOf(folder, path)).toBe(before);
      expect(filesIn(folder)).toEqual([path]);
    });
  },
);

function mounted(options: string): string {
  const folder = join(makeFolder(), 'disk');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

function triesToMount(): boolean {
  const folder = temporaryFolder('gleaner-mount-');
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  removeFolder(folder);
  return isMounted;
}
