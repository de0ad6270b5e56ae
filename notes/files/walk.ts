/** Looks through folders in small steps, so that other work gets its turn. */
import { type BigIntStats, type Dirent, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { NotePath } from '../api.ts';
import { isMissing, systemCode } from './errors.ts';
import type { FileStamp } from './stamps.ts';
import type { Ignored } from './ignore.ts';
import { isHiddenFolder, isInside, isNoteName } from './paths.ts';
import { stampOf } from './read.ts';

/** What a folder holds, not looking into the folders in it. `folder` and `folders` are like note paths; `''` is the root. */
export interface Listing {
  folder: string;
  notes: FileStamp[];
  folders: string[];
  /** Notes of which nothing can be said now; they may be there. */
  unknown: NotePath[];
  /** Number of notes and folders whose names are not UTF-8: Node can't give them a path. */
  unnamed: number;
}

/** Work that may be interrupted at every `yield`, whether it has found something or not. */
export type Steps<T, Found = never> = Generator<Found | undefined, T, undefined>;

/** How long other work may have to wait, ms. */
const sliceMs = 8;
const notesPerStep = 64;

/** Runs `steps`, and lets other work run at least every 8 ms; `pause` is called before each such moment. */
export async function inSlices<T>(steps: Steps<T>, pause: () => void = () => undefined): Promise<T> {
  for (;;) {
    const end = performance.now() + sliceMs;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    pause();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Lists one folder. `missing`: it is not there; `unreadable`: what is in it can't be known now. */
export function* listFolder(
  root: string,
  folder: string,
  ignored: Ignored,
): Steps<Listing | 'missing' | 'unreadable'> {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    return isMissing(error) ? 'missing' : 'unreadable';
  }
  const start = join(root, folder, sep);
  const listing: Listing = { folder, notes: [], folders: [], unknown: [], unnamed: 0 };
  for (const [index, entry] of entries.entries()) {
    if (index % notesPerStep === notesPerStep - 1) yield undefined;
    const path = pathIn(folder, entry.name);
    if (entry.isDirectory()) {
      if (!isShownFolder(path, ignored)) continue;
      if (isUnnamed(entry.name, start)) listing.unnamed++;
      else listing.folders.push(path);
    } else if (isNoteName(entry.name) && !ignored(path)) {
      // Not join(): it takes as long as the look itself.
      const stamp = stampOfFile(root, path, start + entry.name);
      if (stamp === 'unknown') listing.unknown.push(path);
      else if (stamp) listing.notes.push(stamp);
      else if (isUnnamed(entry.name, start)) listing.unnamed++;
    }
  }
  return listing;
}

/** Lists `folder` and every folder below it. `visit` is called with each before it is listed. */
export function* walk(
  root: string,
  folder: string,
  ignored: Ignored,
  visit: (folder: string) => void = () => undefined,
): Steps<void, Listing | { skipped: string }> {
  const open = [folder];
  let unnamed = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    visit(next);
    const listing = yield* listFolder(root, next, ignored);
    if (listing === 'unreadable') yield { skipped: next };
    else if (listing !== 'missing') {
      open.push(...listing.folders.toReversed());
      unnamed += listing.unnamed;
      yield listing;
    }
  }
  if (unnamed > 0 && folder === '') tellUnnamed(root, unnamed);
}

/** Notebooks of which it was said that they have such notes: once is enough. */
const told = new Set<string>();

function tellUnnamed(root: string, count: number): void {
  if (told.has(root)) return;
  told.add(root);
  const [what, them] = count === 1 ? ['1 name is', 'it'] : [`${count} names are`, 'them'];
  console.error(
    `gleaner: ${what} not UTF-8 in ${root}, so what has ${them} is left out. Rename ${them} (convmv does) to see the notes.`,
  );
}

/** Whether what is listed under this name can't be reached by it: U+FFFD stands for what is not UTF-8. */
function isUnnamed(name: string, folder: string): boolean {
  if (!name.includes('\ufffd')) return false;
  // A name may hold that character itself.
  return lstatSync(folder + name, { throwIfNoEntry: false }) === undefined;
}

/** Whether there is any note, which ends at the first one. */
export function* hasNotes(root: string, ignored: Ignored): Steps<boolean> {
  for (const found of walk(root, '', ignored)) {
    if (found && 'notes' in found && found.notes.length > 0) return true;
    yield undefined;
  }
  return false;
}

/** The note's stamp; `null` when there is no such note, or it is none that is listed. */
export function stampOfNote(root: string, path: NotePath, ignored: Ignored): FileStamp | 'unknown' | null {
  return isNoteName(basename(path)) && !ignored(path) ? stampOfFile(root, path, join(root, path)) : null;
}

function stampOfFile(root: string, path: NotePath, file: string): FileStamp | 'unknown' | null {
  try {
    const stats = lstatSync(file, { bigint: true });
    const target = stats.isSymbolicLink() ? linked(root, file) : stats;
    return target?.isFile() ? stampOf(path, target) : null;
  } catch (error) {
    // Gone since it was listed, or a link to nowhere; anything else is no reason to call it gone.
    return isMissing(error) || systemCode(error) === 'ELOOP' ? null : 'unknown';
  }
}

export function isShownFolder(path: string, ignored: Ignored): boolean {
  return !isHiddenFolder(basename(path)) && !ignored(path + '/');
}

/** `device:inode` of a folder, which tells it from another one that took its place; `null` when there is none. */
export function identityOf(folder: string): string | null {
  try {
    const stats = lstatSync(folder, { bigint: true });
    return stats.isDirectory() ? `${stats.dev}:${stats.ino}` : null;
  } catch {
    return null;
  }
}

export function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function linked(root: string, file: string): BigIntStats | null {
  const real = realpathSync.native(file);
  const isOurs = isInside(root, dirname(real)) && !basename(real).startsWith('.');
  return isOurs ? lstatSync(real, { bigint: true }) : null;
}
