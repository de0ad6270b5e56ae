import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareUrlEnd } from '../../../notes/text/urls.ts';
import { asEdited, asRead, found } from './both-sides.ts';

const url = 'https://example.com/a?b=c';

describe('a bare address', () => {
  it.each([
    ...Array.from('。，；：！？、）】》」』（【《「『“”‘’…—　·～'),
    '后面',
    'ひらがな',
    'カタカナ',
    '한글',
    '𠮷',
    '😀。',
  ])('ends before %s, on both sides', (sign) => {
    const text = `见${url}${sign}后面`;
    const end = sign === '·' || sign === '～' ? found(text, 'URL')[0] : url;
    expect(found(text, 'URL')).toEqual([sign.startsWith('😀') ? `${url}😀` : end]);
    expect(asEdited(text)).toBe(asRead(text));
  });

  it.each([
    ['https://zh.wikipedia.org/wiki/%E8%8C%B6。', 'https://zh.wikipedia.org/wiki/%E8%8C%B6'],
    ['（https://a.cn/x_(y)）', 'https://a.cn/x_(y)'],
    ['(https://a.cn/x)', 'https://a.cn/x'],
    ['[https://a.cn/x]', 'https://a.cn/x'],
    ['https://a.cn/x[1]。', 'https://a.cn/x[1]'],
    ['https://[::1]:80/x，', 'https://[::1]:80/x'],
    ['https://a.cn/x.', 'https://a.cn/x'],
    ['https://a.cn/x?!', 'https://a.cn/x'],
    ['https://a.cn/x,y', 'https://a.cn/x,y'],
    ['**https://a.cn/x**', 'https://a.cn/x'],
    ['~~https://a.cn/x~~', 'https://a.cn/x'],
    ['https://a.cn/x_y_z', 'https://a.cn/x_y_z'],
    ['https://a.cn/x*y', 'https://a.cn/x*y'],
    ['HTTPS://A.cn/X。', 'HTTPS://A.cn/X'],
    ['https://a.cn/#/route，', 'https://a.cn/#/route'],
    ['https://a.cn/?q=a&amp;b。', 'https://a.cn/?q=a&amp;b'],
    ['"https://a.cn/x"', 'https://a.cn/x'],
    ['https://a.cn/x|y', 'https://a.cn/x'],
    ['https://a.cn/x<br>', 'https://a.cn/x'],
  ])('in %s is %s, on both sides', (text, expected) => {
    expect(found(`前 ${text} 后`, 'URL')).toEqual([expected]);
    expect(asEdited(`前 ${text} 后`)).toBe(asRead(`前 ${text} 后`));
  });

  it.each([
    'xhttps://a.cn',
    '1https://a.cn',
    'https://',
    'https://。',
    'https:// a.cn',
    'ftp://a.cn',
    '`https://a.cn`',
  ])('is not found in %s', (text) => {
    expect(found(`前 ${text} 后`, 'URL')).toEqual([]);
    expect(asEdited(`前 ${text} 后`)).toBe(asRead(`前 ${text} 后`));
  });

  it('is no link of its own in the text of a link, and is one in a footnote', () => {
    expect(found('[见 https://a.cn/x](https://b.cn)', 'URL')).toEqual(['https://b.cn']);
    expect(found('句^[见 https://a.cn/x]。', 'URL')).toEqual(['https://a.cn/x']);
  });

  it('is the same on both sides in any text around it', () => {
    const around = fc.constantFrom(
      ...Array.from('中。，；：！？、（）【】《》「」()[]<>*_~=.,;:!?%/#&-a1 \\|"'),
      '%E8',
      '**',
      '~~',
      '](',
    );
    fc.assert(
      fc.property(
        fc.array(around, { maxLength: 5 }),
        fc.array(around, { maxLength: 10 }),
        (before, after) => {
          const text = `x${before.join('')}https://a.cn${after.join('')}x`;
          expect(asEdited(text), text).toBe(asRead(text));
        },
      ),
      { numRuns: 4000 },
    );
  });

  it('never ends with what a sentence ends with, and never leaves a bracket open that it did not open', () => {
    const part = fc.constantFrom(...Array.from('ab/.,;:!?()[]%。（）'), '%20', '中');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = `https://a.cn/${parts.join('')}`;
        const end = bareUrlEnd(text, 0) ?? 0;
        const found = text.slice(0, end);
        expect(found).not.toMatch(/[.,;:!?。（）中]$/);
        let depth = 0;
        for (const sign of found) {
          if (sign === '(') depth++;
          if (sign === ')') depth--;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
