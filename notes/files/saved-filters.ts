/** The saved filters: `.gleaner/filters.json` in the notebook, made on first need, for people to edit too. */
import type { Arguments, Results, SavedFilter } from '../api.ts';
import type { Exclusively } from './durable.ts';
import { openEditedFile } from './edited-file.ts';
import { filtersIn, type FiltersFile, withFilters } from './filters-file.ts';

export interface SavedFilters {
  /** `broken` with the line, when the file is not what it should be; it stays as it is. */
  read(): Results['savedFilters'];
  /** Puts these in the place of all, or answers `conflict` and leaves the file alone when it is another one by now. */
  save(args: Arguments<'saveFilters'>): Promise<Results['saveFilters']>;
  /** Looks whether another program changed them, for when a window gets the focus. */
  check(): void;
}

/**
 * `root`: the notebook's folder, its real path. `changed` is called when they are others, by this or another program.
 * Opening writes nothing.
 */
export function openSavedFilters(root: string, changed: () => void, exclusively?: Exclusively): SavedFilters {
  const file = openEditedFile<FiltersFile>(root, {
    ...{ name: 'filters.json', parse: filtersIn, asBefore: 'The saved filters are as they were.' },
    ...{ changed, exclusively },
  });

  const save = async ({ base, filters }: Arguments<'saveFilters'>): Promise<Results['saveFilters']> => {
    const before = file.look();
    const there = before.content?.filters ?? [];
    const isSame = isEqual(there, filters);
    if (before.version !== base && !isSame)
      return { kind: 'conflict', version: before.version, filters: there };
    if (isSame) return { kind: 'saved', version: before.version, filters };
    const version = await file.write(before, withFilters(before.content, filters));
    if (version !== null) return { kind: 'saved', version, filters };
    const now = file.look();
    return { kind: 'conflict', version: now.version, filters: now.content?.filters ?? [] };
  };

  return {
    read() {
      const { version, content } = file.look();
      return { version, filters: content?.filters ?? [] };
    },
    save: (args) => file.change(() => save(args)),
    check: () => file.check(),
  };
}

function isEqual(one: readonly SavedFilter[], other: readonly SavedFilter[]): boolean {
  const isSame = (a: SavedFilter, b: SavedFilter | undefined) => a.name === b?.name && a.filter === b.filter;
  return one.length === other.length && one.every((filter, at) => isSame(filter, other[at]));
}
