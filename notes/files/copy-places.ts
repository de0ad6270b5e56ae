/** Where the files of kept copies are, and how they get there and away: whole or not at all. */
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { NotesError } from '../api.ts';
import { hashOf, longestCopyHeader } from './copy-file.ts';
import { isTemporaryName, moveToFreeName, replace, syncFolder, writeTemporary } from './durable.ts';
import { isMissing, systemCode, toNotesError } from './errors.ts';
import { slugName, withSuffix } from './names.ts';
import { makeTrashFolder } from './trash.ts';

/** From the notebook's folder, as people know it. */
export const copiesFolder = '.gleaner/copies';

/** A picture that is kept beside its copy: `1.jpg`. */
export interface CopyPicture {
  name: string;
  bytes: Buffer;
}

/** The files in the folder that may be copies; none when it leads elsewhere. */
export function namesIn(root: string, folder: string): string[] {
  try {
    if (realpathSync.native(folder) !== join(root, ...copiesFolder.split('/'))) return [];
    return readdirSync(folder).filter((name) => name.endsWith('.md') && !name.startsWith('.'));
  } catch (error) {
    if (isMissing(error) || ['ELOOP', 'EACCES', 'EPERM'].includes(systemCode(error))) return [];
    throw toNotesError(error, `look into ${copiesFolder}`);
  }
}

/** A folder that is a link, or no folder, is neither written to nor through. */
export function checkFolder(root: string): void {
  let next = root;
  for (const part of copiesFolder.split('/')) {
    next = join(next, part);
    const stats = lstatSync(next, { throwIfNoEntry: false });
    if (stats === undefined) return;
    const shown = next.slice(root.length + 1).replaceAll(sep, '/');
    if (stats.isDirectory()) continue;
    const what = stats.isSymbolicLink() ? 'it is a link' : 'it is no folder';
    throw new NotesError(
      'denied',
      `Gleaner does not keep copies in ${shown}: ${what}. Make it an ordinary folder.`,
    );
  }
}

/** As much of a file as holds a copy's header; empty when it can't be read: then it is no copy of anything. */
export function beginningOf(path: string): string {
  const buffer = Buffer.alloc(longestCopyHeader);
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, 0));
  } catch {
    // Not readable, or gone since: then there is nothing that it is a copy of.
    return '';
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** Makes the folder of copies. Answers those that had to be made, innermost first. */
export function makeCopiesFolder(root: string): string[] {
  const made: string[] = [];
  let next = root;
  for (const part of copiesFolder.split('/')) {
    next = join(next, part);
    try {
      // Not `recursive`: when the notebook itself is gone, nothing is made in its place.
      mkdirSync(next);
      made.unshift(next);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
  return made;
}

/** Removes a folder that was made for something that failed. */
export function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Somebody has put something into it, or it is gone.
  }
}

/** A name that neither a copy nor a folder of pictures has: `<site>-<title>-<8 digits of the address's hash>.md`. */
export function freeName(folder: string, title: string, normalised: string): string {
  const site = new URL(normalised).hostname.replace(/[^a-z0-9.-]+/g, '').slice(0, 60);
  const mark = hashOf(normalised).slice(0, 8);
  const slug = slugName(title.slice(0, 40)).slice(0, -'.md'.length);
  const name = `${site}-${slug === 'Untitled' ? '' : `${slug}-`}${mark}.md`;
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : withSuffix(name, `-${number}`);
    const isTaken = [free, free.slice(0, -'.md'.length)].some((one) =>
      lstatSync(join(folder, one), { throwIfNoEntry: false }),
    );
    if (!isTaken) return free;
  }
}

/** Writes pictures to a new folder, all on the disk when it answers. */
export async function writePictures(folder: string, pictures: readonly CopyPicture[]): Promise<void> {
  mkdirSync(folder);
  for (const { name, bytes } of pictures) {
    const temporary = await writeTemporary(folder, bytes, null);
    renameSync(temporary, join(folder, name));
  }
  await syncFolder(folder);
}

/** Both renames, or neither. Nothing of the same name may be there. */
export async function putInPlace(
  folder: string,
  stem: string,
  text: string,
  pictures: string | null,
): Promise<void> {
  const target = join(folder, stem);
  if (pictures !== null) renameSync(pictures, target);
  try {
    await replace(text, `${target}.md`, () => true);
  } catch (error) {
    if (pictures !== null) renameSync(target, pictures);
    throw error;
  }
}

/** How long something unfinished is left alone: another process may be at it. ms. */
const leftForMs = 24 * 3_600_000;

/** Removes what a process that was killed had not finished: only files that it had fetched. */
export function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder).filter(isTemporaryName)) {
    const path = join(folder, name);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats && Date.now() - stats.mtimeMs > leftForMs) rmSync(path, { recursive: true, force: true });
  }
}

/** The copy and its pictures, beside each other in the trash as they were. Answers their name there, without `.md`. */
export async function toTrash(root: string, folder: string, name: string): Promise<string> {
  const stem = name.slice(0, -'.md'.length);
  const trash = join(root, '.trash', 'copies');
  makeTrashFolder(root, trash);
  for (let number = 1; ; number++) {
    const trashed = number === 1 ? stem : `${stem} ${number}`;
    if (lstatSync(join(trash, trashed), { throwIfNoEntry: false })) continue;
    try {
      moveToFreeName(join(folder, name), join(trash, `${trashed}.md`));
    } catch (error) {
      if (systemCode(error) === 'EEXIST') continue;
      throw error;
    }
    const pictures = join(folder, stem);
    try {
      if (lstatSync(pictures, { throwIfNoEntry: false })) renameSync(pictures, join(trash, trashed));
    } catch (error) {
      moveToFreeName(join(trash, `${trashed}.md`), join(folder, name));
      throw error;
    }
    await syncFolder(trash);
    await syncFolder(folder);
    return trashed;
  }
}

/** Takes back what `toTrash` did with the copy `stem`. */
export function backFromTrash(root: string, folder: string, stem: string, trashed: string): void {
  const trash = join(root, '.trash', 'copies');
  const pictures = join(trash, trashed);
  if (lstatSync(pictures, { throwIfNoEntry: false })) renameSync(pictures, join(folder, stem));
  moveToFreeName(join(trash, `${trashed}.md`), join(folder, `${stem}.md`));
}
