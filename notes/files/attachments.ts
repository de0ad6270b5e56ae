/** The bytes of pictures and other files of a notebook: read within bounds, and written whole or not at all. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { NotesError } from '../api.ts';
import { folderOf, joined } from '../text/file-target.ts';
import { moveToFreeName, syncFolder, writeTemporary } from './durable.ts';
import { isMissing, systemCode, toNotesError } from './errors.ts';
import { numberedName } from './names.ts';
import { makeFolder, placeOfFile, removeIfEmpty } from './paths.ts';
import { contentOf } from './read.ts';

/** Bytes. A larger file is neither shown nor stored. */
export const largestFile = 50_000_000;
/** Bytes that tell what a picture is; the previews that cameras put before its size may be long. */
const headBytes = 256 * 1024;
/** Names that are tried before giving up: a folder with more of one name is no person's. */
const mostNumbers = 10_000;

/** The beginning of a file, and how long all of it is. `file`: absolute, as `FileFinder` found it. */
export function headOf(file: string): { head: Buffer; size: number } {
  // Not following: the place was checked, and must not have become a link since. Not blocking: it may be a pipe.
  const flags = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const descriptor = openSync(file, constants.O_RDONLY | flags);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw Object.assign(new Error('not a file'), { code: 'ENOENT' });
    const head = Buffer.alloc(Math.min(headBytes, stats.size));
    const length = readSync(descriptor, head, 0, head.length, 0);
    return { head: head.subarray(0, length), size: stats.size };
  } finally {
    closeSync(descriptor);
  }
}

/** All of it; `null`: there is none of it, or more than is shown. */
export function bytesOf(file: string, most = largestFile): Buffer | null {
  try {
    return contentOf(file, most).bytes;
  } catch (error) {
    if (isMissing(error) || ['ELOOP', 'ENXIO', 'EISDIR'].includes(systemCode(error))) return null;
    throw toNotesError(error, `read ${basename(file)}`);
  }
}

/** A text of the notebook that is no note, such as `_config.yml`; `null`: there is none that could be one. */
export function smallText(root: string, path: string): string | null {
  try {
    return contentOf(join(root, path), 64 * 1024).bytes?.toString('utf8') ?? null;
  } catch {
    return null;
  }
}

/** Whether there is such a folder in the notebook. */
export function hasFolder(root: string, path: string): boolean {
  try {
    return statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/**
 * Writes a new file at `path`, or at the first of `name-2.png`, `name-3.png`… that is free, and answers where it is. A file that is
 * there with these very bytes is taken for the new one. Nothing is ever overwritten.
 */
export async function storeFile(root: string, path: string, bytes: Buffer): Promise<string> {
  if (bytes.length > largestFile)
    throw new NotesError('too-large', `${basename(path)} is larger than 50 MB and was not stored.`);
  const wanted = basename(path);
  const place = placeOfFile(root, path);
  const folder = dirname(place);
  const wasThere = hasFolder(root, relative(root, folder));
  let temporary: string | null = null;
  try {
    makeFolder(folder);
    temporary = await writeTemporary(folder, bytes, null);
    for (let number = 1; number < mostNumbers; number++) {
      const name = number === 1 ? wanted : numberedName(wanted, number);
      const twin = twinIn(folder, name);
      if (twin !== null) {
        if (!isSame(join(folder, twin), bytes)) continue;
        rmSync(temporary, { force: true });
        return inNotebook(root, folder, twin);
      }
      try {
        moveToFreeName(temporary, join(folder, name));
      } catch (error) {
        // Somebody took the name meanwhile.
        if (systemCode(error) === 'EEXIST') continue;
        throw error;
      }
      await syncFolder(folder);
      return inNotebook(root, folder, name);
    }
    throw new NotesError('exists', `There are too many files called ${wanted} already.`);
  } catch (error) {
    if (temporary !== null) rmSync(temporary, { force: true });
    if (!wasThere) removeIfEmpty(folder);
    throw toNotesError(error, `store ${joined(folderOf(path), wanted)}`);
  }
}

function inNotebook(root: string, folder: string, name: string): string {
  return relative(root, join(folder, name)).split(sep).join('/');
}

/** What is in the folder under this name, whatever its letter case and Unicode form: on another computer they would be one. */
function twinIn(folder: string, name: string): string | null {
  const key = name.normalize('NFC').toLowerCase();
  return readdirSync(folder).find((one) => one.normalize('NFC').toLowerCase() === key) ?? null;
}

function isSame(file: string, bytes: Buffer): boolean {
  try {
    const { bytes: there, stats } = contentOf(file, bytes.length);
    return stats.size === BigInt(bytes.length) && there?.equals(bytes) === true;
  } catch {
    return false;
  }
}
