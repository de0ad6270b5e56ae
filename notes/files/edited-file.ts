/** A file in the notebook's `.gleaner/` that Gleaner writes and people edit too; made on first need. */
import { accessSync, constants, lstatSync, mkdirSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { NotesError, type Version } from '../api.ts';
import { versionOf } from './bytes.ts';
import { type Exclusively, replace, syncFolder, writeTemporary } from './durable.ts';
import { systemCode, toNotesError } from './errors.ts';
import { removeIfEmpty } from './paths.ts';
import { Turns } from './turns.ts';

/** What is on the disk: nothing, or a file that can be read. */
export interface Look<T> {
  version: Version | null;
  content: T | null;
  stats: Stats | null;
}

export interface EditedFile<T> {
  /** `broken` with the line, when the file is not what it should be; it stays as it is. */
  look(): Look<T>;
  /**
   * Puts `text` in its place if it is still what was looked at; `null`: it is another one by now, and stays.
   * @param content what `text` says, for who knows it and would have to wait for it to be read
   */
  write(before: Look<T>, text: string, content?: T): Promise<Version | null>;
  /** Runs `work`, which looks and writes, when all that was asked for earlier is done; failures get words. */
  change<R>(work: () => Promise<R>): Promise<R>;
  /** Looks whether another program changed it, for when a window gets the focus. */
  check(): void;
}

export interface EditedFileOptions<T> {
  /** In `.gleaner/`. */
  name: string;
  /** Reads its content; throws `broken`. */
  parse: (bytes: Buffer) => T;
  /** For a failure: what is as it was. */
  asBefore: string;
  /** Called when it is another one, by this or another program. */
  changed: () => void;
  exclusively?: Exclusively | undefined;
}

const folderName = '.gleaner';
/** Bytes. Far above what people and Gleaner write. */
const largest = 32 * 1024 * 1024;

/** As a person knows it, in messages. */
export function editedFileName(name: string): string {
  return `${folderName}/${name}`;
}

/** `root`: the notebook's folder, its real path. Opening writes nothing. */
export function openEditedFile<T>(root: string, options: EditedFileOptions<T>): EditedFile<T> {
  const { name, parse, asBefore, changed, exclusively } = options;
  const folder = join(root, folderName);
  const path = join(folder, name);
  const shownName = editedFileName(name);
  const turns = new Turns();
  /** The version that was told last; `undefined` while nobody has asked. */
  let known: Version | null | undefined;
  /** What was read last: reading a large one again takes long. */
  let last: { version: Version; content: T } | null = null;

  const tellIfOther = (version: Version | null) => {
    const isOther = known !== undefined && known !== version;
    known = version;
    if (isOther) changed();
  };

  /** `broken` is thrown after the version is told, so that whoever shows it hears that it broke. */
  const look = (): Look<T> => {
    const stats = statsOf(folder, path, shownName);
    if (stats === null) {
      tellIfOther(null);
      return { version: null, content: null, stats };
    }
    if (stats.size > largest) throw new NotesError('too-large', `${shownName} is too large to be read.`);
    const bytes = readFileSync(path);
    const version = versionOf(bytes);
    tellIfOther(version);
    if (last?.version !== version) last = { version, content: parse(bytes) };
    return { version, content: last.content, stats };
  };

  const write = async (before: Look<T>, text: string, content?: T): Promise<Version | null> => {
    const bytes = Buffer.from(text);
    if (before.stats !== null) checkWritable(path, before.stats, shownName);
    const isMade = makeFolder(folder);
    if (isMade) await syncFolder(root);
    const isThere = () => statsOf(folder, path, shownName) !== null;
    const sameBytes = () => before.version === null || versionOf(readFileSync(path)) === before.version;
    const isUnchanged = () => isThere() === (before.version !== null) && sameBytes();
    try {
      const temporary = await writeTemporary(folder, bytes, before.stats);
      if (!(await replace(temporary, path, isUnchanged, exclusively))) return null;
    } catch (error) {
      if (isMade) removeIfEmpty(folder);
      throw error;
    }
    known = versionOf(bytes);
    if (content !== undefined) last = { version: known, content };
    changed();
    return known;
  };

  return {
    look() {
      try {
        return look();
      } catch (error) {
        throw toNotesError(error, `read ${shownName}`);
      }
    },
    write,
    change: (work) =>
      turns.take(path, async () => {
        try {
          return await work();
        } catch (error) {
          throw toNotesError(error, `save ${shownName}`, asBefore);
        }
      }),
    check() {
      if (known === undefined) return;
      try {
        look();
      } catch (error) {
        // Whoever reads it is told; here only whether it is another one counts.
        if (!(error instanceof NotesError) && systemCode(error) === '') throw error;
      }
    },
  };
}

/** The file's own state; `null` when it is not there. A link could lead anywhere: it is neither read nor written. */
function statsOf(folder: string, path: string, shownName: string): Stats | null {
  try {
    const refused = (what: string, why: string) =>
      new NotesError('denied', `Gleaner does not use ${what}: ${why}. Make it an ordinary one.`);
    if (lstatSync(folder).isSymbolicLink()) throw refused(folderName, 'the folder is a link');
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) throw refused(shownName, 'the file is a link');
    if (!stats.isFile()) throw refused(shownName, 'it is no file');
    return stats;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Whether it had to be made. */
function makeFolder(folder: string): boolean {
  try {
    // Not `recursive`: when the notebook itself is gone, nothing is made in its place.
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A rename would replace a file that may not be written: ask first. */
function checkWritable(path: string, stats: Stats, shownName: string): void {
  if ((stats.mode & 0o222) === 0)
    throw new NotesError('read-only', `Could not save ${shownName}: the file is marked as read-only.`);
  accessSync(path, constants.W_OK);
}
