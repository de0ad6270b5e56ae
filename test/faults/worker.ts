/** A workload that runs in a process of its own and is listened to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { Oracle } from './oracle.ts';
import type { Line } from './workload.ts';

export interface Worker {
  pid: number;
  /** Kills it if it lives, and waits for everything that it said. */
  end: () => Promise<void>;
  /** What it said of an error of its own; `''`: none. */
  complaint: () => string;
}

/** Resolves when it has begun. */
export async function startWorker(args: readonly string[], oracle: Oracle): Promise<Worker> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'workload.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('no pipes');
  const closed = once(child, 'close');
  let complaint = '';
  stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const lines = createInterface({ input: stdout });
  const read = once(lines, 'close');
  const began = once(lines, 'line');
  lines.on('line', (line) => oracle.hear(JSON.parse(line) as Line));
  await Promise.race([began, closed]);
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill('SIGKILL');
      await Promise.all([closed, read]);
    },
    complaint: () => complaint,
  };
}
