import { describe, expect, test } from 'vitest';
import type { NoteSource } from '../../../notes/api.ts';
import { openableUrl } from '../../../renderer/actions.ts';
import { currentSource } from '../../../renderer/sources/current-source.ts';
import { hueOf, hues, letterOf } from '../../../renderer/sources/site-tile.tsx';

const source = (title: string, line: number, lastLine: number): NoteSource => ({
  url: `https://example.org/${title}`,
  normalised: `example.org/${title}`,
  site: 'example.org',
  title,
  heading: title,
  inHeading: true,
  line,
  lastLine,
  excerpt: '',
  excerptLength: 0,
});

describe('the source under the cursor', () => {
  const headings = [5, 10, 14, 21, 34].map((line) => ({ level: 3, text: 'x', line }));
  const sources = [source('first', 5, 20), source('inner', 10, 12), source('second', 21, 30)];
  const at = (line: number) => currentSource({ sources, headings }, line)?.title;

  test('is the one whose part of the note holds the line', () => {
    expect(at(5)).toBe('first');
    expect(at(20)).toBe('first');
    expect(at(30)).toBe('second');
  });

  test('is the innermost where parts lie in each other', () => {
    expect(at(11)).toBe('inner');
    expect(at(14)).toBe('first');
  });

  test('has the empty lines below it up to the next heading, where the next words will be written', () => {
    expect(at(13)).toBe('inner');
    expect(at(33)).toBe('second');
    expect(at(34)).toBeUndefined();
  });

  test('that is not in a heading ends with its own lines', () => {
    const inText = { ...source('in text', 40, 41), inHeading: false };
    expect(currentSource({ sources: [inText], headings }, 41)).toBe(inText);
    expect(currentSource({ sources: [inText], headings }, 42)).toBeNull();
  });

  test('is none before the first', () => {
    expect(at(4)).toBeUndefined();
  });
});

describe('an address to open outside', () => {
  test.each(['https://juejin.im/post/1', 'http://example.org/', 'HTTPS://例子.测试/路径'])(
    'may be %s',
    (url) => {
      expect(openableUrl(url)).toMatch(/^https?:\/\//);
    },
  );

  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'file:///etc/passwd',
    'smb://server/share',
    'data:text/html,x',
    'vbscript:x',
    '//example.org',
    'mailto:a@b.c',
    '',
    'ms-msdt:/id',
  ])('may not be %j', (url) => {
    expect(openableUrl(url)).toBeNull();
  });
});

describe('the tile of a site', () => {
  test.each([
    ['juejin.im', 'J'],
    ['zhuanlan.zhihu.com', 'Z'],
    ['mp.weixin.qq.com', 'W'],
    ['blog.cloudflare.com', 'C'],
    ['例子.测试', '例'],
    ['localhost', 'L'],
  ])('of %s shows %s', (site, letter) => {
    expect(letterOf(site)).toBe(letter);
  });

  test('has a colour that is always the same for a site', () => {
    expect(hueOf('juejin.im')).toBe(hueOf('juejin.im'));
    const seen = new Set(Array.from({ length: 200 }, (_, n) => hueOf(`site${n}.org`)));
    expect([...seen].sort()).toEqual(Array.from({ length: hues }, (_, n) => n));
  });
});
