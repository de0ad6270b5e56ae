import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textIn } from '../lab.ts';
import type { Method } from '../method.ts';
import { trace } from '../strace.ts';

export const shortWrite: Method = {
  name: 'short write',
  tries:
    'Lets the system take 3 bytes of a write and then nothing: what follows must be written behind them, or the save fails.',
  needs: ['strace'],
  async run(lab) {
    const folder = lab.make();
    const subject = await lab.subject(folder);
    const lost: string[] = [];
    // The call is not made at all, so that three zeros stand where nothing was written.
    for (const [inject, expects] of [
      ['retval=3:when=1', '\0\0\0er\n'],
      ['retval=0:when=1', null],
    ] as const) {
      writeFileSync(join(folder, 'a.md'), 'before\n');
      const { version = '' } = await subject.ask({ do: 'read', path: 'a.md' });
      const tracing = await trace(subject.pid, join(lab.folder, 'trace'), 'pwrite64', `pwrite64:${inject}`);
      const answer = await subject.ask({ do: 'save', path: 'a.md', base: version, text: 'after\n' });
      await tracing.end();
      const now = textIn(folder, 'a.md');
      if (now !== (expects ?? 'before\n')) lost.push(`${inject}: the file has ${JSON.stringify(now)}`);
      if ((answer.kind === 'saved') !== (expects !== null)) lost.push(`${inject}: it said ${answer.kind}`);
    }
    return { tried: 2, lost };
  },
};
