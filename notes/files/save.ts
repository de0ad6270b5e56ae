import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  type Stats,
} from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type NotePath, NotesError, type SaveResult, type Version } from '../api.ts';
import { decode, encode, versionOf } from './bytes.ts';
import {
  type Exclusively,
  isTemporaryName,
  moveToFreeName,
  replace,
  syncFolder,
  writeAllNow,
  writeTemporary,
} from './durable.ts';
import { isMissing, systemCode, toNotesError } from './errors.ts';
import { makeFolders, type NameRule, placeOf } from './paths.ts';
import { contentOf } from './read.ts';

const comfort = 'Your text is still here.';
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Keeps text where it survives a crash. Called just before the one kind of save that can't be atomic: a file with
 * several names (hard links) is written in place, so that all of them go on showing the same. The save fails when this does.
 */
export type KeepUnsaved = (path: NotePath, base: Version, text: string) => Promise<void>;

export interface SaveOptions {
  keepUnsaved?: KeepUnsaved;
  /** Default: nobody else has the notebook open. */
  exclusively?: Exclusively;
}

/** `NoteFolder.save`, for one caller at a time in this process; `exclusively` is for the others. */
export async function saveNote(
  root: string,
  path: NotePath,
  base: Version | null,
  text: string,
  options: SaveOptions = {},
): Promise<SaveResult> {
  try {
    if (base === null) return await saveNew(root, path, text);
    return await saveOver(root, path, base, (before) => encode(text, before), options);
  } catch (error) {
    throw toNotesError(error, `save ${path}`, comfort);
  }
}

/** `NoteFolder.putBytes`. */
export async function saveBytes(
  root: string,
  path: NotePath,
  base: Version,
  bytes: Buffer,
  options: SaveOptions = {},
): Promise<SaveResult> {
  try {
    return await saveOver(root, path, base, () => bytes, options);
  } catch (error) {
    throw toNotesError(error, `change ${path}`);
  }
}

/** Writes a new note and never over one that is there (`EEXIST`). */
export async function writeNew(root: string, path: NotePath, bytes: Buffer, rule?: NameRule): Promise<void> {
  makeFolders(root, path, rule);
  const { entry } = placeOf(root, path, rule);
  const temporary = await writeTemporary(dirname(entry), bytes, null);
  try {
    moveToFreeName(temporary, entry);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(entry));
}

async function saveNew(root: string, path: NotePath, text: string): Promise<SaveResult> {
  const bytes = encode(text, null);
  try {
    await writeNew(root, path, bytes);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    const there = lookAt(placeOf(root, path).file);
    if (there === null) throw error;
    return there.bytes.equals(bytes) ? saved(there) : conflict(there.bytes);
  }
  return savedAt(placeOf(root, path).file, bytes);
}

async function saveOver(
  root: string,
  path: NotePath,
  base: Version,
  bytesOver: (before: Buffer) => Buffer,
  { keepUnsaved, exclusively = (work) => work() }: SaveOptions,
): Promise<SaveResult> {
  const { file } = placeOf(root, path);
  const before = lookAt(file);
  if (before === null) return { kind: 'gone' };
  const readOnly = decode(before.bytes).readOnly;
  if (readOnly !== null)
    throw new NotesError('read-only', `Could not save ${path}: ${cause[readOnly]}. ${comfort}`);
  const bytes = bytesOver(before.bytes);
  // What is there is what should be there: nobody's text is lost, and nothing needs to be written.
  if (before.bytes.equals(bytes)) return saved(before);
  if (versionOf(before.bytes) !== base) return conflict(before.bytes);
  checkWritable(file, before.stats, path);

  const last: { look: Look | null } = { look: before };
  const isUnchanged = () => {
    last.look = lookAt(file);
    return last.look?.bytes.equals(before.bytes) === true;
  };
  if (before.stats.nlink > 1) {
    // Another name of this file, perhaps outside the notebook, must keep showing the same text: no rename here.
    await keepUnsaved?.(path, base, decode(bytes).text);
    exclusively(() => {
      if (isUnchanged()) writeInPlace(file, bytes, before.bytes);
    });
  } else {
    await replace(await writeTemporary(dirname(file), bytes, before.stats), file, isUnchanged, exclusively);
  }
  if (last.look === null) return { kind: 'gone' };
  if (!last.look.bytes.equals(before.bytes)) return conflict(last.look.bytes);
  await removeOrphans(dirname(file));
  return savedAt(file, bytes);
}

const cause = {
  'not-utf8': 'it is not UTF-8 text, and saving would damage it',
  binary: 'it is not a text file',
  'too-large': 'it is too large to be edited',
};

interface Look {
  bytes: Buffer;
  stats: Stats;
}

/** What is on the disk right now; `null` when there is no file. */
function lookAt(file: string): Look | null {
  try {
    const { bytes } = contentOf(file);
    if (bytes === null)
      throw new NotesError('too-large', `Could not save: ${cause['too-large']}. ${comfort}`);
    return { bytes, stats: lstatSync(file) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** A rename would replace a file that may not be written: ask first. */
function checkWritable(file: string, stats: Stats, path: NotePath): void {
  if ((stats.mode & 0o222) === 0) {
    throw new NotesError('read-only', `Could not save ${path}: the file is marked as read-only. ${comfort}`);
  }
  accessSync(file, constants.W_OK);
}

/** Waits for nothing, so that it can be done under a lock: also for its own undoing, which must undo nobody else's. */
function writeInPlace(file: string, bytes: Buffer, before: Buffer): void {
  const handle = openSync(file, 'r+');
  try {
    writeAllNow(handle, bytes);
    ftruncateSync(handle, bytes.length);
    fsyncSync(handle);
  } catch (error) {
    try {
      // The old text fits where it was, so this succeeds even on a full disk.
      writeAllNow(handle, before);
      ftruncateSync(handle, before.length);
    } catch {
      // The disk is failing. The first error is the one to tell; the new text was kept elsewhere before.
    }
    throw error;
  } finally {
    closeSync(handle);
  }
}

const tidied = new Set<string>();

/** Removes what a crash in mid-save left behind, after a save in the same folder went well and a day has passed. */
async function removeOrphans(folder: string): Promise<void> {
  // Once per run and folder is enough, and a folder may have 20,000 files.
  if (tidied.has(folder)) return;
  tidied.add(folder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isTemporaryName)) {
    const path = join(folder, name);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() && Date.now() - stats.mtimeMs > dayMs)
      await rm(path, { force: true }).catch(() => undefined);
  }
}

function conflict(bytes: Buffer): SaveResult {
  return { kind: 'conflict', version: versionOf(bytes), text: decode(bytes).text };
}

function saved({ bytes, stats }: Look): SaveResult {
  return { kind: 'saved', version: versionOf(bytes), modified: stats.mtimeMs };
}

function savedAt(file: string, bytes: Buffer): SaveResult {
  // It may have been replaced again already: then the time is that of the next version, which does no harm.
  const modified = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return { kind: 'saved', version: versionOf(bytes), modified };
}
