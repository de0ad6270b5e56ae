import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Arguments, NoteMatches } from '../../../notes/api.ts';
import { spansIn } from '../../../notes/text/match.ts';
import { createRowMatches, type RowMatches, useRowMatches } from '../../../renderer/lists/row-matches.ts';
import { searchedWords } from '../../../renderer/search/searched-words.ts';

/** Notes of one line each, found by word; `hold` keeps the answers back. */
function shelf(texts: Record<string, string>) {
  const asked: Arguments<'matches'>[] = [];
  const it = {
    texts,
    asked,
    hold: null as Promise<void> | null,
    async matches(args: Arguments<'matches'>): Promise<NoteMatches[]> {
      asked.push(args);
      await it.hold;
      return args.paths.map((path) => {
        const text = it.texts[path] ?? '';
        const spans = spansIn(text, searchedWords(args.filter));
        const line = { line: 1, text, spans, heading: null, headingLine: null, inSource: false };
        return { path, total: spans.length > 0 ? 1 : 0, lines: spans.length > 0 ? [line] : [] };
      });
    },
  };
  return it;
}

let notes: ReturnType<typeof shelf>;
let matches: RowMatches;
const want = (filter: string, ...paths: string[]) => matches.want(filter, searchedWords(filter), paths);
const linesOf = (path: string) =>
  useRowMatches
    .getState()
    .byPath.get(path)
    ?.lines.map(({ text, spans }) => [text, spans]);

beforeEach(() => {
  notes = shelf({ 'a.md': '冷启动', 'b.md': '冷水', 'c.md': '茶' });
  matches = createRowMatches(notes);
});

describe('the lines under the rows', () => {
  test('are asked for once for each note that is looked at', async () => {
    want('冷', 'a.md', 'b.md');
    await vi.waitFor(() => expect(linesOf('b.md')).toEqual([['冷水', [[0, 1]]]]));
    want('冷', 'b.md', 'c.md');
    await vi.waitFor(() => expect(linesOf('c.md')).toEqual([]));
    expect(notes.asked.map(({ paths }) => paths)).toEqual([['a.md', 'b.md'], ['c.md']]);
  });

  test('of rows that were scrolled past while others were asked for are not asked for', async () => {
    let release: () => void = () => undefined;
    notes.hold = new Promise((done) => (release = done));
    want('冷', 'a.md');
    want('冷', 'b.md');
    want('冷', 'c.md');
    release();
    await vi.waitFor(() => expect(linesOf('c.md')).toEqual([]));
    expect(notes.asked.map(({ paths }) => paths)).toEqual([['a.md'], ['c.md']]);
  });

  test('of other words never show: what is known is marked anew, or waits', async () => {
    want('冷', 'a.md', 'b.md');
    await vi.waitFor(() => expect(linesOf('a.md')).toBeDefined());
    let release: () => void = () => undefined;
    notes.hold = new Promise((done) => (release = done));
    want('冷启动', 'a.md', 'b.md');
    expect(linesOf('a.md')).toEqual([['冷启动', [[0, 3]]]]);
    expect(linesOf('b.md')).toBeUndefined();
    want('茶', 'c.md');
    release();
    await vi.waitFor(() => expect(linesOf('c.md')).toEqual([['茶', [[0, 1]]]]));
    expect([linesOf('a.md'), linesOf('b.md')]).toEqual([undefined, undefined]);
  });

  test('are asked for again when their note changed', async () => {
    want('冷', 'a.md', 'c.md');
    await vi.waitFor(() => expect(linesOf('c.md')).toEqual([]));
    notes.texts['c.md'] = '冷茶';
    matches.changed(['c.md']);
    await vi.waitFor(() => expect(linesOf('c.md')).toEqual([['冷茶', [[0, 1]]]]));
    expect(notes.asked.at(-1)?.paths).toEqual(['c.md']);
  });

  test('come with the next look when they could not be read', async () => {
    notes.hold = Promise.reject(new Error('away'));
    want('冷', 'a.md');
    await notes.hold.catch(() => undefined);
    notes.hold = null;
    await vi.waitFor(() => {
      want('冷', 'a.md');
      expect(linesOf('a.md')).toEqual([['冷启动', [[0, 1]]]]);
    });
  });

  test('of rows far away are forgotten', async () => {
    want('冷', 'a.md');
    await vi.waitFor(() => expect(linesOf('a.md')).toBeDefined());
    want('冷', 'b.md');
    await vi.waitFor(() => expect(linesOf('b.md')).toBeDefined());
    expect(linesOf('a.md')).toBeUndefined();
  });
});
