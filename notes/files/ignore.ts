import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import ignore from 'ignore';
import { contentOf } from './read.ts';

/** In the notebook's root; gitignore syntax. */
export const ignoreFile = '.gleanerignore';

/** Bytes. A list longer than that is no list that a person wrote. */
const longestList = 64 * 1024;

/** Whether a path relative to the notebook is to be passed over. Folders are asked for with a `/` at the end. */
export type Ignored = (path: string) => boolean;

/**
 * The notebook's own list of what to pass over. Hidden folders are passed over anyway (`paths.ts`). No list: a link,
 * a pipe or anything else that is not a file of at most 64 KiB.
 */
export function readIgnored(root: string): Ignored {
  const file = join(root, ignoreFile);
  let rules: Buffer | null;
  try {
    // Windows opens what a link leads to.
    rules = lstatSync(file).isFile() ? contentOf(file, longestList).bytes : null;
  } catch {
    // No list, or one that can't be read: show too much rather than hide a note.
    rules = null;
  }
  if (rules === null) return () => false;
  const list = ignore({ allowRelativePaths: true }).add(rules.toString().replace(/^\ufeff/, ''));
  return (path) => list.ignores(path);
}
