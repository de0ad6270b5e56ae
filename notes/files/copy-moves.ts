/**
 * How a copy takes its place and how one goes: whole or not at all, also for a process that is killed meanwhile. What is to
 * be there is made in a folder of its own beside the copies; the renames that put it in place can be finished by anybody.
 */
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CopyPicture } from './copy-file.ts';
import { type Exclusively, patiently, syncFolder, writeTemporary } from './durable.ts';
import { removeIfEmpty } from './paths.ts';
import { makeTrashFolder } from './trash.ts';

/** Being made. It holds nothing yet that somebody else may need. */
const unfinishedName = /^\.gleaner-[0-9a-f]{8}\.tmp$/;
/** Whole, and about to be put in place: `<stem>/` with the pictures, `<stem>.md`; without a text: the copy is to go. */
const readyName = /^\.gleaner-[0-9a-f]{8}\.copy$/;
/** In there: the folder of pictures where there are none, once the old ones are away. */
const noPictures = '.none';

/** How long something unfinished is left alone: another process may be at it. ms */
const leftForMs = 24 * 3_600_000;

/** The folders that it is about. */
export interface CopyFolders {
  /** The notebook's. */
  root: string;
  /** Of the copies. */
  folder: string;
}

/**
 * Writes what is to be the copy `stem`, all on the disk when it answers; nothing is left of it when that fails.
 * @param unfinished the folder it is made in, which is not there yet
 */
export async function writeUnfinished(
  unfinished: string,
  stem: string,
  text: Buffer,
  pictures: readonly CopyPicture[],
): Promise<void> {
  try {
    mkdirSync(unfinished);
    const folder = join(unfinished, stem);
    mkdirSync(folder);
    for (const { name, bytes } of pictures)
      renameSync(await writeTemporary(folder, bytes, null), join(folder, name));
    await syncFolder(folder);
    renameSync(await writeTemporary(unfinished, text, null), join(unfinished, `${stem}.md`));
    await syncFolder(unfinished);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** The same for a copy that is to go. */
export function writeRemoval(unfinished: string, stem: string): void {
  mkdirSync(unfinished);
  mkdirSync(join(unfinished, stem));
}

/** Renames that can be taken back. */
class Moves {
  readonly #done: [from: string, to: string][] = [];

  rename(from: string, to: string): void {
    renameSync(from, to);
    this.#done.push([from, to]);
  }

  /** Not by a hard link, as notes are moved: a kill between its two halves would leave the text under both names. */
  toFreeName(from: string, to: string): void {
    if (isThere(to)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
    this.rename(from, to);
  }

  /** `false`: some of them can't be. */
  back(): boolean {
    try {
      for (let last = this.#done.at(-1); last !== undefined; last = this.#done.at(-1)) {
        renameSync(last[1], last[0]);
        this.#done.pop();
      }
      return true;
    } catch {
      // What comes after it needs it: the rest stays, to be finished the next time somebody looks.
      return false;
    }
  }
}

/** How long another program may keep a file of a copy busy. */
const patienceMs = 2000;

/**
 * Puts what was written in place; what was there before goes to the trash. Fails with all as it was before, or, where that
 * can't be had either, with `isUnfinished`: then the next look finishes it.
 */
export async function settle(
  folders: CopyFolders,
  unfinished: string,
  exclusively: Exclusively,
): Promise<void> {
  const ready = unfinished.replace(/\.tmp$/, '.copy');
  const moves = new Moves();
  try {
    await patiently(
      () =>
        exclusively(() => {
          try {
            if (isThere(unfinished)) moves.rename(unfinished, ready);
            advance(folders, ready, moves);
          } catch (error) {
            // While nobody else may finish it.
            throw moves.back() ? error : new Unfinished(error);
          }
        }),
      // Less than for a note: the copy is there as before, and can be kept again.
      patienceMs,
    );
  } catch (error) {
    if (!(error instanceof Unfinished)) rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  const trash = trashIn(folders.root);
  if (isThere(trash)) await syncFolder(trash);
  await syncFolder(folders.folder);
}

/** The copy that was there before is in the trash, and the new one not in its place yet. */
export class Unfinished extends Error {
  constructor(cause: unknown) {
    super('not finished', { cause });
  }
}

/** From wherever it was left. */
function advance({ root, folder }: CopyFolders, ready: string, moves: Moves): void {
  const stem = stemIn(ready);
  if (stem !== null) {
    const [fresh, pictures] = [join(ready, stem), join(folder, stem)];
    // The pictures go first: as long as they are here, those in place are the old ones.
    if (isThere(fresh)) {
      oldToTrash({ root, folder }, stem, moves);
      moves.rename(fresh, readdirSync(fresh).length === 0 ? join(ready, noPictures) : pictures);
    }
    const text = `${fresh}.md`;
    // Somebody has put one there since.
    if (isThere(text) && isThere(`${pictures}.md`)) textToTrash({ root, folder }, stem, moves);
    if (isThere(text)) moves.rename(text, `${pictures}.md`);
  }
  removeIfEmpty(join(ready, noPictures));
  removeIfEmpty(ready);
}

/** `null`: nothing is left to be done. */
function stemIn(ready: string): string | null {
  const names = readdirSync(ready).filter((name) => !name.startsWith('.'));
  const text = names.find((name) => name.endsWith('.md'));
  return text?.slice(0, -'.md'.length) ?? names[0] ?? null;
}

/** The copy and its pictures, beside each other in the trash as they were. */
function oldToTrash({ root, folder }: CopyFolders, stem: string, moves: Moves): void {
  const old = join(folder, stem);
  const hasText = isThere(`${old}.md`);
  if (!hasText && !isThere(old)) return;
  const trash = trashIn(root);
  makeTrashFolder(root, trash);
  let trashed = freeNameIn(trash, stem);
  // Killed between the two: the text went before, and is the last one that has no pictures there.
  if (!hasText && trashed.before !== null && !isThere(join(trash, trashed.before)))
    trashed = { name: trashed.before, before: null };
  if (hasText) moves.toFreeName(`${old}.md`, join(trash, `${trashed.name}.md`));
  if (isThere(old)) moves.rename(old, join(trash, trashed.name));
}

function textToTrash({ root, folder }: CopyFolders, stem: string, moves: Moves): void {
  const trash = trashIn(root);
  makeTrashFolder(root, trash);
  moves.toFreeName(join(folder, `${stem}.md`), join(trash, `${freeNameIn(trash, stem).name}.md`));
}

/** A name that neither a text nor a folder has there, and the one before it. */
function freeNameIn(trash: string, stem: string): { name: string; before: string | null } {
  let before: string | null = null;
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem} ${number}`;
    if (!isThere(join(trash, name)) && !isThere(join(trash, `${name}.md`))) return { name, before };
    before = name;
  }
}

/**
 * Finishes what a process that was killed had begun to put in place, and moves to the trash what one had not finished a day
 * ago. What can't be done now stays for the next time.
 */
export function recover(folders: CopyFolders, names: readonly string[], exclusively: Exclusively): void {
  const { root, folder } = folders;
  for (const name of names) {
    const path = join(folder, name);
    const isReady = readyName.test(name);
    if (!isReady && !unfinishedName.test(name)) continue;
    try {
      const stats = lstatSync(path);
      if (isReady && stats.isDirectory()) exclusively(() => finish(folders, path));
      if (!isThere(path) || Date.now() - stats.mtimeMs < leftForMs) continue;
      // A file is one text that was fetched; a folder may hold what a person has put into it.
      if (stats.isFile()) rmSync(path);
      else leftoverToTrash(root, path);
    } catch {
      // The next look tries again.
    }
  }
}

function finish(folders: CopyFolders, ready: string): void {
  const moves = new Moves();
  try {
    advance(folders, ready, moves);
  } catch (error) {
    moves.back();
    throw error;
  }
}

function leftoverToTrash(root: string, path: string): void {
  const trash = trashIn(root);
  makeTrashFolder(root, trash);
  renameSync(path, join(trash, freeNameIn(trash, basename(path).slice(1)).name));
}

/** Whether a process that was killed may have left something. */
export function isLeft(name: string): boolean {
  return unfinishedName.test(name) || readyName.test(name);
}

function trashIn(root: string): string {
  return join(root, '.trash', 'copies');
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
