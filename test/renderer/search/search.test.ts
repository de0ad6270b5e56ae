import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applySearch, setFilter, typeSearch } from '../../../renderer/search/search.ts';
import { setLanguage, t } from '../../../renderer/messages.ts';
import { useStore } from '../../../renderer/store.ts';

const shown = () => useStore.getState().listing.filter;
const box = () => useStore.getState().search;

beforeEach(() => {
  vi.useFakeTimers();
  useStore.setState(useStore.getInitialState(), true);
});
afterEach(() => vi.useRealTimers());

describe('the search box', () => {
  test('filters when the typing rests, once', () => {
    const filters: string[] = [];
    useStore.subscribe((now, before) => {
      if (now.listing.filter !== before.listing.filter) filters.push(now.listing.filter);
    });
    typeSearch('s');
    vi.advanceTimersByTime(20);
    typeSearch('se');
    vi.advanceTimersByTime(20);
    expect(filters).toEqual([]);
    expect(box().text).toBe('se');
    vi.runAllTimers();
    expect(filters).toEqual(['se']);
  });

  test('filters by nothing while an input method composes', () => {
    typeSearch('l', true);
    typeSearch("leng'qi", true);
    vi.runAllTimers();
    expect(shown()).toBe('');
    expect(box().text).toBe("leng'qi");
    typeSearch('冷启');
    vi.runAllTimers();
    expect(shown()).toBe('冷启');
  });

  test('keeps the last filter that could be read, and says what is wrong with the new text and where', () => {
    setFilter('tag:a');
    typeSearch('tag:a (b');
    vi.advanceTimersByTime(120);
    expect(box().problem).toBeNull();
    vi.runAllTimers();
    expect(box().problem).toMatchObject({ reason: 'parenthesis-open', at: 6 });
    expect(shown()).toBe('tag:a');
  });

  test('takes a problem away with the key that mends it', () => {
    typeSearch('(b');
    applySearch();
    expect(box().problem).not.toBeNull();
    typeSearch('(b)');
    expect(box().problem).toBeNull();
    vi.runAllTimers();
    expect(shown()).toBe('(b)');
  });

  test('lets a problem that is shown follow the text', () => {
    typeSearch('(b');
    applySearch();
    typeSearch('x (b');
    expect(box().problem?.at).toBe(2);
  });

  test('is written by clicks on tags and chips, and what was being typed does not come after them', () => {
    typeSearch('half a wor');
    setFilter('tag:前端 -tag:draft');
    vi.runAllTimers();
    expect(box()).toEqual({ text: 'tag:前端 -tag:draft', problem: null });
    expect(shown()).toBe('tag:前端 -tag:draft');
  });

  test.each([
    ['OR a', 'or-left', 0],
    ['a OR', 'or-right', 2],
    ['a (b', 'parenthesis-open', 2],
    ['a ()', 'parenthesis-empty', 2],
    ['('.repeat(60), 'parenthesis-deep', 50],
    ['a "b', 'quote-open', 2],
    ['a '.repeat(201), 'terms', 400],
    ['a tag:', 'value-missing', 2],
    ['is:foo', 'value-unknown', 3],
  ] as const)('says in either language what is wrong with %j', (text, reason, at) => {
    typeSearch(text);
    applySearch();
    const { problem } = box();
    expect(problem).toMatchObject({ reason, at });
    for (const language of ['en', 'zh-CN'] as const) {
      setLanguage(language);
      const said = t(`search.problem.${reason}`, { key: problem?.key ?? '', known: problem?.known ?? '' });
      expect(said).toMatch(/[.。]$/);
      expect(said).not.toMatch(/[{}]/);
    }
    setLanguage('en');
  });

  test('does not ask for the same list again because of a space at the end', () => {
    setFilter('a');
    const before = useStore.getState().listing;
    typeSearch('a ');
    vi.runAllTimers();
    expect(useStore.getState().listing).toBe(before);
    expect(box().text).toBe('a ');
  });
});
