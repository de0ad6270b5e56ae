import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asEdited, asRead, found } from './both-sides.ts';

const signs = [
  ...Array.from('中文一𠮷a1 。，「」（）“”!.()-_*~=`[]<>\\:/$'),
  '**',
  '***',
  '__',
  '~~',
  '==',
  '``',
  '![',
  '](',
  '](u)',
];
const words = [
  '[[',
  ']]',
  '[[笔记]]',
  '😀',
  '👨‍👩‍👧',
  '한',
  'あ',
  '\n',
  '  \n',
  '\u3000',
  '\ufe0f',
  '\ufe01',
  '\u{e0100}',
];
const links = [
  'https://a.cn/b',
  '<https://a.cn>',
  '<b>',
  '</b>',
  '[链接](https://a.cn "t")',
  '`代码`',
  '$x$',
];
const piece = fc.constantFrom(...signs, ...words, ...links);

/** A line begins with a letter: what a line is made of is none of this test's business. */
function paragraph(parts: string[]): string {
  return `x${parts.join('')}x`.replace(/\n+\s*/g, '\nx');
}

describe('any mixture of Chinese, Latin, punctuation and marks', () => {
  it('has the same emphasis, strike, marks, code, links and addresses on both sides', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (parts) => {
        const text = paragraph(parts);
        expect(asEdited(text), JSON.stringify(text)).toBe(asRead(text));
      }),
      { numRuns: 4000 },
    );
  });

  it('has them in long paragraphs, too', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 30, maxLength: 120 }), (parts) => {
        const text = paragraph(parts);
        expect(asEdited(text), JSON.stringify(text)).toBe(asRead(text));
      }),
      { numRuns: 600 },
    );
  });
});

describe('nested and mixed marks', () => {
  it.each([
    ['*a **b** c*', '<em>a<strong>b</strong>c</em>'],
    ['**a *b* c**', '<strong>a<em>b</em>c</strong>'],
    ['***粗斜。***后', '<em><strong>粗斜。</strong></em>后'],
    ['***a** b*', '<em><strong>a</strong>b</em>'],
    ['*a**b*', '<em>a**b</em>'],
    ['**a*b**', '<strong>a*b</strong>'],
    ['snake_case_词_语', 'snake_case_词_语'],
    ['前_词_后', '前_词_后'],
    ['（_词_）后', '（<em>词</em>）后'],
    ['~~**a。**~~后', '<s><strong>a。</strong></s>后'],
    ['==**「a」**==后', '<mark><strong>「a」</strong></mark>后'],
    ['[**b**](https://a.cn)**。**', '<a><strong>b</strong></a><strong>。</strong>'],
    ['**[b](https://a.cn)。**后', '<strong><a>b</a>。</strong>后'],
    ['`**a**`**「b」**c', '<code>**a**</code><strong>「b」</strong>c'],
  ])('%s', (text, expected) => {
    expect(asEdited(text)).toBe(expected.replaceAll(' ', ''));
    expect(asRead(text)).toBe(expected.replaceAll(' ', ''));
  });
});

describe('what the two sides do not agree on, and why', () => {
  it('`[text]` is looked up in the note when it is drawn, so the tree has it as a link without an address', () => {
    expect(found('见 [text] 和 [a][b]', 'Link')).toEqual(['[text]', '[a][b]']);
    expect(asRead('见 [text]')).toBe('见[text]');
  });

  it('a link by reference does not keep its marks from those around it', () => {
    expect(found('*a [b*] c', 'Emphasis')).toEqual(['*a [b*']);
    expect(found('*a [b*] c', 'Link')).toEqual([]);
  });

  it('`[^1]` has the look of a footnote before its text is written', () => {
    expect(found('句子[^1]。', 'Footnote')).toEqual(['[^1]']);
    expect(asRead('句子[^1]。')).toBe('句子[^1]。');
  });

  it('after 10,000 marks in one paragraph the editor leaves the rest plain, for it reads all of them at each key', () => {
    const text = '**a** '.repeat(4000);
    expect(found(text, 'StrongEmphasis').length).toBeGreaterThan(2000);
    expect(found(text, 'StrongEmphasis').length).toBeLessThan(4000);
  });
});
