import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, onTestFinished } from 'vitest';
import { removeFolder, temporaryFolder } from './temporary.ts';

/** An empty folder, removed after the test. */
export function makeFolder(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const folder = temporaryFolder('gleaner-test-');
  onTestFinished(() => removeFolder(folder));
  for (const [path, content] of Object.entries(files)) writeIn(folder, path, content);
  return folder;
}

export function writeIn(folder: string, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** Tries again until `claim` does not throw; what it threw last after `patienceMs`. */
export async function eventually<T>(claim: () => T | Promise<T>, patienceMs = 10_000): Promise<T> {
  for (const end = Date.now() + patienceMs; ;) {
    try {
      return await claim();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** Every test of the file gets a data folder of its own; answers where it is. */
export function withOwnHome(): () => string {
  let before: string | undefined;
  let home = '';
  beforeEach(() => {
    before = process.env['GLEANER_HOME'];
    process.env['GLEANER_HOME'] = home = makeFolder();
  });
  afterEach(() => {
    if (before === undefined) delete process.env['GLEANER_HOME'];
    else process.env['GLEANER_HOME'] = before;
  });
  return () => home;
}
