/** Writing that survives a crash or a power cut: whoever looks finds the old bytes or the new ones, whole. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  type Stats,
  unlinkSync,
  write as writeWithCallback,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { systemCode } from './errors.ts';

/** Waits until a file's bytes are on the disk, in another thread: that may take long. */
export const sync = promisify(fsync);
const write = promisify(writeWithCallback);

/** Ours, in every folder we write to. Short: a note's name may already have the 255 bytes that a disk allows. */
const temporaryName = /^\.gleaner-[0-9a-f]{8}\.tmp$/;
/** Written at once, without waiting for another thread. Bytes. */
const smallBytes = 1024 * 1024;
/** How long virus scanners, sync clients and network disks may keep a file busy before we give up. */
export const patienceMs = 10_000;

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
  const file = openSync(path, 'wx', like === null ? 0o666 : 0o600);
  try {
    try {
      await writeAll(file, bytes);
      if (like !== null && process.platform !== 'win32') matchOwnerAndMode(file, like);
      // A failed fsync is final for this file: the system may have dropped the bytes and would answer "fine" next time.
      await sync(file);
    } finally {
      closeSync(file);
    }
    discardLitter();
    return path;
  } catch (error) {
    discard(path);
    throw error;
  }
}

/** Temporary files that could not be removed when their save had failed. */
const litter = new Set<string>();

/** Removes a temporary file; one that can't be removed now goes once a write works again. Never throws. */
export function discard(temporary: string): void {
  try {
    unlinkSync(temporary);
    litter.delete(temporary);
  } catch {
    // Looked at, not read off the error: what a failing disk says is no proof.
    if (lstatSync(temporary, { throwIfNoEntry: false }) === undefined) litter.delete(temporary);
    else litter.add(temporary);
  }
}

function discardLitter(): void {
  for (const temporary of [...litter]) discard(temporary);
}

/** Writes all of `bytes` from the file's start; a write may take fewer than it was given. */
export async function writeAll(file: number, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    // A thread of its own costs more than a small write takes.
    const length = bytes.length - written;
    const count = await (length <= smallBytes
      ? writeSync(file, bytes, written, length, written)
      : write(file, bytes, written, length, written).then(({ bytesWritten }) => bytesWritten));
    written += someOf(count);
  }
}

/** The same without letting other work run meanwhile. */
export function writeAllNow(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) {
    written += someOf(writeSync(file, bytes, written, bytes.length - written, written));
  }
}

function someOf(count: number): number {
  if (count === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
  return count;
}

/**
 * Runs `work`, which waits for nothing, while no other process that has the notebook open runs such work: what it looks
 * at stays as it is until it has changed it.
 */
export type Exclusively = <T>(work: () => T) => T;

/**
 * Renames `temporary` over `target`. `mayReplace` is asked at the last moment; when it answers `false`, or on
 * failure, the temporary file is removed and the target stays as it is.
 */
export async function replace(
  temporary: string,
  target: string,
  mayReplace: () => boolean,
  exclusively: Exclusively = (work) => work(),
): Promise<boolean> {
  const isReplaced = await renamed(temporary, target, mayReplace, exclusively);
  if (isReplaced) await syncFolder(dirname(target));
  return isReplaced;
}

/** `replace` as far as the rename: a power cut may still bring the old file back. */
export async function renamed(
  temporary: string,
  target: string,
  mayReplace: () => boolean,
  exclusively: Exclusively,
  patience?: number,
): Promise<boolean> {
  try {
    // Both synchronous: nothing of this process comes between the look and the rename either.
    const isReplaced = await patiently(
      () =>
        exclusively(() => {
          if (!mayReplace()) return false;
          renameSync(temporary, target);
          return true;
        }),
      patience,
    );
    if (!isReplaced) discard(temporary);
    return isReplaced;
  } catch (error) {
    discard(temporary);
    throw error;
  }
}

/** Whether a rename was refused in the way of a file that another program has open: on Windows, and on network disks. */
export function isRefused(error: unknown): boolean {
  return ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error));
}

/** Tries again, at most `patience` ms, while the system says that another program has the file open. */
export async function patiently<T>(work: () => T, patience = patienceMs): Promise<T> {
  for (let left = patience, wait = 20; ; left -= wait, wait *= 2) {
    try {
      return work();
    } catch (error) {
      if (!isRefused(error) || left <= 0) throw error;
      await pause(Math.min(wait, left));
    }
  }
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
  const handle = openSync(folder, 'r');
  try {
    await sync(handle);
  } catch (error) {
    // Some network disks can't do this, and say so with these.
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(systemCode(error))) throw error;
  } finally {
    closeSync(handle);
  }
}

/** Makes sure that a file that is there, and its name, survive a power cut, whoever wrote it. */
export async function syncFileAndFolder(path: string): Promise<void> {
  // Windows flushes only files that are open for writing.
  const handle = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    await sync(handle);
  } finally {
    closeSync(handle);
  }
  await syncFolder(dirname(path));
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
    discard(temporary);
    throw error;
  }
}

function matchOwnerAndMode(file: number, like: Stats): void {
  // Only root may give a file away; some disks know neither owners nor modes.
  const ignoring = (change: () => void) => {
    try {
      change();
    } catch (error) {
      if (!['EPERM', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(systemCode(error))) throw error;
    }
  };
  ignoring(() => fchownSync(file, like.uid, like.gid));
  // After the owner, because a change of that takes mode bits away.
  ignoring(() => fchmodSync(file, like.mode & 0o7777));
}

function renameToFreeName(from: string, to: string): void {
  if (lstatSync(to, { throwIfNoEntry: false })) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
  renameSync(from, to);
}

function isWithoutHardLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'UNKNOWN'].includes(systemCode(error));
}
