import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type NotePath, NotesError } from '../notes/api.ts';

/**
 * What `get` answers for the note that a person named: by its path in the notebook or, where there is no such
 * note, by a path as a shell completes it, absolute or from the current folder. `folder` is absolute.
 */
export async function findNote<T>(
  folder: string,
  named: string,
  get: (path: NotePath) => Promise<T>,
): Promise<{ path: NotePath; note: T }> {
  const [first, second] = notePaths(folder, named, process.cwd());
  if (first === undefined) throw new NotesError('bad-path', `${named} is not in the notebook ${folder}.`);
  try {
    return { path: first, note: await get(first) };
  } catch (error) {
    const isMissing =
      error instanceof NotesError && ['not-found', 'bad-path', 'leads-out'].includes(error.code);
    if (!isMissing || second === undefined) throw error;
    return { path: second, note: await get(second) };
  }
}

/** The note paths that `named` may mean, the likeliest first; none when it is outside the notebook. */
export function notePaths(folder: string, named: string, current: string): NotePath[] {
  const candidates = isAbsolute(named) ? [named] : [resolve(folder, named), resolve(current, named)];
  // The current folder is always a real path, and `folder` may lead through a link, or the other way round.
  const inside = candidates.map((path) => within(folder, path) ?? within(realOf(folder), placeOf(path)));
  return [...new Set(inside.filter((path) => path !== null))];
}

function within(folder: string, path: string): NotePath | null {
  const found = relative(folder, path);
  const isOutside = found === '' || found === '..' || found.startsWith(`..${sep}`) || isAbsolute(found);
  return isOutside ? null : found.split(sep).join('/');
}

/** `path` behind the links on its way. The name at its end stays: what it is, the notebook looks at. */
function placeOf(path: string): string {
  return join(realOf(dirname(path)), basename(path));
}

/** The real path of `folder`; of one that is not there, as far as there is one. */
function realOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder === dirname(folder) ? folder : placeOf(folder);
  }
}
