import { attempt } from '../attempt.ts';
import type { Method } from '../method.ts';

export const clock: Method = {
  name: 'clock jumps',
  tries: 'Saves while the clock stands in 1999, in two years, and runs a thousand times too fast (faketime).',
  needs: ['faketime'],
  async run(lab) {
    const lost: string[] = [];
    const clocks = ['@1999-01-01 00:00:00', '+2y', '+0 x1000'];
    for (const time of clocks) {
      const folder = lab.make();
      const subject = await lab.subject(folder, { under: ['faketime', '-f', time] });
      lost.push(...(await attempt({ what: time, subject, folder, expects: 'saved' })));
    }
    return { tried: clocks.length, lost };
  },
};
