/** Runs the `gleaner` command as a person does: another process, real folders. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { removeFolder, temporaryFolder } from '../temporary.ts';

export const root = resolve(import.meta.dirname, '../..');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** A file descriptor for its output; else what it prints is collected. */
  stdout?: number;
}

export interface Workshop {
  /** A temporary folder, with symbolic links resolved. */
  place: string;
  /** `place/notes`, where `put` writes. */
  folder: string;
  put(path: string, text: string | Buffer): void;
  bytes(path: string): Buffer;
  gleaner(...args: string[]): Promise<Ended>;
  /** The same with its output sent to a file. */
  gleanerTo(file: string, ...args: string[]): Promise<Ended>;
  start(args: string[], options?: RunOptions): ChildProcess;
  remove(): void;
}

/** A notebook in a temporary folder, and the command with a data folder of its own. */
export function workshop(notes: Record<string, string> = {}): Workshop {
  const place = temporaryFolder('gleaner-cli-');
  const folder = join(place, 'notes');
  mkdirSync(folder);
  const put = (path: string, text: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(notes)) put(path, text);
  const start = (args: string[], { cwd = place, env = {}, stdout }: RunOptions = {}) =>
    spawn(process.execPath, [join(root, 'cli/gleaner.ts'), ...args], {
      cwd,
      env: {
        ...process.env,
        GLEANER_HOME: join(place, 'home'),
        NO_COLOR: '1',
        // From source, much of a command's time is taking types out and compiling, the same each time.
        NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/gleaner-tests'),
        ...env,
      },
      stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    });
  return {
    place,
    folder,
    put,
    bytes: (path) => readFileSync(join(folder, path)),
    gleaner: (...args) => ended(start(args)),
    gleanerTo: async (file, ...args) => {
      const stdout = openSync(file, 'a');
      try {
        return await ended(start(args, { stdout }));
      } finally {
        closeSync(stdout);
      }
    },
    start,
    remove: () => removeFolder(place),
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
