import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NotesError } from '../notes/api.ts';
import { openCopies } from '../notes/files/copies.ts';
import { openNotebook, type OpenNotebook } from '../notes/notebook.ts';
import { makeFolder, withOwnHome } from './contract-make.ts';

withOwnHome();

const address = 'https://example.com/a';
const made = {
  ...{ url: address, title: 'A', author: '', date: '', site: '' },
  ...{ markdown: 'Old.\n', pictures: [{ name: '1.png', bytes: Buffer.from('picture') }] },
};

async function open(files: Record<string, string> = {}): Promise<{ notebook: OpenNotebook; folder: string }> {
  const folder = makeFolder({ 'a.md': `### [a](${address})\n`, ...files });
  const notebook = await openNotebook(folder, { watch: false });
  onTestFinished(() => notebook.close());
  await notebook.ready;
  return { notebook, folder };
}

describe('what is no address of an article', () => {
  test.each([
    'x',
    '',
    '__proto__',
    '../../x',
    'file:///etc/passwd',
    'javascript:1',
    'a b\0',
    'ftp://x.com/a',
  ])('%j is refused with words, and nothing is written', async (wrong) => {
    const { notebook, folder } = await open();
    const page = Buffer.from('<title>x</title><p>text of a page that was saved</p>').toString('base64');
    for (const call of [
      () => notebook.setRead({ normalised: [address, wrong], read: 'read' }),
      () => notebook.keepCopies({ of: { normalised: [wrong] }, again: false }),
      () => notebook.importCopy({ normalised: wrong, name: 'x.html', bytes: page }),
    ]) {
      const error: unknown = await call().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(NotesError);
      expect(error).toMatchObject({ code: 'bad-argument' });
      expect((error as NotesError).message).toContain('begins with http:// or https://');
    }
    expect(readdirSync(folder)).toEqual(['a.md']);
  });

  test('an address in another spelling is that of its article', async () => {
    const { notebook, folder } = await open();
    await notebook.setRead({ normalised: ['http://www.example.com/a/?utm_source=x'], read: 'read' });
    expect(await notebook.articles({ normalised: [address] })).toMatchObject([{ read: 'read' }]);
    expect(readFileSync(join(folder, '.gleaner/reading.json'), 'utf8')).toContain(`"${address}"`);
  });
});

test('100,000 articles are marked as read by writing their file once, and another time by not writing it at all', async () => {
  const { notebook, folder } = await open();
  const all = Array.from({ length: 100_000 }, (_, n) => `https://example.com/posts/${n}`);
  await notebook.setRead({ normalised: all, read: 'read' });
  const file = join(folder, '.gleaner/reading.json');
  const before = statSync(file);
  const { reading } = JSON.parse(readFileSync(file, 'utf8')) as { reading: Record<string, { at: string }> };
  expect(Object.keys(reading)).toHaveLength(100_000);
  // Written at once they have one time.
  expect(new Set(Object.values(reading).map(({ at }) => at)).size).toBe(1);
  await notebook.setRead({ normalised: all, read: 'read' });
  const { ino, mtimeMs } = statSync(file);
  expect({ ino, mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
}, 60_000);

test('a copy that was cut off by a kill on its way to its place is there when the notebook is opened again', async () => {
  const { notebook, folder } = await open();
  const { path } = await openCopies(folder).keep(address, made);
  const stem = path.slice(0, -3);
  // As it is left between two renames: the new one whole, the old one on its way to the trash.
  const ready = join(folder, '.gleaner/copies/.gleaner-0badcafe.copy');
  mkdirSync(ready);
  const name = path.split('/').at(-1) ?? '';
  mkdirSync(join(ready, name.slice(0, -3)));
  const text = readFileSync(join(folder, path), 'utf8');
  writeFileSync(join(ready, name), text.replace('Old.', 'New.'));
  mkdirSync(join(folder, '.trash/copies'), { recursive: true });
  writeFileSync(join(folder, '.trash/copies', name), text);
  rmSync(join(folder, path));
  await notebook.close();
  const again = await openNotebook(folder, { watch: false });
  onTestFinished(() => again.close());
  expect((await again.copy({ normalised: address }))?.markdown).toBe('New.\n');
  expect(existsSync(ready)).toBe(false);
  expect(existsSync(join(folder, stem))).toBe(false);
  expect(readFileSync(join(folder, '.trash/copies', name.slice(0, -3), '1.png'), 'utf8')).toBe('picture');
});
