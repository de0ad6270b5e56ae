import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { NotebookEvent } from '../notes/api.ts';
import { openNotebook, type NotebookOptions, type OpenNotebook } from '../notes/notebook.ts';
import { makeFolder, writeIn, withOwnHome } from './contract-make.ts';
import { note } from './make.ts';

const home = withOwnHome();

async function open(folder: string, options: NotebookOptions = { watch: false }): Promise<OpenNotebook> {
  const notebook = await openNotebook(folder, options);
  onTestFinished(() => notebook.close());
  return notebook;
}

async function found(notebook: OpenNotebook, filter: string): Promise<{ total: number; paths: string[] }> {
  const { total, rows } = await notebook.query({ filter, sort: 'date', offset: 0, limit: 20, facets: false });
  return { total, paths: rows.map(({ path }) => path) };
}

const pathOf = (index: number): string => `${String(index).padStart(4, '0')}.md`;

/** Of one day each, the last the newest. */
function someNotes(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, string] => [
      pathOf(index),
      note({
        title: `第 ${index} 篇`,
        date: new Date(Date.UTC(2015, 0, 1 + index)).toISOString().slice(0, 10),
        body: `看了文章就忘，冷启动 unique${index} serverless\n`.repeat(20),
      }),
    ]),
  );
}

function catalogFile(): string {
  const [name = ''] = readdirSync(join(home(), 'notebooks'));
  return join(home(), 'notebooks', name, 'catalog.sqlite');
}

/** Notes whose texts another process has put into the index so far. */
function indexed(): number {
  try {
    const database = new DatabaseSync(catalogFile(), { readOnly: true });
    const row = database.prepare('SELECT count(*) AS n FROM notes WHERE place IS NOT NULL').get();
    database.close();
    return Number(row?.['n']);
  } catch {
    // It is not there yet.
    return 0;
  }
}

describe('the texts of many notes', () => {
  test('can be found from the newest on while the others are still being indexed, and it says how far it is', async () => {
    const count = 1200;
    const notebook = await open(makeFolder(someNotes(count)));
    const events: NotebookEvent[] = [];
    notebook.listen((event) => events.push(event));
    let isReady = false;
    void notebook.ready.then(() => (isReady = true));
    const partial: { total: number; paths: string[] }[] = [];
    while (!isReady) {
      const now = await found(notebook, '冷启动');
      if (now.total > 20 && now.total < count) partial.push(now);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const newest = Array.from({ length: 20 }, (_, index) => pathOf(count - 1 - index));
    expect(partial.length).toBeGreaterThan(0);
    for (const { paths } of partial) expect(paths).toEqual(newest);
    const states = events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
    const done = states.flatMap(({ indexing }) => (indexing ? [indexing.done] : []));
    expect(done.length).toBeGreaterThan(0);
    expect(done.toSorted((a, b) => a - b)).toEqual(done);
    expect(states.at(-1)).toMatchObject({ scanning: null, indexing: null, total: count });
    expect((await found(notebook, 'serverless')).total).toBe(count);
  });

  test('are all found after a process that was indexing them was killed, several times', async () => {
    const count = 4000;
    const folder = makeFolder(someNotes(count));
    const other = join(import.meta.dirname, 'notebook-other.ts');
    for (const enough of [1, 300, 800]) {
      const child = spawn(process.execPath, [other, folder, 'only-open'], { stdio: 'ignore' });
      await expect.poll(indexed, { timeout: 30_000, interval: 10 }).toBeGreaterThanOrEqual(enough);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(indexed()).toBeLessThan(count);
    }
    const notebook = await open(folder);
    await notebook.ready;
    expect((await notebook.state({})).indexing).toBeNull();
    expect((await found(notebook, '冷启动')).total).toBe(count);
    for (const index of [0, 1, 700, count - 1])
      expect((await found(notebook, `"unique${index} serverless"`)).paths).toEqual([pathOf(index)]);
  }, 60_000);

  test('are all found after Gleaner was closed while it was indexing them, although no note changed since', async () => {
    const count = 2000;
    const folder = makeFolder(someNotes(count));
    const first = await open(folder);
    await new Promise<void>((resolve) => {
      first.listen((event) => {
        if (event.kind === 'state' && (event.state.indexing?.done ?? 0) > 0) resolve();
      });
    });
    await first.close();
    expect(indexed()).toBeGreaterThan(0);
    expect(indexed()).toBeLessThan(count);
    const second = await open(folder);
    await second.ready;
    expect((await second.state({})).indexing).toBeNull();
    expect((await found(second, '冷启动')).total).toBe(count);
    await second.close();
    expect(existsSync(`${catalogFile()}.seal`)).toBe(true);
  }, 60_000);

  test('are all found, in order, after ten processes in turn were killed at any moment', async () => {
    const count = 600;
    const notes = someNotes(count);
    const folder = makeFolder(notes);
    const other = join(import.meta.dirname, 'notebook-other.ts');
    const moments: number[] = [];
    for (let kills = 0; kills < 10; kills++) {
      // Node itself needs a tenth of a second to start, and everything is indexed after one or two.
      const moment = 100 + Math.floor(Math.random() * 1500);
      moments.push(moment);
      const child = spawn(process.execPath, [other, folder, 'only-open'], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      await new Promise((resolve) => setTimeout(resolve, moment));
      child.kill('SIGKILL');
      await ended;
    }
    const notebook = await open(folder);
    await notebook.ready;
    const said = `killed after ${moments.join(', ')} ms`;
    const newest = Array.from({ length: 20 }, (_, index) => pathOf(count - 1 - index));
    expect((await notebook.state({})).indexing, said).toBeNull();
    expect(await found(notebook, '冷启动'), said).toEqual({ total: count, paths: newest });
    for (let index = 0; index < count; index++)
      expect((await found(notebook, `"unique${index} serverless"`)).paths, said).toEqual([pathOf(index)]);
  }, 90_000);

  test('that changed while they were being indexed are found as they are', async () => {
    const count = 900;
    const folder = makeFolder(someNotes(count));
    const notebook = await open(folder, { watch: true });
    while ((await notebook.state({})).total < count / 2)
      await new Promise((resolve) => setTimeout(resolve, 2));
    writeIn(folder, pathOf(0), '---\ndate: 2015-01-01\n---\n换过的\n');
    rmSync(join(folder, pathOf(1)));
    const { version } = await notebook.read({ path: pathOf(2) });
    await notebook.save({ path: pathOf(2), base: version, text: '存过的\n', isMeant: true });
    expect((await found(notebook, '存过的')).paths).toEqual([pathOf(2)]);
    await notebook.ready;
    notebook.check();
    await expect
      .poll(async () => (await found(notebook, '换过的')).paths, { timeout: 10_000 })
      .toEqual([pathOf(0)]);
    await expect
      .poll(async () => (await found(notebook, '冷启动')).total, { timeout: 10_000 })
      .toBe(count - 3);
  }, 60_000);

  test('stay found and in order when all the undated notes are touched at once', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [pathOf(index), `冷启动 ${index}\n`]),
    );
    const folder = makeFolder(files);
    Object.keys(files).forEach((path, index) => utimesSync(join(folder, path), 1000 + index, 1000 + index));
    const first = await open(folder);
    await first.ready;
    expect((await found(first, '冷启动')).paths[0]).toBe(pathOf(299));
    await first.close();
    Object.keys(files).forEach((path, index) => utimesSync(join(folder, path), 9000 - index, 9000 - index));
    const second = await open(folder);
    await second.ready;
    expect((await found(second, '冷启动')).total).toBe(300);
    expect((await found(second, '冷启动')).paths).toEqual(
      Array.from({ length: 20 }, (_, index) => pathOf(index)),
    );
  });
});

describe('a full-text index', () => {
  test('that is damaged while the notebook is closed is made anew, in silence', async () => {
    const folder = makeFolder(someNotes(50));
    const first = await open(folder);
    await first.ready;
    await first.close();
    rmSync(`${catalogFile()}.seal`);
    const database = new DatabaseSync(catalogFile());
    database.enableDefensive(false);
    database.exec('UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 100');
    database.close();
    const second = await open(folder);
    await second.ready;
    expect((await found(second, '冷启动')).total).toBe(50);
    expect((await found(second, 'unique7')).total).toBe(1);
  });

  test('is given up for reading the notes by a Node without FTS5, and made again by one that has it', async () => {
    const folder = makeFolder(someNotes(30));
    for (const fullText of [true, false, true]) {
      const notebook = await open(folder, { watch: false, fullText });
      await notebook.ready;
      expect((await notebook.state({})).finding).toBe(fullText ? 'index' : 'scan');
      expect((await found(notebook, '启动 unique2')).total).toBe(11);
      await notebook.close();
    }
  });
});
