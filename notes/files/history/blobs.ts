/** The bytes of versions, each kept once however many versions and notes have them: named by their SHA-256, deflated. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Version } from '../../api.ts';
import { largestNote } from '../../text/sizes.ts';
import { versionOf } from '../bytes.ts';
import { sync, syncFolder, writeOwnFile } from '../durable.ts';

// Deflate and not zstd, which is a third faster and no smaller on notes: every Node has it, and every unzip of tomorrow.
const deflated = promisify(deflateRaw);
const inflated = promisify(inflateRaw);

/** A disk gives whole blocks. Bytes. */
const blockBytes = 4096;

export class Blobs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  has(version: Version): boolean {
    return statSync(this.#fileOf(version), { throwIfNoEntry: false }) !== undefined;
  }

  /** Without reading them: what a power cut leaves of a file that was never flushed has its name, and no bytes. */
  isWhole(version: Version, stored: number): boolean {
    const size = statSync(this.#fileOf(version), { throwIfNoEntry: false })?.size ?? 0;
    return size > 0 && roomFor(size) === stored;
  }

  /** Answers how much room they take, bytes. `isDurable: false`: a power cut within the minute may take them. */
  async put(version: Version, bytes: Buffer, isDurable: boolean): Promise<number> {
    const file = this.#fileOf(version);
    // One that is damaged would be trusted by all that come later.
    if ((await this.get(version)) === null) {
      const packed = await deflated(bytes);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      if (isDurable) await writeOwnFile(file, packed);
      else putSoon(file, packed);
    } else if (isDurable) await flush(file);
    return roomFor(statSync(file).size);
  }

  /** `null`: they are not there any more, or not what they were. */
  async get(version: Version): Promise<Buffer | null> {
    try {
      const file = this.#fileOf(version);
      // Reading a pipe would never end.
      if (!statSync(file).isFile()) return null;
      const packed = readFileSync(file);
      // As many as a note may have, and a few for what is kept of one that grew beyond that.
      const bytes = await inflated(packed, { maxOutputLength: largestNote * 2 });
      return versionOf(bytes) === version ? bytes : null;
    } catch {
      return null;
    }
  }

  remove(version: Version): void {
    rmSync(this.#fileOf(version), { force: true });
  }

  #fileOf(version: Version): string {
    return join(this.#folder, version.slice(0, 2), version.slice(2));
  }
}

const roomFor = (size: number): number => Math.ceil(size / blockBytes) * blockBytes;

/** Whoever put it there may not have waited for the disk. */
async function flush(path: string): Promise<void> {
  // Windows flushes only what may be written to.
  const file = openSync(path, 'r+');
  try {
    await sync(file);
  } finally {
    closeSync(file);
  }
  await syncFolder(dirname(path));
}

/** Whole or not at all for everybody who looks, and there after a crash of Gleaner. */
export function putSoon(file: string, bytes: Buffer): void {
  const temporary = join(dirname(file), `.gleaner-${randomBytes(4).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
