import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { Oracle } from '../oracle.ts';
import type { Lab } from '../lab.ts';
import type { Method, Outcome } from '../method.ts';
import { hasProgram } from '../lab.ts';
import { trace } from '../strace.ts';
import { startWorker } from '../worker.ts';

const calls = ['openat', 'pwrite64', 'fsync', 'close', 'rename', 'link', 'unlink', 'fchmod'];

export const kill: Method = {
  name: 'SIGKILL',
  tries:
    'Kills Gleaner at a random moment, or just before its Nth system call of a kind, while it saves, renames, deletes and keeps what is typed.',
  needs: [],
  async run(lab: Lab): Promise<Outcome> {
    const kills = lab.isLong ? 1000 : 8;
    const [folder, home] = [lab.make(), lab.make()];
    const oracle = new Oracle();
    const canTrace = hasProgram('strace');
    const lost: string[] = [];
    let byCall = 0;
    let round = 0;
    for (; round < kills && !lab.isOver; round++) {
      const worker = await startWorker([folder, home, `${round}`], oracle);
      if (canTrace && round % 2 === 1) {
        const call = calls[Math.floor(round / 2) % calls.length] ?? 'fsync';
        const nth = 1 + Math.floor(Math.random() * 12);
        const inject = `${call}:signal=SIGKILL:when=${nth}`;
        const tracing = await trace(worker.pid, join(lab.folder, 'trace'), call, inject).catch(() => null);
        await pause(60);
        if ((await tracing?.end())?.some((line) => line.includes('SIGKILL')) === true) byCall++;
      } else {
        await pause(Math.random() * 60);
      }
      await worker.end();
      const complaint = worker.complaint();
      if (complaint !== '') lost.push(`kill ${round}: it complained: ${complaint.slice(0, 300)}`);
      lost.push(...oracle.lostIn(folder, home).map((one) => `kill ${round}: ${one}`));
      oracle.wasKilled(folder);
      if (lost.length > 20) break;
    }
    return {
      tried: round,
      lost,
      remark: `${oracle.steps} steps acknowledged, ${byCall} killed at a system call`,
    };
  },
};
