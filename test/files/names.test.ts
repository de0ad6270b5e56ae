import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictPath, problemWithName, slugName, titleName, withSuffix } from '../../notes/files/names.ts';

const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';

describe('a name made from a title', () => {
  it.each([
    ['Hello', 'Hello.md'],
    ['CON', 'CON_.md'],
    ['con.md', 'con_.md.md'],
    ['PRN.txt', 'PRN_.txt.md'],
    ['AUX', 'AUX_.md'],
    ['NUL.md', 'NUL_.md.md'],
    ['COM1.md', 'COM1_.md.md'],
    ['LPT9', 'LPT9_.md'],
    ['COM\u00B9.md', 'COM\u00B9_.md.md'],
    ['Console', 'Console.md'],
    ['a.', 'a.md'],
    ['a ', 'a.md'],
    ['a:b', 'a-b.md'],
    ['a?b', 'a b.md'],
    ['a*b', 'a b.md'],
    ['a|b', 'a-b.md'],
    ['a<b', 'a b.md'],
    ['a"b', 'a b.md'],
    ['a/b', 'a-b.md'],
    ['a\\b', 'a-b.md'],
    ['../../etc/passwd', 'etc-passwd.md'],
    ['', 'Untitled.md'],
    ['.', 'Untitled.md'],
    ['..', 'Untitled.md'],
    ['...', 'Untitled.md'],
    [' . . ', 'Untitled.md'],
    ['???', 'Untitled.md'],
    ['.hidden', 'hidden.md'],
    ['-rf ~', 'rf ~.md'],
    ['$HOME', '$HOME.md'],
    ['%41', '%41.md'],
    ['# [x] (x)', '# [x] (x).md'],
    ['a\nb', 'a b.md'],
    ['a\tb', 'a b.md'],
    ['\u202Egpj.md', 'gpj.md.md'],
    ['\u200B', 'Untitled.md'],
    ['\uFEFF', 'Untitled.md'],
    ['e\u0301', '\u00E9.md'],
    ['\uD800x', 'x.md'],
    ['如何理解 Serverless？', '如何理解 Serverless？.md'],
  ])('%j is %j', (title, name) => {
    expect(titleName(title)).toBe(name);
  });

  it.each([
    ['Serverless 资料收集', '2020-01-13-', '2020-01-13-serverless-资料收集.md'],
    ["What's new in C++?", '', 'whats-new-in-c.md'],
    ['中国', '', '中国.md'],
    ['???', '2020-01-13-', '2020-01-13-untitled.md'],
    ['../x', '', 'x.md'],
    ['CON', '', 'con_.md'],
  ])('as a slug, %j is %j + %j', (title, prefix, name) => {
    expect(slugName(title, prefix)).toBe(name);
  });

  it('has at most 200 bytes and no half characters, however long the title is', () => {
    for (const title of [
      '中'.repeat(85),
      '中'.repeat(10_000),
      family.repeat(30),
      'e' + '\u0301'.repeat(500),
    ]) {
      for (const name of [titleName(title), slugName(title, '2020-01-13-')]) {
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(name.isWellFormed()).toBe(true);
      }
    }
    expect(slugName(`a ${family} b`)).toBe('a-b.md');
    expect(Buffer.byteLength(titleName('e' + '\u0301'.repeat(500)))).toBeGreaterThan(195);
    expect(titleName('中'.repeat(85))).toBe('中'.repeat(65) + '.md');
    expect(titleName(family.repeat(30))).toBe(family.repeat(10) + '.md');
  });

  it('is taken by every system, whatever the title is', () => {
    const nasty = fc.constantFrom(
      '.',
      ' ',
      '-',
      '/',
      '\\',
      ':',
      'CON',
      'nul',
      '\u202e',
      '\0',
      '\u0301',
      '😀',
      '中',
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(nasty).map((parts) => parts.join('')),
        ),
        (title) => {
          for (const name of [titleName(title), slugName(title), slugName(title, '2020-01-13-')]) {
            expect(problemWithName(name)).toBeNull();
            expect(name).toMatch(/^[^.\-\s].*\.md$/su);
            expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
            expect(name.normalize('NFC')).toBe(name);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a name beside another', () => {
  it('has its suffix before the extension', () => {
    expect(withSuffix('a.b/c.d.md', ' 2')).toBe('a.b/c.d 2.md');
    expect(conflictPath('a/茶.markdown', new Date(2026, 0, 31, 3, 4, 5))).toBe(
      'a/茶 (conflict 2026-01-31 030405).markdown',
    );
  });

  it('still fits in 255 bytes', () => {
    const longest = '中'.repeat(84) + '.md';
    expect(Buffer.byteLength(longest)).toBe(255);
    expect(withSuffix(longest, ' 2')).toBe('中'.repeat(83) + ' 2.md');
    expect(Buffer.byteLength(conflictPath(`a/${longest}`, new Date())) - 2).toBeLessThanOrEqual(255);
  });
});

describe('the trouble with a name', () => {
  it.each([
    'CON',
    'con.md',
    'NUL.txt',
    'COM\u00B9.md',
    'a.',
    'a ',
    'a:b',
    'a?',
    'a\nb',
    '\u202Ex.md',
    '中'.repeat(86),
    '',
  ])('is told for %j', (name) => {
    expect(problemWithName(name)).not.toBeNull();
  });

  it.each(['a.md', '茶.md', '-a.md', `${family}.md`, 'Console.md', '2020-01-13-a b.md', 'a'.repeat(255)])(
    'is nothing for %j',
    (name) => {
      expect(problemWithName(name)).toBeNull();
    },
  );
});
