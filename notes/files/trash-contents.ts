/** What lies in the notebook's trash, and its end. Links are never followed. */
import { lstatSync, readdirSync, readFileSync, rmdirSync, type Stats, unlinkSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type NotePath, NotesError } from '../api.ts';
import { writeOwnFileNow } from './durable.ts';
import { isMissing } from './errors.ts';
import { isHiddenFolder, placeOf } from './paths.ts';

export const trashFolder = '.trash';

/** Where notes were that have another name in the trash. */
const originsFile = '.origins.json';

export interface InTrash {
  /** Its path there, for `restore`. */
  trashed: string;
  /** Where it was. */
  path: NotePath;
  /** When it was put there, ms since the epoch. */
  at: number;
  size: number;
}

/** Those that were put there last first. */
export function notesInTrash(root: string): InTrash[] {
  const origins = originsIn(root);
  const found: InTrash[] = [];
  for (const { trashed, stats } of filesBelow(join(root, trashFolder), '')) {
    // Being moved changes no more of a file than its ctime.
    const at = stats.ctimeMs;
    found.push({ trashed, path: origins.get(trashed) ?? trashed, at, size: stats.size });
  }
  return found.sort((one, other) => other.at - one.at || (one.trashed < other.trashed ? -1 : 1));
}

/** Where a trashed note was. */
export function originOf(root: string, trashed: string): NotePath {
  return originsIn(root).get(trashed) ?? trashed;
}

/** Only notes whose name in the trash is another one need it. A note is in the trash whether or not this can be written. */
export function rememberOrigin(root: string, trashed: string, path: NotePath): void {
  const origins = originsIn(root);
  if (trashed === path ? !origins.delete(trashed) : origins.get(trashed) === path) return;
  if (trashed !== path) origins.set(trashed, path);
  for (const known of origins.keys()) if (known !== trashed && !isThere(root, known)) origins.delete(known);
  try {
    writeOwnFileNow(
      join(root, trashFolder, originsFile),
      Buffer.from(`${JSON.stringify(Object.fromEntries(origins), null, 2)}\n`),
    );
  } catch {
    // It will be offered under its name in the trash.
  }
}

/** Deletes one of them for good. `not-found`: it is not in the trash. */
export function deleteFromTrash(root: string, trashed: string): void {
  const file = trashFile(root, trashed);
  unlinkSync(file);
  tidyTrash(root, dirname(file));
}

/** Removes the trash's folders that are empty now, from this one up. */
export function tidyTrash(root: string, folder: string): void {
  const trash = join(root, trashFolder);
  for (let next = folder; next === trash || next.startsWith(trash + sep); next = dirname(next)) {
    try {
      if (next === trash && readdirSync(trash).join() === originsFile) unlinkSync(join(trash, originsFile));
      rmdirSync(next);
    } catch {
      return;
    }
  }
}

/** A note in the trash as a file. `not-found`. */
export function trashFile(root: string, trashed: string): string {
  placeOf(root, trashed, 'any');
  let folder = join(root, trashFolder);
  // One at a time: a folder may be a link, and nothing is done at the other end of it.
  for (const name of trashed.split('/').slice(0, -1)) {
    if (!isFolder(folder)) throw noNote(trashed);
    folder = join(folder, name);
  }
  const file = join(root, trashFolder, trashed);
  const stats = isFolder(folder) ? lstatSync(file, { throwIfNoEntry: false }) : undefined;
  if (stats === undefined || !(stats.isFile() || stats.isSymbolicLink())) throw noNote(trashed);
  return file;
}

function noNote(trashed: string): NotesError {
  return new NotesError('not-found', `There is no ${trashed} in the trash any more.`);
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isThere(root: string, trashed: string): boolean {
  return lstatSync(join(root, trashFolder, trashed), { throwIfNoEntry: false }) !== undefined;
}

function* filesBelow(folder: string, under: string): Generator<{ trashed: string; stats: Stats }> {
  if (!isFolder(folder)) return;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  for (const name of names) {
    const trashed = under === '' ? name : `${under}/${name}`;
    const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
    if (stats === undefined || isHiddenFolder(name)) continue;
    if (stats.isDirectory()) yield* filesBelow(join(folder, name), trashed);
    else if (stats.isFile() || stats.isSymbolicLink()) yield { trashed, stats };
  }
}

function originsIn(root: string): Map<string, NotePath> {
  try {
    const read: unknown = JSON.parse(readFileSync(join(root, trashFolder, originsFile), 'utf8'));
    if (typeof read !== 'object' || read === null) return new Map();
    return new Map(
      Object.entries(read).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  } catch {
    return new Map();
  }
}
