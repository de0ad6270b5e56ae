import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import type { Method } from '../method.ts';
import { trace } from '../strace.ts';
import type { Subject } from '../subject-process.ts';

const calls = 'openat,pwrite64,fsync,rename,write';
const temporary = /openat\(.*\.gleaner-\w+\.tmp", O_WRONLY\|O_CREAT\|O_EXCL/;
const folderFlushed = [/openat\(.*O_RDONLY/, /fsync/];

export const callOrder: Method = {
  name: 'order of calls',
  tries:
    'Reads off the system calls of a save, and of unsaved text that is kept, that the new file is flushed, renamed, and its folder flushed before it is said.',
  needs: ['strace'],
  async run(lab) {
    const folder = lab.make();
    writeFileSync(join(folder, 'a.md'), 'before\n');
    const subject = await lab.subject(folder);
    const { version = '' } = await subject.ask({ do: 'read', path: 'a.md' });
    const save = () => subject.ask({ do: 'save', path: 'a.md', base: version, text: 'after\n' });
    const lines = await traced(lab, subject, save);
    const wanted = [
      temporary,
      /pwrite64\(\d+, "after/,
      /fsync/,
      /rename\(.*\.gleaner.*a\.md"/,
      ...folderFlushed,
    ];
    const lost = outOfTurn(lines, [...wanted, /write\(1, .*saved/], 'a save');
    const inPlace = lines.some((line) => /openat\(.*a\.md", O_(?:WRONLY|RDWR)/.test(line));
    if (inPlace) lost.push('the note itself was opened for writing');
    lost.push(...(await keptLost(lab, subject, version)));
    // What can't be saved any more is kept all the same: a folder stands where the note was.
    writeFileSync(join(folder, 'b.md'), 'before\n');
    const other = await subject.ask({ do: 'read', path: 'b.md' });
    mkdirSync(join(folder, 'c.md'));
    const refused = await subject.ask({
      do: 'save',
      path: 'c.md',
      base: other.version ?? '',
      text: 'after\n',
    });
    if (refused.kind === 'saved') lost.push('a folder was saved over');
    lost.push(...(await keptLost(lab, subject, other.version ?? '')));
    return { tried: 3, lost };
  },
};

/** D-04: an answer of the journal means that the text is on the disk, and its name too. */
async function keptLost(lab: Lab, subject: Subject, base: string): Promise<string[]> {
  const keep = () => subject.ask({ do: 'keep', path: 'a.md', base, text: 'typed\n' });
  const lines = await traced(lab, subject, keep);
  const wanted = [temporary, /pwrite64\(\d+, "/, /fsync/, /rename\(.*\.gleaner.*\.json"/];
  return outOfTurn(lines, [...wanted, ...folderFlushed, /write\(1, .*kept/], 'text that is kept');
}

async function traced(lab: Lab, subject: Subject, work: () => Promise<unknown>): Promise<string[]> {
  const tracing = await trace(subject.pid, join(lab.folder, 'trace'), calls);
  await work();
  return await tracing.end();
}

function outOfTurn(lines: readonly string[], wanted: readonly RegExp[], what: string): string[] {
  let next = 0;
  for (const line of lines) if (wanted[next]?.test(line) === true) next++;
  return next < wanted.length ? [`${what}: ${String(wanted[next])} did not come in its turn`] : [];
}
