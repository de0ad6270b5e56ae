/** The filters that were given a name: what the sidebar shows of them, and what can be done with them. */
import { create } from 'zustand';
import { type Notebook, NotesError, type SavedFilter } from '../../notes/api.ts';
import { conjuncts, readFilter } from '../../notes/text/filter.ts';
import { formatFilter } from '../../notes/text/filter-text.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { watchCounts } from './saved-counts.ts';

export interface SavedState {
  filters: readonly SavedFilter[];
  /** Why they can't be read; `null` when they can. */
  problem: NotesError | null;
}

export const useSaved = create<SavedState>(() => ({ filters: [], problem: null }));

/** Another window may write them at the same moment: tried so often. */
const mostTries = 3;

let notebook: Notebook | null = null;

/** Reads the saved filters now, when the notebook says that they are others, and when the window gets the focus. */
export function watchSavedFilters(shown: Notebook): void {
  notebook = shown;
  watchCounts(shown);
  shown.listen((event) => {
    if (event.kind === 'filters') void load();
  });
  useStore.subscribe((now, before) => {
    if (now.connection === 'online' && before.connection !== 'online') void load();
  });
  // Somebody may have edited the file; nobody watches the folder that it is in.
  if (typeof window !== 'undefined') window.addEventListener('focus', () => void load());
}

let turn = 0;

async function load(): Promise<void> {
  if (notebook === null || useStore.getState().connection !== 'online') return;
  const mine = ++turn;
  try {
    const { filters } = await notebook.savedFilters({});
    if (mine === turn) useSaved.setState({ filters, problem: null });
  } catch (error) {
    // Away is said elsewhere, and what is shown stays.
    if (mine === turn && error instanceof NotesError && error.code !== 'offline')
      useSaved.setState({ filters: [], problem: error });
  }
}

// ---------------------------------------------------------------------------------------------- what can be done

/** Throws what the notebook says, and `exists` for a name that is taken, for the dialog to show beside the name. */
export async function saveFilter(name: string, filter: string): Promise<void> {
  await rewrite((filters) => {
    if (filters.some((one) => one.name === name)) throw new NotesError('exists', `${name} is taken.`);
    return [...filters, { name, filter }];
  });
}

/** Throws as `saveFilter`. */
export async function renameSaved(saved: SavedFilter, name: string): Promise<void> {
  await rewrite((filters) => {
    const at = placeOf(filters, saved);
    if (filters.some((one, index) => one.name === name && index !== at))
      throw new NotesError('exists', `${name} is taken.`);
    return filters.with(at, { ...saved, name });
  });
}

/** Gives it the filter that is shown now; Undo gives it back the old one. */
export async function changeSaved(saved: SavedFilter, filter: string): Promise<void> {
  const changed = { ...saved, filter };
  const replace = (from: SavedFilter, to: SavedFilter) => (filters: readonly SavedFilter[]) =>
    filters.with(placeOf(filters, from), to);
  await attempt(t('failed.saveFilter', { name: saved.name }), async () => {
    await rewrite(replace(saved, changed));
    const undo = () =>
      void attempt(t('failed.saveFilter', { name: saved.name }), () => rewrite(replace(changed, saved)));
    notify(t('toast.filterChanged', { name: saved.name }), {
      action: { label: t('toast.undo'), run: undo },
    });
  });
}

export async function deleteSaved(saved: SavedFilter): Promise<void> {
  await attempt(t('failed.deleteFilter', { name: saved.name }), async () => {
    let at = 0;
    await rewrite((filters) => {
      at = placeOf(filters, saved);
      return filters.toSpliced(at, 1);
    });
    const undo = () =>
      void attempt(t('failed.saveFilter', { name: saved.name }), () =>
        rewrite((filters) => filters.toSpliced(at, 0, saved)),
      );
    notify(t('toast.filterDeleted', { name: saved.name }), {
      action: { label: t('toast.undo'), run: undo },
      stays: true,
    });
  });
}

/** Shown at its new place at once. `to` is the place it has then, from 0; places outside are the nearest one. */
export async function moveSaved(saved: SavedFilter, to: number): Promise<void> {
  const move = (filters: readonly SavedFilter[]) => {
    const others = filters.toSpliced(placeOf(filters, saved), 1);
    return others.toSpliced(Math.max(0, Math.min(others.length, to)), 0, saved);
  };
  const before = useSaved.getState().filters;
  if (placeIn(before, saved) === null) return;
  useSaved.setState({ filters: move(before) });
  const isMoved = await attempt(t('failed.saveFilter', { name: saved.name }), () => rewrite(move));
  if (!isMoved) await load();
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: each begins with what the one before it left. */
function rewrite(next: (filters: readonly SavedFilter[]) => SavedFilter[]): Promise<void> {
  const turnOfMine = last.then(() => rewriteNow(next));
  last = turnOfMine.catch(() => undefined);
  return turnOfMine;
}

async function rewriteNow(next: (filters: readonly SavedFilter[]) => SavedFilter[]): Promise<void> {
  if (notebook === null) throw new NotesError('offline', 'There is no notebook.');
  // Not from what is shown: the file may have been edited since.
  let { version, filters } = await notebook.savedFilters({});
  for (let tries = 0; tries < mostTries; tries++) {
    const wanted = next(filters);
    const answer = await notebook.saveFilters({ base: version, filters: wanted });
    if (answer.kind === 'saved') {
      turn++;
      useSaved.setState({ filters: answer.filters, problem: null });
      return;
    }
    ({ version, filters } = answer);
  }
  throw new NotesError('busy', 'The saved filters changed at every try.');
}

function placeOf(filters: readonly SavedFilter[], saved: SavedFilter): number {
  const at = placeIn(filters, saved);
  if (at === null) throw new NotesError('not-found', `There is no saved filter ${saved.name} any more.`);
  return at;
}

function placeIn(filters: readonly SavedFilter[], { name, filter }: SavedFilter): number | null {
  const at = filters.findIndex((one) => one.name === name && one.filter === filter);
  return at < 0 ? null : at;
}

// ---------------------------------------------------------------------------------------------- which one is shown

/** Whether two texts are the same filter: white space, quotation marks and outer parentheses do not matter. */
export function isSameFilter(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other);
}

function plain(filter: string): string {
  const read = readFilter(filter);
  if (read === null) return filter.trim();
  return formatFilter({ kind: 'and', parts: conjuncts(read), start: 0, end: 0 });
}
