/** Tries methods, each in a process and a mount namespace of its own. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { hasProgram } from './lab.ts';
import type { Method, Outcome } from './method.ts';

/** What is missing here for a method; `''`: nothing. */
export function missingFor({ needs }: Method): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'Linux and root';
  if (!canMount()) return 'the right to mount';
  return needs.filter((name) => !hasProgram(name)).join(', ');
}

export function tryMethod({ name }: Method, options: readonly string[] = []): Outcome {
  const one = join(import.meta.dirname, 'one.ts');
  const args = ['-m', '--propagation', 'private', process.execPath, one, name, ...options];
  const { stdout, stderr, signal } = spawnSync('unshare', args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{'))
    return { tried: 0, lost: [`it ended without an answer: ${signal ?? ''} ${stderr}`] };
  return JSON.parse(last) as Outcome;
}

let mountable: boolean | null = null;

function canMount(): boolean {
  mountable ??=
    spawnSync('unshare', ['-m', '--propagation', 'private', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])
      .status === 0;
  return mountable;
}
