/** Safety T-07: whatever became of the catalog's file, the app starts, no note changes, and the list is that of a fresh one. */
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import { openNotebook } from '../notes/notebook.ts';
import { makeFolder, withOwnHome } from './contract-make.ts';

const home = withOwnHome();
const rounds = process.env['GLEANER_LONG'] ? 500 : 40;

const files = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [
    `n${index % 3}/笔记 ${index}.md`,
    `---\ntitle: 第 ${index} 篇\ntags: [前端, t${index % 4}]\n---\n\n### [文章](https://a.example/${index})\n\n看了就忘 ${index}\n`,
  ]),
);

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function seen(folder: string): Promise<unknown> {
  const notebook = await openNotebook(folder, { watch: false });
  await notebook.ready;
  const page = await notebook.query({ filter: '', sort: 'title', offset: 0, limit: 100, facets: true });
  const found = await notebook.query({
    filter: '看了就忘 7',
    sort: 'date',
    offset: 0,
    limit: 100,
    facets: false,
  });
  const sources = await notebook.sources({ filter: '', offset: 0, limit: 100 });
  await notebook.close();
  return { page, found: found.rows.map(({ path }) => path), total: page.total, sources: sources.total };
}

function damaged(file: string, round: number): void {
  const roll = dice(round + 1);
  const bytes = readFileSync(file);
  switch (round % 5) {
    case 0:
      return writeFileSync(file, bytes.subarray(0, roll(bytes.length)));
    case 1:
      for (let n = 0; n < 1 + roll(50); n++) bytes[roll(bytes.length)] = roll(256);
      return writeFileSync(file, bytes);
    case 2: {
      const from = roll(bytes.length);
      bytes.fill(0, from, Math.min(bytes.length, from + 4096));
      return writeFileSync(file, bytes);
    }
    case 3: {
      rmSync(file);
      const database = new DatabaseSync(file);
      database.exec('CREATE TABLE notes (path TEXT, title TEXT); PRAGMA user_version = 1');
      database.exec("INSERT INTO notes VALUES ('ghost.md', 'Ghost')");
      return database.close();
    }
    default:
      return writeFileSync(file, roll(2) === 0 ? '' : Buffer.from(`not a database ${round}`));
  }
}

test(`a catalog that was damaged in ${rounds} ways costs time and nothing else`, async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const folder = makeFolder(files);
  const fresh = await seen(folder);
  const [name = ''] = readdirSync(join(home(), 'notebooks'));
  const own = join(home(), 'notebooks', name);
  const file = join(own, 'catalog.sqlite');
  const good = join(own, 'good.copy');
  copyFileSync(file, good);
  for (let round = 0; round < rounds; round++) {
    copyFileSync(good, file);
    for (const rest of ['-wal', '-shm']) rmSync(file + rest, { force: true });
    damaged(file, round);
    expect(await seen(folder), `round ${round}`).toEqual(fresh);
  }
  for (const [path, text] of Object.entries(files))
    expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
}, 120_000);
