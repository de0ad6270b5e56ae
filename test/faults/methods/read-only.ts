import { execFileSync } from 'node:child_process';
import { attempt } from '../attempt.ts';
import type { Method } from '../method.ts';

export const readOnly: Method = {
  name: 'read-only disk',
  tries: 'Turns the disk read-only under an open note, then back.',
  needs: [],
  async run(lab) {
    const real = lab.make();
    const folder = lab.mount(lab.make(), '--bind', real);
    const subject = await lab.subject(folder);
    const turn = (mode: string) => execFileSync('mount', ['-o', `remount,${mode},bind`, folder]);
    const lost = await attempt({
      what: 'a bind mount',
      subject,
      folder,
      begin: () => void turn('ro'),
      end: () => void turn('rw'),
      expects: 'read-only',
    });
    return { tried: 1, lost };
  },
};
