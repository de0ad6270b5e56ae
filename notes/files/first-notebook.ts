/** Where a first notebook goes, and what is in it. */
import { copyFileSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { toNotesError } from './errors.ts';
import { type Environment, made } from './home.ts';
import { isNoteName } from './paths.ts';

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

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
