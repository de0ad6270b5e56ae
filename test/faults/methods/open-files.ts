import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../attempt.ts';
import type { Lab } from '../lab.ts';
import type { Method } from '../method.ts';

export const openFiles: Method = {
  name: 'too many open files',
  tries:
    'Takes the right to open one more file away from the running process, then gives it back; opens a large notebook with 64 files at most.',
  needs: ['prlimit'],
  async run(lab) {
    const folder = lab.make();
    const subject = await lab.subject(folder);
    const limit = (count: string) =>
      void execFileSync('prlimit', ['--pid', `${subject.pid}`, `--nofile=${count}`]);
    closeSync(openSync(join(folder, 'probe'), 'w'));
    // The journal can't open a file either: the text is in the window alone until this is over.
    const lost = await attempt({
      what: 'no file more',
      subject,
      folder,
      begin: () => limit('4:4096'),
      end: () => limit('4096:4096'),
      expects: 'busy',
    });
    lost.push(...listWithFew(lab));
    return { tried: 2, lost: lost.filter((one) => !one.includes('could not be kept')) };
  },
};

/** D-14: every note is listed, and read, by a process that may have 64 files open. */
function listWithFew(lab: Lab): string[] {
  const count = lab.isLong ? 10_000 : 1_000;
  const folder = lab.make();
  for (let i = 0; i < count; i++) writeFileSync(join(folder, `${i}.md`), `# note ${i}\n\nwhat it says\n`);
  const gleaner = join(import.meta.dirname, '../../../cli/gleaner.ts');
  const env = { ...process.env, GLEANER_HOME: lab.make() };
  // `says` is in the text of each: a note that could not be opened is not found by it.
  const command = 'ulimit -n 64; exec "$0" "$1" list "$2" --filter says --limit 1 --json';
  const { stdout, stderr, status } = spawnSync('sh', ['-c', command, process.execPath, gleaner, folder], {
    env,
    encoding: 'utf8',
  });
  const total = status === 0 ? (JSON.parse(stdout) as { total: number }).total : null;
  return total === count
    ? []
    : [`with 64 files it listed ${total ?? 'nothing'} of ${count}: ${stderr.slice(0, 200)}`];
}
