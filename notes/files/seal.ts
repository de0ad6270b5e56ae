/**
 * SQLite notices a damaged structure, but not a flipped bit in a title. So a database that was closed in good order
 * gets a seal: what the system says of its file, a checksum of its two ends and one of all of it, in a file beside it
 * that is gone while anyone writes to the database. To read all of it takes seconds for a large notebook, so that is
 * done first only where the rest of the seal is not true any more; otherwise in the background.
 */
import { closeSync, createReadStream, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { writeOwnFileNow } from './durable.ts';

const sealOf = (file: string): string => `${file}.seal`;

/** Marks `file` as whole, as it is now. Says nothing when it can't: an unsealed database is still a good one. */
export async function seal(file: string): Promise<void> {
  try {
    const state = stateOf(file);
    const sum = await checksum(file);
    if (stateOf(file) === state) writeOwnFileNow(sealOf(file), Buffer.from(`${sum} ${state}`));
  } catch {
    // Written whole or not at all, and there was none before.
  }
}

/** To be called before every write to `file`. Throws where the system does: then `file` must not be written to. */
export function unseal(file: string): void {
  rmSync(sealOf(file), { force: true });
}

export function isSealed(file: string): boolean {
  return sealText(file) !== null;
}

/** Whether `file` has a seal and nobody has touched it since, as far as the system and its two ends tell. */
export function isUntouched(file: string): boolean {
  try {
    return sealText(file)?.endsWith(` ${stateOf(file)}`) === true;
  } catch {
    return false;
  }
}

/** How much is read at once in the background, bytes, and how long before the next part, ms. */
const partBytes = 1 << 20;
const breathMs = 4;

/** Whether `file` has a seal and is not what was sealed. `isOver`: read slowly, and end without an answer when it says so. */
export async function isBroken(file: string, isOver?: () => boolean): Promise<boolean> {
  const before = sealText(file);
  if (before === null) return false;
  const sum = await checksum(file, isOver).catch(() => '');
  if (sum === null || before.split(' ', 1)[0] === sum) return false;
  // Without the seal, or with another one, somebody has written meanwhile, and rightly so.
  return sealText(file) === before;
}

/** Removes a database with everything that SQLite and we keep beside it. Throws where the system does. */
export function discardDatabase(file: string): void {
  // The seal first: a new database must never be held against the old one's.
  unseal(file);
  for (const end of ['-wal', '-shm', '-journal', '']) rmSync(file + end, { force: true });
}

/** `null`: it was ended. */
async function checksum(file: string, isOver?: () => boolean): Promise<string | null> {
  let sum = 0;
  for await (const part of createReadStream(file, { highWaterMark: partBytes })) {
    sum = crc32(part as Buffer, sum);
    if (isOver?.()) return null;
    if (isOver) await pause(breathMs);
  }
  return `${statSync(file).size}-${sum}`;
}

const endBytes = 1 << 16;

/** What changes when anybody writes to `file` or puts another one in its place. SQLite counts changes on the first page. */
function stateOf(file: string): string {
  const { size, mtimeNs, ctimeNs, ino } = statSync(file, { bigint: true });
  const handle = openSync(file, 'r');
  try {
    const end = Buffer.alloc(endBytes);
    let sum = 0;
    for (const at of [0, Math.max(0, Number(size) - endBytes)])
      sum = crc32(end.subarray(0, readSync(handle, end, 0, endBytes, at)), sum);
    return `${mtimeNs}-${ctimeNs}-${ino}-${size}-${sum}`;
  } finally {
    closeSync(handle);
  }
}

function sealText(file: string): string | null {
  try {
    return readFileSync(sealOf(file), 'utf8');
  } catch {
    // None there. One that can't be read is no proof of anything either.
    return null;
  }
}
