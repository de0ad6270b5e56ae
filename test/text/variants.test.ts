import simplifiedToTraditional from 'opencc-js/dict/STCharacters';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../notes/text/filter.ts';
import { fold } from '../../notes/text/fold.ts';
import { wordsOf } from '../../notes/text/match.ts';
import { variantsOf } from '../../notes/text/variants.ts';

const pairs = (table: string): string[][] => table.split('|').map((pair) => pair.split(' '));

describe('variants', () => {
  test.each([
    ['云原生', ['云原生', '雲原生']],
    ['雲原生', ['雲原生', '云原生']],
    ['皇后', ['皇后', '皇後']],
    ['abc', ['abc']],
    ['', ['']],
    ['看着', ['看着', '看著']],
  ])('of %s are %s', (word, expected) => {
    expect(variantsOf(word)).toEqual(expected);
  });

  test('of a character with several forms are all of them, mixed too', () => {
    expect(variantsOf('头发').toSorted()).toEqual(
      ['头发', '头發', '头髮', '頭发', '頭發', '頭髮'].toSorted(),
    );
    expect(variantsOf('頭髮').toSorted()).toEqual(variantsOf('头发').toSorted());
    expect(variantsOf('台')).toEqual(expect.arrayContaining(['台', '臺', '檯', '颱']));
  });

  test('of a long word have the simplified and the usual traditional spelling first', () => {
    const [first, ...others] = variantsOf('深入理解操作系统与计算机网络体系结构');
    expect(first).toBe('深入理解操作系统与计算机网络体系结构');
    expect(others[0]).toBe('深入理解操作系統與計算機網絡體系結構');
    expect(variantsOf('研究计算机历史与发展')).toContain('研究計算機歷史與發展');
  });

  test('are at most 64, the word itself first, each once and folded', () => {
    const characters = fc.constantFrom(...Array.from('发里台后干面系只为云历复脏钟台苏尽abc'));
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (parts) => {
        const word = parts.join('');
        const all = variantsOf(word);
        expect(all[0]).toBe(word);
        expect(all.length).toBeLessThanOrEqual(64);
        expect(new Set(all).size).toBe(all.length);
        expect(all.map(fold)).toEqual(all);
      }),
      { numRuns: 500 },
    );
    for (const [from = '', to = ''] of pairs(traditionalToSimplified))
      expect(fold(from + to)).toBe(from + to);
  });

  test('of a word of ten thousand characters are few', () => {
    expect(variantsOf('发'.repeat(10_000))).toEqual(['发'.repeat(10_000), '發'.repeat(10_000)]);
  });

  test('keep what stands for itself in traditional text, as OpenCC knows it', () => {
    const traditional = new Map(pairs(simplifiedToTraditional).map(([from = '', to = '']) => [from, to]));
    const merged = new Set(
      pairs(traditionalToSimplified).flatMap(([from, to]) => (from === to ? [] : [to ?? ''])),
    );
    for (const simplified of merged) {
      if (variantsOf(simplified).length < 2 || simplified === '着') continue;
      const usual = variantsOf(`${simplified}发`).at(1) ?? '';
      const isBoth = (traditional.get(simplified) ?? simplified) === simplified;
      expect([simplified, usual.startsWith(simplified)]).toEqual([simplified, isBoth]);
    }
  });
});

describe('the spellings of a filter', () => {
  const spellingsIn = (filter: string): number =>
    wordsOf(parseFilter(filter)).reduce((sum, { folded }) => sum + folded.length, 0);
  const words = Array.from({ length: 200 }, (_, index) => `~发后面系统历里台${index}`);

  test('are 64 of a word while there are few words, and together never more than 800', () => {
    expect(spellingsIn(words.slice(0, 8).join(' '))).toBe(8 * 64);
    for (const count of [9, 50, 128, 200]) {
      expect(spellingsIn(words.slice(0, count).join(' '))).toBeLessThanOrEqual(800);
      expect(spellingsIn(`title:${words.slice(0, count).join(' OR title:')}`)).toBeLessThanOrEqual(800);
    }
  });

  test('begin with the word itself, simplified and traditional, however many words there are', () => {
    const found = wordsOf(parseFilter(words.join(' ')));
    expect(found).toHaveLength(200);
    for (const { folded } of found)
      expect(folded.slice(0, 2)).toEqual(variantsOf(folded[0] ?? '').slice(0, 2));
  });
});
