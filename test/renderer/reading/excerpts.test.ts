import { describe, expect, test } from 'vitest';
import { locateQuotes, quotesOf } from '../../../notes/text/quotes.ts';
import { excerptsIn, findingOf, wordsAt } from '../../../renderer/reading/excerpts.ts';

const article = '生产环境应用的要求：0-1 的冷启动速度、M-N 扩容速度。按需加载，自动弹性伸缩是两个核心能力。';
const note = [
  '### [Serverless](https://juejin.im/post/1)',
  '',
  '- 我的想法：**0-1的冷启动速度**最重要，其他都可以以后再说，没有那么急',
  '- 按需加载、自动弹性伸缩是两个核心能力',
  '- 完全是我自己写下的另一句话',
  '',
  '> 文章里已经没有的一句引文，以前是有的',
].join('\n');

describe('the excerpts of a note in an article', () => {
  const found = excerptsIn(locateQuotes(article, quotesOf(note, 'https://juejin.cn/post/1')));

  test('are one for each paragraph or item, not one more for each mark in it', () => {
    expect(found.map(({ quote }) => quote.line)).toEqual([3, 4, 5, 7]);
  });

  test('stand where a mark of them was found, when the rest is the reader’s own', () => {
    const [mixed, same, own] = found.map(({ span }) => (span === null ? null : article.slice(...span)));
    expect(mixed).toBe('0-1 的冷启动速度');
    expect(same).toBe('按需加载，自动弹性伸缩是两个核心能力');
    expect(own).toBeNull();
  });

  test('are missing where the note quotes them, and else the reader’s own words', () => {
    expect(found.map(findingOf)).toEqual(['found', 'found', 'own', 'missing']);
  });

  test('are looked for from the line with the cursor: that one and its marks, or all of them above the first', () => {
    const quotes = quotesOf(note, 'https://juejin.cn/post/1');
    expect(wordsAt(quotes, 1)).toHaveLength(quotes.length);
    expect(wordsAt(quotes, 3)).toEqual([
      '我的想法：0-1的冷启动速度最重要，其他都可以以后再说，没有那么急',
      '0-1的冷启动速度',
    ]);
    expect(wordsAt(quotes, 4)).toEqual(['按需加载、自动弹性伸缩是两个核心能力']);
    expect(wordsAt(quotes, 6)).toEqual(['完全是我自己写下的另一句话']);
    expect(wordsAt([], 3)).toEqual([]);
  });
});
