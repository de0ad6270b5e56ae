/** The rows of the view of all articles: windows of 100 around what is on screen, while that view is shown. */
import { create } from 'zustand';
import {
  asNotesError,
  type Article,
  type ArticleSort,
  type Direction,
  type Notebook,
  type NotesError,
} from '../../notes/api.ts';
import type { FilterError } from '../../notes/text/filter.ts';
import { paceOfChanges } from '../lists/pace.ts';
import { rowAt, windowSize } from '../lists/shown-rows.ts';
import { useStore } from '../store.ts';

export interface ArticlesState {
  /** What the search box has, and what is wrong with it; `filter` is the last text of it that could be read. */
  text: string;
  problem: FilterError | null;
  filter: string;
  sort: ArticleSort;
  /** `null`: the usual one of this sort. */
  direction: Direction | null;
  /** The articles, their sites, or those that seem to be the same one. */
  shows: 'articles' | 'sites' | 'twins';
  /** By number of the window: window 2 holds the rows 200 to 299. Windows that were never looked at are absent. */
  windows: ReadonlyMap<number, readonly Article[]>;
  /** `null` until the first answer. */
  total: number | null;
  /** Which list the windows are of: another filter or order is another list. */
  list: number;
  error: NotesError | null;
  /** Grows when articles are others than a moment ago: for parts that ask for something of their own. */
  revision: number;
}

const nothing: ArticlesState = {
  text: '',
  problem: null,
  filter: '',
  sort: 'noted',
  direction: null,
  shows: 'articles',
  windows: new Map(),
  total: null,
  list: 0,
  error: null,
  revision: 0,
};

export const useArticles = create<ArticlesState>(() => nothing);

/** What the list is: equal for two states that show the same articles in the same order. */
export function listed({ filter, sort, direction }: ArticlesState) {
  return { filter, sort, ...(direction !== null && { direction }) };
}

export interface ArticleRows {
  /** The rows `from` to `to` (inclusive) are on screen: asks for those that are not here. */
  want(from: number, to: number): void;
  /** Asks again for what is on screen. */
  refresh(): void;
}

/**
 * Follows the view's filter and the notebook's events. One question is asked at a time; of the lists that were wanted
 * meanwhile only the newest comes next. While the notes are shown instead, nothing is asked.
 */
export function createArticleRows(notebook: Notebook): ArticleRows {
  let list = 1;
  let onScreen = { from: 0, to: 0 };
  let isStale = false;
  let isAsking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  useArticles.setState(nothing);

  const isShown = () => {
    const { view, connection } = useStore.getState();
    return view === 'sources' && connection === 'online';
  };

  const run = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      for (let numbers = nextWindows(); numbers !== null; numbers = nextWindows()) {
        if (!(await load(numbers))) return;
      }
    } finally {
      isAsking = false;
    }
  };

  /** The windows to ask for now; `null`: all is here. */
  const nextWindows = (): number[] | null => {
    const state = useArticles.getState();
    if (!isShown()) return null;
    if (state.list !== list) {
      onScreen = { from: 0, to: Math.min(windowSize, onScreen.to - onScreen.from) };
      return [0];
    }
    if (isStale) return windowsOnScreen();
    const missing = windowsOnScreen().find(
      (number) => !state.windows.has(number) && number * windowSize < (state.total ?? 0),
    );
    return missing === undefined ? null : [missing];
  };

  const windowsOnScreen = (): number[] => {
    const first = Math.floor(onScreen.from / windowSize);
    const last = Math.floor(onScreen.to / windowSize);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  };

  /** `false`: it failed, and is asked again only when somebody wants it. */
  const load = async (numbers: number[]): Promise<boolean> => {
    const mine = list;
    const before = useArticles.getState();
    const isAnew = before.list !== mine || isStale;
    isStale = false;
    try {
      const asked = listed(before);
      const pages = await Promise.all(
        numbers.map((number) =>
          notebook.articleList({ ...asked, offset: number * windowSize, limit: windowSize }),
        ),
      );
      if (mine !== list) return true;
      const fresh = pages.map((page, at) => [numbers[at] ?? 0, page.articles] as const);
      useArticles.setState(({ windows }) => ({
        windows: new Map(isAnew ? fresh : [...windows, ...fresh]),
        total: pages[0]?.total ?? 0,
        list: mine,
        error: null,
      }));
      return true;
    } catch (error) {
      if (mine !== list) return true;
      // What is on screen is better than an error, unless it is the answer to another question.
      if (before.list !== mine) {
        useArticles.setState({ windows: new Map(), total: null, list: mine, error: asNotesError(error) });
      }
      return false;
    }
  };

  const refresh = () => {
    isStale = true;
    void run();
  };

  /** Of the last news: other states of the notebook say nothing about articles. */
  let notes = useStore.getState().notebook?.total;
  const isSameTotal = ({ total }: { total: number }) => {
    const isSame = total === notes;
    notes = total;
    return isSame;
  };

  notebook.listen((event) => {
    if (event.kind !== 'state' && event.kind !== 'changed' && event.kind !== 'articles') return;
    if (event.kind === 'state' && isSameTotal(event.state)) return;
    isStale = true;
    timer ??= setTimeout(
      () => {
        timer = undefined;
        useArticles.setState(({ revision }) => ({ revision: revision + 1 }));
        void run();
      },
      paceOfChanges(useStore.getState().notebook, useArticles.getState().total),
    );
  });
  useArticles.subscribe((now, before) => {
    const isSame =
      now.filter === before.filter && now.sort === before.sort && now.direction === before.direction;
    if (isSame) return;
    list += 1;
    void run();
  });
  useStore.subscribe((now, before) => {
    if (now.view === before.view && now.connection === before.connection) return;
    void run();
  });

  return {
    want(from, to) {
      onScreen = { from, to };
      void run();
    },
    refresh,
  };
}

export function articleAt(index: number): Article | undefined {
  return rowAt(useArticles.getState().windows, index);
}

/** The order that a sort has when nothing else is asked for. */
export function usualDirection(sort: ArticleSort): Direction {
  return sort === 'noted' || sort === 'notes' || sort === 'excerpt' ? 'descending' : 'ascending';
}
