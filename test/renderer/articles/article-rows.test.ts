import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Arguments, type Notebook, type NotebookEvent, NotesError } from '../../../notes/api.ts';
import { articleAt, createArticleRows, useArticles } from '../../../renderer/articles/article-rows.ts';
import { useStore } from '../../../renderer/store.ts';
import { library } from './make.ts';

/** `rows` works on it: it follows the stores from the first test to the last, as it does in a page. */
let it = library(0);
let heard: (event: NotebookEvent) => void = () => undefined;
const rows = createArticleRows({
  listen(listener: typeof heard) {
    heard = listener;
    return () => undefined;
  },
  articleList: (args: Arguments<'articleList'>) => it.articleList(args),
} as unknown as Notebook);

beforeEach(() => {
  useStore.setState(useStore.getInitialState(), true);
  useArticles.setState({ filter: `reset ${Math.random()}`, sort: 'noted', direction: null, error: null });
});

function shown(total: number) {
  it = library(total);
  useStore.setState({ connection: 'online', view: 'sources' });
}
const ready = () => vi.waitFor(() => expect(useArticles.getState().total).toBe(it.total));
const offsets = () => it.asked.map(({ offset }) => offset);

describe('the rows of all articles', () => {
  test('are not asked for while the notes are shown', async () => {
    it = library(10);
    useStore.setState({ connection: 'online', view: 'notes' });
    rows.want(0, 10);
    heard({ kind: 'articles', normalised: null });
    await new Promise((done) => setTimeout(done, 150));
    expect(it.asked).toEqual([]);
  });

  test('come in windows around what is on screen', async () => {
    shown(100_000);
    await ready();
    expect(articleAt(5)?.title).toBe('Article 5');
    rows.want(54_990, 55_010);
    await vi.waitFor(() => expect(articleAt(55_010)?.title).toBe('Article 55010'));
    expect(articleAt(54_990)?.title).toBe('Article 54990');
    expect(offsets()).toEqual([0, 54_900, 55_000]);
  });

  test('of another order begin at the top, and only the newest of several is asked for', async () => {
    shown(1000);
    await ready();
    it.asked.length = 0;
    it.held = [];
    useArticles.setState({ sort: 'title' });
    useArticles.setState({ sort: 'site' });
    useArticles.setState({ sort: 'notes' });
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((done) => setTimeout(done));
      it.release();
    }
    it.held = null;
    await vi.waitFor(() => expect(it.asked.at(-1)).toMatchObject({ sort: 'notes', offset: 0 }));
    await ready();
    expect(it.asked.map(({ sort }) => sort)).toEqual(['title', 'notes']);
  });

  test('are asked for again when articles have changed, those on screen only', async () => {
    shown(1000);
    await ready();
    rows.want(300, 320);
    await vi.waitFor(() => expect(articleAt(300)).toBeDefined());
    it.asked.length = 0;
    const { revision } = useArticles.getState();
    heard({ kind: 'articles', normalised: ['https://example.org/1'] });
    heard({ kind: 'changed', notes: [], more: true });
    await vi.waitFor(() => expect(offsets()).toEqual([300]));
    expect(useArticles.getState().revision).toBe(revision + 1);
  });

  test('that could not be read say why, and stay where they could', async () => {
    shown(10);
    await ready();
    it.failsWith = new NotesError('busy', 'Later.');
    rows.refresh();
    await new Promise((done) => setTimeout(done, 20));
    expect(useArticles.getState()).toMatchObject({ total: 10, error: null });
    useArticles.setState({ filter: 'another' });
    await vi.waitFor(() => expect(useArticles.getState().error?.code).toBe('busy'));
    expect(articleAt(0)).toBeUndefined();
    it.failsWith = null;
    rows.refresh();
    await vi.waitFor(() => expect(useArticles.getState()).toMatchObject({ total: 10, error: null }));
  });

  test('wait for the connection', async () => {
    it = library(3);
    useStore.setState({ connection: 'offline', view: 'sources' });
    rows.want(0, 3);
    expect(it.asked).toEqual([]);
    useStore.setState({ connection: 'online' });
    await ready();
  });
});
