import { beforeEach, describe, expect, test, vi } from 'vitest';
import { forgetSearch, recentSearches, rememberSearch } from '../../../renderer/search/recent-searches.ts';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});

describe('recent searches', () => {
  test('are the last ten of a notebook, each once, the newest first', () => {
    for (let number = 1; number <= 12; number++) rememberSearch('/a', `search ${number}`);
    rememberSearch('/a', ' search 5 ');
    rememberSearch('/a', '  ');
    expect(recentSearches('/a')).toHaveLength(10);
    expect(recentSearches('/a').slice(0, 3)).toEqual(['search 5', 'search 12', 'search 11']);
    expect(recentSearches('/b')).toEqual([]);
  });

  test('can be forgotten one by one', () => {
    rememberSearch('/a', 'x');
    rememberSearch('/b', 'x');
    rememberSearch('/a', 'y');
    forgetSearch('/a', 'x');
    expect(recentSearches('/a')).toEqual(['y']);
    expect(recentSearches('/b')).toEqual(['x']);
  });

  test('are none where what is kept is not ours, or nothing can be kept', () => {
    kept.set('gleaner.recentSearches', '[{"folder":"/a","texts":[1]},{"folder":"/a"},null]');
    expect(recentSearches('/a')).toEqual([]);
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('denied');
      },
    });
    rememberSearch('/a', 'x');
    expect(recentSearches('/a')).toEqual([]);
  });
});
