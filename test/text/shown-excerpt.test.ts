import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownExcerpt } from '../../notes/text/shown-excerpt.ts';

describe('an excerpt in a list', () => {
  test.each([
    ['shows what a link to a note shows', '见 [[另一篇]] 和 [[计划|那一篇]]。', '见 另一篇 和 那一篇。'],
    ['shows the heading that a link leads to', '[[计划#结尾]] [[#这里]]', '计划 › 结尾 这里'],
    ['shows no embedded file', '前 ![[图.png]]后', '前 后'],
    ['shows a formula without its marks', '公式 $E=mc^2$，$$a+b$$', '公式 E=mc^2，a+b'],
    ['shows no boxes of tasks', '[ ] 买茶 [x] 喝茶', '买茶 喝茶'],
    ['leaves prices and other brackets alone', 'US$5, $5 and $10, a[0] [x](y) [[1]](z) [[', null],
  ])('%s', (_, text, expected) => expect(shownExcerpt(text)).toBe(expected ?? text));

  test('takes marks away and adds nothing, whatever is written', () => {
    const text = fc.string({ unit: fc.constantFrom('[', ']', '$', '|', 'x', ' ', '茶', '#', '!') });
    fc.assert(
      fc.property(text, (written) => {
        const shown = shownExcerpt(written);
        // In their order, but for the sign between a note and its heading.
        let at = 0;
        for (const sign of shown.replaceAll(' › ', '')) {
          at = written.indexOf(sign, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
        if (!written.includes('[') && !written.includes('$')) expect(shown).toBe(written);
      }),
    );
  });
});
