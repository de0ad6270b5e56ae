import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { attempt } from '../attempt.ts';
import type { Method } from '../method.ts';

export const immutable: Method = {
  name: 'immutable file',
  tries: 'Makes the note, and then its folder, immutable (chattr +i) while it is open.',
  needs: ['chattr', 'mkfs.ext4'],
  async run(lab) {
    const image = lab.image(join(lab.folder, 'disk'), 16, ['mkfs.ext4', '-q', '-F']);
    const folder = lab.mount(lab.make(), '-o', 'loop', image);
    const subject = await lab.subject(folder);
    const lost: string[] = [];
    for (const target of [join(folder, 'a.md'), folder]) {
      const set = (flag: string) => void execFileSync('chattr', [flag, target]);
      const what = target === folder ? 'the folder' : 'the note';
      lost.push(
        ...(await attempt({
          what,
          subject,
          folder,
          begin: () => set('+i'),
          end: () => set('-i'),
          expects: 'denied',
        })),
      );
    }
    return { tried: 2, lost };
  },
};
