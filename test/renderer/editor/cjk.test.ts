import fc from 'fast-check';
import MarkdownIt, { type StateInline } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { describe, expect, it } from 'vitest';
import { flanksOf } from '../../../renderer/editor/cjk.ts';
import { asEdited, asRead, found } from './both-sides.ts';

describe('emphasis beside Chinese', () => {
  it.each([
    ['这是**我想做的事。**所以', '**我想做的事。**'],
    ['**「要点」**很重要', '**「要点」**'],
    ['生产环境应用的要求：**0-1的冷启动速度**、**M-N扩容速度**', '**0-1的冷启动速度**'],
    ['额外占用（**30~60mb内存**），需要瘦身', '**30~60mb内存**'],
    ['太郎は**「こんにちわ」**といった', '**「こんにちわ」**'],
    ['**이 [링크](https://example.kr/)**만을 강조', '**이 [링크](https://example.kr/)**'],
    ['**“重点”**说', '**“重点”**'],
    ['**𠮷「野家」**𠮷', '**𠮷「野家」**'],
  ])('finds the bold text in %s', (text, bold) => {
    expect(found(text, 'StrongEmphasis')).toContain(bold);
  });

  it('strikes text that ends with Chinese punctuation', () => {
    expect(found('~~旧的说法。~~然后', 'Strikethrough')).toEqual(['~~旧的说法。~~']);
  });

  it('marks text between two equals signs, and leaves three alone', () => {
    expect(found('有==重点。==的话', 'Highlight')).toEqual(['==重点。==']);
    expect(found('a === b === c', 'Highlight')).toEqual([]);
    expect(found('if(a===b && c===d)', 'Highlight')).toEqual([]);
  });
});

const chinese = '，。、；：？！…—·～「」『』（）《》〈〉【】〔〕“”‘’￥％＋＝＊＿';
const ascii = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const signs = Array.from(chinese + ascii);
const marks = ['*', '_', '**', '__', '***', '___', '~~', '=='];
/** As commonmark-spec#650 lists them: a sign inside at the end, inside at the start, outside before, outside after, and both. */
const places: Record<string, (mark: string, sign: string) => string> = {
  'inside at the end': (mark, sign) => `前${mark}文字${sign}${mark}后`,
  'inside at the start': (mark, sign) => `前${mark}${sign}文字${mark}后`,
  'outside before': (mark, sign) => `前${sign}${mark}文字${mark}后`,
  'outside after': (mark, sign) => `前${mark}文字${mark}${sign}后`,
  'on both sides inside': (mark, sign) => `前${mark}${sign}文${sign}${mark}后`,
  'on both sides outside': (mark, sign) => `前${sign}${mark}文字${mark}${sign}后`,
  'beside Latin inside': (mark, sign) => `a${mark}文字${sign}${mark}b`,
  'beside Latin outside': (mark, sign) => `前${mark}word${mark}${sign}a`,
};
const table = marks.flatMap((mark) =>
  Object.entries(places).flatMap(([place, write]) =>
    signs.map((sign) => ({ mark, sign, place, text: write(mark, sign) })),
  ),
);

describe('the table of marks, signs and places', () => {
  it('has 8 marks x 8 places x 67 signs', () => {
    expect(signs.length).toBe(67);
    expect(table.length).toBe(4288);
  });

  it.each(marks)('reads the same on both sides for %s', (mark) => {
    const cases = table.filter((entry) => entry.mark === mark);
    const wrong = cases.filter(({ text }) => asEdited(text) !== asRead(text));
    expect(wrong.map(({ text }) => `${text}: ${asEdited(text)} / ${asRead(text)}`)).toEqual([]);
    expect(cases.length).toBe(536);
  });

  it('is no table of nothing: beside Chinese nearly all of them mark', () => {
    const isMarked = ({ text }: { text: string }) => /<(?:em|strong|s|mark)>/.test(asEdited(text));
    const beside = table.filter(({ mark, sign }) => !mark.includes('_') && chinese.includes(sign));
    expect(beside.filter(isMarked).length / beside.length).toBeGreaterThan(0.97);
    expect(table.filter(({ mark }) => mark === '_').some(isMarked)).toBe(true);
  });
});

describe('what a mark may do', () => {
  const markdownIt = new MarkdownIt().use(cjkFriendly);
  const asReference = (text: string, at: number, splitsWords: boolean) => {
    const state: StateInline = new markdownIt.inline.State(text, markdownIt, {}, []);
    const { can_open, can_close } = state.scanDelims(at, splitsWords);
    return { opens: can_open, closes: can_close };
  };

  it('is the same as in markdown-it-cjk-friendly beside every character that Unicode has', () => {
    const wrong: string[] = [];
    for (let code = 1; code < 0x110000; code++) {
      const character = String.fromCodePoint(code);
      if (character === '*' || (code >= 0xd800 && code <= 0xdfff)) continue;
      const before = `.${character}*.`;
      const after = `a*${character}`;
      const isSame =
        same(
          flanksOf(before, before.length - 2, before.length - 1, true),
          asReference(before, before.length - 2, true),
        ) && same(flanksOf(after, 1, 2, true), asReference(after, 1, true));
      if (!isSame) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  }, 30_000);

  it('is the same with variation selectors, joined emoji and halves of a pair', () => {
    const character = fc.constantFrom(
      '中',
      '葛',
      '“',
      '”',
      'a',
      ' ',
      '\u3000',
      '。',
      '😀',
      '\ufe00',
      '\ufe01',
      '\ufe0e',
      '\ufe0f',
      '\u{e0100}',
      '\u{e01ef}',
      '\ud83d',
      '\ude00',
      '\u200d',
      '𠮷',
    );
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 4 }),
        fc.array(character, { maxLength: 3 }),
        fc.boolean(),
        (a, b, splits) => {
          const mark = splits ? '*' : '_';
          const text = `${a.join('')}${mark}${b.join('')}`;
          const at = a.join('').length;
          expect(flanksOf(text, at, at + 1, splits)).toEqual(asReference(text, at, splits));
        },
      ),
      { numRuns: 5000 },
    );
  });
});

interface Flanks {
  opens: boolean;
  closes: boolean;
}

function same(a: Flanks, b: Flanks): boolean {
  return a.opens === b.opens && a.closes === b.closes;
}
