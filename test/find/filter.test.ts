import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotesError } from '../../notes/api.ts';
import { type Filter, formatFilter, formatTerm, parseFilter, toggleTerm } from '../../notes/text/filter.ts';

/** Without positions: `tag=a`, `!x`, `(a & b)`, `(a | b)`. */
function shape(filter: Filter): string {
  if (filter.kind === 'term') return `${filter.key}=${filter.value}`;
  if (filter.kind === 'not') return `!${shape(filter.part)}`;
  return `(${filter.parts.map(shape).join(filter.kind === 'and' ? ' & ' : ' | ')})`;
}
const read = (text: string): string => shape(parseFilter(text));
function failure(text: string): { at: number | null; message: string } {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof NotesError && error.code === 'bad-query')
      return { at: error.at, message: error.message };
    throw error;
  }
  throw new Error(`Understood: ${text}`);
}

describe('the filter language', () => {
  test.each([
    ['', '()'],
    ['   \t ', '()'],
    ['tag:serverless', 'tag=serverless'],
    ['tag:前端 -tag:草稿', '(tag=前端 & !tag=草稿)'],
    ['tag：前端', 'tag=前端'],
    ['TAG:a', 'tag=a'],
    ['tag:"a b"', 'tag=a b'],
    ['tag:“云 原生”', 'tag=云 原生'],
    ['tag:"say \\"hi\\" \\\\ ok"', 'tag=say "hi" \\ ok'],
    ['tag:a/b', 'tag=a/b'],
    ['冷启动 "two words"', '(text=冷启动 & text=two words)'],
    ['https://juejin.im/post', 'text=https://juejin.im/post'],
    ['useEffect()', 'text=useEffect()'],
    ['(useEffect() OR tag:ts)', '(text=useEffect() | tag=ts)'],
    ['a b OR c', '((text=a & text=b) | text=c)'],
    ['a (b OR -c)', '(text=a & (text=b | !text=c))'],
    ['a -(b c)', '(text=a & !(text=b & text=c))'],
    ['ORDER OR or', '(text=ORDER | text=or)'],
    ['- a', '(text=- & text=a)'],
    ['--a', '!text=-a'],
    ['a)', 'text=a)'],
    [
      'is:untagged has:source is:broken is:unpublished',
      '(is=untagged & has=source & is=broken & is=unpublished)',
    ],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['a tag:', 2],
    ['is:tagged', 3],
    ['has:"pictures"', 4],
    ['a "b', 2],
    ['a (b', 2],
    ['()', 0],
    ['a OR', 2],
    ['OR a', 0],
    ['a OR OR b', 5],
    ['(a OR )', 3],
    ['x '.repeat(201), 400],
    ['('.repeat(60) + 'a' + ')'.repeat(60), 50],
  ])('says where %s is wrong', (text, at) => {
    expect(failure(text).at).toBe(at);
  });

  test('knows where each term stands', () => {
    const filter = parseFilter('a -tag:"b c" (d)');
    const parts = filter.kind === 'and' ? filter.parts : [];
    expect(parts.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 12],
      [14, 15],
    ]);
  });

  test('any text is either understood or refused with a place inside it', () => {
    const bits = fc.constantFrom(
      'tag:',
      'is:',
      '-',
      '(',
      ')',
      '"',
      '“',
      '\\',
      ' ',
      'OR',
      'a',
      '前',
      '：',
      'path:',
      '/',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        try {
          const filter = parseFilter(text);
          expect(shape(parseFilter(formatFilter(filter)))).toBe(shape(filter));
        } catch (error) {
          if (!(error instanceof NotesError)) throw error;
          expect(error.code).toBe('bad-query');
          expect(error.at).toBeGreaterThanOrEqual(0);
          expect(error.at).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('every name can be written as a term and read back', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.constantFrom('tag', 'text'),
        (value, key) => {
          expect(read(formatTerm(key, value))).toBe(`${key}=${value}`);
        },
      ),
      { numRuns: 1000 },
    );
    for (const value of ['-a', 'OR', 'tag:x', '(a', 'a b', '“', 'tag：x', '\\']) {
      expect(read(formatTerm('text', value))).toBe(`text=${value}`);
    }
  });

  test('a click adds a term, a second click takes it away and leaves the others', () => {
    expect(toggleTerm('', 'tag', 'a b')).toBe('tag:"a b"');
    expect(toggleTerm('x (y OR z)', 'tag', '前端')).toBe('x (y OR z) tag:前端');
    expect(toggleTerm('x OR y', 'tag', 'a')).toBe('(x OR y) tag:a');
    expect(toggleTerm('tag:a x -tag:a', 'tag', 'a')).toBe('x -tag:a');
  });
});
