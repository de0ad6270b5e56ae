import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Article, Notebook, NotebookEvent } from '../../../notes/api.ts';
import { learn, useKnown, wantArticle, watchArticles } from '../../../renderer/sources/known-articles.ts';
import { type OpenNote, useStore } from '../../../renderer/store.ts';
import { article } from './make.ts';

const one = 'example.org/one';
const two = 'example.org/two';

describe('what is known about the articles on screen', () => {
  const asked: string[][] = [];
  let tell: (event: NotebookEvent) => void = () => undefined;
  let answer: (normalised: string[]) => Promise<Article[]>;
  const leave: (() => void)[] = [];
  const show = (normalised: string) => {
    const left = wantArticle(normalised);
    leave.push(left);
    return left;
  };
  const settled = () => vi.runAllTimersAsync();
  const known = () => Object.keys(useKnown.getState().articles).sort();

  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = 0;
    answer = (normalised) => Promise.resolve(normalised.map((name) => article(name)));
    useKnown.setState({ articles: {} });
    useStore.setState({ note: { id: 1, path: 'mine.md' } as OpenNote });
    watchArticles({
      articles: ({ normalised }: { normalised: string[] }) => {
        asked.push(normalised);
        return answer(normalised);
      },
      listen: (listener: typeof tell) => {
        tell = listener;
        return () => undefined;
      },
    } as unknown as Notebook);
  });
  afterEach(async () => {
    leave.splice(0).forEach((left) => left());
    await settled();
    vi.useRealTimers();
  });

  test('is asked in one question for cards that come on screen together', async () => {
    show(one);
    show(two);
    await settled();
    expect(asked).toEqual([[one, two]]);
    expect(known()).toEqual([one, two]);
  });

  test('is not asked for twice, and not for cards that have left before the question', async () => {
    show(one);
    await settled();
    show(one);
    show(two)();
    await settled();
    expect(asked).toEqual([[one]]);
  });

  test('is asked again when the notebook names an article that is shown, and forgotten when it is not', async () => {
    const leftOne = show(one);
    show(two);
    await settled();
    leftOne();
    tell({ kind: 'articles', normalised: [one, two, 'example.org/other'] });
    expect(known()).toEqual([two]);
    await settled();
    expect(asked).toEqual([[one, two], [two]]);
    tell({ kind: 'articles', normalised: null });
    await settled();
    expect(asked.at(-1)).toEqual([two]);
    expect(asked).toHaveLength(3);
  });

  test('stays while it is asked for again, so that no card flickers', async () => {
    show(one);
    await settled();
    tell({ kind: 'articles', normalised: [one] });
    expect(known()).toEqual([one]);
  });

  test('is asked again when another note changes, or more than are named, but not after a save of the open one', async () => {
    show(one);
    await settled();
    tell({ kind: 'changed', notes: [{ path: 'mine.md', version: null }], more: false });
    await settled();
    expect(asked).toHaveLength(1);
    tell({ kind: 'changed', notes: [{ path: 'other.md', version: null }], more: false });
    await settled();
    tell({ kind: 'changed', notes: [], more: true });
    await settled();
    expect(asked).toHaveLength(3);
  });

  test('is asked again when the connection is back, and what failed does not stay unasked', async () => {
    answer = () => Promise.reject(new Error('away'));
    show(one);
    await settled();
    expect(known()).toEqual([]);
    answer = (normalised) => Promise.resolve(normalised.map((name) => article(name)));
    useStore.setState({ connection: 'offline' });
    useStore.setState({ connection: 'online' });
    await settled();
    expect(known()).toEqual([one]);
  });

  test('never goes back to an older answer', async () => {
    let slow: (articles: Article[]) => void = () => undefined;
    answer = () => new Promise((done) => (slow = done));
    show(one);
    await settled();
    tell({ kind: 'articles', normalised: [one] });
    await settled();
    expect(asked).toHaveLength(1);
    answer = () => Promise.resolve([article(one, { read: 'read' })]);
    slow([article(one, { read: 'unread' })]);
    await settled();
    expect(useKnown.getState().articles[one]?.read).toBe('read');
  });

  test('of five hundred and one cards takes two questions', async () => {
    for (let n = 0; n < 501; n++) show(`example.org/${n}`);
    await settled();
    expect(asked.map((names) => names.length)).toEqual([500, 1]);
  });

  test('takes in what an answer has just said', async () => {
    show(one);
    await settled();
    learn(one, { read: 'reading' });
    learn('example.org/unknown', { read: 'reading' });
    expect(useKnown.getState().articles[one]?.read).toBe('reading');
    expect(known()).toEqual([one]);
  });

  test('is forgotten with the note, but for what is still shown', async () => {
    show(one);
    const leftTwo = show(two);
    await settled();
    leftTwo();
    expect(known()).toEqual([one, two]);
    useStore.setState({ note: { id: 2, path: 'next.md' } as OpenNote });
    expect(known()).toEqual([one]);
  });
});
