import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Arguments,
  type Notebook,
  type NotebookEvent,
  type NotebookState,
  type NoteRow,
  NotesError,
} from '../../../notes/api.ts';
import { createRows, type Rows } from '../../../renderer/lists/rows.ts';
import { rowAt, useRows } from '../../../renderer/lists/shown-rows.ts';
import { useRowMatches } from '../../../renderer/lists/row-matches.ts';
import { useStore } from '../../../renderer/store.ts';

const row = (title: string): NoteRow => ({
  path: `${title}.md`,
  title,
  date: null,
  tags: [],
  categories: [],
  excerpt: '',
  sources: 0,
  unpublished: false,
  words: 0,
  modified: 0,
  problem: null,
});

/** The state of a notebook of which the texts of `done` notes can be found. */
function indexedTo(done: number): NotebookState {
  const indexing = { done, total: 1000, perSecond: 10 };
  return { total: 1000, indexing, scanning: null, bulk: null, finding: 'index' } as NotebookState;
}

/** A notebook of `titles`, where a filter is the beginning of a title, that remembers what it was asked. */
function library(titles: string[]) {
  const asked: Arguments<'query'>[] = [];
  const lines: Arguments<'matches'>[] = [];
  let tell: (event: NotebookEvent) => void = () => undefined;
  const it = {
    titles,
    asked,
    /** What was asked for the lines with matches. */
    lines,
    /** What is not answered yet. */
    underWay: 0,
    mostUnderWay: 0,
    answer: null as ((args: Arguments<'query'>) => Promise<void>) | null,
    change: () => tell({ kind: 'changed', notes: [], more: true }),
    state: (state: NotebookState) => tell({ kind: 'state', state }),
    /** So many texts can be found now. */
    index: (done: number) => tell({ kind: 'state', state: indexedTo(done) }),
    notebook: {
      async query(args: Arguments<'query'>) {
        asked.push(args);
        const found = it.titles.filter((title) => title.startsWith(args.filter));
        if (args.filter === 'bad') throw new NotesError('bad-query', 'bad');
        it.underWay += 1;
        it.mostUnderWay = Math.max(it.mostUnderWay, it.underWay);
        await it.answer?.(args);
        it.underWay -= 1;
        const rows = found.slice(args.offset, args.offset + args.limit).map(row);
        const facets = args.facets ? { tags: [], categories: [], untagged: found.length } : null;
        return { total: found.length, offset: args.offset, rows, facets };
      },
      matches(args: Arguments<'matches'>) {
        lines.push(args);
        const line = { line: 1, spans: [[0, 1]], heading: null, headingLine: null, inSource: false };
        return Promise.resolve(
          args.paths.map((path) => ({ path, total: 1, lines: [{ ...line, text: args.filter }] })),
        );
      },
      locate({ target }: Arguments<'locate'>) {
        const at = 'path' in target ? it.titles.indexOf(target.path.replace('.md', '')) : -1;
        return Promise.resolve(at < 0 ? null : at);
      },
      listen(listener: (event: NotebookEvent) => void) {
        tell = listener;
        return () => undefined;
      },
    } as unknown as Notebook,
  };
  return it;
}

const thousand = Array.from({ length: 1000 }, (_, n) => `a${String(n).padStart(3, '0')}`);
const filterBy = (filter: string) =>
  useStore.setState(({ listing }) => ({ listing: { ...listing, filter } }));
const titleAt = (index: number) => rowAt(useRows.getState().windows, index)?.title;

let books: ReturnType<typeof library>;
let rows: Rows;

beforeEach(async () => {
  useStore.setState(useStore.getInitialState(), true);
  books = library([...thousand]);
  rows = createRows(books.notebook);
  useStore.setState({ connection: 'online' });
  await vi.waitFor(() => expect(useRows.getState().total).toBe(1000));
});

// The lists of earlier tests follow the store still: they get no answer any more.
afterEach(() => {
  books.answer = () => new Promise(() => undefined);
});

describe('the rows of the list', () => {
  test('are asked for by the window, once, when they are looked at', async () => {
    expect(titleAt(0)).toBe('a000');
    expect(titleAt(250)).toBeUndefined();
    rows.want(250, 320);
    rows.want(255, 320);
    await vi.waitFor(() => expect(titleAt(320)).toBe('a320'));
    expect(titleAt(250)).toBe('a250');
    expect(books.asked.filter(({ limit }) => limit > 0).map(({ offset }) => offset)).toEqual([0, 200, 300]);
  });

  test.each([true, false])(
    'of a search are asked for again when more can be found, whoever hears of it first (page first: %s)',
    async (isPageFirst) => {
      useStore.setState({ notebook: indexedTo(100) });
      filterBy('a');
      await vi.waitFor(() => expect(useRows.getState().filter).toBe('a'));
      const before = books.asked.length;
      if (isPageFirst) useStore.setState({ notebook: indexedTo(200) });
      books.index(200);
      await vi.waitFor(() => expect(books.asked.length).toBeGreaterThan(before), 5000);
    },
  );

  test('stay on screen until those of another filter are here, and counts come with them', async () => {
    books.titles.push('b');
    filterBy('b');
    expect(titleAt(0)).toBe('a000');
    await vi.waitFor(() => expect(titleAt(0)).toBe('b'));
    await vi.waitFor(() =>
      expect(useStore.getState().listing).toMatchObject({ total: 1, facets: { untagged: 1 } }),
    );
    expect(useRows.getState().allFacets).toMatchObject({ untagged: 1000 });
    books.change();
    await vi.waitFor(() => expect(useRows.getState().allFacets).toMatchObject({ untagged: 1001 }));
  });

  test('of a filter that was left again are thrown away when they come late', async () => {
    const held: (() => void)[] = [];
    books.titles.push('b');
    books.answer = (args) =>
      args.filter === 'b' ? new Promise((done) => held.push(done)) : Promise.resolve();
    filterBy('b');
    await vi.waitFor(() => expect(held).toHaveLength(1));
    const totals: (number | null)[] = [];
    const unsubscribe = useRows.subscribe(({ total }) => totals.push(total));
    filterBy('a99');
    held[0]?.();
    await vi.waitFor(() => expect(useRows.getState().total).toBe(10));
    unsubscribe();
    expect(titleAt(0)).toBe('a990');
    expect(useStore.getState().listing.total).toBe(10);
    // Never, not for a moment, the one note of the filter that was left.
    expect(totals).not.toContain(1);
  });

  test('come before the counts, which are those of the newest filter only', async () => {
    await vi.waitFor(() => expect(useRows.getState().allFacets).not.toBeNull());
    const held: (() => void)[] = [];
    books.answer = ({ facets }) => (facets ? new Promise((done) => held.push(done)) : Promise.resolve());
    filterBy('a9');
    await vi.waitFor(() => expect(useRows.getState().total).toBe(100));
    await vi.waitFor(() => expect(held).toHaveLength(1));
    expect(useStore.getState().listing).toMatchObject({ total: 100, facets: { untagged: 1000 } });
    filterBy('a99');
    held[0]?.();
    await vi.waitFor(() => expect(held).toHaveLength(2));
    expect(useStore.getState().listing).toMatchObject({ total: 10, facets: { untagged: 1000 } });
    held[1]?.();
    await vi.waitFor(() => expect(useStore.getState().listing.facets).toMatchObject({ untagged: 10 }));
  });

  test('are asked for once at a time, and of many keys only the last one follows', async () => {
    await vi.waitFor(() => expect(useRows.getState().allFacets).not.toBeNull());
    const before = books.asked.length;
    books.mostUnderWay = 0;
    books.answer = () => new Promise((done) => setTimeout(done, 5));
    for (const filter of ['a', 'a1', 'a12', 'a123']) filterBy(filter);
    await vi.waitFor(() => expect(titleAt(0)).toBe('a123'));
    await vi.waitFor(() => expect(useStore.getState().listing.facets).toMatchObject({ untagged: 1 }));
    expect(books.asked.slice(before).map(({ filter }) => filter)).toEqual(['a', 'a123', 'a123']);
    expect(books.mostUnderWay).toBe(1);
  });

  test('know the words they are the result of, and ask for the lines of those on screen', async () => {
    rows.want(0, 3);
    expect(books.lines).toEqual([]);
    filterBy('a9');
    await vi.waitFor(() => expect(useRows.getState()).toMatchObject({ filter: 'a9', total: 100 }));
    expect(useRows.getState().words).toEqual([{ key: 'text', folded: ['a9'] }]);
    // At once, with the rows themselves: as many as were on screen before.
    const firstFour = ['a900.md', 'a901.md', 'a902.md', 'a903.md'];
    expect(books.lines.map(({ filter, paths }) => [filter, paths])).toEqual([['a9', firstFour]]);
    rows.want(0, 4);
    await vi.waitFor(() => expect(useRowMatches.getState().byPath.get('a904.md')?.total).toBe(1));
    expect(books.lines.map(({ paths }) => paths)).toEqual([firstFour, ['a904.md']]);
    filterBy('');
    await vi.waitFor(() => expect(useRows.getState().words).toEqual([]));
    rows.want(0, 3);
    expect(books.lines).toHaveLength(2);
  });

  test('are found by their place, looked at or not', async () => {
    expect(await rows.pathAt(5)).toBe('a005.md');
    expect(await rows.pathAt(777)).toBe('a777.md');
    expect(await rows.pathAt(1000)).toBeNull();
  });

  test('on screen are asked for again after a change; the others when they are looked at', async () => {
    rows.want(250, 260);
    await vi.waitFor(() => expect(titleAt(250)).toBe('a250'));
    books.titles.unshift('a');
    books.change();
    books.change();
    await vi.waitFor(() => expect(titleAt(251)).toBe('a250'));
    expect(titleAt(0)).toBeUndefined();
    expect(useRows.getState().total).toBe(1001);
  });

  test('of a filter that can’t be read are none, and the error says so', async () => {
    filterBy('bad');
    await vi.waitFor(() => expect(useRows.getState().error?.code).toBe('bad-query'));
    expect(titleAt(0)).toBeUndefined();
    filterBy('');
    await vi.waitFor(() => expect(titleAt(0)).toBe('a000'));
    expect(useRows.getState().error).toBeNull();
  });

  test('are scrolled to a note that is among them, and stay where they are for one that is not', async () => {
    await rows.reveal('gone.md');
    expect(useRows.getState().reveal).toBeNull();
    await rows.reveal('a250.md');
    expect(useRows.getState().reveal).toEqual({ index: 250, path: 'a250.md' });
    filterBy('a9');
    await vi.waitFor(() => expect(useRows.getState().total).toBe(100));
    expect(useRows.getState().reveal).toBeNull();
  });
});

describe('while many notes change at once', () => {
  test('the list is asked for once a second at most, and at their end at once', async () => {
    vi.useFakeTimers();
    try {
      const changing = { ...indexedTo(1000), indexing: null, bulk: { done: 1, total: 90 } } as NotebookState;
      books.state(changing);
      useStore.setState({ notebook: changing });
      await vi.advanceTimersByTimeAsync(2000);
      const lists = () => books.asked.filter(({ limit }) => limit > 0).length;
      const before = lists();
      for (let change = 0; change < 90; change++) {
        books.change();
        await vi.advanceTimersByTimeAsync(30);
      }
      expect(lists() - before).toBe(2);
      books.state({ ...changing, bulk: null });
      await vi.advanceTimersByTimeAsync(0);
      expect(lists() - before).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });
});
