/** What every end-to-end test starts from: a notebook in a temporary folder, served to a real Chromium. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { removeFolder, temporaryFolder } from '../temporary.ts';

export { expect };

const root = resolve(import.meta.dirname, '../..');

export interface TestNotebook {
  /** Absolute path of the folder. */
  folder: string;
  write(path: string, text: string | Buffer): void;
  read(path: string): string;
  exists(path: string): boolean;
}

export interface Served {
  /** The address as `gleaner serve` printed it, with the token. Good for one exchange. */
  address: string;
  /** The same without the token: good once the browser has the cookie. */
  origin: string;
  process: ChildProcess;
  /** All that it has printed so far. */
  printed: () => string;
}

interface Fixtures {
  /** Files to start from: `starter` (default), or a map of path to text. */
  files: 'starter' | Record<string, string>;
  notebook: TestNotebook;
  served: Served;
  /** The UI, open on the notebook and ready. */
  app: Page;
}

export const test = base.extend<Fixtures>({
  files: ['starter', { option: true }],

  notebook: async ({ files }, use) => {
    const folder = temporaryFolder('gleaner-e2e-');
    const notebook: TestNotebook = {
      folder,
      write(path, text) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      },
      read: (path) => readFileSync(join(folder, path), 'utf8'),
      exists: (path) => existsSync(join(folder, path)),
    };
    if (files === 'starter') cpSync(join(root, 'notes/starter'), folder, { recursive: true });
    else for (const [path, text] of Object.entries(files)) notebook.write(path, text);
    await use(notebook);
    removeFolder(folder);
  },

  served: async ({ notebook }, use) => {
    const home = temporaryFolder('gleaner-home-');
    const served = await serve(notebook.folder, home);
    await use(served);
    const { exitCode, signalCode, killed } = served.process;
    const endedBySelf = !killed && (exitCode !== null || signalCode !== null);
    await ended(served.process, 'SIGTERM');
    removeFolder(home);
    // Else the test only says that something never came on screen.
    if (endedBySelf)
      throw new Error(`gleaner serve ended with ${String(exitCode ?? signalCode)}: ${served.printed()}`);
  },

  app: async ({ page, served }, use) => {
    await page.goto(served.address);
    await expect(page.getByRole('listbox', { name: 'Notes' })).toBeVisible();
    await use(page);
  },
});

/** Starts `gleaner serve` on `folder` with its own data folder. */
export async function serve(
  folder: string,
  home: string,
  port = 0,
  more: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Served> {
  const child = spawn(
    process.execPath,
    [join(root, 'dist/gleaner.js'), 'serve', folder, '--no-open', '--port', String(port), ...more],
    { env: { ...process.env, GLEANER_HOME: home, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  const address = await new Promise<string>((found, failed) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /(http:\/\/127\.0\.0\.1:\d+\/#token=\S+)/.exec(printed)?.[1];
      if (address) found(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => failed(new Error(`gleaner serve ended with ${String(code)}: ${printed}`)));
  });
  return { address, origin: new URL(address).origin, process: child, printed: () => printed };
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill(signal);
  await exit;
}
