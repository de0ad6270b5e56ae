/**
 * Keeps a copy, or removes the one that is there, and is killed before the nth thing that it does to the disk:
 * `node copy-keeper.ts <folder> <keep|keep-bare|remove> <n>`. Prints how many there are when it comes to its end.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { keptAnew } from './copy-versions.ts';

const [folder = '', action = '', n = ''] = process.argv.slice(2);
const last = Number(n);
let done = 0;

const names = [
  ...['renameSync', 'linkSync', 'unlinkSync', 'mkdirSync', 'rmdirSync', 'rmSync', 'writeSync', 'fsync'],
] as const;
const changing = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
for (const name of names) {
  const real = changing[name];
  if (real === undefined) throw new Error(name);
  changing[name] = (...args) => {
    if (++done === last) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  };
}
syncBuiltinESMExports();

const { openCopies } = await import('../../notes/files/copies.ts');
const copies = openCopies(folder);
if (action === 'remove') await copies.remove(keptAnew.url);
else await copies.keep(keptAnew.url, action === 'keep' ? keptAnew : { ...keptAnew, pictures: [] });
process.stdout.write(`${done}\n`);
