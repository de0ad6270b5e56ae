import { describe, expect, test } from 'vitest';
import { locateQuotes, quotesOf } from '../../../notes/text/quotes.ts';
import { excerptsIn } from '../../../renderer/reading/excerpts.ts';

const article = '生产环境应用的要求：0-1 的冷启动速度、M-N 扩容速度。按需加载，自动弹性伸缩是两个核心能力。';
const note = [
  '### [Serverless](https://juejin.im/post/1)',
  '',
  '- 我的想法：**0-1的冷启动速度**最重要，其他都可以以后再说，没有那么急',
  '- 按需加载、自动弹性伸缩是两个核心能力',
  '- 完全是我自己写下的另一句话',
].join('\n');

describe('the excerpts of a note in an article', () => {
  const found = excerptsIn(locateQuotes(article, quotesOf(note, 'https://juejin.cn/post/1')));

  test('are one for each paragraph or item, not one more for each mark in it', () => {
    expect(found.map(({ quote }) => quote.line)).toEqual([3, 4, 5]);
  });

  test('stand where a mark of them was found, when the rest is the reader’s own', () => {
    const [mixed, same, own] = found.map(({ span }) => (span === null ? null : article.slice(...span)));
    expect(mixed).toBe('0-1 的冷启动速度');
    expect(same).toBe('按需加载，自动弹性伸缩是两个核心能力');
    expect(own).toBeNull();
  });
});
