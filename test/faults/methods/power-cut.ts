import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import type { Method, Outcome } from '../method.ts';
import { Oracle, versionsIn } from '../oracle.ts';
import { startWorker } from '../worker.ts';

interface Disk {
  name: string;
  mkfs: readonly string[];
  megabytes: number;
  /** Options of the mount. */
  options?: string;
  /** Those of a copy, beside the first. */
  copyOptions?: string;
}

const disks: readonly Disk[] = [
  { name: 'ext4', mkfs: ['mkfs.ext4', '-q', '-F'], megabytes: 96 },
  {
    name: 'ext4 noauto_da_alloc',
    mkfs: ['mkfs.ext4', '-q', '-F'],
    megabytes: 96,
    options: 'noauto_da_alloc,commit=1',
  },
  { name: 'xfs', mkfs: ['mkfs.xfs', '-q', '-f'], megabytes: 320, copyOptions: 'nouuid' },
  { name: 'btrfs', mkfs: ['mkfs.btrfs', '-q', '-f'], megabytes: 256 },
];

export const powerCuts: readonly Method[] = disks.map((disk) => ({
  name: `power cut, ${disk.name}`,
  tries: `Copies a mounted ${disk.name} disk at a random moment of a notebook's work, mounts the copy and compares it with what was promised by then.`,
  needs: [disk.mkfs[0] ?? ''],
  run: (lab) => cut(lab, disk),
}));

async function cut(lab: Lab, { mkfs, megabytes, options = '', copyOptions = '' }: Disk): Promise<Outcome> {
  const cuts = lab.isLong ? 200 : 4;
  // In memory: a copy takes no time there.
  const memory = lab.mount(lab.make(), '-t', 'tmpfs', '-o', 'size=3g', 'tmpfs');
  const [image, copy] = [join(memory, 'disk'), join(memory, 'copy')];
  lab.image(image, megabytes, mkfs);
  const disk = lab.mount(lab.make(), '-o', ['loop', options].filter(Boolean).join(), image);
  const [folder, home] = [join(disk, 'notes'), join(disk, 'home')];
  mkdirSync(folder);
  mkdirSync(home);
  execFileSync('sync', ['-f', disk]);
  const oracle = new Oracle();
  const worker = await startWorker([folder, home, `${Date.now() % 1000}`, 'full'], oracle);
  const seen = lab.make();
  const lost: string[] = [];
  let count = 0;
  let listed = 0;
  for (; count < cuts && lost.length < 20 && !lab.isOver; count++) {
    await pause(30 + Math.random() * 170);
    // Stopped for the time of the copy, which would else be of many moments; the disk is not flushed.
    process.kill(worker.pid, 'SIGSTOP');
    await pause(20);
    execFileSync('cp', ['--sparse=always', image, copy]);
    const mounted = spawnSync('mount', ['-o', ['loop', copyOptions].filter(Boolean).join(), copy, seen], {
      encoding: 'utf8',
    });
    if (mounted.status !== 0) {
      lost.push(`cut ${count}: the copy can't be mounted: ${mounted.stderr}`);
    } else {
      const found = oracle.lostIn(join(seen, 'notes'), join(seen, 'home'));
      const versions = await versionsIn(join(seen, 'home'));
      listed += versions.listed;
      lost.push(...[...found, ...versions.lost].map((one) => `cut ${count}: ${one}`));
      execFileSync('umount', [seen]);
    }
    process.kill(worker.pid, 'SIGCONT');
    if (worker.complaint() !== '') break;
  }
  await worker.end();
  if (worker.complaint() !== '') lost.push(`it complained: ${worker.complaint().slice(0, 300)}`);
  return { tried: count, lost, remark: `${oracle.steps} steps acknowledged, ${listed} listed versions read` };
}
