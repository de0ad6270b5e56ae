import { describe, expect, test } from 'vitest';
import { hostOf, hostsOf, isAtSite } from '../../notes/text/filter-sites.ts';
import { normaliseUrl } from '../../notes/text/urls.ts';

const source = (url: string): { url: string; normalised: string } => ({
  url,
  normalised: normaliseUrl(url) ?? '',
});

describe('site:', () => {
  test.each([
    ['https://juejin.im/post/1', ['juejin.im', 'juejin.cn']],
    ['https://WWW.InfoQ.cn/a', ['infoq.cn']],
    ['http://localhost:8080/a', ['localhost', 'localhost:8080']],
    ['https://link.zhihu.com/?target=https%3A//v8.dev/x', ['link.zhihu.com', 'v8.dev']],
    ['https://例子.中国/', ['xn--fsqu00a.xn--fiqs8s']],
    ['https://www.com/', ['www.com']],
    ['https://v8.dev./', ['v8.dev']],
  ])('%s is at %s', (url, hosts) => {
    expect(hostsOf(source(url))).toEqual(hosts);
  });

  test.each([
    ['juejin.cn', 'juejin.cn'],
    ['www.Juejin.CN', 'juejin.cn'],
    ['https://juejin.cn/post/1?x=y', 'juejin.cn'],
    ['juejin.cn/post', 'juejin.cn'],
    ['例子.中国', 'xn--fsqu00a.xn--fiqs8s'],
    ['localhost:8080', 'localhost:8080'],
    ['cn', 'cn'],
    ['.cn', 'cn'],
    ['', null],
    ['a b', null],
    ['?', null],
    ['me@x.cn', null],
    ['[', null],
  ])('%j means %s', (value, host) => {
    expect(hostOf(value)).toBe(host);
  });

  test('finds a site and what is below it, not what only ends alike', () => {
    expect(isAtSite(source('https://zhuanlan.zhihu.com/p/1'), 'zhihu.com')).toBe(true);
    expect(isAtSite(source('https://zhihu.com/p/1'), 'zhuanlan.zhihu.com')).toBe(false);
    expect(isAtSite(source('https://notzhihu.com/p/1'), 'zhihu.com')).toBe(false);
    expect(isAtSite(source('https://zhihu.com/p/1'), 'www.zhihu.com')).toBe(true);
  });
});
