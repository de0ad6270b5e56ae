import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import {
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { NotebookEvent, Page, Source } from '../notes/api.ts';
import { seal, unseal } from '../notes/files/seal.ts';
import { openNotebook, type NotebookOptions, type OpenNotebook } from '../notes/notebook.ts';
import { eventually, makeFolder, writeIn, withOwnHome } from './contract-make.ts';
import { note } from './make.ts';

const home = withOwnHome();

async function open(folder: string, options?: NotebookOptions): Promise<OpenNotebook> {
  const notebook = await openNotebook(folder, options);
  onTestFinished(() => notebook.close());
  return notebook;
}

interface Contents {
  page: Page;
  sources: Source[];
}

async function contentsOf(notebook: OpenNotebook): Promise<Contents> {
  await notebook.ready;
  const page = await notebook.query({ filter: '', sort: 'title', offset: 0, limit: 1000, facets: true });
  const { sources } = await notebook.sources({ filter: '', offset: 0, limit: 1000 });
  return { page, sources };
}

/** What a notebook finds that has never seen this folder. */
async function freshContents(folder: string): Promise<Contents> {
  const kept = process.env['GLEANER_HOME'];
  process.env['GLEANER_HOME'] = makeFolder();
  const notebook = await openNotebook(folder, { watch: false });
  process.env['GLEANER_HOME'] = kept;
  const contents = await contentsOf(notebook);
  await notebook.close();
  return contents;
}

function catalogFile(): string {
  const [name] = readdirSync(join(home(), 'notebooks'));
  return join(home(), 'notebooks', name ?? '', 'catalog.sqlite');
}

/** Names, bytes and times of everything below a folder. */
function treeOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => {
      const stats = lstatSync(join(folder, path));
      const bytes = stats.isFile() ? hash('sha256', readFileSync(join(folder, path))) : 'folder';
      return `${path} ${bytes} ${stats.mtimeMs} ${stats.ctimeMs}`;
    });
}

function someNotes(count: number): Record<string, string> {
  const notes = Array.from({ length: count }, (_, index): [string, string] => [
    `${index % 3 === 0 ? '_posts/' : ''}笔记 ${index}.md`,
    note({
      title: `第 ${index} 篇：冷启动`,
      date: `2020-01-${String((index % 28) + 1).padStart(2, '0')}`,
      tags: [`标签${index % 5}`, `a/b${index % 4}`],
      categories: ['云'],
      body: `### [文章 ${index % 6}](https://example.com/${index % 6})\n\n${'看了文章就忘。'.repeat(index % 30)}\n`,
    }),
  ]);
  return Object.fromEntries(notes);
}

describe('opening a notebook', () => {
  test('writes nothing into the folder, whatever is in it', async () => {
    const folder = makeFolder({
      ...someNotes(10),
      '.obsidian/plugins/x/main.js': 'throw new Error("executed")',
      '.gleanerignore': 'drafts/\n',
      'drafts/a.md': 'ignored',
      'code.md': '---js\n{ title: process.exit(1) }\n---\n',
      'package.json': '{"scripts":{"install":"exit 1"}}',
    });
    const before = treeOf(folder);
    const notebook = await open(folder);
    expect((await contentsOf(notebook)).page.total).toBe(11);
    notebook.check();
    await notebook.close();
    expect(treeOf(folder)).toEqual(before);
  });

  test('fails with a message that names the folder when there is none', async () => {
    await expect(openNotebook('/nowhere/at all')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('/nowhere/at all') as string,
    });
    const file = join(makeFolder({ 'a.md': '' }), 'a.md');
    await expect(openNotebook(file)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('answers the list of last time before it has looked at the folder', async () => {
    const folder = makeFolder(someNotes(30));
    const first = await contentsOf(await open(folder));
    await (await open(folder)).close();
    const notebook = await open(folder);
    const page = await notebook.query({ filter: '', sort: 'title', offset: 0, limit: 1000, facets: true });
    expect((await notebook.state({})).total).toBe(30);
    expect(page).toEqual(first.page);
  });

  test('tells only about what changed since last time, and finds all of it', async () => {
    const folder = makeFolder(someNotes(30));
    const first = await open(folder);
    await first.ready;
    await first.close();
    writeIn(folder, '笔记 1.md', '# 改过\n');
    writeIn(folder, '新.md', '# 新\n');
    rmSync(join(folder, '笔记 2.md'));
    // The same bytes with another time are no change.
    utimesSync(join(folder, '笔记 4.md'), 1, 1);
    const events: NotebookEvent[] = [];
    const second = await open(folder);
    second.listen((event) => events.push(event));
    expect(await contentsOf(second)).toEqual(await freshContents(folder));
    const changes = events.flatMap((event) => (event.kind === 'changed' ? event.notes : []));
    expect(changes.map(({ path }) => path).toSorted()).toEqual(
      ['新.md', '笔记 1.md', '笔记 2.md'].toSorted(),
    );
    expect(changes.find(({ path }) => path === '笔记 2.md')?.version).toBeNull();
  });

  test('answers calls while it is still reading thousands of notes, and says how far it is', async () => {
    const folder = makeFolder(someNotes(3000));
    const notebook = await open(folder);
    const events: NotebookEvent[] = [];
    notebook.listen((event) => events.push(event));
    const totals: number[] = [];
    let isReady = false;
    void notebook.ready.then(() => (isReady = true));
    while (!isReady) {
      const page = await notebook.query({
        filter: 'tag:a',
        sort: 'date',
        offset: 0,
        limit: 50,
        facets: true,
      });
      totals.push(page.total);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(totals.some((total) => total > 0 && total < 3000)).toBe(true);
    expect(totals.toSorted((a, b) => a - b)).toEqual(totals);
    const scans = events.flatMap((event) => (event.kind === 'state' ? [event.state.scanning] : []));
    expect(scans.filter((scan) => scan !== null).length).toBeGreaterThan(1);
    expect(scans.at(-1)).toBeNull();
    expect((await notebook.state({})).total).toBe(3000);
  });

  test('lists what a person may save while it is still reading', async () => {
    const folder = makeFolder(someNotes(1500));
    const notebook = await open(folder);
    const { version } = await notebook.read({ path: '笔记 1499.md' });
    await notebook.save({ path: '笔记 1499.md', base: version, text: '# 先存的\n', isMeant: true });
    const page = await notebook.query({
      filter: 'title:先存的',
      sort: 'date',
      offset: 0,
      limit: 5,
      facets: false,
    });
    expect(page.rows.map(({ path }) => path)).toEqual(['笔记 1499.md']);
    expect(await contentsOf(notebook)).toEqual(await freshContents(folder));
  });

  test('lists a file that is too large to be a note, with its problem', async () => {
    const folder = makeFolder({ 'huge.md': '' });
    truncateSync(join(folder, 'huge.md'), 65 * 1024 * 1024);
    const notebook = await open(folder, { watch: false });
    expect((await contentsOf(notebook)).page.rows).toMatchObject([
      { path: 'huge.md', problem: { code: 'too-large' } },
    ]);
  });

  test('without watching answers once and is done', async () => {
    const folder = makeFolder(someNotes(5));
    const notebook = await open(folder, { watch: false });
    await notebook.ready;
    writeIn(folder, 'later.md', '');
    expect((await notebook.state({})).total).toBe(5);
    expect(await notebook.create({ title: '茶', tags: [] })).toMatch(/茶\.md$/);
    expect((await notebook.state({})).total).toBe(6);
  });

  test('works without a place for its own files; only unsaved text can not be kept, and it says so', async () => {
    process.env['GLEANER_HOME'] = join(makeFolder({ file: '' }), 'file');
    const folder = makeFolder(someNotes(4));
    const notebook = await open(folder);
    expect((await contentsOf(notebook)).page.total).toBe(4);
    const { version } = await notebook.read({ path: '笔记 1.md' });
    expect(
      await notebook.save({ path: '笔记 1.md', base: version, text: 'x\n', isMeant: true }),
    ).toMatchObject({
      kind: 'saved',
    });
    await expect(notebook.journal({ path: '笔记 1.md', base: version, text: 'y' })).rejects.toThrow(/folder/);
  });
});

describe('an event', () => {
  test('names at most 200 notes, and says that there were more', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `${index}.md`);
    const folder = makeFolder(Object.fromEntries(names.map((name) => [name, ''])));
    const notebook = await open(folder);
    await notebook.ready;
    const events: NotebookEvent[] = [];
    notebook.listen((event) => events.push(event));
    for (const name of names.slice(1)) rmSync(join(folder, name));
    // So many at once are only gone when a person says so.
    await eventually(async () => expect((await notebook.state({})).missing).toBeGreaterThan(0));
    await notebook.acceptLoss({});
    const changes = await eventually(() => {
      const all = events.filter((event) => event.kind === 'changed');
      const named = all.flatMap(({ notes }) => notes).length;
      expect(named === 499 || all.some(({ more }) => more)).toBe(true);
      return all;
    });
    expect(Math.max(...changes.map(({ notes }) => notes.length))).toBeLessThanOrEqual(200);
    for (const { notes, more } of changes) if (more) expect(notes).toHaveLength(200);
  });
});

describe('a folder that empties', () => {
  test('is unavailable, and every note stays listed until it is back', async () => {
    const folder = makeFolder(someNotes(25));
    const notebook = await open(folder);
    await notebook.ready;
    const backup = Object.entries(someNotes(25));
    for (const [path] of backup) rmSync(join(folder, path));
    await eventually(async () => expect((await notebook.state({})).availability).toBe('unavailable'));
    expect((await notebook.state({})).total).toBe(25);
    await expect(notebook.create({ title: 'x', tags: [] })).rejects.toMatchObject({ code: 'unavailable' });
    for (const [path, text] of backup) writeIn(folder, path, text);
    await eventually(async () => expect((await notebook.state({})).availability).toBe('ready'));
    expect(await notebook.create({ title: 'x', tags: [] })).toBeTruthy();
  });

  test('was emptied while Gleaner was closed: the notes of last time stay listed', async () => {
    const folder = makeFolder(someNotes(25));
    const first = await open(folder);
    await first.ready;
    await first.close();
    for (const path of Object.keys(someNotes(25))) rmSync(join(folder, path));
    for (const watch of [false, true]) {
      const notebook = await open(folder, { watch });
      await notebook.ready;
      expect(await notebook.state({})).toMatchObject({ availability: 'unavailable', total: 25 });
      await expect(notebook.read({ path: '笔记 1.md' })).rejects.toMatchObject({ code: 'unavailable' });
      await notebook.close();
    }
  });
});

describe('the catalog', () => {
  test('can be truncated or have its bytes changed anywhere: the notebook opens and finds the same as a new one', async () => {
    const folder = makeFolder(someNotes(24));
    const before = treeOf(folder);
    const expected = await freshContents(folder);
    const damage = fc.record({
      kind: fc.constantFrom('cut', 'flip', 'zero', 'append'),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      bits: fc.integer({ min: 1, max: 255 }),
      file: fc.constantFrom('', '', '', '.seal', '-wal', '-shm'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (damages, watch) => {
          const first = await openNotebook(folder, { watch });
          await first.ready;
          await first.close();
          for (const { kind, at, bits, file } of damages) {
            const path = catalogFile() + file;
            const bytes = lstatSync(path, { throwIfNoEntry: false })
              ? readFileSync(path)
              : Buffer.alloc(64, 7);
            const place = Math.floor(at * bytes.length);
            if (kind === 'flip') bytes[place] = (bytes[place] ?? 0) ^ bits;
            if (kind === 'zero') bytes.fill(0, place, Math.min(place + 4096, bytes.length));
            const left = kind === 'cut' ? bytes.subarray(0, place) : bytes;
            writeFileSync(path, kind === 'append' ? Buffer.concat([left, Buffer.alloc(bits, bits)]) : left);
          }
          const second = await openNotebook(folder, { watch });
          const contents = await contentsOf(second);
          await second.close();
          expect(contents).toEqual(expected);
        },
      ),
      { numRuns: 80 },
    );
    expect(treeOf(folder)).toEqual(before);
  }, 120_000);

  test('may have one letter changed in a title, a tag or an address, which SQLite does not notice', async () => {
    const folder = makeFolder(someNotes(12));
    const expected = await freshContents(folder);
    const first = await open(folder);
    await first.ready;
    await first.close();
    const whole = readFileSync(catalogFile());
    const sealed = readFileSync(`${catalogFile()}.seal`);
    for (const text of ['第 7 篇', '标签3', 'a/b2', 'example.com/5', '2020-01-05']) {
      const places: number[] = [];
      for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) places.push(at);
      expect(places.length).toBeGreaterThan(0);
      const bytes = Buffer.from(whole);
      for (const at of places) {
        const last = at + Buffer.byteLength(text) - 1;
        bytes[last] = (bytes[last] ?? 0) ^ 1;
      }
      writeFileSync(catalogFile(), bytes);
      writeFileSync(`${catalogFile()}.seal`, sealed);
      const second = await open(folder);
      expect(await contentsOf(second)).toEqual(expected);
      await second.close();
    }
  });

  test('may have one letter changed that left no trace on the disk: that is found while the notebook is open', async () => {
    const folder = makeFolder(someNotes(12));
    const expected = await freshContents(folder);
    const first = await open(folder);
    await first.ready;
    await first.close();
    const [sum = ''] = readFileSync(`${catalogFile()}.seal`, 'utf8').split(' ');
    const bytes = readFileSync(catalogFile());
    const text = '第 7 篇';
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) {
      const last = at + Buffer.byteLength(text) - 1;
      bytes[last] = (bytes[last] ?? 0) ^ 1;
    }
    writeFileSync(catalogFile(), bytes);
    unseal(catalogFile());
    await seal(catalogFile());
    const [, state = ''] = readFileSync(`${catalogFile()}.seal`, 'utf8').split(' ');
    writeFileSync(`${catalogFile()}.seal`, `${sum} ${state}`);
    const second = await open(folder);
    expect(await contentsOf(second)).not.toEqual(expected);
    await eventually(async () => expect(await contentsOf(second)).toEqual(expected));
    await second.close();
    const third = await open(folder);
    expect(await contentsOf(third)).toEqual(expected);
  });

  test('of a process that was killed is not believed: a letter changed in it is mended', async () => {
    const folder = makeFolder(someNotes(12));
    const expected = await freshContents(folder);
    const first = await open(folder);
    await first.ready;
    await first.close();
    const whole = readFileSync(catalogFile());
    for (const text of ['第 7 篇', '标签3', 'a/b2', 'example.com/5', '2020-01-05', '云', '看了文章']) {
      expect(whole.indexOf(text)).toBeGreaterThan(0);
      for (const at of new Set([whole.indexOf(text), whole.lastIndexOf(text)])) {
        const bytes = Buffer.from(whole);
        const last = at + Buffer.byteLength(text) - 1;
        bytes[last] = (bytes[last] ?? 0) ^ 1;
        writeFileSync(catalogFile(), bytes);
        rmSync(`${catalogFile()}.seal`, { force: true });
        // Too short a visit to look at everything must not seal what it did not look at.
        await (await open(folder, { watch: false })).close();
        const second = await open(folder, { watch: false });
        expect(await contentsOf(second)).toEqual(expected);
        await second.close();
        expect(lstatSync(`${catalogFile()}.seal`).isFile()).toBe(true);
      }
    }
  }, 60_000);

  test('of a process that still runs is believed, and its list is not read anew', async () => {
    const folder = makeFolder(someNotes(12));
    const first = await open(folder);
    await first.ready;
    await first.save({ path: 'new.md', base: null, text: '' });
    // Wrong on purpose, so that reading anew would show.
    const database = new DatabaseSync(catalogFile());
    database.exec("UPDATE notes SET words = 4711 WHERE path = 'new.md'");
    database.close();
    const second = await open(folder, { watch: false });
    const { page } = await contentsOf(second);
    expect(page.rows.find(({ path }) => path === 'new.md')?.words).toBe(4711);
  });

  test.each(['no database at all', '', 'SQLite format 3\0 and then nothing'])(
    'may be any file: %j is replaced',
    async (content) => {
      const folder = makeFolder(someNotes(6));
      await (await open(folder)).close();
      rmSync(`${catalogFile()}.seal`);
      writeFileSync(catalogFile(), content);
      const notebook = await open(folder);
      expect((await contentsOf(notebook)).page.total).toBe(6);
      await notebook.close();
      expect(readFileSync(catalogFile()).subarray(0, 15).toString()).toBe('SQLite format 3');
    },
  );

  test('of another version is replaced', async () => {
    const folder = makeFolder(someNotes(6));
    const first = await open(folder);
    await first.ready;
    await first.close();
    const database = new DatabaseSync(catalogFile());
    database.exec('PRAGMA user_version = 4711; DROP TABLE labels');
    database.close();
    expect(await contentsOf(await open(folder))).toEqual(await freshContents(folder));
  });

  test('that loses a table while the notebook is open is made anew behind the back of the caller', async () => {
    const folder = makeFolder(someNotes(12));
    const expected = await freshContents(folder);
    const notebook = await open(folder);
    await notebook.ready;
    const database = new DatabaseSync(catalogFile());
    database.exec('DROP TABLE labels; DROP TABLE notes');
    database.close();
    await notebook.query({ filter: 'tag:a', sort: 'date', offset: 0, limit: 10, facets: true });
    await eventually(async () => expect(await contentsOf(notebook)).toEqual(expected));
  });

  test('that another process keeps locked is done without', async () => {
    const folder = makeFolder(someNotes(8));
    const first = await open(folder);
    await first.ready;
    await first.close();
    const database = new DatabaseSync(catalogFile());
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE notes SET words = words');
    const notebook = await open(folder);
    expect((await contentsOf(notebook)).page.total).toBe(8);
    const { version } = await notebook.read({ path: '笔记 1.md' });
    expect(
      await notebook.save({ path: '笔记 1.md', base: version, text: '# 锁\n', isMeant: true }),
    ).toMatchObject({
      kind: 'saved',
    });
    database.exec('ROLLBACK');
    database.close();
  });

  test('serves two processes at once: each finds what the other saves, and neither is disturbed', async () => {
    const folder = makeFolder(someNotes(40));
    const other = join(import.meta.dirname, 'notebook-other.ts');
    const child = spawn(process.execPath, [other, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit') as Promise<[number]>;
    const notebook = await open(folder);
    const events: NotebookEvent[] = [];
    notebook.listen((event) => events.push(event));
    for (let index = 0; index < 40; index++) {
      const saved = await notebook.save({ path: `我的/${index}.md`, base: null, text: `# 我的 ${index}\n` });
      expect(saved.kind).toBe('saved');
    }
    expect((await ended)[0]).toBe(0);
    await eventually(async () => expect((await notebook.state({})).total).toBe(120));
    expect(await contentsOf(notebook)).toEqual(await freshContents(folder));
    const told = events.flatMap((event) =>
      event.kind === 'changed' ? event.notes.map(({ path }) => path) : [],
    );
    expect(told).toEqual(expect.arrayContaining(['别人的/0.md', '别人的/39.md', '我的/39.md']));
  });

  test('survives a process that is killed while it reads the notes', async () => {
    const folder = makeFolder(someNotes(900));
    const other = join(import.meta.dirname, 'notebook-other.ts');
    for (const wait of [150, 300, 450]) {
      const child = spawn(process.execPath, [other, folder, 'only-open'], { stdio: 'ignore' });
      await new Promise((resolve) => setTimeout(resolve, wait));
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(await contentsOf(await open(folder))).toEqual(await freshContents(folder));
  });
});

test('a note that is read and then deleted before the first comparison sees it is told as gone', async () => {
  const folder = makeFolder();
  writeIn(folder, 'a.md', '# A\n');
  writeIn(folder, 'b.md', '# B\n');
  const notebook = await open(folder);
  const gone: string[] = [];
  notebook.listen((event) => {
    if (event.kind !== 'changed') return;
    gone.push(...event.notes.filter(({ version }) => version === null).map(({ path }) => path));
  });
  await notebook.read({ path: 'a.md' });
  rmSync(join(folder, 'a.md'));
  await notebook.ready;
  expect(gone).toEqual(['a.md']);
});
