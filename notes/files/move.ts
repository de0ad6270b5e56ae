/** New names for notes, and new notes beside old ones. Nothing here ever overwrites a file. */
import { lstatSync, readdirSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { type NotePath, NotesError } from '../api.ts';
import { moveToFreeName, syncFolder } from './durable.ts';
import { isMissing, systemCode } from './errors.ts';
import { withSuffix } from './names.ts';
import { makeFolders, type NameRule, placeOf, placeToMoveFrom } from './paths.ts';
import { contentAt } from './read.ts';
import { writeNew } from './save.ts';
import { moveFromTrash } from './trash.ts';

/**
 * Whether a note's name is in use: as it is, in another letter case where the disk sees no difference, or in
 * another Unicode form (two notes that look the same would be one on the next computer).
 */
export function isTaken(root: string, path: NotePath, rule: NameRule = 'portable', except?: string): boolean {
  const { entry } = placeOf(root, path, rule);
  const wanted = basename(entry).normalize('NFC');
  const isTwin = (name: string) => name.normalize('NFC') === wanted && join(dirname(entry), name) !== except;
  return (entry !== except && isThere(entry)) || namesIn(dirname(entry)).some(isTwin);
}

/** `path`, or the first of `name 2.md`, `name 3.md`… that is not in use. */
export function freePath(root: string, path: NotePath, rule?: NameRule): NotePath {
  for (let number = 1; ; number++) {
    const free = number === 1 ? path : withSuffix(path, ` ${number}`);
    if (!isTaken(root, free, rule)) return free;
  }
}

export async function renameNote(root: string, from: NotePath, to: NotePath): Promise<void> {
  const { entry: source, file } = placeToMoveFrom(root, from);
  const target = placeOf(root, to).entry;
  if (target === source) return;
  if (isSameEntry(source, target)) {
    // Only the letter case or the Unicode form is different, and the disk does not tell them apart.
    renameSync(source, target);
  } else {
    if (isTaken(root, to, 'portable', source)) {
      throw new NotesError('exists', `Could not rename ${from}: there is a note ${to} already.`);
    }
    makeFolders(root, to);
    if (isLinkFromItsFolder(source) && dirname(source) !== dirname(target)) moveLink(source, target, file);
    else moveToFreeName(source, target);
  }
  await syncFolder(dirname(target));
  if (dirname(source) !== dirname(target)) await syncFolder(dirname(source));
}

/** Writes a new note at `wanted` or the first free path like it; answers the path. */
export async function writeBeside(root: string, wanted: NotePath, bytes: Buffer): Promise<NotePath> {
  return atFreePath(root, wanted, (path) => writeNew(root, path, bytes, 'any'));
}

/** Brings a note back to where it was, or beside it; answers the path. */
export async function restoreNote(root: string, trashed: string, original: NotePath): Promise<NotePath> {
  return atFreePath(root, original, (path) => moveFromTrash(root, trashed, path));
}

/** A note's bytes; `null` when there is no such note or it is too large. */
export function contentIfThere(root: string, path: NotePath): Buffer | null {
  try {
    return contentAt(root, path).bytes;
  } catch (error) {
    if (error instanceof NotesError && error.code === 'not-found') return null;
    throw error;
  }
}

async function atFreePath(
  root: string,
  wanted: NotePath,
  work: (path: NotePath) => Promise<void>,
): Promise<NotePath> {
  for (;;) {
    const path = freePath(root, wanted, 'any');
    try {
      await work(path);
      return path;
    } catch (error) {
      // Someone else took the name in between.
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Whether two different names lead to one entry of a folder, as on disks that ignore letter case. */
function isSameEntry(source: string, target: string): boolean {
  if (dirname(source) !== dirname(target)) return false;
  const [one, other] = [source, target].map((path) =>
    lstatSync(path, { bigint: true, throwIfNoEntry: false }),
  );
  if (one === undefined || one.dev !== other?.dev || one.ino !== other.ino) return false;
  // Two hard links of one file are two entries, and both are listed. Of one entry some disks list another spelling.
  const names = namesIn(dirname(target));
  return !(names.includes(basename(target)) && names.includes(basename(source)));
}

/** Whether it is a link that would lead elsewhere from another folder. */
function isLinkFromItsFolder(path: string): boolean {
  return lstatSync(path).isSymbolicLink() && !isAbsolute(readlinkSync(path));
}

/** Moves a symbolic link to another folder, so that it leads to `file` from there too. `EEXIST`. */
function moveLink(from: string, to: string, file: string): void {
  symlinkSync(relative(dirname(to), file), to);
  try {
    unlinkSync(from);
  } catch (error) {
    unlinkSync(to);
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR') {
      throw new NotesError('bad-path', `There can be no note in ${basename(folder)}: it is not a folder.`);
    }
    if (isMissing(error)) return [];
    throw error;
  }
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
