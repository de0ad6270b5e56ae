import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { NotePath } from '../../../notes/api.ts';
import { versionOf } from '../../../notes/files/bytes.ts';
import { openFolder } from '../../../notes/files/folder.ts';
import { type KeepingFolder, keepHistory } from '../../../notes/files/history/folder-history.ts';
import type { MomentsOptions } from '../../../notes/files/history/moments.ts';
import type { KeptVersion } from '../../../notes/files/history/version-log.ts';
import { makeFolder, put } from '../make.ts';

export interface Lab {
  root: string;
  home: string;
  folder: KeepingFolder;
  complaints: string[];
  /** Saves over whatever is there. */
  write(path: NotePath, text: string): Promise<void>;
  /** Waits for everything that is on its way, and answers the texts that are kept, the oldest first. */
  texts(path: NotePath): Promise<string[]>;
  kept(path: NotePath): Promise<KeptVersion[]>;
  /** As when Gleaner starts anew; `options` are the same. */
  again(): Lab;
}

/** A folder with a history. Without a pause: versions are kept when something happens, not when nothing does. */
export function makeLab(files: Record<string, string | Buffer> = {}, options: MomentsOptions = {}): Lab {
  const root = quickFolder();
  for (const [path, content] of Object.entries(files)) put(root, path, content);
  return labIn(root, join(quickFolder(), 'history'), options);
}

/** In memory where there is such a disk: hundreds of saves, each of which waits for the disk several times. */
function quickFolder(): string {
  try {
    const folder = mkdtempSync('/dev/shm/gleaner-history-');
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  } catch {
    return makeFolder();
  }
}

export function labIn(root: string, home: string, options: MomentsOptions = {}): Lab {
  const complaints: string[] = [];
  const complain = (what: string) => void complaints.push(what);
  const folder = keepHistory(openFolder(root), home, { pauseMs: 1e9, complain, ...options });
  const settled = async () => {
    const history = await folder.moments.history();
    if (history === null) throw new Error('there is no history');
    await vi.waitFor(() => {
      if (folder.moments.isBusy) throw new Error('still keeping');
    });
    return history;
  };
  const kept = async (path: NotePath) => (await settled()).of(path).reverse();
  return {
    ...{ root, home, folder, complaints, kept },
    async write(path, text) {
      const base = folder.hasFile(path) ? versionOf(folder.bytes(path)) : null;
      const result = await folder.save(path, base, text);
      if (result.kind !== 'saved') throw new Error(`not saved: ${result.kind}`);
    },
    async texts(path) {
      const history = await settled();
      const all = await Promise.all((await kept(path)).map((one) => history.bytes(one)));
      return all.map((bytes) => bytes?.toString() ?? '(damaged)');
    },
    again: () => labIn(root, home, options),
  };
}
