import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { NoteRow } from '../notes/api.ts';
import { type NoteFolder, openFolder } from '../notes/files/folder.ts';
import { pageOf } from '../notes/find/results/pages.ts';
import { Indexing } from '../notes/indexing.ts';
import { openNotebook, type OpenNotebook } from '../notes/notebook.ts';
import { makeFolder, withOwnHome } from './contract-make.ts';
import { note } from './make.ts';

const home = withOwnHome();

async function open(folder: string, watch = false): Promise<OpenNotebook> {
  const notebook = await openNotebook(folder, { watch });
  onTestFinished(() => notebook.close());
  await notebook.ready;
  return notebook;
}

async function rowsOf(notebook: OpenNotebook, filter = ''): Promise<NoteRow[]> {
  const page = await notebook.query({ filter, sort: 'title', offset: 0, limit: 1000, facets: false });
  return page.rows;
}

const pathsOf = async (notebook: OpenNotebook, filter = ''): Promise<string[]> =>
  (await rowsOf(notebook, filter)).map(({ path }) => path).toSorted();

function homeOfNotebook(): string {
  const [name = ''] = readdirSync(join(home(), 'notebooks'));
  return join(home(), 'notebooks', name);
}

/** What is said on the error stream while the test runs. */
function listenToErrors(): () => string {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => said.mockRestore());
  return () => said.mock.calls.flat().join('\n');
}

describe('when the seal of the catalog can not be removed', () => {
  /** A folder in its place is what root can't remove with `rm` either. */
  async function withStuckSeal(files: Record<string, string>): Promise<string> {
    const folder = makeFolder(files);
    await (await open(folder)).close();
    const seal = join(homeOfNotebook(), 'catalog.sqlite.seal');
    rmSync(seal);
    mkdirSync(join(seal, 'stuck'), { recursive: true });
    return folder;
  }

  test.each([true, false])('the list is whole, and closing does not fail (watching: %s)', async (watch) => {
    const folder = await withStuckSeal({ 'a.md': '# A\n', 'b.md': '# B\n' });
    writeFileSync(join(folder, 'c.md'), '# C\n');
    const notebook = await open(folder, watch);
    expect(await pathsOf(notebook)).toEqual(['a.md', 'b.md', 'c.md']);
    await notebook.close();
  });

  test('every change of a note is done, listed and answered', async () => {
    const folder = await withStuckSeal({ 'a.md': '# A\n', 'b.md': '# B\n' });
    const notebook = await open(folder);
    const { version } = await notebook.read({ path: 'a.md' });
    expect(await notebook.save({ path: 'a.md', base: version, text: '# 新\n', isMeant: true })).toMatchObject(
      {
        kind: 'saved',
      },
    );
    expect(await notebook.rename({ path: 'a.md', to: 'c.md' })).toBe('c.md');
    const made = await notebook.create({ title: 'D', tags: [] });
    const trashed = await notebook.trash({ path: 'b.md' });
    expect(await pathsOf(notebook)).toEqual(['c.md', made].toSorted());
    expect(await notebook.restore({ trashed })).toBe('b.md');
    expect(await pathsOf(notebook)).toEqual(['b.md', 'c.md', made].toSorted());
  });
});

describe.skipIf(process.getuid?.() !== 0)('for a person who may not write to the folder of Gleaner', () => {
  const somebody = 65534;

  /** Runs `program`, with `notebook` open on `folder`, as a person without rights; answers what it printed. */
  function asSomebody(folder: string, program: string): { stdout: string; stderr: string } {
    const start = `
      import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
      import { openNotebook } from '${new URL('../notes/notebook.ts', import.meta.url).href}';
      const notebook = await openNotebook('${folder}', { watch: false });
      await notebook.ready;
      const own = '${home()}/notebooks/' + readdirSync('${home()}/notebooks')[0];
      const paths = async () =>
        (await notebook.query({ filter: '', sort: 'title', offset: 0, limit: 9, facets: false })).rows.map((row) => row.path);
    `;
    const code = `${start}${program}\nawait notebook.close();`;
    chmodSync(folder, 0o777);
    chownSync(home(), somebody, somebody);
    const options = { uid: somebody, gid: somebody, encoding: 'utf8' as const };
    return spawnSync(process.execPath, ['--input-type=module', '--eval', code], options);
  }

  test('a save is answered although the journal can not forget the text, and the log does not quote it', () => {
    const folder = makeFolder({ 'a.md': 'a\n' });
    chownSync(join(folder, 'a.md'), somebody, somebody);
    const { stdout, stderr } = asSomebody(
      folder,
      `const { version } = await notebook.read({ path: 'a.md' });
      await notebook.journal({ path: 'a.md', base: version, text: '私密\\n' });
      chmodSync(own + '/journal', 0o500);
      const saved = await notebook.save({ path: 'a.md', base: version, text: '私密\\n' });
      const renamed = await notebook.rename({ path: 'a.md', to: 'b.md' });
      console.log(saved.kind, renamed);`,
    );
    expect(stdout).toBe('saved b.md\n');
    expect(readFileSync(join(folder, 'b.md'), 'utf8')).toBe('私密\n');
    expect(stderr).toContain('a.md');
    expect(stderr).not.toContain('私密');
  });

  test('the list is whole and every change is done, listed and answered', () => {
    const folder = makeFolder({ 'a.md': '# A\n', 'b.md': '# B\n' });
    for (const name of ['a.md', 'b.md']) chownSync(join(folder, name), somebody, somebody);
    expect(asSomebody(folder, '').stderr).toBe('');
    for (const name of readdirSync(homeOfNotebook())) chmodSync(join(homeOfNotebook(), name), 0o444);
    chmodSync(homeOfNotebook(), 0o555);
    writeFileSync(join(folder, 'c.md'), '# C\n', { mode: 0o666 });
    const { stdout, stderr } = asSomebody(
      folder,
      `console.log(...(await paths()));
      const { version } = await notebook.read({ path: 'a.md' });
      console.log((await notebook.save({ path: 'a.md', base: version, text: 'x' })).kind);
      console.log(await notebook.rename({ path: 'a.md', to: 'd.md' }), await notebook.trash({ path: 'b.md' }));
      console.log(await notebook.create({ title: 'E', tags: [] }) !== '', (await paths()).length);`,
    );
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual(['a.md b.md c.md', 'saved', 'd.md b.md', 'true 3', '']);
  });
});

describe('a note that nobody writes on purpose', () => {
  const deep = Array.from({ length: 30_000 }, () => 'a').join('/');

  test('with a tag of 30,000 levels is listed like the others, and found by it', async () => {
    const folder = makeFolder({
      'deep.md': note({ tags: [deep, 'x'] }),
      'plain.md': note({ tags: ['x'] }),
    });
    const notebook = await open(folder);
    expect(await pathsOf(notebook)).toEqual(['deep.md', 'plain.md']);
    expect(await pathsOf(notebook, 'tag:x')).toEqual(['deep.md', 'plain.md']);
    const [row] = await rowsOf(notebook, 'path:deep');
    expect(row?.tags).toEqual([deep.slice(0, 1000), 'x']);
    expect(await pathsOf(notebook, `tag:${row?.tags[0] ?? ''}`)).toEqual(['deep.md']);
    const page = await notebook.query({ filter: '', sort: 'date', offset: 0, limit: 0, facets: true });
    expect(page.facets?.tags).toHaveLength(21);
  });

  test('with 1,500 tags is listed with the first of them', async () => {
    const tags = Array.from({ length: 1500 }, (_, index) => `t${index}`);
    const notebook = await open(makeFolder({ 'many.md': note({ tags }), 'plain.md': 'x' }));
    expect((await rowsOf(notebook, 'path:many'))[0]?.tags).toHaveLength(1000);
    expect(await pathsOf(notebook, 'tag:t999')).toEqual(['many.md']);
    expect(await pathsOf(notebook, 'tag:t1000')).toEqual([]);
  });

  test('with a tag that is cut within a character is found by what is shown of it', async () => {
    const tag = `${'x'.repeat(199)}😀${'y'.repeat(2000)}`;
    const notebook = await open(makeFolder({ 'long.md': note({ tags: [tag] }) }));
    const [row] = await rowsOf(notebook);
    expect(await pathsOf(notebook, `tag:${row?.tags[0] ?? ''}`)).toEqual(['long.md']);
  });
});

describe('a defect in reading', () => {
  /** The real folder, but for one note whose text makes every reader throw. */
  function withDefect(files: Record<string, string>, path: string): NoteFolder {
    const folder = openFolder(makeFolder(files));
    const read: NoteFolder['read'] = (wanted) => {
      const file = folder.read(wanted);
      return wanted === path ? { ...file, text: null as unknown as string } : file;
    };
    return { ...folder, read };
  }

  test('keeps no other note out of the list, and its note is listed with a problem', async () => {
    const said = listenToErrors();
    const folder = withDefect({ 'a.md': '# A\n', 'bad.md': '# 私密\n', 'c.md': '# C\n' }, 'bad.md');
    const indexing = new Indexing(folder, null, { changed: () => undefined, progress: () => undefined });
    onTestFinished(() => indexing.close());
    await folder.compare(new Map(), (changes) => indexing.enqueue(changes));
    await indexing.idle();
    const window = { filter: '', sort: 'title' as const, offset: 0, limit: 9 };
    const { rows } = await indexing.ask(({ database }) => pageOf(database, window));
    expect(rows.map(({ path, problem }) => [path, problem?.code ?? null]).toSorted()).toEqual([
      ['a.md', null],
      ['bad.md', 'unreadable'],
      ['c.md', null],
    ]);
    expect(said()).toContain('bad.md');
    expect(said()).not.toContain('私密');
  });

  test('of the whole list is told by every question, not by an empty list', async () => {
    listenToErrors();
    const folder = openFolder(makeFolder({ 'a.md': '' }));
    const indexing = new Indexing(folder, null, { changed: () => undefined, progress: () => undefined });
    onTestFinished(() => indexing.close());
    indexing.fail(new RangeError('x'));
    await expect(indexing.ask((catalog) => catalog.total())).rejects.toMatchObject({ code: 'internal' });
    await expect(indexing.update(['a.md'])).resolves.toBeUndefined();
  });
});

test('opening only to read makes no lock, and saving makes one of no bytes', async () => {
  const notebook = await open(makeFolder({ 'a.md': '' }));
  const lock = join(homeOfNotebook(), 'lock.sqlite');
  expect(existsSync(lock)).toBe(false);
  const { version } = await notebook.read({ path: 'a.md' });
  await notebook.save({ path: 'a.md', base: version, text: 'x\n', isMeant: true });
  expect(readFileSync(lock)).toHaveLength(0);
});
