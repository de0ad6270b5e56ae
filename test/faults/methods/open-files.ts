import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../attempt.ts';
import type { Method } from '../method.ts';
import { execFileSync } from 'node:child_process';

export const openFiles: Method = {
  name: 'too many open files',
  tries: 'Takes the right to open one more file away from the running process, then gives it back.',
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
    return { tried: 1, lost: lost.filter((one) => !one.includes('could not be kept')) };
  },
};
