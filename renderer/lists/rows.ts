/** The rows of the note list: windows of 100 around what is on screen, asked for when needed and kept fresh. */
import { create } from 'zustand';
import {
  type Arguments,
  type Facets,
  type Notebook,
  type NotePath,
  type NoteRow,
  NotesError,
} from '../../notes/api.ts';
import { type Listing, useStore } from '../store.ts';

export const windowSize = 100;
/** Bursts of changes (a checkout, a sync) cost one look each this many ms. */
const refreshMs = 80;

export interface RowsState {
  /** By number of the window: window 2 holds the rows 200 to 299. Windows that were never looked at are absent. */
  windows: ReadonlyMap<number, readonly NoteRow[]>;
  /** `null` until the first answer. */
  total: number | null;
  /** Grows when another list is shown (filter, sort): the place where the list was scrolled to means nothing then. */
  list: number;
  isLoading: boolean;
  error: NotesError | null;
  /** A note and its place in the list, to scroll to and to act on; `null` when it is done. */
  reveal: { index: number; path: NotePath } | null;
  /** Counts over all notes, whatever the filter: the tags that can be chosen. */
  allFacets: Facets | null;
}

const nothing: RowsState = {
  windows: new Map(),
  total: null,
  list: 0,
  isLoading: true,
  error: null,
  reveal: null,
  allFacets: null,
};

export const useRows = create<RowsState>(() => nothing);

export function rowAt(windows: RowsState['windows'], index: number): NoteRow | undefined {
  return windows.get(Math.floor(index / windowSize))?.[index % windowSize];
}

export interface Rows {
  /** The rows `from` to `to` (inclusive) are on screen: asks for those that are not here. */
  want(from: number, to: number): void;
  /** Asks again for what is on screen, soon. */
  refresh(): void;
  /** A row that is here. */
  find(path: NotePath): NoteRow | undefined;
  /** Where in the list a note stands, or the first after `from` whose title begins with `prefix`. */
  locate(target: Arguments<'locate'>['target']): Promise<number | null>;
  /** Scrolls the list to a note, for keys to act on, or leaves it where it is when the note is not in it. */
  reveal(path: NotePath): Promise<void>;
}

/** Follows the store's listing and the notebook's events. */
export function createRows(notebook: Notebook): Rows {
  let list = 0;
  let wanted = { first: 0, last: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRefreshing = false;
  let isStale = false;
  const asked = new Set<number>();
  useRows.setState(nothing);

  const windowOf = (number: number, facets: boolean) =>
    notebook.query({ ...listed(), offset: number * windowSize, limit: windowSize, facets });

  /** The first window of those on screen, with counts: of its list, and of all notes. */
  const counted = async (number: number) => {
    const isAll = listed().filter === '';
    const all = isAll ? null : notebook.query({ ...listed(), filter: '', offset: 0, limit: 0, facets: true });
    const [page, allPage] = await Promise.all([windowOf(number, true), all]);
    return { page, allFacets: allPage?.facets ?? page.facets };
  };

  /** Another list: what was shown stays until the first window of the new one is here. */
  const load = async () => {
    const mine = ++list;
    asked.clear();
    wanted = { first: 0, last: 0 };
    useRows.setState({ isLoading: true });
    try {
      const { page, allFacets } = await counted(0);
      if (mine !== list) return;
      setTotals({ total: page.total, facets: page.facets });
      const windows = new Map([[0, page.rows]]);
      useRows.setState({
        windows,
        total: page.total,
        list: mine,
        isLoading: false,
        error: null,
        reveal: null,
        allFacets,
      });
    } catch (error) {
      if (mine !== list) return;
      // An unreadable filter must not show the rows of another one as if they were its result.
      const isUnreadable = error instanceof NotesError && error.code === 'bad-query';
      if (isUnreadable) useRows.setState({ windows: new Map(), total: 0 });
      useRows.setState({ isLoading: false, error: asNotesError(error), list: mine });
    }
  };

  const want = (from: number, to: number) => {
    wanted = { first: Math.floor(from / windowSize), last: Math.floor(to / windowSize) };
    for (let number = wanted.first; number <= wanted.last; number++) void fill(number);
  };

  const fill = async (number: number) => {
    if (asked.has(number) || useRows.getState().windows.has(number)) return;
    const mine = list;
    asked.add(number);
    try {
      const page = await windowOf(number, false);
      if (mine !== list) return;
      useRows.setState(({ windows }) => ({
        windows: new Map(windows).set(number, page.rows),
        total: page.total,
      }));
    } catch {
      // Rows that could not be read stay skeletons; the next look at them, or the next change, asks again.
    } finally {
      if (mine === list) asked.delete(number);
    }
  };

  /** Asks again for the windows on screen, and forgets the others: they are asked for when they are looked at. */
  const refreshNow = async () => {
    if (isRefreshing) {
      isStale = true;
      return;
    }
    isRefreshing = true;
    const mine = list;
    try {
      const { first, last } = wanted;
      const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
      const rest = numbers.slice(1).map((number) => windowOf(number, false));
      const [{ page, allFacets }, ...others] = await Promise.all([counted(first), ...rest]);
      if (mine !== list) return;
      setTotals({ total: page.total, facets: page.facets });
      const windows = new Map([page, ...others].map((one, at) => [first + at, one.rows]));
      useRows.setState({ windows, total: page.total, isLoading: false, error: null, allFacets });
    } catch (error) {
      // What is on screen is better than an error, unless there is nothing on screen.
      if (mine === list && useRows.getState().total === null)
        useRows.setState({ error: asNotesError(error) });
    } finally {
      isRefreshing = false;
      if (isStale) {
        isStale = false;
        refresh();
      }
    }
  };

  const locate: Rows['locate'] = (target) => notebook.locate({ ...listed(), target });

  const refresh = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void refreshNow();
    }, refreshMs);
  };

  notebook.listen((event) => {
    if (event.kind === 'filters') return;
    if (event.kind === 'changed' || event.state.total !== useStore.getState().notebook?.total) refresh();
  });
  useStore.subscribe((now, before) => {
    if (now.connection === 'online' && before.connection !== 'online') {
      if (useRows.getState().total === null) void load();
      else refresh();
    } else if (now.connection === 'online' && !isSameList(now.listing, before.listing)) void load();
  });

  return {
    want,
    refresh,
    find: (path) => {
      for (const rows of useRows.getState().windows.values()) {
        const row = rows.find((one) => one.path === path);
        if (row) return row;
      }
      return undefined;
    },
    locate,
    async reveal(path) {
      const mine = list;
      const index = await locate({ path }).catch(() => null);
      if (mine === list && index !== null) useRows.setState({ reveal: { index, path } });
    },
  };
}

function listed() {
  const { filter, sort, direction } = useStore.getState().listing;
  return { filter, sort, ...(direction !== null && { direction }) };
}

function setTotals(totals: Pick<Listing, 'total' | 'facets'>): void {
  useStore.setState(({ listing }) => ({ listing: { ...listing, ...totals } }));
}

function isSameList(a: Listing, b: Listing): boolean {
  return a.filter === b.filter && a.sort === b.sort && a.direction === b.direction;
}

function asNotesError(error: unknown): NotesError {
  return error instanceof NotesError ? error : new NotesError('internal', String(error));
}
