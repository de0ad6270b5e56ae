import { isAbsolute, relative, resolve, sep } from 'node:path';
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
      error instanceof NotesError && (error.code === 'not-found' || error.code === 'bad-path');
    if (!isMissing || second === undefined) throw error;
    return { path: second, note: await get(second) };
  }
}

/** The note paths that `named` may mean, the likeliest first; none when it is outside the notebook. */
export function notePaths(folder: string, named: string, current: string): NotePath[] {
  const candidates = isAbsolute(named) ? [named] : [resolve(folder, named), resolve(current, named)];
  const inside = candidates
    .map((path) => relative(folder, path))
    .filter((path) => path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path));
  return [...new Set(inside)].map((path) => path.split(sep).join('/'));
}
