/** Runs the `gleaner` command as a person does: another process, real folders. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
}

export interface Workshop {
  /** A temporary folder, with symbolic links resolved. */
  place: string;
  /** `place/notes`, where `put` writes. */
  folder: string;
  put(path: string, text: string | Buffer): void;
  bytes(path: string): Buffer;
  gleaner(...args: string[]): Promise<Ended>;
  start(args: string[], options?: RunOptions): ChildProcess;
  remove(): void;
}

/** A notebook in a temporary folder, and the command with a data folder of its own. */
export function workshop(notes: Record<string, string> = {}): Workshop {
  const place = mkdtempSync(join(tmpdir(), 'gleaner-cli-'));
  const folder = join(place, 'notes');
  mkdirSync(folder);
  const put = (path: string, text: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(notes)) put(path, text);
  const start = (args: string[], { cwd = place, env = {} }: RunOptions = {}) =>
    spawn(process.execPath, [join(root, 'cli/gleaner.ts'), ...args], {
      cwd,
      env: { ...process.env, GLEANER_HOME: join(place, 'home'), NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    place,
    folder,
    put,
    bytes: (path) => readFileSync(join(folder, path)),
    gleaner: (...args) => ended(start(args)),
    start,
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}

export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}
