import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldWithPlaces } from '../../notes/text/fold.ts';

/** What texts are made of, with all that folding looks at. */
const bits = fc.constantFrom(
  ...[
    'a',
    'B',
    'é',
    'e\u0301',
    'Ｖ',
    '８',
    'ﬁ',
    'ß',
    'ẞ',
    'İ',
    'Σ',
    'ς',
    'Ё',
    'й',
    'ǆ',
    '①',
    '㎏',
    'ø',
    '_',
    '-',
  ],
  ...[
    '冷',
    '启',
    '動',
    '〇',
    '々',
    '，',
    '：',
    '（',
    '）',
    '。',
    '……',
    '『',
    '𠀀',
    '葛\u{e0100}',
    '\uf900',
    '豈',
  ],
  ...[
    'か\u3099',
    'が',
    'ｶﾞ',
    'ﾊﾟ',
    'ー',
    'ﾞ',
    '각',
    '\u1100\u1161\u11a8',
    'ㅋ',
    'ﾡ',
    '가\u11a8',
    '㉠',
    'น้ำ',
    'ကို',
  ],
  ...[' ', '  ', '\t', '\n', '\u3000', '\u00a0', '\u200b', '\u00ad', '\ufeff', '\ufe0f', '❤️', '👨‍👩‍👧', '1️⃣'],
  ...['\u0301', '\u0345', '¨', '´', '\u0385', '½', '…', '\0', '\u0007', '\ud800', '\udc00', 'ﷺ', '\u{16d67}'],
);
const text = fc.oneof(
  fc.array(bits, { maxLength: 14 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** Every character but halves of pairs, those for private use, and most of Han and Hangul, which all fold alike. */
function* everyCharacter(): Generator<string> {
  const passedOver = [
    0x3500, 0x4d00, 0x4f00, 0x9f00, 0xae00, 0xd700, 0xd800, 0xf900, 0x13000, 0x16c00, 0x17000, 0x1af00,
  ];
  for (let code = 0; code < 0x20000; code++) {
    const before = passedOver.findIndex((edge) => edge > code);
    if (before % 2 === 1) code = (passedOver[before] ?? code) - 1;
    else yield String.fromCodePoint(code);
  }
}

describe('folding', () => {
  test.each([
    ['JavaScript', 'javascript'],
    ['ＡＢＣ１２３，（冷启动）', 'abc123,(冷启动)'],
    ['Café Ångström naïve', 'cafe angstrom naive'],
    ['cafe\u0301', 'cafe'],
    ['ЁЖ и Йод', 'еж и иод'],
    ['ΣΊΣΥΦΟΣ σίσυφος', 'σισυφοσ σισυφοσ'],
    ['İstanbul', 'istanbul'],
    ['STRASSE Straße ẞ', 'strasse strasse ss'],
    ['ﬁle ½ ㎏ ①', 'file 1⁄2 kg 1'],
    ['ｶﾞｷﾞ ﾊﾟ', 'ガギ パ'],
    ['はば か\u3099', 'はば が'],
    ['\u1112\u1161\u11ab글 ㅋㅋ ﾡ', '한글 ㅋㅋ ㄱ'],
    ['a\t\r\n\u3000\u00a0 b', 'a b'],
    ['  a  ', ' a '],
    ['ser\u00advice\u200bless 葛\u{e0100}', 'serviceless 葛'],
    ['❤️ 1️⃣', '❤ 1\u20e3'],
    ['´ ¨', '´ ¨'],
    ['\ud83d x \ude00', '\ufffd x \ufffd'],
    ['\0\u0007', '\0\u0007'],
  ])('of %j is %j', (written, folded) => {
    expect(fold(written)).toBe(folded);
  });

  test('of what is folded changes nothing', () => {
    for (const character of everyCharacter()) {
      const folded = fold(`x ${character}x`);
      if (fold(folded) !== folded) expect.fail(`U+${character.codePointAt(0)?.toString(16) ?? ''}`);
    }
    fc.assert(
      fc.property(text, (written) => {
        expect(fold(fold(written))).toBe(fold(written));
      }),
      { numRuns: 1000 },
    );
  });

  test('is the same however a text is composed', () => {
    for (const character of everyCharacter()) {
      const folded = fold(character);
      for (const form of ['NFC', 'NFD'])
        if (fold(character.normalize(form)) !== folded)
          expect.fail(`U+${character.codePointAt(0)?.toString(16) ?? ''} ${form}`);
    }
    fc.assert(
      fc.property(text, (written) => {
        expect(fold(written.normalize('NFD'))).toBe(fold(written.normalize('NFC')));
      }),
      { numRuns: 1000 },
    );
  });

  test('is the same for capitals', () => {
    for (const written of ['straße', 'éclair', 'σίσυφος', 'йод', 'ﬁle', 'ŉ', 'ǆ', 'ა'])
      expect(fold(written.toUpperCase()), written).toBe(fold(written));
  });

  test('of two parts is found in that of the whole, unless the second begins with a mark', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        fc.pre(
          !/^[\p{M}\p{Cs}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ffﾞﾟ\u0e33\u{16d67}]/u.test(
            other,
          ),
        );
        fc.pre(!/\p{Cs}$/u.test(one));
        expect(fold(one + other)).toBe((fold(one) + fold(other)).replaceAll('  ', ' '));
      }),
      { numRuns: 1000 },
    );
  });

  test('takes a mark that stands alone, and a thousand marks, as they are', () => {
    expect(fold('\u0301a')).toBe('\u0301a');
    expect(fold(' \u0301')).toBe(' \u0301');
    expect(fold(`a${'\u0301'.repeat(1000)}b`)).toBe('ab');
  });

  test('keeps words of any length apart from what is longer than its buffers', () => {
    const long = 'ﬃ冷 '.repeat(40_000);
    const { text: folded, places } = foldWithPlaces(long);
    expect(folded).toBe('ffi冷 '.repeat(40_000));
    expect([places?.[0], places?.[4], places?.[5], places?.at(-1)]).toEqual([0, 2, 3, long.length]);
  });
});

describe('places', () => {
  test('say where each unit comes from: in order, in range, at whole characters', () => {
    fc.assert(
      fc.property(text, (written) => {
        const { text: folded, places } = foldWithPlaces(written);
        expect(folded).toBe(fold(written));
        if (places === null) {
          expect(folded.length).toBe(written.length);
          return;
        }
        expect(places).toHaveLength(folded.length + 1);
        expect(places.at(-1)).toBe(written.length);
        for (let at = 1; at < places.length; at++)
          expect(places[at]).toBeGreaterThanOrEqual(places[at - 1] ?? 0);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['abc', null],
    ['ＡＢ，', null],
    ['e\u0301a', [0, 2, 3]],
    ['ﬁx', [0, 0, 1, 2]],
    ['a  b', [0, 1, 3, 4]],
    ['𠀀ß', [0, 1, 2, 2, 3]],
    ['', null],
  ])('of %j are %j', (written, expected) => {
    const { places } = foldWithPlaces(written);
    expect(places && [...places]).toEqual(expected);
  });
});
