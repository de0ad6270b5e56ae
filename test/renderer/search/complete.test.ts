import { describe, expect, test } from 'vitest';
import { FilterError, filterKeys, parseFilter } from '../../../notes/text/filter.ts';
import { completionsAt, type Known } from '../../../renderer/search/complete.ts';

const facet = (name: string, within = 1) => ({ name, count: within, within });
const known: Known = {
  tags: [
    facet('JavaScript', 3),
    facet('java', 9),
    facet('前端', 4),
    facet('前端/React', 2),
    facet('two words'),
  ],
  categories: [facet('读书', 5)],
  sites: ['github.com', 'juejin.cn', 'zhuanlan.zhihu.com'],
  soundsLike: (name, typed) => name === '前端' && 'qianduan'.startsWith(typed),
};
const now = new Date(2020, 0, 13);
const offered = (text: string, cursor = text.length) =>
  completionsAt(text, cursor, known, now).map(
    (one) => text.slice(0, one.from) + one.text + text.slice(one.to),
  );

describe('what the search box offers', () => {
  test('is keys for their first letters, and nothing for other words', () => {
    expect(offered('ta')).toEqual(['tag:']);
    expect(offered('冷启动 -ha')).toEqual(['冷启动 -has:']);
    expect(offered('(ti')).toEqual(['(title:']);
    expect(offered('t')).toEqual([]);
    expect(offered('serverless')).toEqual([]);
    expect(offered('冷')).toEqual([]);
    expect(offered('')).toEqual([]);
  });

  test('is tags by their beginning, those used most first, then by a part and by their sound', () => {
    expect(offered('tag:ja')).toEqual(['tag:java', 'tag:JavaScript']);
    expect(offered('tag:scr')).toEqual(['tag:JavaScript']);
    expect(offered('tag:react')).toEqual(['tag:前端/React']);
    expect(offered('tag:qiand')).toEqual(['tag:前端']);
    expect(offered('x -tag：前')).toEqual(['x -tag:前端', 'x -tag:前端/React']);
    expect(offered('tag:')).toHaveLength(5);
    expect(offered('category:读')).toEqual(['category:读书']);
  });

  test('quotes what needs it, and goes on in a quotation', () => {
    expect(offered('tag:tw')).toEqual(['tag:"two words"']);
    expect(offered('tag:"two w')).toEqual(['tag:"two words"']);
    expect(offered('tag:"two words"')).toEqual([]);
  });

  test('is states, sites, dates', () => {
    expect(offered('is:un')).toEqual(['is:untagged', 'is:unread', 'is:unpublished']);
    expect(offered('has:')).toEqual(['has:source', 'has:copy', 'has:question', 'has:highlight']);
    expect(offered('site:zhi')).toEqual(['site:zhuanlan.zhihu.com']);
    expect(offered('date:2020')).toEqual(['date:2020-01']);
    expect(offered('modified:')).toContain('modified:<7d');
  });

  test('is only for the term that ends at the cursor', () => {
    expect(offered('tag:ja x', 6)).toEqual(['tag:java x', 'tag:JavaScript x']);
    expect(offered('tag:ja', 5)).toEqual([]);
    expect(offered('tag:java ')).toEqual([]);
    expect(offered('"tag:ja')).toEqual([]);
  });

  test('can always be read', () => {
    for (const key of filterKeys)
      for (const text of offered(`${key}:`)) expect(() => parseFilter(text)).not.toThrow();
    for (const key of ['is', 'has']) {
      const said = offered(`${key}:`).map((text) => text.slice(key.length + 1));
      try {
        parseFilter(`${key}:nothing`);
        expect.unreachable();
      } catch (error) {
        expect(error instanceof FilterError && error.known).toBe(said.join(', '));
      }
    }
  });
});
