import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { forgetNote, recentNotes, rememberNote } from '../../renderer/recent-notes.ts';

const note = (path: string, title = path) => ({ path, title, date: null });
const paths = (folder: string) => recentNotes(folder).map(({ path }) => path);
let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('the notes opened last', () => {
  test('are kept for each notebook, the last first and each once', () => {
    for (const path of ['a', 'b', 'a', 'c']) rememberNote('/one', note(path));
    rememberNote('/two', note('x'));
    expect(paths('/one')).toEqual(['c', 'a', 'b']);
    expect(paths('/two')).toEqual(['x']);
    expect(paths('/three')).toEqual([]);
  });

  test('follow a rename and a new title, and forget what is gone', () => {
    rememberNote('/one', note('a'));
    rememberNote('/one', note('b', 'Old'));
    rememberNote('/one', note('c', 'New'), 'b');
    expect(recentNotes('/one')).toEqual([note('c', 'New'), note('a')]);
    forgetNote('/one', 'c');
    expect(paths('/one')).toEqual(['a']);
  });

  test('are none where what was kept is nonsense', () => {
    for (const text of ['{', '7', '[{"folder":"/one","notes":[{"path":3}]}]', '[{"folder":"/one"}]']) {
      kept.set('gleaner.recentNotes', text);
      expect(recentNotes('/one')).toEqual([]);
    }
  });
});
