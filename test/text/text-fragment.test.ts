import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFragment, withFragment } from '../../notes/text/text-fragment.ts';
import { normaliseUrl } from '../../notes/text/urls.ts';

const start = '#:~:text=';

describe('the fragment of a quote', () => {
  it.each<[string, string, string, string, string]>([
    ['is its text', '云厂商提供了多种产品', '', '', '云厂商提供了多种产品'],
    ['has its white space encoded, one space each', 'two \u3000 words', '', '', 'two%20words'],
    [
      'has what means something in a directive encoded',
      'a-b, c & d=e#f',
      '',
      '',
      'a%2Db%2C%20c%20%26%20d%3De%23f',
    ],
    [
      'has brackets of Markdown encoded',
      '(a) [b] <c> "d" `e` \\f %g',
      '',
      '',
      '%28a%29%20%5Bb%5D%20%3Cc%3E%20%22d%22%20%60e%60%20%5Cf%20%25g',
    ],
    ['keeps Chinese punctuation', '「生产」，（验证）。', '', '', '「生产」，（验证）。'],
    [
      'names a quote of two paragraphs by its beginning and end',
      '第一段的话。\n\n第二段的话。',
      '',
      '',
      '第一段的话。,第二段的话。',
    ],
    ['needs nothing around a quote that stands once', '冷启动', '要求：', '速度', '冷启动'],
    [
      'has the words around a quote that stands twice',
      '速度',
      '冷启动速度。扩容',
      '很重要',
      '冷启动速度。扩容-,速度,-很重要',
    ],
    [
      'has only what there is around it',
      'speed',
      '',
      ' of growth, speed of light',
      'speed,-of%20growth%2C%20speed%20of%20light',
    ],
    ['begins at a whole word', 'erverless is late', 'S', '', 'is%20late'],
    ['ends at a whole word', 'is lat', 'It ', 'e today', 'is'],
    ['may begin in the middle of Chinese', '器提供', '服务', '了', '器提供'],
  ])('%s', (_, quote, before, after, expected) => {
    expect(textFragment(quote, before, after)).toBe(start + expected);
  });

  it('names a quote of more than 300 characters by its beginning and end', () => {
    const words = Array.from({ length: 100 }, (_, n) => `word${String(n)}`).join(' ');
    expect(textFragment(words, '', '')).toBe(
      `${start}word0%20word1%20word2%20word3%20word4%20word5,word94%20word95%20word96%20word97%20word98%20word99`,
    );
    const chinese = Array.from({ length: 301 }, (_, n) => String.fromCharCode(0x4e00 + n)).join('');
    expect(textFragment(chinese, '', '')).toBe(`${start}${chinese.slice(0, 16)},${chinese.slice(-16)}`);
    expect(textFragment(chinese.slice(0, 300), '', '')).toBe(start + chinese.slice(0, 300));
  });

  it('is nothing where there is nothing to look for', () => {
    expect(textFragment('', '', '')).toBe('');
    expect(textFragment(' \n ', 'a', 'b')).toBe('');
  });

  it('is valid in an address and in Markdown, and holds the quote', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string(),
        fc.string(),
        (quote, before, after) => {
          const fragment = textFragment(quote, before, after);
          if (fragment === '') return;
          expect(fragment).toMatch(/^#:~:text=[^\s()[\]<>"'`\\&#]+$/);
          const [directive = ''] = fragment.split('text=').slice(1);
          expect(() => decodeURIComponent(directive)).not.toThrow();
          expect(normaliseUrl(`https://a.com/b${fragment}`)).toBe('https://a.com/b');
        },
      ),
    );
  });
});

describe('an address with a fragment', () => {
  it.each([
    ['https://a.com/b', 'https://a.com/b#:~:text=x'],
    ['https://a.com/b#part', 'https://a.com/b#part:~:text=x'],
    ['https://a.com/#/route', 'https://a.com/#/route:~:text=x'],
    ['https://a.com/b#:~:text=old', 'https://a.com/b#:~:text=x'],
    ['https://a.com/b#part:~:text=old', 'https://a.com/b#part:~:text=x'],
  ])('%s is %s', (url, expected) => {
    expect(withFragment(url, '#:~:text=x')).toBe(expected);
    expect(normaliseUrl(expected)).toBe(normaliseUrl(url));
  });

  it('is itself without one', () => {
    expect(withFragment('https://a.com/b', '')).toBe('https://a.com/b');
  });
});
