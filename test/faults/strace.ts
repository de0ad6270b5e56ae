/** System calls that fail on purpose. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Tracing {
  /** Lets go of the process; answers what was seen, a line for each system call. */
  end: () => Promise<string[]>;
}

/** Attaches to a process. `inject`: as in strace's manual, `fsync:error=EIO:when=1`. */
export async function trace(pid: number, log: string, calls: string, inject?: string): Promise<Tracing> {
  const args = ['-f', '-o', log, '-e', `trace=${calls}`, '-p', `${pid}`];
  if (inject !== undefined) args.push('-e', `inject=${inject}`);
  const tracer = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(tracer, 'close');
  let said = '';
  await new Promise<void>((done, fail) => {
    tracer.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('attached')) done();
    });
    void ended.then(() => fail(new Error(`strace: ${said}`)));
  });
  return {
    end: async () => {
      tracer.kill('SIGINT');
      // One that has just killed its process may not hear.
      const deaf = setTimeout(() => tracer.kill('SIGKILL'), 2000);
      await ended;
      clearTimeout(deaf);
      return readFileSync(log, 'utf8').split('\n');
    },
  };
}

export function hasFired(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes('(INJECTED)'));
}
