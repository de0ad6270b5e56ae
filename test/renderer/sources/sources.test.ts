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
});

describe('the source under the cursor', () => {
  const sources = [source('first', 5, 20), source('inner', 10, 12), source('second', 21, 30)];

  test('is the one whose part of the note holds the line', () => {
    expect(currentSource(sources, 5)?.title).toBe('first');
    expect(currentSource(sources, 20)?.title).toBe('first');
    expect(currentSource(sources, 30)?.title).toBe('second');
  });

  test('is the innermost where parts lie in each other', () => {
    expect(currentSource(sources, 11)?.title).toBe('inner');
    expect(currentSource(sources, 13)?.title).toBe('first');
  });

  test('is none before the first and after the last', () => {
    expect(currentSource(sources, 4)).toBeNull();
    expect(currentSource(sources, 31)).toBeNull();
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
