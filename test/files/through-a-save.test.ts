/** What a note's file keeps while it is open and saved by the notebook's own calls, and what becomes of twins and lost folders. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NotesError } from '../../notes/api.ts';
import { openNotebook } from '../../notes/notebook.ts';
import { makeFolder, withOwnHome } from '../contract-make.ts';
import { canLink, linkNeeds, unless } from '../temporary.ts';

withOwnHome();

async function open(files: Record<string, string>) {
  const folder = makeFolder(files);
  const notebook = await openNotebook(folder);
  onTestFinished(() => notebook.close());
  await notebook.ready;
  return { folder, notebook };
}

const isRoot = process.getuid?.() === 0;

test.skipIf(process.platform === 'win32')(
  'a note keeps its mode through saves of an open session',
  async () => {
    const { folder, notebook } = await open({ 'a.md': 'a\n' });
    const file = join(folder, 'a.md');
    let { version } = await notebook.read({ path: 'a.md' });
    for (const mode of [0o600, 0o664, 0o755, 0o2644]) {
      // Another program changes it while the note is open.
      chmodSync(file, mode);
      const saved = await notebook.save({ path: 'a.md', base: version, text: `mode ${mode}\n` });
      if (saved.kind !== 'saved') throw new Error(saved.kind);
      version = saved.version;
      expect((statSync(file).mode & 0o7777).toString(8)).toBe(mode.toString(8));
    }
  },
);

test.skipIf(!isRoot)(`and its owner and group${unless(isRoot, 'root')}`, async () => {
  const { folder, notebook } = await open({ 'a.md': 'a\n' });
  const file = join(folder, 'a.md');
  const { version } = await notebook.read({ path: 'a.md' });
  chownSync(file, 1234, 2345);
  chmodSync(file, 0o640);
  expect((await notebook.save({ path: 'a.md', base: version, text: 'b\n' })).kind).toBe('saved');
  const { uid, gid, mode } = statSync(file);
  expect([uid, gid, (mode & 0o7777).toString(8)]).toEqual([1234, 2345, '640']);
});

test('a note whose folder was deleted underneath is gone, and is written again with its folder on request', async () => {
  const { folder, notebook } = await open({
    'sub/deep/a.md': 'a\n',
    'b.md': 'b\n',
    'c.md': 'c\n',
    'd.md': 'd\n',
  });
  const path = 'sub/deep/a.md';
  const { version } = await notebook.read({ path });
  rmSync(join(folder, 'sub'), { recursive: true });
  expect((await notebook.save({ path, base: version, text: 'typed\n' })).kind).toBe('gone');
  expect(existsSync(join(folder, 'sub'))).toBe(false);
  expect((await notebook.save({ path, base: null, text: 'typed\n' })).kind).toBe('saved');
  expect(readFileSync(join(folder, path), 'utf8')).toBe('typed\n');
});

test('two notes whose names differ only in their Unicode form both come back out of the trash', async () => {
  const twins = ['\u00e9.md', 'e\u0301.md'] as const;
  const { folder, notebook } = await open({
    [twins[0]]: 'composed\n',
    [twins[1]]: 'decomposed\n',
    'x.md': 'x\n',
  });
  if (readdirSync(folder).length < 3) return; // This disk knows only one of them.
  const trashed = [await notebook.trash({ path: twins[0] }), await notebook.trash({ path: twins[1] })];
  expect(readdirSync(folder).filter((name) => name.endsWith('.md'))).toEqual(['x.md']);
  const back: string[] = [];
  for (const one of trashed.toReversed()) back.push(await notebook.restore({ trashed: one }));
  expect(new Set(back.map((name) => name.normalize('NFC'))).size).toBe(2);
  expect(back.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([
    'decomposed\n',
    'composed\n',
  ]);
});

test.skipIf(!canLink)(
  `an open note that became a link out of the notebook is refused for that, and not for its name${unless(canLink, linkNeeds)}`,
  async () => {
    const { folder, notebook } = await open({ 'a.md': 'a\n' });
    const outside = makeFolder({ 'o.md': 'outside\n' });
    const { version } = await notebook.read({ path: 'a.md' });
    rmSync(join(folder, 'a.md'));
    symlinkSync(join(outside, 'o.md'), join(folder, 'a.md'));
    const failure = await notebook
      .save({ path: 'a.md', base: version, text: 'b\n' })
      .catch((error: unknown) => error);
    expect(failure instanceof NotesError && failure.code).toBe('leads-out');
    rmSync(join(folder, 'a.md'));
    symlinkSync(join(folder, 'nowhere.md'), join(folder, 'a.md'));
    const lost = await notebook
      .save({ path: 'a.md', base: version, text: 'b\n' })
      .catch((error: unknown) => error);
    expect(lost instanceof NotesError && lost.code).toBe('leads-out');
    rmSync(join(folder, 'a.md'));
    mkdirSync(join(folder, 'a.md'));
    const inPlaceOfFolder = await notebook.read({ path: 'a.md' }).catch((error: unknown) => error);
    expect(inPlaceOfFolder instanceof NotesError && inPlaceOfFolder.code).not.toBe('leads-out');
    expect(readFileSync(join(outside, 'o.md'), 'utf8')).toBe('outside\n');
  },
);
