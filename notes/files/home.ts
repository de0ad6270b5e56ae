/** Where Gleaner keeps what is not a note, and where notes go by default. */
import { hash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, isAbsolute, join, resolve } from 'node:path';
import * as z from 'zod';
import { isTemporaryName, writeOwnFileNow } from './durable.ts';
import { toNotesError } from './errors.ts';
import { isNoteName } from './paths.ts';

type Environment = Readonly<Record<string, string | undefined>>;

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

const lastShape = z.object({ folder: z.string().min(1) });

/** The notebook that was open last; `null` when none is remembered. It may not be there any more. */
export function lastNotebook(environment?: Environment): string | null {
  try {
    const text = readFileSync(lastFile(environment), 'utf8').replace(/^\ufeff/, '');
    return lastShape.parse(JSON.parse(text)).folder;
  } catch {
    // Not there, empty, half written or edited by hand: only a convenience is lost.
    return null;
  }
}

export function rememberNotebook(folder: string, environment?: Environment): void {
  ownDataFolder(environment);
  const bytes = Buffer.from(JSON.stringify({ folder: resolve(folder) }, null, 2) + '\n');
  try {
    writeOwnFileNow(lastFile(environment), bytes);
    closeToOthers(lastFile(environment), 0o600);
  } catch (error) {
    throw toNotesError(error, 'remember which notebook was open');
  }
}

const portShape = z.object({ port: z.int().min(1024).max(65_535) });

/**
 * The port where this notebook was served last; 0 when none is remembered. A browser keeps widths, the last note and
 * the like by port, so the same one again is worth trying. `root`: the notebook's real path.
 */
export function usualPort(root: string, environment?: Environment): number {
  try {
    return portShape.parse(JSON.parse(readFileSync(portFile(root, environment), 'utf8'))).port;
  } catch {
    // None yet, or edited by hand: any free one will do.
    return 0;
  }
}

export function rememberPort(root: string, port: number, environment?: Environment): void {
  try {
    writeOwnFileNow(portFile(root, environment), Buffer.from(JSON.stringify({ port }) + '\n'));
  } catch (error) {
    throw toNotesError(error, 'remember where the notebook was served');
  }
}

/** The person's documents folder; the home folder where there is none. */
export function documentsFolder(environment: Environment = process.env): string {
  const home = environment['HOME'] ?? homedir();
  const named = process.platform === 'linux' ? xdgDocuments(environment, home) : null;
  const documents = named ?? join(process.platform === 'win32' ? homedir() : home, 'Documents');
  return isFolder(documents) ? documents : home;
}

/** Where a first notebook goes: `Gleaner` in the documents folder. */
export function starterFolder(documents = documentsFolder()): string {
  return join(documents, 'Gleaner');
}

/**
 * Makes `folder` a notebook with the starter's notes, byte for byte, and answers it. A folder that has something in
 * it already stays as it is.
 */
export function makeStarter(folder: string, starter: string): string {
  made(folder);
  try {
    if (readdirSync(folder).length > 0) return folder;
    for (const name of readdirSync(starter).filter(isNoteName)) {
      copyFileSync(join(starter, name), join(folder, name), constants.COPYFILE_EXCL);
    }
  } catch (error) {
    throw toNotesError(error, `make the first notes in ${folder}`);
  }
  return folder;
}

/** `XDG_DOCUMENTS_DIR="$HOME/Dokumente"` in user-dirs.dirs; other shell syntax is not allowed there. */
function xdgDocuments(environment: Environment, home: string): string | null {
  const config = environment['XDG_CONFIG_HOME'] ?? join(home, '.config');
  const file = join(config, 'user-dirs.dirs');
  if (!existsSync(file)) return null;
  const written = /^\s*XDG_DOCUMENTS_DIR="((?:[^"\\]|\\.)*)"/mu.exec(readFileSync(file, 'utf8'))?.[1];
  if (written === undefined) return null;
  const path = written.replace(/\\(.)/gu, '$1').replace(/^\$HOME(?=\/|$)/u, home);
  return isAbsolute(path) ? path : null;
}

function lastFile(environment?: Environment): string {
  return join(dataFolder(environment), 'last.json');
}

function portFile(root: string, environment?: Environment): string {
  return join(notebookFolder(root, environment), 'served.json');
}

/** The data folder, made when needed; closed to others where it holds nothing but Gleaner's. */
function ownDataFolder(environment?: Environment): string {
  const folder = made(dataFolder(environment), ownMode);
  // GLEANER_HOME may name a folder that other programs use too.
  return holdsOnlyOurs(folder) ? own(folder) : folder;
}

/** What is kept in the data folder; `desktop` is the window's. */
const kept = new Set(['desktop', 'last.json', 'notebooks']);

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

function closeToOthers(path: string, mode: number): void {
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, mode);
  } catch {
    // Not the person's own, or a disk without modes: who owns it decides.
  }
}

function made(folder: string, mode?: number): string {
  try {
    mkdirSync(folder, { recursive: true, ...(mode !== undefined && { mode }) });
  } catch (error) {
    throw toNotesError(error, `make the folder ${folder}`);
  }
  return folder;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
