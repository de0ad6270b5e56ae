import { describe, expect, test } from 'vitest';
import { hintFor } from '../../../renderer/search/hints.ts';

/** The filter as the hint would have it. */
function mended(filter: string): string | null {
  const hint = hintFor(filter);
  return hint === null ? null : filter.slice(0, hint.from) + hint.text + filter.slice(hint.to);
}

describe('a slip in a filter', () => {
  test.each([
    ['tga:前端', 'tag:前端'],
    ['冷启动 -tags：前端', '冷启动 -tag:前端'],
    ['(titel:周报 OR x)', '(title:周报 OR x)'],
    ['标签:前端', 'tag:前端'],
    ['－分类：读书', '－category:读书'],
    ['修改:<7d 网站:juejin.cn', 'modified:<7d 网站:juejin.cn'],
    ['标签:"two words" x', 'tag:"two words" x'],
    ['react or vue', 'react OR vue'],
    ['(react Or vue) x', '(react OR vue) x'],
    ['冷*', '冷'],
    ['a -serv* b', 'a -serv b'],
  ])('is mended: %s becomes %s', (filter, expected) => {
    expect(mended(filter)).toBe(expected);
  });

  test.each([
    'tag:前端 title:周报',
    'https://juejin.cn',
    'it:x',
    'note:x',
    '备注:前端',
    '"react or vue"',
    '"冷*"',
    'react OR vue',
    'or vue',
    'react or',
    '**bold**',
    '2*3',
    '',
    '((((',
  ])('is none in %s', (filter) => {
    expect(mended(filter)).toBeNull();
  });
});
