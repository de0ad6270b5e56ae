/** Writing that survives a crash or a power cut: whoever looks finds the old bytes or the new ones, whole. */
import { randomBytes } from 'node:crypto';
import { linkSync, lstatSync, renameSync, rmSync, type Stats, unlinkSync, writeFileSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemCode } from './errors.ts';

/** Ours, in every folder we write to. Short: a note's name may already have the 255 bytes that a disk allows. */
const temporaryName = /^\.gleaner-[0-9a-f]{8}\.tmp$/;
/** How long Windows may keep a file busy (virus scanners, sync clients) before we give up. */
const patienceMs = 10_000;

export function isTemporaryName(name: string): boolean {
  return temporaryName.test(name);
}

/**
 * Writes `bytes` to a new file in `folder` and returns its path once they are on the disk. Leaves nothing behind
 * when that fails.
 * @param like whose mode and, where the system allows it, owner the file gets
 */
export async function writeTemporary(folder: string, bytes: Buffer, like: Stats | null): Promise<string> {
  // Beside the target, because rename is atomic only within one disk.
  const path = join(folder, `.gleaner-${randomBytes(4).toString('hex')}.tmp`);
  const file = await open(path, 'wx', like === null ? 0o666 : 0o600);
  try {
    try {
      await writeAll(file, bytes);
      if (like !== null && process.platform !== 'win32') {
        // Only root may give a file away. Before the mode, because a change of owner takes mode bits away.
        await file.chown(like.uid, like.gid).catch(() => undefined);
        // Some disks know no modes.
        await file.chmod(like.mode & 0o7777).catch(() => undefined);
      }
      // A failed fsync is final for this file: the system may have dropped the bytes and would answer "fine" next time.
      await file.sync();
    } finally {
      await file.close();
    }
    return path;
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Writes all of `bytes` from the file's start; a write may take fewer than it was given. */
export async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, written);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    written += bytesWritten;
  }
}

/**
 * Renames `temporary` over `target`. `mayReplace` is asked at the last moment; when it answers `false`, or on
 * failure, the temporary file is removed and the target stays as it is.
 */
export async function replace(
  temporary: string,
  target: string,
  mayReplace: () => boolean,
): Promise<boolean> {
  try {
    for (let waited = 0, wait = 20; ; waited += wait, wait *= 2) {
      try {
        // Both synchronous: nothing of ours comes between the look and the rename.
        if (mayReplace()) {
          renameSync(temporary, target);
          break;
        }
        unlinkSync(temporary);
        return false;
      } catch (error) {
        const isBusy = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error));
        if (process.platform !== 'win32' || !isBusy || waited > patienceMs) throw error;
        await pause(wait);
      }
    }
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(target));
  return true;
}

/**
 * Gives a file another name, atomically and never over something that is there (`EEXIST`).
 * A symbolic link is moved, not what it leads to.
 */
export function moveToFreeName(from: string, to: string): void {
  if (lstatSync(from).isSymbolicLink()) {
    renameToFreeName(from, to);
    return;
  }
  try {
    // rename() overwrites, link() never does.
    linkSync(from, to);
  } catch (error) {
    if (!isWithoutHardLinks(error)) throw error;
    renameToFreeName(from, to);
    return;
  }
  try {
    unlinkSync(from);
  } catch (error) {
    unlinkSync(to);
    throw error;
  }
}

/** Makes renames and new names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows can't open folders; its file systems journal names by themselves.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network disks can't do this, and say so with these.
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(systemCode(error))) throw error;
  } finally {
    await handle.close();
  }
}

/** Replaces a file of our own, outside the notebook. */
export async function writeOwnFile(path: string, bytes: Buffer): Promise<void> {
  await replace(await writeTemporary(dirname(path), bytes, null), path, () => true);
}

/** The same for a small file, when there is no time to wait: before the process ends. */
export function writeOwnFileNow(path: string, bytes: Buffer): void {
  const temporary = join(dirname(path), `.gleaner-${randomBytes(4).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, bytes, { flag: 'wx', flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function renameToFreeName(from: string, to: string): void {
  if (lstatSync(to, { throwIfNoEntry: false })) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
  renameSync(from, to);
}

function isWithoutHardLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'UNKNOWN'].includes(systemCode(error));
}
