import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Notebook, NotebookEvent, Source } from '../../../notes/api.ts';
import { watchCitations } from '../../../renderer/sources/citations.ts';
import { type OpenNote, useStore } from '../../../renderer/store.ts';

const url = 'https://example.org/a';
const open = {
  path: 'mine.md',
  facts: { sources: [{ url, normalised: 'example.org/a' }] },
} as unknown as OpenNote;

describe('which notes cite the sources of the open note', () => {
  const asked: string[][] = [];
  let tell: (event: NotebookEvent) => void = () => undefined;
  const notebook = {
    citations: ({ normalised }: { normalised: string[] }) => {
      asked.push(normalised);
      return Promise.resolve<Source[]>([]);
    },
    listen: (listener: typeof tell) => {
      tell = listener;
      return () => undefined;
    },
  } as unknown as Notebook;
  const changed = (paths: string[], more = false) =>
    tell({ kind: 'changed', notes: paths.map((path) => ({ path, version: null })), more });

  beforeEach(async () => {
    vi.useFakeTimers();
    useStore.setState({ note: null });
    watchCitations(notebook);
    useStore.setState({ note: open });
    await vi.runAllTimersAsync();
    asked.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  test('is asked again when another note changes, or more than are named', async () => {
    changed(['mine.md', 'other.md']);
    await vi.runAllTimersAsync();
    changed([], true);
    await vi.runAllTimersAsync();
    expect(asked).toEqual([['example.org/a'], ['example.org/a']]);
  });

  test('is not asked again when only the open note was saved', async () => {
    changed(['mine.md']);
    await vi.runAllTimersAsync();
    expect(asked).toEqual([]);
  });
});
