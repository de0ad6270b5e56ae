import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainTitle } from '../../notes/sources/plain-title.ts';
import { fieldText, readHeader } from '../../notes/text/front-matter.ts';
import { writeScalar } from '../../notes/text/yaml-scalar.ts';

const written = (title: string): string | null => {
  const value = writeScalar(title, 'PLAIN', { inFlow: false, quote: '"' });
  return fieldText(readHeader(`---\ntitle: ${value}\nlast: x\n---\n\ntext\n`), 'title');
};

describe('a title of a page', () => {
  it.each<[string, string]>([
    [' a \n\t b ', 'a b'],
    ['a\u0000b\u0007c\u001bd', 'a b c d'],
    ['invoice\u202Egnp.exe', 'invoicegnp.exe'],
    ['a\u2066b\u2069c\u200Fd\u061Ce', 'abcde'],
    ['a\u200bb\ufeffc\u00add', 'abcd'],
    ['half \ud83d character', 'half character'],
    ['👨‍👩‍👧 家', '👨‍👩‍👧 家'],
    ['क्‍ष', 'क्‍ष'],
    ['a\u2028b\u0085c', 'a b c'],
    ['</title><script>x</script>', '</title><script>x</script>'],
    ['&lt;b&gt;', '&lt;b&gt;'],
    ['', ''],
  ])('%j is kept as %j', (text, plain) => {
    expect(plainTitle(text, 300)).toBe(plain);
  });

  it('has at most as many graphemes as wanted, and no half one', () => {
    const family = '👨‍👩‍👧';
    expect(plainTitle(family.repeat(10), 10)).toBe(family.repeat(10));
    expect(plainTitle(family.repeat(11), 10)).toBe(`${family.repeat(9)}…`);
    expect(plainTitle('长'.repeat(300), 300)).toBe('长'.repeat(300));
    expect(plainTitle('长'.repeat(1_000_000), 300)).toBe(`${'长'.repeat(299)}…`);
    expect(plainTitle(`e${'\u0301'.repeat(100_000)}`, 300).length).toBeLessThan(2_500);
    expect(plainTitle(`${' '.repeat(1_000_000)}x`, 300).length).toBeLessThan(2);
  });

  it('written into a header and read again is equal', () => {
    const breakers = [
      'a: b # c',
      '---',
      '!!js/function x',
      '"',
      "'",
      '\\',
      '- x',
      '? y',
      '*a',
      '&b',
      '{',
      '[',
      '`',
      '@',
      '%',
      '~',
      'yes',
      '2020',
      '1e3',
      '#',
      ':',
      '…',
      '\u0085',
      '\ufeff',
      '\u2028',
      '<<',
      '|',
      '>',
    ];
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc
        .array(fc.oneof(fc.constantFrom(...breakers), fc.string({ maxLength: 5 })), { maxLength: 8 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 5, max: 60 }), (raw, most) => {
        const title = plainTitle(raw, most);
        expect(plainTitle(title, most)).toBe(title);
        fc.pre(title !== '');
        expect(written(title)).toBe(title);
      }),
      { numRuns: 1_000 },
    );
  });
});
