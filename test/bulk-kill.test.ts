import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isTemporaryName } from '../notes/files/durable.ts';
import { openNotebook } from '../notes/notebook.ts';
import { textIn } from './bulk-make.ts';
import { makeFolder, withOwnHome } from './contract-make.ts';

withOwnHome();

const applier = join(import.meta.dirname, 'bulk-applier.ts');
const rounds = 20;
const paths = Array.from({ length: 60 }, (_, index) => `${index}.md`);
const body = '正文\n'.repeat(500);
const textOf = (path: string, tag: string): string =>
  `---\r\ntitle: ${path}\r\ntags: [a, ${tag}, b]\r\n---\n${body}`;

/** Runs it for `ms` after it began, and answers whether it was cut off. */
async function runAndKill(args: string[], ms: number): Promise<void> {
  const child = spawn(process.execPath, [applier, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  await new Promise((done) => setTimeout(done, ms));
  child.kill('SIGKILL');
  await closed;
}

test('a change of many notes that was killed at any moment leaves each note old or new, and is finished or taken back', async () => {
  const folder = makeFolder(Object.fromEntries(paths.map((path) => [path, textOf(path, 't0')])));
  const cutOff: string[] = [];
  let tag = 't0';
  for (let round = 0; round < rounds; round++) {
    const next = `t${round + 1}`;
    await runAndKill([folder, tag, next], Math.random() * 250);
    const oldOrNew = () => {
      const texts = paths.map((path) => textIn(folder, path));
      expect(
        texts.filter((text, i) => ![tag, next].some((each) => text === textOf(`${i}.md`, each))),
      ).toEqual([]);
      return texts.filter((text, i) => text === textOf(`${i}.md`, next)).length;
    };
    const done = oldOrNew();

    const notebook = await openNotebook(folder, { watch: false });
    await notebook.ready;
    const pending = await notebook.bulkPending({});
    const way = round % 2 === 0 ? 'continue' : 'roll-back';
    if (pending === null) {
      // Killed before it began or after it was done.
      expect([0, paths.length]).toContain(done);
      await notebook.close();
      tag = done === 0 ? tag : next;
      continue;
    }
    expect(pending).toMatchObject({ done, total: paths.length, change: { from: [tag], to: next } });
    cutOff.push(`${round}: ${done}`);
    if (round % 3 === 0) {
      await notebook.close();
      await runAndKill([folder, pending.batch, way], Math.random() * 100);
      oldOrNew();
    }
    const again = round % 3 === 0 ? await openNotebook(folder, { watch: false }) : notebook;
    await again.ready;
    const result = await again.bulkResolve({ batch: pending.batch, way });
    expect(result.skipped).toEqual([]);
    expect(oldOrNew()).toBe(way === 'continue' ? paths.length : 0);
    expect(await again.bulkPending({})).toBeNull();
    await again.close();
    if (way === 'continue') tag = next;
  }
  // Or nothing was tried.
  expect(cutOff.length).toBeGreaterThan(3);
  expect(
    readdirSync(folder)
      .filter((name) => !isTemporaryName(name))
      .toSorted(),
  ).toEqual(paths.toSorted());
}, 300_000);
