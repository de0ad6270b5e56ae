/** Where Gleaner keeps what is not a note: the person's data folder. */
import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { isTemporaryName } from './durable.ts';
import { toNotesError } from './errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The user's data folder for Gleaner: `GLEANER_HOME`, else where the platform wants it. Not made here. */
export function dataFolder(environment: Environment = process.env): string {
  const own = environment['GLEANER_HOME'];
  if (own) return resolve(own);
  if (process.platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Gleaner');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Gleaner');
  const data = environment['XDG_DATA_HOME'];
  // The XDG base directory specification: a relative path is to be ignored.
  return join(data && isAbsolute(data) ? data : join(homedir(), '.local', 'share'), 'gleaner');
}

/** The folder for one notebook's index, journal and history, made when needed. `root`: the notebook's real path. */
export function notebookFolder(root: string, environment?: Environment): string {
  const name = `${basename(root)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 40)}-${hash('sha256', root, 'hex').slice(0, 16)}`;
  const notebooks = join(ownDataFolder(environment), 'notebooks');
  return own(join(own(notebooks), name));
}

/** The data folder, made when needed; closed to others where it holds nothing but Gleaner's. */
export function ownDataFolder(environment?: Environment): string {
  const folder = made(dataFolder(environment), ownMode);
  // GLEANER_HOME may name a folder that other programs use too.
  return holdsOnlyOurs(folder) ? own(folder) : folder;
}

/** What is kept in the data folder; `desktop` is the window's. */
const kept = new Set(['desktop', 'last.json', 'log.1.txt', 'log.txt', 'notebooks']);

function holdsOnlyOurs(folder: string): boolean {
  try {
    return readdirSync(folder).every((name) => kept.has(name) || isTemporaryName(name));
  } catch {
    return false;
  }
}

/** Indexes and unsaved text hold what is in the notes, and are for nobody else's eyes. */
const ownMode = 0o700;

/** A folder of ours, made when needed and closed to others, also where an earlier Gleaner left it open. */
function own(folder: string): string {
  made(folder, ownMode);
  closeToOthers(folder, ownMode);
  return folder;
}

/** Nothing happens where the disk knows no modes, or the file is somebody else's. */
export function closeToOthers(path: string, mode: number): void {
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, mode);
  } catch {
    // Not the person's own, or a disk without modes: who owns it decides.
  }
}

/** Makes `folder` when needed. */
export function made(folder: string, mode?: number): string {
  try {
    mkdirSync(folder, { recursive: true, ...(mode !== undefined && { mode }) });
  } catch (error) {
    throw toNotesError(error, `make the folder ${folder}`);
  }
  return folder;
}
