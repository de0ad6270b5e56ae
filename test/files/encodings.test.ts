import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoteEncoding } from '../../notes/api.ts';
import { converted, decode, encode } from '../../notes/files/bytes.ts';
import { decodedAs } from '../../notes/text/encodings.ts';
import { encodedAs, Unmappable } from '../../notes/files/encoders.ts';

const chinese = '看了文章就忘，在这儿把文章收集起来。\n\n## 微服务与前端\n\n- 第一条：联通世界\n- 第二条\n';
const traditional = '看了文章就忘，在這兒把文章收集起來。\n\n## 微服務與前端\n\n- 第一條：聯通世界\n';
const japanese = '記事を読んで忘れる。ここに集めておきましょう。\n\n## テスト\n\n- ひとつ目\n- ﾊﾝｶｸ\n';
const korean = '읽은 글을 잊어버린다. 여기에 모아 두자.\n\n## 시험\n\n- 첫째\n- 둘째\n';

const texts: [NoteEncoding, string][] = [
  ['gbk', chinese],
  ['gb18030', `${chinese}😀 㐀\n`],
  ['big5', traditional],
  ['shift_jis', japanese],
  ['euc-jp', japanese.replace('ﾊﾝｶｸ', '半角')],
  ['euc-kr', korean],
  ['utf-8', chinese],
];

const mark = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] };
const wide = (text: string, encoding: 'utf-16le' | 'utf-16be', hasMark: boolean) =>
  Buffer.concat([Buffer.from(hasMark ? mark[encoding] : []), encodedAs(text, encoding)]);

describe('a note in another encoding', () => {
  it.each(texts)('opens as text that can be edited: %s', (encoding, text) => {
    const bytes = encodedAs(text.replaceAll('\n', '\r\n'), encoding);
    expect(decode(bytes)).toEqual({
      ...{ text, encoding, lineEnds: 'CRLF', byteOrderMark: false, readOnly: null },
    });
  });

  it.each(texts)('changes in the edited line only, and stays what it is: %s', (encoding, text) => {
    const bytes = encodedAs(text, encoding);
    const lines = text.split('\n');
    const edited = lines.map((line, index) => (index === 2 ? `${line} 123` : line)).join('\n');
    const saved = encode(edited, bytes, encoding);
    expect(decode(saved)).toMatchObject({ text: edited, encoding, readOnly: null });
    const at = encodedAs(lines.slice(0, 3).join('\n'), encoding).length;
    expect(
      saved.equals(Buffer.concat([bytes.subarray(0, at), Buffer.from(' 123'), bytes.subarray(at)])),
    ).toBe(true);
  });

  it.each([
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', true],
    ['utf-16be', false],
  ] as const)('may be %s, with a mark: %s', (encoding, hasMark) => {
    const bytes = wide(`${chinese}😀\r\n`, encoding, hasMark);
    expect(decode(bytes)).toMatchObject({
      encoding,
      byteOrderMark: hasMark,
      readOnly: null,
      lineEnds: 'mixed',
    });
    expect(
      encode(`${chinese}😀!\n`, bytes, encoding).equals(wide(`${chinese}😀!\r\n`, encoding, hasMark)),
    ).toBe(true);
  });

  it.each([
    ['联通', [0xc1, 0xaa, 0xcd, 0xa8]],
    ['茶', [0xb2, 0xe8]],
    ['# 前端', [0x23, 0x20, 0xc7, 0xb0, 0xb6, 0xcb]],
  ])('may be as short as %s', (text, bytes) => {
    expect(decode(Buffer.from(bytes))).toMatchObject({ text, encoding: 'gbk', readOnly: null });
  });

  it('is never GBK when it is valid UTF-8, nor when a few bytes of UTF-8 are damaged', () => {
    expect(decode(Buffer.from('Ελληνικά κείμενα')).encoding).toBe('utf-8');
    const damaged = Buffer.concat([Buffer.from(chinese), Buffer.from([0xb2]), Buffer.from(chinese)]);
    expect(decode(damaged)).toMatchObject({ encoding: 'utf-8', readOnly: 'not-utf8' });
  });

  it('is only for reading when one of its bytes means nothing', () => {
    const damaged = Buffer.concat([encodedAs(chinese, 'gbk'), Buffer.from([0xff, 0x0a])]);
    expect(decode(damaged).readOnly).toBe('not-utf8');
    const cut = encodedAs(chinese.trimEnd(), 'gbk').subarray(0, -1);
    expect(decode(cut).readOnly).toBe('not-utf8');
  });

  it('keeps a character that has two ways of being written as it was written, in lines that stay', () => {
    // ≡ is 0x81df in Shift_JIS, and 0x8791 among NEC's characters.
    const bytes = Buffer.concat([encodedAs(japanese, 'shift_jis'), Buffer.from([0x87, 0x91, 0x0a, 0x61])]);
    const { text } = decode(bytes, 'shift_jis');
    expect(encodedAs(text.slice(-3), 'shift_jis').toString('hex')).toBe('81df0a61');
    const saved = encode(`${text}b`, bytes, 'shift_jis');
    expect(saved.equals(Buffer.concat([bytes, Buffer.from('b')]))).toBe(true);
  });

  it('says which characters its encoding does not have', () => {
    const bytes = encodedAs(chinese, 'gbk');
    expect(() => encode(`${chinese}😀 ok 𠮷😀`, bytes, 'gbk')).toThrow(Unmappable);
    try {
      encode(`${chinese}😀 ok 𠮷😀`, bytes, 'gbk');
    } catch (error) {
      expect(error).toMatchObject({ encoding: 'gbk', characters: ['😀', '𠮷'] });
    }
  });

  it('becomes UTF-8, or another one, with its line ends', () => {
    const bytes = encodedAs('茶\r\n水\n酒', 'gbk');
    expect(converted('茶\n水\n酒😀', bytes, 'gbk', 'utf-8').toString()).toBe('茶\r\n水\n酒😀');
    const big = converted('茶\n水\n酒', bytes, 'gbk', 'utf-16le');
    expect(decode(big)).toMatchObject({ text: '茶\n水\n酒', encoding: 'utf-16le', byteOrderMark: true });
  });

  it('is read in the encoding that a person chose, unless its bytes are not in it', () => {
    const bytes = encodedAs('caf\u00e9 \u20ac', 'windows-1252');
    expect(decode(bytes).readOnly).toBe('not-utf8');
    expect(decode(bytes, 'windows-1252')).toMatchObject({ text: 'café €', readOnly: null });
    expect(decode(Buffer.from([0xff, 0xff, 0x61]), 'gbk').encoding).not.toBe('gbk');
  });
});

const anything = fc.constantFrom(
  ...[
    'a',
    '\n',
    '\0',
    '\x7f',
    '\x85',
    'é',
    '€',
    '茶',
    '聯',
    'か',
    'ｱ',
    '한',
    '똠',
    '≡',
    '😀',
    '𠮷',
    '㐀',
    '\ue000',
    '\ud800',
  ],
);
const encodings = [...texts.map(([encoding]) => encoding), 'windows-1252'] as NoteEncoding[];

describe('no byte is lost', () => {
  it('whatever the bytes are and whoever chose the encoding: they come back, or can not be edited', () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      ...texts.map(([encoding, text]) =>
        fc.nat(20).map((from) => new Uint8Array(encodedAs(text.slice(from, from + 12), encoding))),
      ),
    );
    const known = fc.option(fc.constantFrom(...encodings, 'utf-16le' as const, 'utf-16be' as const));
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 3 }), known, (parts, choice) => {
        const bytes = Buffer.concat(parts);
        const { text, readOnly, encoding } = decode(bytes, choice);
        expect(readOnly !== null || encode(text, bytes, encoding).equals(bytes)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it.each(encodings)('typed text comes back as it was typed, or is refused: %s', (encoding) => {
    const base = encodedAs(texts.find(([name]) => name === encoding)?.[1] ?? 'a\nb', encoding);
    fc.assert(
      fc.property(fc.string({ unit: anything, maxLength: 8 }), (typed) => {
        // Half a character is none in UTF-8.
        const text = encoding === 'utf-8' ? typed.toWellFormed() : typed;
        try {
          const bytes = encode(text, base, encoding);
          expect(decode(bytes, encoding).text === text || decode(bytes).text === text).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Unmappable);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['gbk', 23_000],
    ['gb18030', 23_000],
    ['big5', 13_000],
    ['shift_jis', 7000],
    ['euc-jp', 6800],
    ['euc-kr', 16_000],
    ['windows-1252', 120],
  ] as const)('every character that can be read in %s can be written', (encoding, least) => {
    const found = new Set<string>();
    for (let first = 0x80; first < 0xff; first++) {
      for (let second = 0x40; second < 0xff; second++) {
        const text = decodedAs(Uint8Array.of(first, second), encoding);
        if (!/[\0-\x9f\ufffd]/.test(text)) for (const character of text) found.add(character);
      }
    }
    const all = [...found].join('');
    expect(found.size).toBeGreaterThan(least);
    expect(decodedAs(encodedAs(all, encoding), encoding)).toBe(all);
  });
});
