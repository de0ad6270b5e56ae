import { spawn } from 'node:child_process';
import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import type { SaveResult } from '../notes/api.ts';
import { openFolder } from '../notes/files/folder.ts';
import { makeFolder } from './contract-make.ts';

const racer = join(import.meta.dirname, 'save-racer.ts');

/** A process of its own that has the notebook open and saves `a.md` when told. */
function makeRacer(folder: string, home: string, name: string) {
  const child = spawn(process.execPath, [racer, folder, 'a.md', name], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, GLEANER_HOME: home },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse(String((await lines.next()).value)) as SaveResult;
  return {
    answer,
    save: (base: string, at: number) => {
      child.stdin.write(`${base} ${at}\n`);
      return answer();
    },
  };
}

test.each([
  { kind: 'a file', rounds: 400 },
  { kind: 'a file with two names', rounds: 200 },
])(
  'of two processes that save $kind over one base at one moment, one is told of a conflict',
  async (given) => {
    const folder = makeFolder({ 'a.md': 'start\n' });
    if (given.kind !== 'a file') linkSync(join(folder, 'a.md'), join(folder, 'twin.md'));
    const home = makeFolder();
    const racers = [makeRacer(folder, home, 'one'), makeRacer(folder, home, 'other')] as const;
    await Promise.all(racers.map(({ answer }) => answer()));
    const notes = openFolder(folder);
    const told: string[] = [];
    for (let round = 0; round < given.rounds; round++) {
      const base = notes.read('a.md').version;
      const at = Date.now() + 3;
      const results = await Promise.all(racers.map((racer) => racer.save(base, at)));
      const saved = results.find(({ kind }) => kind === 'saved');
      told.push(
        results
          .map(({ kind }) => kind)
          .sort()
          .join(' '),
      );
      expect(saved).toMatchObject({ version: notes.read('a.md').version });
    }
    expect(told.filter((kinds) => kinds !== 'conflict saved')).toEqual([]);
  },
  120_000,
);
