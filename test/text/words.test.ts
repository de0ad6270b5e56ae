import { describe, expect, it } from 'vitest';
import { countCharacters, countWords } from '../../notes/text/words.ts';

describe('counting words', () => {
  it.each([
    ['', 0],
    ['看了文章就忘，在这儿把文章收集起来。', 16],
    ['Serverless 落地挑战', 5],
    ['CNCF在2018年底', 5],
    ['The quick brown fox', 4],
    ["don't use node-diff3 v1.2", 4],
    ['见 https://example.com/a/b?c=d。好', 3],
    ['見https://example.com/茶', 3],
    ['ひらがなカタカナー', 9],
    ['한국어 단어', 5],
    ['𠮷野家', 3],
    ['——！？ … ** 😀', 0],
    ['naïve Привет', 2],
    ['时时刻刻々', 5],
  ])('finds in “%s” %i', (text, count) => {
    expect(countWords(text)).toBe(count);
  });
});

describe('counting characters', () => {
  it.each([
    ['', 0],
    ['看了文章就忘。', 7],
    ['two words\n', 8],
    ['全角　空格', 4],
    ['𠮷野家 😀', 4],
  ])('finds in “%s” %i that can be seen', (text, count) => {
    expect(countCharacters(text)).toBe(count);
  });
});
