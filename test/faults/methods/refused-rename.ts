import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeRecovery } from '../judge.ts';
import { temporariesIn, textIn } from '../lab.ts';
import type { Method } from '../method.ts';

export const refusedRename: Method = {
  name: 'refused rename',
  tries:
    'Saves on a disk that refuses every rename (bindfs --rename-deny), as some network disks and scanners do.',
  needs: ['bindfs'],
  async run(lab) {
    const folder = lab.make();
    const mounted = spawnSync('bindfs', ['--rename-deny', lab.make(), folder], { encoding: 'utf8' });
    if (mounted.status !== 0) return { tried: 0, lost: [`bindfs: ${mounted.stderr}`] };
    lab.atEnd(() => void spawnSync('umount', ['-l', folder]));
    const patience = lab.isLong ? 10_000 : 500;
    const subject = await lab.subject(folder, { patience });
    writeFileSync(join(folder, 'a.md'), 'before\n');
    const lost: string[] = [];
    const times: number[] = [];
    for (const text of ['first\n', 'second\n']) {
      const { version = '' } = await subject.ask({ do: 'read', path: 'a.md' });
      const started = Date.now();
      const answer = await subject.ask({ do: 'save', path: 'a.md', base: version, text });
      times.push(Date.now() - started);
      if (answer.kind !== 'saved' || answer.inPlace !== true) lost.push(`it said ${JSON.stringify(answer)}`);
      if (textIn(folder, 'a.md') !== text) lost.push(`the file has ${textIn(folder, 'a.md')}`);
      const kept = await subject.ask({ do: 'kept', path: 'a.md' });
      if (kept.text !== text) lost.push('it was written in place without having been kept first');
      if (temporariesIn(folder).length > 0) lost.push('it left a temporary file');
    }
    const { version = '' } = await subject.ask({ do: 'read', path: 'a.md' });
    const trial = { what: 'again', folder, path: 'a.md', before: null, after: 'third\n' };
    lost.push(...(await judgeRecovery(subject, trial, version)));
    return {
      tried: 3,
      lost,
      remark: `tried again for ${times[0]} ms, then wrote in place and said so; the next took ${times[1]} ms`,
    };
  },
};
