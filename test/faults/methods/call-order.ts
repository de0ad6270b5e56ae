import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Method } from '../method.ts';
import { trace } from '../strace.ts';

export const callOrder: Method = {
  name: 'order of calls',
  tries:
    'Reads off the system calls of a save that it flushes the new file, renames it, and flushes the folder before it says saved.',
  needs: ['strace'],
  async run(lab) {
    const folder = lab.make();
    writeFileSync(join(folder, 'a.md'), 'before\n');
    const subject = await lab.subject(folder);
    const { version = '' } = await subject.ask({ do: 'read', path: 'a.md' });
    const calls = 'openat,pwrite64,fsync,rename,write';
    const tracing = await trace(subject.pid, join(lab.folder, 'trace'), calls);
    await subject.ask({ do: 'save', path: 'a.md', base: version, text: 'after\n' });
    const lines = await tracing.end();
    const temporary = /openat\(.*\.gleaner-\w+\.tmp", O_WRONLY\|O_CREAT\|O_EXCL/;
    const wanted = [
      temporary,
      /pwrite64\(\d+, "after/,
      /fsync/,
      /rename\(.*\.gleaner.*a\.md"/,
      /openat\(.*O_RDONLY/,
      /fsync/,
      /write\(1, .*saved/,
    ];
    let next = 0;
    for (const line of lines) if (wanted[next]?.test(line) === true) next++;
    const inPlace = lines.some((line) => /openat\(.*a\.md", O_(?:WRONLY|RDWR)/.test(line));
    const lost = next < wanted.length ? [`${String(wanted[next])} did not come in its turn`] : [];
    if (inPlace) lost.push('the note itself was opened for writing');
    return { tried: 1, lost };
  },
};
