/** Asks for the rows of the note list: windows of 100 around what is on screen, when they are needed, and keeps them fresh. */
import {
  asNotesError,
  type Arguments,
  type Notebook,
  type NotePath,
  type NoteRow,
  NotesError,
} from '../../notes/api.ts';
import { type Listing, useStore } from '../store.ts';
import { createCounts } from './counts.ts';
import { paceOfChanges, paceOfFinding, usualPace } from './pace.ts';
import { createRowMatches } from './row-matches.ts';
import { noRows, rowAt, useRows, windowSize } from './shown-rows.ts';
import { searchedWords } from '../search/searched-words.ts';

export interface Rows {
  /** The rows `from` to `to` (inclusive) are on screen: asks for those that are not here. */
  want(from: number, to: number): void;
  /** Asks again for what is on screen, soon. */
  refresh(): void;
  /** A row that is here. */
  find(path: NotePath): NoteRow | undefined;
  /** Where in the list a note stands, or the first after `from` whose title begins with `prefix`. */
  locate(target: Arguments<'locate'>['target']): Promise<number | null>;
  /** The note at this place of the list; `null` when it is not that long. */
  pathAt(index: number): Promise<NotePath | null>;
  /** Scrolls the list to a note, for keys to act on, or leaves it where it is when the note is not in it. */
  reveal(path: NotePath): Promise<void>;
}

/**
 * Follows the store's listing and the notebook's events. One list is asked for at a time; of those that were wanted
 * meanwhile only the newest comes next, so that fast typing is never behind. Rows come first, then the counts.
 */
export function createRows(notebook: Notebook): Rows {
  /** The list that is wanted; `useRows` has the one that is shown. */
  let list = 0;
  let onScreen = { from: 0, to: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next: 'list' | 'refresh' | null = null;
  let isAsking = false;
  let isFilling = false;
  /** As of the last event. The store's may be newer: others who listen write it too. */
  let known = useStore.getState().notebook;
  const matches = createRowMatches(notebook);
  const counts = createCounts(notebook, (found) => {
    if ('facets' in found) setTotals(found);
    else useRows.setState(found);
  });
  useRows.setState(noRows);

  const windowOf = (number: number) =>
    notebook.query({ ...listed(), offset: number * windowSize, limit: windowSize, facets: false });

  const ask = async (what: 'list' | 'refresh') => {
    if (next !== 'list') next = what;
    if (isAsking) return;
    isAsking = true;
    while (next !== null) {
      const now: 'list' | 'refresh' = next;
      next = null;
      await (now === 'list' ? load() : reload());
    }
    isAsking = false;
  };

  /** Another list: what was shown stays until the first window of the new one is here. */
  const load = async () => {
    const mine = list;
    try {
      const { filter } = listed();
      const page = await windowOf(0);
      if (mine !== list) return;
      onScreen = { from: 0, to: onScreen.to - onScreen.from };
      setTotals({ total: page.total });
      useRows.setState({
        windows: new Map([[0, page.rows]]),
        total: page.total,
        filter,
        words: searchedWords(filter),
        list: mine,
        isLoading: false,
        error: null,
        reveal: null,
      });
      // In the same turn, so that no row is drawn before its lines are asked for.
      wantMatches();
      await count();
    } catch (error) {
      if (mine !== list) return;
      // An unreadable filter must not show the rows of another one as if they were its result.
      const isUnreadable = error instanceof NotesError && error.code === 'bad-query';
      if (isUnreadable) useRows.setState({ windows: new Map(), total: 0, words: [] });
      useRows.setState({ isLoading: false, error: asNotesError(error), list: mine });
    }
  };

  /** Of the list that is shown; not when another one is waiting for its rows. */
  const count = () => {
    const mine = list;
    return counts.count(listed(), () => mine !== list || next === 'list');
  };

  const want = (from: number, to: number) => {
    onScreen = { from, to };
    void fill();
    wantMatches();
  };

  /** Asks for the windows on screen, one after the other: those that were scrolled past meanwhile are not asked for. */
  const fill = async () => {
    if (isFilling) return;
    isFilling = true;
    try {
      for (let number = missing(); number !== null; number = missing()) {
        const mine = list;
        const page = await windowOf(number);
        if (mine !== list) return;
        const had = number;
        useRows.setState(({ windows }) => ({
          windows: new Map(windows).set(had, page.rows),
          total: page.total,
        }));
        wantMatches();
      }
    } catch {
      // Rows that could not be read stay skeletons; the next look at them, or the next change, asks again.
    } finally {
      isFilling = false;
    }
  };

  const missing = (): number | null => {
    const { windows, list: shown } = useRows.getState();
    if (shown !== list) return null;
    return windowsOnScreen().find((number) => !windows.has(number)) ?? null;
  };

  const windowsOnScreen = (): number[] => {
    const first = Math.floor(onScreen.from / windowSize);
    const last = Math.floor(onScreen.to / windowSize);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  };

  const wantMatches = () => {
    const { windows, filter, words } = useRows.getState();
    const paths: NotePath[] = [];
    for (let at = onScreen.from; words.length > 0 && at <= onScreen.to; at++) {
      const row = rowAt(windows, at);
      if (row !== undefined) paths.push(row.path);
    }
    matches.want(filter, words, paths);
  };

  /** Asks again for the windows on screen, and forgets the others: they are asked for when they are looked at. */
  const reload = async () => {
    const mine = list;
    try {
      const numbers = windowsOnScreen();
      const pages = await Promise.all(numbers.map(windowOf));
      if (mine !== list) return;
      const [first] = pages;
      if (first === undefined) return;
      setTotals({ total: first.total });
      const windows = new Map(pages.map((page, at) => [numbers[at] ?? 0, page.rows]));
      const { filter } = listed();
      const words = searchedWords(filter);
      useRows.setState({ windows, total: first.total, filter, words, isLoading: false, error: null });
      wantMatches();
      await count();
    } catch (error) {
      // What is on screen is better than an error, unless there is nothing on screen.
      if (mine === list && useRows.getState().total === null)
        useRows.setState({ error: asNotesError(error) });
    }
  };

  const showList = () => {
    list += 1;
    useRows.setState({ isLoading: true });
    void ask('list');
  };

  const locate: Rows['locate'] = (target) => notebook.locate({ ...listed(), target });

  const refresh = (afterMs = usualPace) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void ask('refresh');
    }, afterMs);
  };

  const refreshNow = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    void ask('refresh');
  };

  notebook.listen((event) => {
    if (event.kind !== 'state' && event.kind !== 'changed') return;
    if (event.kind === 'state') {
      const before = known;
      known = event.state;
      const isMoreFound = event.state.indexing?.done !== before?.indexing?.done && listed().filter !== '';
      if (isMoreFound) refresh(paceOfFinding(event.state));
      // The last look that was put off while many notes changed or were read need not wait any more.
      const isOver = (what: 'bulk' | 'indexing') => before?.[what] != null && event.state[what] === null;
      if (isOver('bulk') || isOver('indexing')) refreshNow();
      if (event.state.total === before?.total) return;
    } else matches.changed(event.more ? null : event.notes.map(({ path }) => path));
    counts.changed();
    refresh(paceOfChanges(useStore.getState().notebook, useRows.getState().total));
  });
  useStore.subscribe((now, before) => {
    known ??= now.notebook;
    if (now.connection === 'online' && before.connection !== 'online') {
      counts.changed();
      if (useRows.getState().total === null) showList();
      else refresh();
    } else if (now.connection === 'online' && !isSameList(now.listing, before.listing)) showList();
  });

  return {
    want,
    refresh: () => refresh(),
    find: (path) => {
      for (const rows of useRows.getState().windows.values()) {
        const row = rows.find((one) => one.path === path);
        if (row) return row;
      }
      return undefined;
    },
    locate,
    async pathAt(index) {
      const row = rowAt(useRows.getState().windows, index);
      if (row !== undefined) return row.path;
      const { rows } = await notebook.query({ ...listed(), offset: index, limit: 1, facets: false });
      return rows[0]?.path ?? null;
    },
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

function setTotals(totals: Partial<Pick<Listing, 'total' | 'facets'>>): void {
  useStore.setState(({ listing }) => ({ listing: { ...listing, ...totals } }));
}

function isSameList(a: Listing, b: Listing): boolean {
  return a.filter === b.filter && a.sort === b.sort && a.direction === b.direction;
}
