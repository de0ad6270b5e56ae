import { spawnSync } from 'node:child_process';
import { attempt } from '../attempt.ts';
import type { Method } from '../method.ts';

export const slowDisk: Method = {
  name: 'slow disk',
  tries: 'Saves 400 kB on a disk that writes 200 kB a second (bindfs --write-rate).',
  needs: ['bindfs'],
  async run(lab) {
    const folder = lab.make();
    const mounted = spawnSync('bindfs', ['--write-rate=200k', lab.make(), folder], { encoding: 'utf8' });
    if (mounted.status !== 0) return { tried: 0, lost: [`bindfs: ${mounted.stderr}`] };
    lab.atEnd(() => void spawnSync('umount', ['-l', folder]));
    const subject = await lab.subject(folder);
    const started = Date.now();
    const lost = await attempt({
      what: '400 kB',
      subject,
      folder,
      after: 'slow '.repeat(80_000),
      expects: 'saved',
    });
    return { tried: 1, lost, remark: `${((Date.now() - started) / 1000).toFixed(1)} s` };
  },
};
