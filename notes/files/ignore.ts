import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore from 'ignore';

/** In the notebook's root; gitignore syntax. */
export const ignoreFile = '.gleanerignore';

/** Whether a path relative to the notebook is to be passed over. Folders are asked for with a `/` at the end. */
export type Ignored = (path: string) => boolean;

/** The notebook's own list of what to pass over. Hidden folders are passed over anyway (`paths.ts`). */
export function readIgnored(root: string): Ignored {
  let rules: string;
  try {
    rules = readFileSync(join(root, ignoreFile), 'utf8');
  } catch {
    // No list, or one that can't be read: show too much rather than hide a note.
    return () => false;
  }
  const list = ignore({ allowRelativePaths: true }).add(rules.replace(/^\ufeff/, ''));
  return (path) => list.ignores(path);
}
