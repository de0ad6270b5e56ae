/** Where the files of kept copies are, and what they are called. */
import { closeSync, lstatSync, mkdirSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { NotesError } from '../api.ts';
import { hashOf, longestCopyHeader } from './copy-file.ts';
import { isMissing, systemCode, toNotesError } from './errors.ts';
import { slugName, withSuffix } from './names.ts';

/** From the notebook's folder, as people know it. */
export const copiesFolder = '.gleaner/copies';

/** What is in the folder; nothing when it leads elsewhere. */
export function namesIn(root: string, folder: string): string[] {
  try {
    if (realpathSync.native(folder) !== join(root, ...copiesFolder.split('/'))) return [];
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error) || ['ELOOP', 'EACCES', 'EPERM'].includes(systemCode(error))) return [];
    throw toNotesError(error, `look into ${copiesFolder}`);
  }
}

/** Whether a file of this name may be a copy. */
export function isCopyName(name: string): boolean {
  return name.endsWith('.md') && !name.startsWith('.');
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
