/** The saved filters: `.gleaner/filters.json` in the notebook, made on first need. */
import { type Arguments, NotesError, type Results } from '../api.ts';

export interface SavedFilters {
  read(): Results['savedFilters'];
  save(args: Arguments<'saveFilters'>): Promise<Results['saveFilters']>;
}

/** `root`: the notebook's folder. `changed` is called when they are others, by this or another program. */
export function openSavedFilters(root: string, changed: () => void): SavedFilters {
  const fail = (): never => {
    changed();
    throw new NotesError('internal', `Not made yet: ${root}`);
  };
  return { read: fail, save: fail };
}
