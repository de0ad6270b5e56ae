/** The saved filters: `.gleaner/filters.json` in the notebook, made on first need, for people to edit too. */
import { accessSync, constants, lstatSync, mkdirSync, readFileSync, rmdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { type Arguments, NotesError, type Results, type SavedFilter, type Version } from '../api.ts';
import { versionOf } from './bytes.ts';
import { type Exclusively, replace, syncFolder, writeTemporary } from './durable.ts';
import { isMissing, systemCode, toNotesError } from './errors.ts';
import { filtersIn, type FiltersFile, filtersFileName, withFilters } from './filters-file.ts';
import { Turns } from './turns.ts';

export interface SavedFilters {
  /** `broken` with the line, when the file is not what it should be; it stays as it is. */
  read(): Results['savedFilters'];
  /** Puts these in the place of all, or answers `conflict` and leaves the file alone when it is another one by now. */
  save(args: Arguments<'saveFilters'>): Promise<Results['saveFilters']>;
  /** Looks whether another program changed them, for when a window gets the focus. */
  check(): void;
}

const folderName = '.gleaner';
/** Far above 500 filters of 10,000 characters. Bytes. */
const largest = 32 * 1024 * 1024;

/** What is on the disk: nothing, a file that can be read, or one that can't. */
interface Look {
  version: Version | null;
  file: FiltersFile | null;
  stats: Stats | null;
}

/**
 * `root`: the notebook's folder, its real path. `changed` is called when they are others, by this or another program.
 * Opening writes nothing.
 */
export function openSavedFilters(root: string, changed: () => void, exclusively?: Exclusively): SavedFilters {
  const folder = join(root, folderName);
  const path = join(folder, 'filters.json');
  const turns = new Turns();
  /** The version that was told last; `undefined` while nobody has asked. */
  let known: Version | null | undefined;

  const tellIfOther = (version: Version | null) => {
    const isOther = known !== undefined && known !== version;
    known = version;
    if (isOther) changed();
  };

  /** `broken` is thrown after the version is told, so that whoever shows them hears that they broke. */
  const look = (): Look => {
    const stats = statsOf(folder, path);
    if (stats === null) {
      tellIfOther(null);
      return { version: null, file: null, stats };
    }
    if (stats.size > largest)
      throw new NotesError('too-large', `${filtersFileName} is too large to be read.`);
    const bytes = readFileSync(path);
    const version = versionOf(bytes);
    tellIfOther(version);
    return { version, file: filtersIn(bytes), stats };
  };

  const save = async ({ base, filters }: Arguments<'saveFilters'>): Promise<Results['saveFilters']> => {
    const before = look();
    const there = before.file?.filters ?? [];
    const isSame = isEqual(there, filters);
    if (before.version !== base && !isSame)
      return { kind: 'conflict', version: before.version, filters: there };
    if (isSame) return { kind: 'saved', version: before.version, filters };
    const bytes = Buffer.from(withFilters(before.file, filters));
    if (before.stats !== null) checkWritable(path, before.stats);
    const isMade = makeFolder(folder);
    if (isMade) await syncFolder(root);
    const isUnchanged = () => (statsOf(folder, path) !== null) === (before.version !== null) && sameBytes();
    const sameBytes = () => before.version === null || versionOf(readFileSync(path)) === before.version;
    let isReplaced: boolean;
    try {
      const temporary = await writeTemporary(folder, bytes, before.stats);
      isReplaced = await replace(temporary, path, isUnchanged, exclusively);
    } catch (error) {
      if (isMade) removeIfEmpty(folder);
      throw error;
    }
    if (!isReplaced) {
      const now = look();
      return { kind: 'conflict', version: now.version, filters: now.file?.filters ?? [] };
    }
    known = versionOf(bytes);
    changed();
    return { kind: 'saved', version: known, filters };
  };

  return {
    read() {
      try {
        const { version, file } = look();
        return { version, filters: file?.filters ?? [] };
      } catch (error) {
        throw toNotesError(error, `read ${filtersFileName}`);
      }
    },
    save: (args) =>
      turns.take(path, async () => {
        try {
          return await save(args);
        } catch (error) {
          throw toNotesError(error, `save ${filtersFileName}`, 'The saved filters are as they were.');
        }
      }),
    check() {
      if (known === undefined) return;
      try {
        look();
      } catch (error) {
        // Whoever reads them is told; here only whether they are others counts.
        if (!(error instanceof NotesError) && systemCode(error) === '') throw error;
      }
    },
  };
}

/** The file's own state; `null` when it is not there. A link could lead anywhere: it is neither read nor written. */
function statsOf(folder: string, path: string): Stats | null {
  try {
    const refused = (name: string, what: string) =>
      new NotesError('denied', `Gleaner does not use ${name}: ${what}. Make it an ordinary one.`);
    if (lstatSync(folder).isSymbolicLink()) throw refused(folderName, 'the folder is a link');
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) throw refused(filtersFileName, 'the file is a link');
    if (!stats.isFile()) throw refused(filtersFileName, 'it is no file');
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

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!isMissing(error) && systemCode(error) === '') throw error;
  }
}

/** A rename would replace a file that may not be written: ask first. */
function checkWritable(path: string, stats: Stats): void {
  if ((stats.mode & 0o222) === 0)
    throw new NotesError('read-only', `Could not save ${filtersFileName}: the file is marked as read-only.`);
  accessSync(path, constants.W_OK);
}

function isEqual(one: readonly SavedFilter[], other: readonly SavedFilter[]): boolean {
  const isSame = (a: SavedFilter, b: SavedFilter | undefined) => a.name === b?.name && a.filter === b.filter;
  return one.length === other.length && one.every((filter, at) => isSame(filter, other[at]));
}
