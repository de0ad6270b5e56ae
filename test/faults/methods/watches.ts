import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mkdirSync } from 'node:fs';
import { openFolder } from '../../../notes/files/folder.ts';
import type { Method } from '../method.ts';

const limit = '/proc/sys/fs/inotify/max_user_watches';

export const watches: Method = {
  name: 'no watches left',
  tries: 'Lets the system watch no folder more (inotify) and changes notes: they are found, and saved.',
  needs: [],
  async run(lab) {
    const folder = lab.make();
    for (let i = 0; i < 10; i++) {
      mkdirSync(join(folder, `f${i}`));
      writeFileSync(join(folder, `f${i}`, 'a.md'), 'before\n');
    }
    const before = readFileSync(limit, 'utf8');
    // The limit is everybody's on this machine: for as short as can be, and put back whatever happens.
    lab.atEnd(() => writeFileSync(limit, before));
    const lost: string[] = [];
    const seen = new Set<string>();
    const told: string[] = [];
    const notes = openFolder(folder);
    writeFileSync(limit, '1');
    const watching = notes.watch(new Map(), {
      changes: ({ changed }) => changed.forEach(({ path }) => seen.add(path)),
      unavailable: () => lost.push('it called the notebook unavailable'),
      available: () => undefined,
      degraded: () => told.push('degraded'),
    });
    await pause(500);
    writeFileSync(limit, before);
    if (seen.size !== 10) lost.push(`it found ${seen.size} of 10 notes`);
    if (told.length === 0) lost.push('it did not say that it can no longer watch');
    const { version } = notes.read('f9/a.md');
    const { kind } = await notes.save('f9/a.md', version, 'after\n');
    if (kind !== 'saved') lost.push(`a save: ${kind}`);
    watching.close();
    return { tried: 1, lost };
  },
};
