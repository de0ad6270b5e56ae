import { accessSync, constants, lstatSync, type Stats } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type NoteEncoding, type NotePath, NotesError, type SaveResult, type Version } from '../api.ts';
import { converted, decode, type DecodedText, encode, versionOf } from './bytes.ts';
import {
  type Exclusively,
  isTemporaryName,
  discard,
  moveToFreeName,
  syncFileAndFolder,
  syncFolder,
  writeTemporary,
} from './durable.ts';
import { Unmappable } from './encoders.ts';
import { isMissing, systemCode, toNotesError } from './errors.ts';
import { isDoubtful, overwrite } from './overwrite.ts';
import { makeFolders, type NameRule, placeOf } from './paths.ts';
import { contentOf, type DecodeAt } from './read.ts';

const comfort = 'Your text is still here.';
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Keeps text where it survives a crash. Called just before the one kind of save that can't be atomic: in place, because
 * the file has several names (hard links) that must go on showing the same, or because the disk refuses to rename over
 * it. The save fails when this does.
 */
export type KeepUnsaved = (path: NotePath, base: Version, text: string) => Promise<void>;

export interface SaveOptions {
  keepUnsaved?: KeepUnsaved;
  /** Default: nobody else has the notebook open. */
  exclusively?: Exclusively;
  /** Default: the bytes tell their encoding. */
  decodeAt?: DecodeAt;
  /** How long a refused rename is tried again, ms. Default: 10 s. */
  patience?: number;
  /** Whether also what is no text may be replaced: its bytes are kept elsewhere. Default: no. */
  isRepair?: boolean;
  /** These bytes are in the file now, in this encoding. */
  wrote?: (path: NotePath, bytes: Buffer, encoding: NoteEncoding) => void;
}

export interface SavedAs {
  /** From now on the file is in this encoding. Default: it stays in its own. */
  encoding?: NoteEncoding | undefined;
  /** In which the text was read: it is a conflict where the file is read in another one. */
  readIn?: NoteEncoding | undefined;
}

/** `NoteFolder.save`, for one caller at a time in this process; `exclusively` is for the others. */
export async function saveNote(
  root: string,
  path: NotePath,
  base: Version | null,
  text: string,
  options: SaveOptions & SavedAs = {},
): Promise<SaveResult> {
  try {
    if (base === null) return await saveNew(root, path, text);
    const bytesOver = (before: Buffer, { encoding: from }: DecodedText): Buffer =>
      options.encoding === undefined || options.encoding === from
        ? encode(text, before, from)
        : converted(text, before, from, options.encoding);
    return await saveOver(root, path, base, bytesOver, options);
  } catch (error) {
    if (error instanceof Unmappable)
      return { kind: 'unmappable', characters: error.characters, encoding: error.encoding };
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
    // Whoever puts bytes knows nothing of their encoding: they are read as they look.
    const rest = { ...options };
    delete rest.wrote;
    return await saveOver(root, path, base, () => bytes, rest);
  } catch (error) {
    throw toNotesError(error, `change ${path}`);
  }
}

/** Writes a new note and never over one that is there (`EEXIST`). */
export async function writeNew(root: string, path: NotePath, bytes: Buffer, rule?: NameRule): Promise<void> {
  const made = missingFolders(dirname(placeOf(root, path, rule).entry));
  makeFolders(root, path, rule);
  const { entry } = placeOf(root, path, rule);
  const temporary = await writeTemporary(dirname(entry), bytes, null);
  try {
    moveToFreeName(temporary, entry);
  } catch (error) {
    discard(temporary);
    throw error;
  }
  await syncFolder(dirname(entry));
  // A folder that was made for this note is a name in the one above it, which a power cut could take.
  for (const folder of made) await syncFolder(dirname(folder));
}

/** `folder` and those above it that are not there yet. */
function missingFolders(folder: string): string[] {
  const isMissing = lstatSync(folder, { throwIfNoEntry: false }) === undefined;
  return isMissing && dirname(folder) !== folder ? [folder, ...missingFolders(dirname(folder))] : [];
}

async function saveNew(root: string, path: NotePath, text: string): Promise<SaveResult> {
  const bytes = encode(text, null);
  try {
    await writeNew(root, path, bytes);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    const there = lookAt(placeOf(root, path).file);
    if (there === null) throw error;
    if (!there.bytes.equals(bytes)) return conflict(there.bytes);
    await syncFileAndFolder(placeOf(root, path).file);
    return saved(there);
  }
  return savedAt(placeOf(root, path).file, bytes);
}

async function saveOver(
  root: string,
  path: NotePath,
  base: Version,
  bytesOver: (before: Buffer, decoded: DecodedText) => Buffer,
  options: SaveOptions & SavedAs,
): Promise<SaveResult> {
  const { keepUnsaved, wrote, encoding: as, readIn = null } = options;
  const exclusively: Exclusively = options.exclusively ?? ((work) => work());
  const decodeAt: DecodeAt = options.decodeAt ?? ((_path, bytes) => decode(bytes));
  const { file } = placeOf(root, path);
  const before = lookAt(file);
  if (before === null) return { kind: 'gone' };
  const textOf = (bytes: Buffer): DecodedText => decodeAt(path, bytes, versionOf(bytes));
  const decoded = textOf(before.bytes);
  const { readOnly } = decoded;
  if (readOnly !== null && options.isRepair !== true)
    throw new NotesError('read-only', `Could not save ${path}: ${cause[readOnly]}. ${comfort}`);
  const version = versionOf(before.bytes);
  const isOurs = isDoubtful(file, base, version);
  if (readIn !== null && readIn !== decoded.encoding && version === base)
    return conflict(before.bytes, textOf);
  const bytes = bytesOver(before.bytes, decoded);
  // What is there is what should be there: nobody's text is lost, and nothing needs to be written.
  if (before.bytes.equals(bytes) && !isOurs) {
    // What somebody else wrote is called saved once a power cut can't take it back.
    if (version !== base) await syncFileAndFolder(file);
    // Plain ASCII has the same bytes in most encodings: what is typed next shall be in this one.
    if (as !== undefined) wrote?.(path, bytes, as);
    return saved(before);
  }
  if (version !== base && !isOurs) return conflict(before.bytes, textOf);
  checkWritable(file, before.stats, path);

  const last: { look: Look | null } = { look: before };
  const way = await overwrite(file, bytes, {
    base,
    before,
    isUnchanged: () => {
      last.look = lookAt(file);
      return last.look?.bytes.equals(before.bytes) === true;
    },
    keep: () => keptFirst(path, async () => keepUnsaved?.(path, base, textOf(bytes).text)),
    exclusively,
    patience: options.patience,
  });
  if (last.look === null) return { kind: 'gone' };
  if (!last.look.bytes.equals(before.bytes)) return conflict(last.look.bytes, textOf);
  wrote?.(path, bytes, as ?? decoded.encoding);
  await removeOrphans(dirname(file));
  return way === 'refused' ? { ...savedAt(file, bytes), inPlace: true } : savedAt(file, bytes);
}

/** Without a place where the text survives, nothing is written in place. */
async function keptFirst(path: NotePath, keep: () => Promise<void>): Promise<void> {
  try {
    await keep();
  } catch (error) {
    const { code, message } = toNotesError(error, `keep the text of ${path}`);
    const why = `it can only be written in place here, and that is not safe now (${message})`;
    throw new NotesError(code, `Could not save ${path}: ${why}. ${comfort}`);
  }
}

const cause = {
  'not-utf8': 'its encoding can not be told for certain, and saving might damage it',
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

type Saved = SaveResult & { kind: 'saved' };

function conflict(bytes: Buffer, textOf: (bytes: Buffer) => DecodedText = decode): SaveResult {
  const { text, encoding } = textOf(bytes);
  return { kind: 'conflict', version: versionOf(bytes), text, encoding };
}

function saved({ bytes, stats }: Look): Saved {
  return { kind: 'saved', version: versionOf(bytes), modified: stats.mtimeMs };
}

function savedAt(file: string, bytes: Buffer): Saved {
  // It may have been replaced again already: then the time is that of the next version, which does no harm.
  const modified = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return { kind: 'saved', version: versionOf(bytes), modified };
}
