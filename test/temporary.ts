/** Temporary folders and links for the tests of every runner, on every system. */
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder by its real path: macOS keeps its temporary folder behind a link, Windows may give a short name. */
export function temporaryFolder(prefix: string): string {
  return realpathSync.native(mkdtempSync(join(tmpdir(), prefix)));
}

/** Removes `folder` if it is there. Windows lets go of a killed process's files only after a while. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Added to the title of tests that are skipped because `needs` is missing, so that the report says why. */
export function unless(isThere: boolean, needs: string): string {
  return isThere ? '' : ` [skipped: needs ${needs}]`;
}

/** Whether links to files can be made: on Windows that is a right of its own. Links to folders always can. */
export const canLink = triesToLink();
export const linkNeeds = 'the right to make symbolic links (on Windows: Developer Mode)';

/** A link to a folder, relative to `at` or absolute; a junction on Windows, which needs no right. */
export function linkFolder(target: string, at: string): void {
  symlinkSync(target, at, 'junction');
}

function triesToLink(): boolean {
  if (process.platform !== 'win32') return true;
  const folder = temporaryFolder('gleaner-link-');
  try {
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('file', join(folder, 'link'), 'file');
    return true;
  } catch {
    return false;
  } finally {
    removeFolder(folder);
  }
}
