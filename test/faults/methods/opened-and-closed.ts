import type { Method } from '../method.ts';
import { makeCorpus } from '../note-corpus.ts';
import { openAndCloseAll } from '../untouched.ts';

export const openedAndClosed: Method = {
  name: 'opened and closed',
  tries:
    'Opens and closes notes of many programs, encodings, line ends and names, 300 or 12,000, and compares bytes, times, modes and inodes.',
  needs: [],
  async run(lab) {
    process.env['GLEANER_HOME'] = lab.make();
    const folder = lab.make();
    const count = lab.isLong ? 12_000 : 300;
    makeCorpus(folder, count);
    const outcome = await openAndCloseAll(folder);
    if (outcome.tried < count * 0.99) outcome.lost.push(`${outcome.tried} of ${count} notes were listed`);
    return outcome;
  },
};
