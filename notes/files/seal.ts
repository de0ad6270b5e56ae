/**
 * SQLite notices a damaged structure, but not a flipped bit in a title. So a database that was closed in good order
 * gets a seal: its size and checksum, in a file beside it that is gone while anyone writes to the database.
 */
import { createReadStream, readFileSync, rmSync, statSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { writeOwnFileNow } from './durable.ts';

const sealOf = (file: string): string => `${file}.seal`;

/** Marks `file` as whole, as it is now. Says nothing when it can't: an unsealed database is still a good one. */
export async function seal(file: string): Promise<void> {
  try {
    writeOwnFileNow(sealOf(file), Buffer.from(await checksum(file)));
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

/** Whether `file` has a seal and is not what was sealed. */
export async function isBroken(file: string): Promise<boolean> {
  const before = sealText(file);
  if (before === null) return false;
  const isSame = (await checksum(file).catch(() => null)) === before;
  // Without the seal, or with another one, somebody has written meanwhile, and rightly so.
  return !isSame && sealText(file) === before;
}

/** Removes a database with everything that SQLite and we keep beside it. Throws where the system does. */
export function discardDatabase(file: string): void {
  // The seal first: a new database must never be held against the old one's.
  unseal(file);
  for (const end of ['-wal', '-shm', '-journal', '']) rmSync(file + end, { force: true });
}

async function checksum(file: string): Promise<string> {
  let sum = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
    sum = crc32(chunk as Buffer, sum);
  return `${statSync(file).size} ${sum}`;
}

function sealText(file: string): string | null {
  try {
    return readFileSync(sealOf(file), 'utf8');
  } catch {
    // None there. One that can't be read is no proof of anything either.
    return null;
  }
}
