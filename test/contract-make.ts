import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
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
