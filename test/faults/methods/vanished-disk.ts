import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, textIn } from '../lab.ts';
import type { Method } from '../method.ts';

export const vanishedDisk: Method = {
  name: 'vanished disk',
  tries: 'Takes the disk away (umount -l) under an open note, saves, and puts it back.',
  needs: [],
  async run(lab) {
    const [real, folder] = [lab.make(), lab.make()];
    lab.mount(folder, '--bind', real);
    writeFileSync(join(folder, 'a.md'), 'before\n');
    const subject = await lab.subject(folder);
    const { version = '' } = await subject.ask({ do: 'read', path: 'a.md' });
    spawnSync('umount', ['-l', folder]);
    const lost: string[] = [];
    const away = await subject.ask({ do: 'save', path: 'a.md', base: version, text: 'after\n' });
    if (away.kind !== 'unavailable')
      lost.push(`while it was away it said ${away.kind} ${away.message ?? ''}`);
    if (filesIn(folder).length > 0) lost.push('it wrote where the disk had been');
    const kept = await subject.ask({ do: 'keep', path: 'a.md', base: version, text: 'after\n' });
    if (kept.kind !== 'kept') lost.push('the text could not be kept');
    lab.mount(folder, '--bind', real);
    const back = await subject.ask({ do: 'save', path: 'a.md', base: version, text: 'after\n' });
    if (back.kind !== 'saved' || textIn(real, 'a.md') !== 'after\n')
      lost.push(`when it was back: ${back.kind}`);
    return { tried: 1, lost };
  },
};
