/** The only way from a note's path to a path on the disk. */
import { lstatSync, mkdirSync, realpathSync, rmdirSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { type NotePath, NotesError } from '../api.ts';
import { isMissing, systemCode, toNotesError } from './errors.ts';
import { problemWithName } from './names.ts';

/** Whether a file of this name is a note. Names that begin with a dot are not (`._note.md` of macOS is no text), nor locks (`~$note.md`). */
export function isNoteName(name: string): boolean {
  // The usual end first: of 100,000 names a pattern costs as much as a look at the disk for 20,000.
  return (
    !name.startsWith('.') &&
    !name.startsWith('~$') &&
    (name.endsWith('.md') || /\.(?:md|markdown)$/iu.test(name))
  );
}

/** Whether a folder of this name is passed over, whatever `.gleanerignore` says. */
export function isHiddenFolder(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** Where a note is. */
export interface Place {
  /** Absolute; its folder is real and inside the notebook. The file itself may be missing, or a symbolic link. */
  entry: string;
  /** Absolute; `entry` with a symbolic link followed, inside the notebook. */
  file: string;
}

/**
 * Which names are let through although not every system takes them: the ones that are on the disk already, or any,
 * for names that are made from such a note's name.
 */
export type NameRule = 'portable' | 'any';

/**
 * Finds a note's place. `bad-path` for everything that is not a note inside the notebook: `..`, absolute and
 * Windows paths, hidden folders; `leads-out` for links that lead out or nowhere. Whether the note exists is for the caller to find out.
 */
export function placeOf(root: string, path: NotePath, rule: NameRule = 'portable'): Place {
  const names = namesOf(root, path, rule);
  const entry = join(realFolder(root, names.slice(0, -1), path), names.at(-1) ?? '');
  return { entry, file: followed(root, entry, path) };
}

/** Where a file that is no note is to be made; `bad-path` as for a note. Absolute; its folder is inside the notebook and may be missing. */
export function placeOfFile(root: string, path: string): string {
  const names = namesOf(root, path, 'portable', (name) => !name.startsWith('.'));
  return join(realFolder(root, names.slice(0, -1), path), names.at(-1) ?? '');
}

/**
 * Where the note is that is to be moved: a file, or a link to one. Not a folder that is named like a note, which
 * would take along everything in it. The system's errors.
 */
export function placeToMoveFrom(root: string, path: NotePath): Place {
  const place = placeOf(root, path);
  if (!lstatSync(place.file).isFile()) throw refused(path, 'it is no file');
  return place;
}

/** Makes the folders that a new note at `path` needs; never through a link that leads out. */
export function makeFolders(root: string, path: NotePath, rule: NameRule = 'portable'): void {
  const names = namesOf(root, path, rule).slice(0, -1);
  const folder = realFolder(root, names, path);
  if (!isThere(root)) throw new NotesError('unavailable', `The folder ${root} is not there.`);
  try {
    makeFolder(folder);
  } catch (error) {
    throw toNotesError(error, `make the folder of ${path}`);
  }
}

/** Makes a folder and those above it. Not `recursive`, which calls a read-only disk a missing folder. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    if (systemCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    makeFolder(dirname(folder));
    makeFolder(folder);
  }
}

/** Removes a folder that nobody has put anything into. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody has, or it is gone.
  }
}

/** Whether a real path is the notebook's folder or below it, and in no hidden folder. */
export function isInside(root: string, real: string): boolean {
  // The separator matters: /notes-old is not inside /notes.
  const start = root.endsWith(sep) ? root : root + sep;
  return (
    real === root || (real.startsWith(start) && !real.slice(start.length).split(sep).some(isHiddenFolder))
  );
}

/** The names in a path, once it is clear that it can't lead anywhere else. */
function namesOf(root: string, path: NotePath, rule: NameRule, isTaken = isNoteName): string[] {
  const names = path.split('/');
  const isStrange = path.includes('\0') || names.some((name) => name === '' || name === '.' || name === '..');
  if (isStrange) throw refused(path, 'it is no path inside the notebook');
  if (names.slice(0, -1).some(isHiddenFolder)) throw refused(path, 'it is in a hidden folder');
  const name = names.at(-1) ?? '';
  if (!isTaken(name))
    throw refused(path, name.startsWith('.') ? 'it is a hidden file' : 'the name of a note ends with .md');
  // A name that not every system takes is fine where this one has it already, and only there: on Windows it
  // could name a device or a stream, anywhere it would get lost on the next computer.
  names.forEach((part, index) => {
    const problem = problemWithName(part);
    if (problem === null) return;
    const isMeant = rule === 'any' || isThere(join(root, ...names.slice(0, index + 1)));
    if (process.platform === 'win32' || !isMeant) throw refused(path, `the name "${part}" ${problem}`);
  });
  return names;
}

/** The real path of a folder, of which the last parts may be missing. */
function realFolder(root: string, names: string[], path: NotePath): string {
  for (let count = names.length; count > 0; count--) {
    const existing = join(root, ...names.slice(0, count));
    let real: string;
    try {
      real = realpathSync.native(existing);
    } catch (error) {
      if (!isMissing(error)) throw toNotesError(error, `find ${path}`);
      if (isThere(existing)) throw refused(path, 'it leads through a link to nowhere', 'leads-out');
      continue;
    }
    if (!isInside(root, real)) throw refused(path, 'it leads out of the notebook', 'leads-out');
    return join(real, ...names.slice(count));
  }
  return join(root, ...names);
}

/** The file that an entry stands for: itself, or what a link leads to. */
function followed(root: string, entry: string, path: NotePath): string {
  try {
    if (!lstatSync(entry).isSymbolicLink()) return entry;
    const real = realpathSync.native(entry);
    if (isInside(root, dirname(real)) && !basename(real).startsWith('.')) return real;
  } catch (error) {
    // A link to nowhere must not become a way to create a file somewhere.
    if (isMissing(error) && !isThere(entry)) return entry;
    if (!isMissing(error)) throw toNotesError(error, `find ${path}`);
  }
  throw refused(path, 'it is a link that leads out of the notebook', 'leads-out');
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (isMissing(error) || systemCode(error) === 'ENAMETOOLONG') return false;
    throw toNotesError(error, `look for ${basename(path)}`);
  }
}

function refused(path: NotePath, reason: string, code: 'bad-path' | 'leads-out' = 'bad-path'): NotesError {
  return new NotesError(code, `Gleaner does not open ${JSON.stringify(path)}: ${reason}.`);
}
