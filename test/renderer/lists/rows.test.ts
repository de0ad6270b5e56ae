import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Arguments,
  type Notebook,
  type NotebookEvent,
  type NoteRow,
  NotesError,
} from '../../../notes/api.ts';
import { createRows, rowAt, type Rows, useRows } from '../../../renderer/lists/rows.ts';
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

/** A notebook of `titles`, where a filter is the beginning of a title, that remembers what it was asked. */
function library(titles: string[]) {
  const asked: Arguments<'query'>[] = [];
  let tell: (event: NotebookEvent) => void = () => undefined;
  const it = {
    titles,
    asked,
    answer: null as ((args: Arguments<'query'>) => Promise<void>) | null,
    change: () => tell({ kind: 'changed', notes: [], more: true }),
    notebook: {
      async query(args: Arguments<'query'>) {
        asked.push(args);
        const found = it.titles.filter((title) => title.startsWith(args.filter));
        if (args.filter === 'bad') throw new NotesError('bad-query', 'bad');
        await it.answer?.(args);
        const rows = found.slice(args.offset, args.offset + args.limit).map(row);
        const facets = args.facets ? { tags: [], categories: [], untagged: found.length } : null;
        return { total: found.length, offset: args.offset, rows, facets };
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

describe('the rows of the list', () => {
  test('are asked for by the window, once, when they are looked at', async () => {
    expect(titleAt(0)).toBe('a000');
    expect(titleAt(250)).toBeUndefined();
    rows.want(250, 320);
    rows.want(255, 320);
    await vi.waitFor(() => expect(titleAt(320)).toBe('a320'));
    expect(titleAt(250)).toBe('a250');
    expect(books.asked.map((args) => args.offset)).toEqual([0, 200, 300]);
  });

  test('stay on screen until those of another filter are here, and counts come with them', async () => {
    books.titles.push('b');
    filterBy('b');
    expect(titleAt(0)).toBe('a000');
    await vi.waitFor(() => expect(titleAt(0)).toBe('b'));
    expect(useStore.getState().listing).toMatchObject({ total: 1, facets: { untagged: 1 } });
    expect(useRows.getState().allFacets).toMatchObject({ untagged: 1001 });
  });

  test('of a filter that was left again are thrown away when they come late', async () => {
    const held: (() => void)[] = [];
    books.titles.push('b');
    books.answer = (args) =>
      args.filter === 'b' ? new Promise((done) => held.push(done)) : Promise.resolve();
    filterBy('b');
    await vi.waitFor(() => expect(held).toHaveLength(1));
    filterBy('a99');
    await vi.waitFor(() => expect(useRows.getState().total).toBe(10));
    held[0]?.();
    await new Promise((turn) => setImmediate(turn));
    expect(titleAt(0)).toBe('a990');
    expect(useStore.getState().listing.total).toBe(10);
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
