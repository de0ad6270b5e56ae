import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../attempt.ts';
import type { Method } from '../method.ts';

export const fullDisk: Method = {
  name: 'full disk',
  tries: 'Fills the disk, by bytes and by files, while a note is saved, then makes room.',
  needs: [],
  async run(lab) {
    const lost: string[] = [];
    for (const options of ['size=512k', 'size=64m,nr_inodes=4']) {
      const folder = lab.mount(lab.make(), '-t', 'tmpfs', '-o', options, 'tmpfs');
      const subject = await lab.subject(folder);
      const fill = () => {
        try {
          for (let i = 0; i < 9; i++)
            writeFileSync(join(folder, `fill${i}`), Buffer.alloc(options.length < 10 ? 1 << 16 : 0));
        } catch {
          // Full.
        }
      };
      const free = () => {
        for (let i = 0; i < 9; i++) rmSync(join(folder, `fill${i}`), { force: true });
      };
      const after = 'after\n'.repeat(20_000);
      lost.push(
        ...(await attempt({
          what: options,
          subject,
          folder,
          after,
          begin: fill,
          end: free,
          expects: 'disk-full',
        })),
      );
    }
    return { tried: 2, lost };
  },
};
