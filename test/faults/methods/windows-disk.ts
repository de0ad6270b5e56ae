import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { attempt } from '../attempt.ts';
import type { Method } from '../method.ts';
import { filesIn } from '../lab.ts';

export const windowsDisk: Method = {
  name: 'Windows disk',
  tries: 'Saves on NTFS that ignores letter case and refuses the names that Windows refuses (lowntfs-3g).',
  needs: ['lowntfs-3g', 'mkntfs'],
  async run(lab) {
    const image = lab.image(join(lab.folder, 'ntfs'), 32, ['mkntfs', '-F', '-Q', '-q']);
    const folder = lab.make();
    const options = ['-o', 'ignore_case,windows_names', image, folder];
    const mounted = spawnSync('lowntfs-3g', options, { encoding: 'utf8' });
    if (mounted.status !== 0) return { tried: 0, lost: [`lowntfs-3g: ${mounted.stderr}`] };
    lab.atEnd(() => void spawnSync('umount', ['-l', folder]));
    const subject = await lab.subject(folder);
    const lost = await attempt({ what: 'a note', subject, folder, path: '茶.md', expects: 'saved' });
    const made = await subject.ask({ do: 'save', path: 'New Note.md', base: null, text: 'one\n' });
    if (made.kind !== 'saved') lost.push(`a new note: ${made.kind} ${made.message ?? ''}`);
    const twin = await subject.ask({ do: 'save', path: 'new note.md', base: null, text: 'two\n' });
    if (twin.kind !== 'conflict') lost.push(`its name in another case: ${twin.kind}, not a conflict`);
    for (const name of ['con.md', 'a:b.md', 'a?.md', 'LPT1.md']) {
      const { kind } = await subject.ask({ do: 'save', path: name, base: null, text: 'x' });
      if (kind !== 'bad-path') lost.push(`${name}: ${kind}, not bad-path`);
    }
    const left = filesIn(folder).filter((name) => name.endsWith('.md')).length;
    if (left !== 2) lost.push(`${left} notes instead of 2`);
    return { tried: 7, lost };
  },
};
