import { describe, expect, test } from 'vitest';
import { addressOf } from '../../../renderer/reading/quoting.ts';
import { removals } from '../../../renderer/reading/taken-back.ts';

describe('the address of an article in a note that does not have it yet', () => {
  test('is where its copy comes from, when that is the same article', () => {
    expect(addressOf('https://juejin.cn/post/1', 'http://www.juejin.im/post/1?utm_source=x')).toBe(
      'http://www.juejin.im/post/1?utm_source=x',
    );
  });

  test('is its own where the page had moved or was saved elsewhere', () => {
    expect(addressOf('https://a.com/p/1', 'https://a.com/article/slug')).toBe('https://a.com/p/1');
    expect(addressOf('https://a.com/p/1', '')).toBe('https://a.com/p/1');
  });
});

describe('a quote that is taken out of a note again', () => {
  test('is found wherever it stands by now', () => {
    expect(removals('more\n\n> quote\n', ['\n\n> quote'])).toEqual([{ from: 4, to: 13, insert: '' }]);
  });

  test('stays where it is not what was put in, or stands there twice', () => {
    expect(removals('a\n\n> quotes', ['> quote.'])).toBeNull();
    expect(removals('> quote\n\n> quote', ['> quote'])).toBeNull();
    expect(removals('> quote\n\n> b', ['> quote', '> c'])).toBeNull();
  });
});
