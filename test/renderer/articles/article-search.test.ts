import { beforeEach, describe, expect, test, vi } from 'vitest';
import { useArticles } from '../../../renderer/articles/article-rows.ts';
import {
  applyArticleSearch,
  asksFor,
  ofSite,
  setArticleFilter,
  toggled,
  typeArticleSearch,
} from '../../../renderer/articles/article-search.ts';

beforeEach(() => {
  vi.useFakeTimers();
  setArticleFilter('');
});

describe('a switch above the articles', () => {
  test.each([
    ['', 'is:unread', ['is:read'], 'is:unread'],
    ['is:unread', 'is:unread', ['is:read'], ''],
    ['is:read site:zhihu.com', 'is:unread', ['is:read'], 'site:zhihu.com is:unread'],
    ['v8 has:copy', 'has:copy', [], 'v8'],
    ['a OR b', 'has:copy', [], '(a OR b) has:copy'],
    ['(a OR b) -c', 'is:dead', ['is:moved'], '(a OR b) -c is:dead'],
    ['-is:unread', 'is:unread', [], '-is:unread is:unread'],
  ])('makes of %j with %s (and not %j) %j', (filter, term, group, result) => {
    expect(toggled(filter, term, group)).toBe(result);
  });

  test('is on when the filter asks for it, beside everything else', () => {
    expect(asksFor('v8 is:unread site:a.org', 'is:unread')).toBe(true);
    expect(asksFor('v8 -is:unread', 'is:unread')).toBe(false);
    expect(asksFor('is:unread OR v8', 'is:unread')).toBe(false);
    expect(asksFor('"', 'is:unread')).toBe(false);
  });
});

test('choosing a site takes the place of the site before', () => {
  expect(ofSite('', 'juejin.cn')).toBe('site:juejin.cn');
  expect(ofSite('is:unread site:zhihu.com v8', 'juejin.cn')).toBe('is:unread v8 site:juejin.cn');
});

describe('the box above the articles', () => {
  test('is followed when the typing rests', () => {
    typeArticleSearch('v');
    typeArticleSearch('v8 ');
    expect(useArticles.getState()).toMatchObject({ text: 'v8 ', filter: '' });
    vi.advanceTimersByTime(100);
    expect(useArticles.getState()).toMatchObject({ text: 'v8 ', filter: 'v8' });
  });

  test('says what is wrong only after a while, and the list stays', () => {
    setArticleFilter('v8');
    typeArticleSearch('v8 "');
    vi.advanceTimersByTime(300);
    expect(useArticles.getState().problem).toBeNull();
    vi.advanceTimersByTime(600);
    expect(useArticles.getState()).toMatchObject({ filter: 'v8', problem: { reason: 'quote-open' } });
    typeArticleSearch('v8 "a"');
    expect(useArticles.getState().problem).toBeNull();
    applyArticleSearch();
    expect(useArticles.getState().filter).toBe('v8 "a"');
  });

  test('waits for an input method', () => {
    typeArticleSearch('ni', true);
    vi.advanceTimersByTime(2000);
    expect(useArticles.getState().filter).toBe('');
  });
});
