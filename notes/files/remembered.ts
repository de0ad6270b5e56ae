/** What is remembered between two starts: the notebook that was open, and the port it was served at. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { writeOwnFileNow } from './durable.ts';
import { toNotesError } from './errors.ts';
import { closeToOthers, dataFolder, type Environment, notebookFolder, ownDataFolder } from './home.ts';

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

function lastFile(environment?: Environment): string {
  return join(dataFolder(environment), 'last.json');
}

function portFile(root: string, environment?: Environment): string {
  return join(notebookFolder(root, environment), 'served.json');
}
