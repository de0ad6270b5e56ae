import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../notes/files/bytes.ts';

const line = fc.string({
  unit: fc.constantFrom('a', 'b', '茶', ' ', '\t', '\u2028', '\ufeff', '😀'),
  maxLength: 4,
});
const end = fc.constantFrom('\n', '\r\n', '\r');
const mixedText = fc
  .array(fc.tuple(line, end), { maxLength: 12 })
  .chain((lines) =>
    fc
      .tuple(fc.constant(lines.map(([text, lineEnd]) => text + lineEnd).join('')), line)
      .map((parts) => parts.join('')),
  );
const bytesOf = (text: string) => Buffer.from(text);
const edited = (before: string, text: string) => encode(text, bytesOf(before)).toString();

describe('bytes', () => {
  it('come back as they were when nothing was edited, whatever their line ends', () => {
    fc.assert(
      fc.property(mixedText, fc.boolean(), (text, hasMark) => {
        const bytes = bytesOf((hasMark ? '\ufeff' : '') + text);
        expect(encode(decode(bytes).text, bytes).equals(bytes)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('of any kind either come back as they were or can not be edited', () => {
    const seeds = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      mixedText.map((text) => new Uint8Array(bytesOf(text))),
    );
    fc.assert(
      fc.property(seeds, (array) => {
        const bytes = Buffer.from(array);
        const { text, readOnly, encoding } = decode(bytes);
        expect(readOnly !== null || encode(text, bytes, encoding).equals(bytes)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('say exactly the text that was written, whatever line ends the file had', () => {
    fc.assert(
      fc.property(mixedText, mixedText, (before, after) => {
        const text = decode(bytesOf(after)).text;
        expect(decode(encode(text, bytesOf(before))).text).toBe(
          text.replace(/^\ufeff/, text.startsWith('\ufeff') && !before.startsWith('\ufeff') ? '' : '$&'),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('change in the edited line only when line ends are mixed', () => {
    const before = 'one\r\ntwo\nthree\rfour\r\nfive\nsix';
    expect(edited(before, 'one\ntwo\nTHREE!\nfour\nfive\nsix')).toBe('one\r\ntwo\nTHREE!\rfour\r\nfive\nsix');
    expect(edited(before, 'one\ntwo\nfour\nfive\nsix')).toBe('one\r\ntwo\nfour\r\nfive\nsix');
    expect(edited(before, 'ONE\ntwo\nthree\nfour\nfive\nSIX')).toBe('ONE\r\ntwo\nthree\rfour\r\nfive\nSIX');
    expect(edited(before, 'six\nfive')).toBe('six\nfive');
  });

  it('get the most frequent line end for new lines', () => {
    expect(edited('a\r\nb\r\nc\n', 'a\nnew\nb\nc\n')).toBe('a\r\nnew\r\nb\r\nc\n');
    expect(edited('a\r\nb\r\n', 'a\nb\nc\nd')).toBe('a\r\nb\r\nc\r\nd');
    expect(edited('a', 'a\nb')).toBe('a\nb');
    expect(edited('a\rb\nc\rd', 'a\n\nc\nd')).toBe('a\r\rc\rd');
  });

  it('keep a missing final newline missing and a present one present', () => {
    expect(edited('a\r\nb', 'a\nB')).toBe('a\r\nB');
    expect(edited('a\r\nb\r\n', 'a\nB\n')).toBe('a\r\nB\r\n');
  });

  it('keep the line ends of 20,000 lines when every tenth of them is edited', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
    const endOf = (index: number) => (index % 3 === 0 ? '\n' : '\r\n');
    const write = (texts: string[]) => texts.map((text, index) => text + endOf(index)).join('');
    const after = lines.map((text, index) => (index % 10 === 0 ? text + '!' : text));
    expect(edited(write(lines), after.join('\n') + '\n')).toBe(write(after));
  });

  it.each([
    ['', 'LF', false, null],
    ['a\nb', 'LF', false, null],
    ['a\r\nb', 'CRLF', false, null],
    ['a\rb', 'CR', false, null],
    ['a\r\nb\n', 'mixed', false, null],
    ['\ufeffa', 'LF', true, null],
    ['a\0b', 'LF', false, 'binary'],
  ] as const)('describe %j', (text, lineEnds, byteOrderMark, readOnly) => {
    expect(decode(bytesOf(text))).toMatchObject({ lineEnds, byteOrderMark, readOnly });
  });

  it('that can not be read for certain are shown and can not be edited', () => {
    const oneBadByte = Buffer.concat([bytesOf('很长的一段中文，只有一个坏字节'), Buffer.from([0xff])]);
    expect(decode(oneBadByte)).toMatchObject({
      text: '很长的一段中文，只有一个坏字节\ufffd',
      readOnly: 'not-utf8',
    });
    expect(decode(Buffer.from([0xed, 0xa0, 0x80])).readOnly).toBe('not-utf8');
    expect(decode(Buffer.from('caf\xe9 cr\xe8me', 'latin1'))).toMatchObject({
      ...{ text: 'café crème', readOnly: 'not-utf8', encoding: 'windows-1252' },
    });
  });

  it.each([
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]],
    ['bytes with a NUL before a bad one', [0x61, 0, 0xff]],
    ['bytes that would be two Chinese characters in UTF-16', [0x89, 0x50, 0, 0x80]],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]],
    ['zeros', [0, 0, 0, 0]],
    ['a program', [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('of %s are never edited', (_, bytes) => {
    expect(decode(Buffer.from(bytes))).toMatchObject({ text: '', readOnly: 'binary' });
  });

  it('that can not be edited are shown up to the last whole character of 4 MB, however many there are', () => {
    const fourMegabytes = 4 * 1024 * 1024;
    const damaged = Buffer.from([0xff, 0xff, 0x0a]);
    const tea = Buffer.alloc(2 * fourMegabytes, Buffer.from([0xb2, 0xe8]));
    const { text, readOnly } = decode(Buffer.concat([Buffer.from('a'), tea, damaged]));
    expect([text.slice(0, 3), text.length, readOnly]).toEqual(['a茶茶', fourMegabytes / 2, 'not-utf8']);
    expect(text.includes('\ufffd')).toBe(false);
    const whole = Buffer.alloc(2 * fourMegabytes, 'a茶');
    expect(decode(whole).text.length).toBe(fourMegabytes);
  });

  it('tell their encoding by what is not ASCII, wherever that begins', () => {
    const start = 'a'.repeat(200_000);
    const oneBadByte = Buffer.concat([
      bytesOf(`${start}很长的一段中文，只有一个坏字节`),
      Buffer.from([0xff]),
    ]);
    expect(decode(oneBadByte).text).toBe(`${start}很长的一段中文，只有一个坏字节\ufffd`);
    const gbk = Buffer.concat([bytesOf(start), Buffer.from([0xc1, 0xaa, 0xcd, 0xa8])]);
    expect(decode(gbk).text).toBe(`${start}联通`);
  });
});
