/** New bytes for a file that is there: by a rename over it wherever that is possible, else in place. */
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import type { Version } from '../api.ts';
import { versionOf } from './bytes.ts';
import { type Exclusively, isRefused, renamed, syncFolder, writeAllNow, writeTemporary } from './durable.ts';

export interface Overwriting {
  /** The version that the new text was made from: what the caller will name when it tries again. */
  base: Version;
  before: { bytes: Buffer; stats: Stats };
  /** Asked at the last moment; `false`: the file stays as it is. */
  isUnchanged: () => boolean;
  /** Called before a write in place, which a crash can tear. */
  keep: () => Promise<void>;
  exclusively: Exclusively;
  /** How long a refused rename is tried again, ms. */
  patience: number | undefined;
}

/**
 * Resolves once a power cut would leave the new bytes. `refused`: the disk does not rename over the file, so it was
 * written in place.
 */
export async function overwrite(
  file: string,
  bytes: Buffer,
  { base, before, isUnchanged, keep, exclusively, patience }: Overwriting,
): Promise<'done' | 'refused'> {
  let way: 'rename' | 'refused' | 'linked' = before.stats.nlink > 1 ? 'linked' : 'rename';
  const written = { is: false };
  const mayWrite = () => (written.is = isUnchanged());
  try {
    if (way === 'rename') {
      const folder = dirname(file);
      const temporary = await writeTemporary(folder, bytes, before.stats);
      try {
        await renamed(temporary, file, mayWrite, exclusively, stubborn.has(folder) ? 0 : patience);
        stubborn.delete(folder);
      } catch (error) {
        if (!isRefused(error)) throw error;
        stubborn.add(folder);
        way = 'refused';
      }
    }
    if (way !== 'rename') {
      await keep();
      exclusively(() => {
        if (mayWrite()) writeInPlace(file, bytes, before.bytes, () => doubt(file, base));
      });
    }
    if (written.is) await syncFolder(dirname(file));
  } catch (error) {
    if (written.is && isThere(file, bytes)) doubt(file, base);
    throw error;
  }
  doubtful.delete(file);
  return way === 'refused' ? 'refused' : 'done';
}

/** Folders whose disk refused a rename to the end of our patience: the next save there does not wait again. */
const stubborn = new Set<string>();

/**
 * What failed saves left of which nobody knows whether it would survive a power cut: a new file whose folder could not be
 * flushed, a file torn in place. `version` is what stands there, `base` what the save was over.
 */
const doubtful = new Map<string, { base: Version; version: Version }>();

/**
 * Whether what stands there is the remains of a failed save over `base`: trying again is no conflict then, and writes it
 * all again even if it seems to be there.
 */
export function isDoubtful(file: string, base: Version, version: Version): boolean {
  const known = doubtful.get(file);
  return known?.base === base && known.version === version;
}

function doubt(file: string, base: Version): void {
  try {
    doubtful.set(file, { base, version: versionOf(readFileSync(file)) });
  } catch {
    // Then the next save calls it a conflict, and nothing is lost.
  }
}

function isThere(file: string, bytes: Buffer): boolean {
  try {
    return readFileSync(file).equals(bytes);
  } catch {
    return false;
  }
}

/** Waits for nothing, so that it can be done under a lock: also for its own undoing, which must undo nobody else's. */
function writeInPlace(file: string, bytes: Buffer, before: Buffer, torn: () => void): void {
  const handle = openSync(file, 'r+');
  try {
    writeAllNow(handle, bytes);
    ftruncateSync(handle, bytes.length);
    fsyncSync(handle);
  } catch (error) {
    try {
      // The old text fits where it was, so this succeeds even on a full disk.
      writeAllNow(handle, before);
      ftruncateSync(handle, before.length);
      fsyncSync(handle);
    } catch {
      // The disk is failing. The first error is the one to tell; the new text was kept elsewhere before.
      torn();
    }
    throw error;
  } finally {
    closeSync(handle);
  }
}
