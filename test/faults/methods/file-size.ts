import { execFileSync } from 'node:child_process';
import { attempt } from '../attempt.ts';
import type { Method } from '../method.ts';

export const fileSize: Method = {
  name: 'file size limit',
  tries: 'Limits how large a file may get (EFBIG) to less than the note has.',
  needs: ['prlimit'],
  async run(lab) {
    const folder = lab.make();
    const subject = await lab.subject(folder);
    const limit = (bytes: string) =>
      void execFileSync('prlimit', ['--pid', `${subject.pid}`, `--fsize=${bytes}`]);
    const lost = await attempt({
      what: '100 kB',
      subject,
      folder,
      after: 'after\n'.repeat(100_000),
      begin: () => limit('100000:unlimited'),
      end: () => limit('unlimited:unlimited'),
      expects: 'too-large',
    });
    return { tried: 1, lost: lost.filter((one) => !one.includes('could not be kept')) };
  },
};
