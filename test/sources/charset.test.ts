import { describe, expect, test } from 'vitest';
import { decodePage } from '../../notes/sources/charset.ts';
import { encodedAs } from '../web/encodings.ts';
import { page, textsOfEncodings } from '../web/pages.ts';

const read = (text: string, encoding: string, charset: string | null) =>
  decodePage(encodedAs(text, encoding), charset);

const names = Object.keys(textsOfEncodings);
const asName = (name: string) => (name === 'gbk' || name === 'gb2312' ? 'gb18030' : name);

describe('a page is read in its own encoding', () => {
  test.each(names)('%s, as the header says', (name) => {
    const text = page('', textsOfEncodings[name] ?? '');
    expect(read(text, name, name)).toEqual({ text, encoding: asName(name) });
  });

  test.each(names.filter((name) => !name.startsWith('utf-16')))('%s, as a <meta> says', (name) => {
    for (const meta of [
      `<meta charset="${name}">`,
      `<meta charset=${name.toUpperCase()}>`,
      `<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=${name}">`,
      `<meta content='text/html;charset=${name}' http-equiv='content-type'/>`,
    ]) {
      const text = page('', textsOfEncodings[name] ?? '', meta);
      expect(read(text, name, null)).toEqual({ text, encoding: asName(name) });
    }
  });

  test.each(names)('%s, when nothing says so', (name) => {
    const text = page('', textsOfEncodings[name] ?? '');
    expect(read(text, name, null)).toEqual({ text, encoding: asName(name) });
  });

  test.each(['utf-8', 'utf-16le', 'utf-16be'])('%s with a byte order mark, whatever else is said', (name) => {
    const text = page('', textsOfEncodings['gbk'] ?? '', '<meta charset="big5">');
    for (const charset of [null, 'gbk', 'utf-8', 'utf-16be', 'iso-8859-1']) {
      expect(read(`\ufeff${text}`, name, charset)).toEqual({ text, encoding: name });
    }
  });

  test.each([
    ['联通', 'gbk', 'gb18030'],
    ['中文', 'gbk', 'gb18030'],
    ['深入 V8', 'gbk', 'gb18030'],
    ['垃圾回收', 'gbk', 'gb18030'],
    ['記憶體回收', 'big5', 'big5'],
    ['中文', 'big5', 'big5'],
    ['日本語', 'shift_jis', 'shift_jis'],
    ['パフォーマンス', 'euc-jp', 'euc-jp'],
    ['프런트엔드 개발자', 'euc-kr', 'euc-kr'],
    ['café', 'windows-1252', 'windows-1252'],
    ['Привет', 'windows-1251', 'windows-1251'],
  ])('a page of two words is enough: %s in %s', (words, name, encoding) => {
    const text = page(words, words);
    expect(read(text, name, null)).toEqual({ text, encoding });
  });
});

describe('when header, <meta> and bytes disagree', () => {
  const chinese = textsOfEncodings['gbk'] ?? '';

  test('the header comes before the <meta>, if the bytes fit it', () => {
    const text = page('', chinese, '<meta charset="big5">');
    expect(read(text, 'gbk', 'gb2312')).toEqual({ text, encoding: 'gb18030' });
  });

  test('a header that the bytes contradict is passed over', () => {
    const text = page('', chinese, '<meta charset="gbk">');
    expect(read(text, 'gbk', 'utf-8')).toEqual({ text, encoding: 'gb18030' });
    expect(read(text, 'utf-8', 'big5').text).toBe(text);
  });

  test('a server that says Latin-1 of everything is not believed', () => {
    const plain = page('', chinese);
    expect(read(plain, 'gbk', 'iso-8859-1')).toEqual({ text: plain, encoding: 'gb18030' });
    expect(read(plain, 'utf-8', 'iso-8859-1')).toEqual({ text: plain, encoding: 'utf-8' });
    const said = page('', textsOfEncodings['windows-1251'] ?? '', '<meta charset="windows-1251">');
    expect(read(said, 'windows-1251', 'us-ascii').text).toBe(said);
    const french = page('', textsOfEncodings['windows-1252'] ?? '');
    expect(read(french, 'windows-1252', 'iso-8859-1')).toEqual({ text: french, encoding: 'windows-1252' });
  });

  test('a name that no one knows is no name', () => {
    const text = page('', chinese, '<meta charset="utf-8000">');
    expect(read(text, 'gbk', 'none')).toEqual({ text, encoding: 'gb18030' });
    for (const name of ['hz-gb-2312', 'iso-2022-kr', '', 'utf-7'])
      expect(read(text, 'utf-8', name).text).toBe(text);
  });

  test('names of Windows programs are known', () => {
    for (const name of ['cp936', 'MS936', 'x-gbk', 'GB_2312-80', 'chinese']) {
      expect(read(chinese, 'gbk', name)).toEqual({ text: chinese, encoding: 'gb18030' });
    }
  });

  test('a <meta> in a comment, or after 4 KiB, is not looked at', () => {
    const commented = page('', chinese, '<!-- <meta charset="windows-1251"> --><meta charset="gbk">');
    expect(read(commented, 'gbk', null)).toEqual({ text: commented, encoding: 'gb18030' });
    const late = page('', 'plain', `${' '.repeat(4096)}<meta charset="gbk">`);
    expect(read(late, 'utf-8', null).encoding).toBe('utf-8');
  });

  test('a <meta> can’t say UTF-16, for it was read as ASCII', () => {
    const text = page('', chinese, '<meta charset="utf-16">');
    expect(read(text, 'utf-8', null)).toEqual({ text, encoding: 'utf-8' });
  });
});

describe('damage stays small', () => {
  test('one bad byte in a page of UTF-8 does not turn it into something else', () => {
    const bytes = Buffer.concat([
      Buffer.from(textsOfEncodings['utf-8'] ?? ''),
      Buffer.from([0xff]),
      Buffer.from('。'),
    ]);
    for (const charset of [null, 'utf-8']) {
      expect(decodePage(bytes, charset)).toEqual({
        text: `${textsOfEncodings['utf-8'] ?? ''}\ufffd。`,
        encoding: 'utf-8',
      });
    }
  });

  test.each(names)('a page of %s that was cut in a character loses that character only', (name) => {
    const text = page('', textsOfEncodings[name] ?? '');
    const whole = encodedAs(text, name);
    for (let length = whole.length - 60; length < whole.length; length++) {
      const read = decodePage(whole.subarray(0, length), name).text;
      expect(text.startsWith(read), `${length} bytes: ${read.slice(-20)}`).toBe(true);
    }
  });

  test('GB18030 has every character, in GBK pages too', () => {
    const bytes = Buffer.from('\x94\x39\xda\x33\x80\x81\x39\xef\x30', 'latin1');
    expect(decodePage(bytes, 'gb2312').text).toBe('\u{1f4a9}€㐁');
  });

  test('Korean syllables outside KS X 1001 are read, as by browsers', () => {
    const bytes = Buffer.from('8c63b6cab9e6b0a2c7cfb4cf', 'hex');
    expect(decodePage(bytes, 'euc-kr').text).toBe('똠똘방각하니');
    expect(decodePage(Buffer.from('c652bfee', 'hex'), 'ks_c_5601-1987').text).toBe('힣운');
    expect(decodePage(Buffer.from('8141', 'hex'), 'euc-kr').text).toBe('갂');
  });

  test('nothing, and only ASCII, are UTF-8', () => {
    expect(decodePage(Buffer.alloc(0), null)).toEqual({ text: '', encoding: 'utf-8' });
    expect(decodePage(Buffer.from('plain'), null)).toEqual({ text: 'plain', encoding: 'utf-8' });
  });

  test('pages made to be slow to look at are not', () => {
    const start = performance.now();
    for (const part of ['<script ', '<meta ', '<!-- ', '<', '</script', '<style>\xb0\xa1']) {
      const bytes = Buffer.from(`\xb0\xa1${part.repeat((2 * 1024 * 1024) / part.length)}\xff`, 'latin1');
      for (const charset of [null, 'iso-8859-1']) decodePage(bytes, charset);
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('any bytes can be read', () => {
    let seed = 7;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    for (let round = 0; round < 400; round++) {
      const bytes = Buffer.from(
        Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256)),
      );
      expect(
        typeof decodePage(bytes, [null, 'gbk', 'utf-8', 'euc-kr', 'utf-16'][round % 5] ?? null).text,
      ).toBe('string');
    }
  });
});
