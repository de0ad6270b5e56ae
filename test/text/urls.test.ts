import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareUrlEnd, normaliseUrl, readableUrl, siteOf } from '../../notes/text/urls.ts';

const biz = '__biz=MzI4MTY5NTk4Ng==&mid=2247489866&idx=1&sn=af9d';

const same: [string, string][] = [
  // Any site.
  ['http://example.com/a', 'https://example.com/a'],
  ['HTTPS://Example.COM/a', 'https://example.com/a'],
  ['https://www.example.com/a', 'https://example.com/a'],
  ['https://m.example.com/a', 'https://example.com/a'],
  ['https://wap.example.com/a', 'https://www.example.com/a'],
  ['https://example.com:443/a', 'http://example.com:80/a'],
  ['http://example.com:443/a', 'https://example.com/a'],
  ['https://me:secret@example.com/a', 'https://example.com/a'],
  ['https://example.com./a', 'https://example.com/a'],
  ['https://example.com/a#part-2', 'https://example.com/a'],
  ['https://example.com/a/', 'https://example.com/a'],
  ['https://example.com/', 'https://example.com'],
  ['https://example.com/a/index.html', 'https://example.com/a/'],
  ['https://example.com/a?', 'https://example.com/a'],
  ['https://example.com/a/b/../c/./d', 'https://example.com/a/c/d'],
  ['https://example.com/a?x=1&y=2', 'https://example.com/a?y=2&x=1'],
  ['https://example.com/a?utm_source=weibo&utm_medium=social&id=3', 'https://example.com/a?id=3'],
  ['https://example.com/a?spm=a2c4e.11153940&id=3', 'https://example.com/a?id=3'],
  ['https://example.com/a?from=timeline&isappinstalled=0', 'https://example.com/a'],
  ['https://example.com/a?share_token=x&fbclid=1&gclid=2', 'https://example.com/a'],
  ['https://example.com/%E8%8C%B6', 'https://example.com/茶'],
  ['https://example.com/%e8%8c%b6', 'https://example.com/%E8%8C%B6'],
  ['https://example.com/%61%7Eb', 'https://example.com/a~b'],
  ['https://example.com/wiki/V8_%28engine%29', 'https://example.com/wiki/V8_(engine)'],
  ['https://example.com/a?q=%E8%8C%B6+b', 'https://example.com/a?q=茶%20b'],
  ['https://例子.测试/a', 'https://xn--fsqu00a.xn--0zwm56d/a'],
  ['https://docs.example.com/#/zh-cn/', 'https://docs.example.com#/zh-cn/'],
  ['https://docs.example.com/#/', 'https://docs.example.com/'],
  // One site each.
  ['https://juejin.im/post/5d4bfcf0e51d4561ee1bdf37', 'https://juejin.cn/post/5d4bfcf0e51d4561ee1bdf37'],
  ['https://m.juejin.im/post/5d4b?searchId=2023', 'https://juejin.cn/post/5d4b#heading-1'],
  ['https://link.juejin.cn/?target=https%3A%2F%2Fgithub.com%2Fa%2Fb', 'https://github.com/a/b'],
  ['https://zhuanlan.zhihu.com/p/89480241?utm_psn=1', 'http://zhuanlan.zhihu.com/p/89480241'],
  ['https://m.zhihu.com/question/1/answer/2?share_code=x', 'https://www.zhihu.com/question/1/answer/2'],
  ['https://link.zhihu.com/?target=https%3A//v8.dev/blog', 'https://v8.dev/blog'],
  [`http://mp.weixin.qq.com/s?${biz}&chksm=eb&scene=21#wechat_redirect`, `https://mp.weixin.qq.com/s?${biz}`],
  [
    'https://mp.weixin.qq.com/s?sn=a&idx=1&mid=2&__biz=M%3D%3D',
    'https://mp.weixin.qq.com/s?__biz=M==&mid=2&idx=1&sn=a',
  ],
  [
    'https://mp.weixin.qq.com/s/LN4_lkHzGGYa3GrFa7osuQ?from=x&poc=1',
    'https://mp.weixin.qq.com/s/LN4_lkHzGGYa3GrFa7osuQ',
  ],
  [
    'https://medium.com/@dan/a-title-1a2b3c4d5e6f?source=email',
    'https://dan.medium.com/a-title-1a2b3c4d5e6f',
  ],
  ['https://medium.com/p/1a2b3c4d5e6f', 'https://medium.com/netflix-blog/other-title-1a2b3c4d5e6f'],
  ['https://github.com/Torvalds/Linux.git', 'http://www.github.com/torvalds/linux/'],
  ['https://github.com/a/b?tab=readme-ov-file#readme', 'https://github.com/a/b'],
  ['https://github.com/A/b/issues/1#issuecomment-2', 'https://github.com/a/B/issues/1'],
  ['http://infoq.cn/article/rDL06?utm_source=rss', 'https://www.infoq.cn/article/rDL06'],
  [
    'https://blog.csdn.net/me/article/details/1?ops_request_misc=x&request_id=2',
    'https://me.blog.csdn.net/article/details/1',
  ],
  ['https://segmentfault.com/a/119?_ea=1', 'https://segmentfault.com/a/119'],
  ['https://www.jianshu.com/p/abc?utm_campaign=maleskine', 'https://jianshu.com/p/abc'],
  ['https://m.bilibili.com/video/BV1x?p=2&vd_source=a', 'https://www.bilibili.com/video/BV1x/?p=2&t=30'],
  ['https://www.bilibili.com/video/BV1x?p=1', 'https://www.bilibili.com/video/BV1x'],
  ['https://youtu.be/dQw4?t=43', 'https://www.youtube.com/watch?list=PL&v=dQw4'],
  ['https://mobile.twitter.com/a/status/1?s=20', 'https://x.com/a/status/1'],
  ['https://zh.m.wikipedia.org/wiki/茶', 'https://zh.wikipedia.org/wiki/%E8%8C%B6'],
  ['https://example.com/a#:~:text=%E8%8C%B6', 'https://example.com/a'],
  ['https://docs.example.com/#/zh-cn/:~:text=x', 'https://docs.example.com/#/zh-cn/'],
  ['https://example.com/a?mibextid=x&hss_channel=tw-1', 'https://example.com/a'],
  ['https://www.zhihu.com/tardis/zm/art/89480241', 'https://zhuanlan.zhihu.com/p/89480241'],
  ['https://www.zhihu.com/answer/2', 'https://www.zhihu.com/question/1/answer/2?utm_id=0'],
  ['https://www.jianshu.com/go-wild?ac=2&url=https%3A%2F%2Fa.com%2Fb', 'https://a.com/b'],
  ['https://weibo.cn/sinaurl?u=https%3A%2F%2Fa.com%2Fb', 'https://a.com/b'],
  ['https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.com%2Fb&ved=1', 'https://a.com/b'],
  ['https://www.google.com/url?q=https%3A%2F%2Fa.com%2Fb', 'https://a.com/b'],
  ['https://sspai.com/link?target=https%3A%2F%2Fa.com%2Fb', 'https://a.com/b'],
  ['https://docs.microsoft.com/en-us/dotnet', 'https://learn.microsoft.com/en-us/dotnet/'],
  ['https://old.reddit.com/r/a/comments/1/b/', 'https://www.reddit.com/r/a/comments/1/b'],
  ['https://www.cnblogs.com/me/p/123.html', 'https://www.cnblogs.com/me/p/123'],
  ['https://36kr.com/p/5123.html?ktm_source=feed', 'https://36kr.com/p/5123'],
  ['https://m.sohu.com/a/123_456?scm=1002', 'https://www.sohu.com/a/123_456?_trans_=000019_wzwza'],
  ['https://m.toutiao.com/i6812345678/?app=x', 'https://www.toutiao.com/a6812345678/'],
  ['https://baijiahao.baidu.com/s?id=1&wfr=spider&for=pc', 'https://baijiahao.baidu.com/s?id=1'],
  ['https://yq.aliyun.com/articles/763?spm=a2c4e', 'https://developer.aliyun.com/article/763'],
  [
    'https://cloud.tencent.com/developer/article/1?from=article.detail.2',
    'https://cloud.tencent.com/developer/article/1',
  ],
  ['https://www.youtube.com/shorts/dQw4', 'https://www.youtube.com/watch?v=dQw4'],
  ['https://zh.wikipedia.org/zh-cn/茶', 'https://zh.wikipedia.org/wiki/茶'],
  ['https://arxiv.org/pdf/1706.03762v7.pdf', 'https://arxiv.org/abs/1706.03762'],
  ['https://arxiv.org/pdf/cs/0112017', 'https://export.arxiv.org/abs/cs/0112017v1'],
  ['https://stackoverflow.com/q/11227809/1', 'https://stackoverflow.com/questions/11227809/why-is-it#1'],
];

const different: [string, string][] = [
  ['https://example.com/a', 'https://example.com/b'],
  ['https://example.com/a', 'https://example.com/A'],
  ['https://example.com/a', 'https://example.org/a'],
  ['https://example.com/a', 'https://blog.example.com/a'],
  ['https://m.com/a', 'https://com/a'],
  ['https://example.com:8080/a', 'https://example.com/a'],
  ['https://example.com/a?id=1', 'https://example.com/a?id=2'],
  ['https://example.com/a?from=2020-01-01', 'https://example.com/a'],
  ['https://example.com/a?x', 'https://example.com/a?x='],
  ['https://example.com/a%2Fb', 'https://example.com/a/b'],
  ['https://example.com/a?x=1%262', 'https://example.com/a?x=1&2'],
  ['https://example.com/a?x=1%2B2', 'https://example.com/a?x=1+2'],
  ['https://example.com/100%25', 'https://example.com/100'],
  ['https://example.com/#/a', 'https://example.com/#/b'],
  ['https://example.com/#!/a', 'https://example.com/'],
  ['https://juejin.im/post/1', 'https://juejin.im/post/2'],
  ['https://zhuanlan.zhihu.com/p/1', 'https://www.zhihu.com/question/1'],
  [`https://mp.weixin.qq.com/s?${biz}`, `https://mp.weixin.qq.com/s?${biz.replace('idx=1', 'idx=2')}`],
  ['https://mp.weixin.qq.com/s/LN4', 'https://mp.weixin.qq.com/s/ln4'],
  ['https://medium.com/@dan/a-title-1a2b3c4d5e6f', 'https://medium.com/@dan/a-title-6f5e4d3c2b1a'],
  ['https://github.com/a/b/blob/main/README.md', 'https://github.com/a/b/blob/main/readme.md'],
  ['https://www.bilibili.com/video/BV1x?p=2', 'https://www.bilibili.com/video/BV1x?p=3'],
  ['https://www.youtube.com/watch?v=a', 'https://www.youtube.com/watch?v=b'],
  ['https://github.com.evil.example/a/b', 'https://github.com/a/b'],
  ['https://www.zhihu.com/question/1/answer/2', 'https://www.zhihu.com/question/1/answer/3'],
  ['https://www.zhihu.com/question/1', 'https://www.zhihu.com/question/1/answer/2'],
  ['https://baijiahao.baidu.com/s?id=1', 'https://baijiahao.baidu.com/s?id=2'],
  ['https://arxiv.org/abs/1706.03762', 'https://arxiv.org/abs/1706.03763'],
  ['https://zh.wikipedia.org/wiki/茶', 'https://en.wikipedia.org/wiki/茶'],
  ['https://www.google.com/url?x=https%3A%2F%2Fa.com', 'https://a.com'],
  ['https://www.cnblogs.com/me/p/1.html', 'https://www.cnblogs.com/me/p/12.html'],
];

describe('the identity of an article', () => {
  it.each(same)('is the same for %s and %s', (one, other) => {
    expect(normaliseUrl(one)).not.toBeNull();
    expect(normaliseUrl(one)).toBe(normaliseUrl(other));
  });

  it.each(different)('differs between %s and %s', (one, other) => {
    expect(normaliseUrl(one)).not.toBe(normaliseUrl(other));
  });

  it.each([
    'javascript:alert(1)',
    'mailto:a@b.c',
    'file:///etc',
    '//a.com',
    'a.com',
    '',
    'https://',
    'http:a.com',
    'https://[x',
    'ftp://a.com',
  ])('is none for %s', (url) => {
    expect(normaliseUrl(url)).toBeNull();
    expect(siteOf(url)).toBe('');
  });

  it('reads like a URL', () => {
    expect(normaliseUrl('http://www.example.com:8080/b/?z=1&a=2&utm_source=x#y')).toBe(
      'https://example.com:8080/b?a=2&z=1',
    );
  });

  it('is its own identity', () => {
    const part = fc.constantFrom(
      ...[
        '%',
        '%25',
        '%2',
        '%e8',
        '%41',
        '茶',
        'a',
        '/',
        '//',
        '?',
        '&',
        '=',
        '+',
        '#',
        '#/',
        '#!',
        '.',
        '..',
        '@',
        ':',
        ';',
        '\\',
        "'",
      ],
      ...[
        'www.',
        'm.',
        'juejin.im',
        'github.com',
        '.git',
        'medium.com',
        '-1a2b3c4d5e',
        'index.html',
        'from=x',
        '__biz=1',
        'v=1',
        '[',
        ']',
      ],
      ...[
        'link.zhihu.com',
        'target=https%3A//b.com',
        'youtu.be',
        'youtube.com/watch',
        '.blog.csdn.net/article/details/',
        ' ',
        '\ud800',
        '443',
        '80',
      ],
    );
    const url = fc
      .array(fc.oneof(part, fc.string({ maxLength: 3 })), { maxLength: 12 })
      .map((parts) => `http://${parts.join('')}`);
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(url, fc.webUrl({ withFragments: true, withQueryParameters: true })), (text) => {
        const once = normaliseUrl(text);
        if (once === null) return;
        read++;
        expect(normaliseUrl(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(1000);
  });
});

describe('the site', () => {
  it('is the host as written, without www., with an unusual port', () => {
    expect(siteOf('https://www.infoq.cn/article/1')).toBe('infoq.cn');
    expect(siteOf('https://juejin.im/post/1')).toBe('juejin.im');
    expect(siteOf('http://localhost:8080/a')).toBe('localhost:8080');
    expect(siteOf('https://www.com/')).toBe('www.com');
    expect(siteOf('https://juejin.cn@evil.example/')).toBe('evil.example');
  });

  it('is where a page that only leads on leads to', () => {
    expect(siteOf('https://link.zhihu.com/?target=https%3A//v8.dev/blog')).toBe('v8.dev');
  });
});

describe('a readable URL', () => {
  it.each([
    ['https://zh.wikipedia.org/wiki/%E8%8C%B6', 'https://zh.wikipedia.org/wiki/茶'],
    ['https://a.com/%E8%8C%B6%20%E8%8C%B6', 'https://a.com/茶%20茶'],
    ['https://a.com/%41?x=%26%3D%23%25', 'https://a.com/A?x=%26%3D%23%25'],
    ['https://a.com/%E8%8C', 'https://a.com/%E8%8C'],
    ['https://a.com/%2F', 'https://a.com/%2F'],
    ['https://a.com/%E2%80%AEgpj.exe', 'https://a.com/%E2%80%AEgpj.exe'],
    ['https://a.com/\u202egpj.exe', 'https://a.com/%E2%80%AEgpj.exe'],
    ['https://a.com/%00%0A%E3%80%80', 'https://a.com/%00%0A%E3%80%80'],
    ['https://a.com/%F0%9F%98%80', 'https://a.com/😀'],
    ['https://a.com/\ud800', 'https://a.com/%EF%BF%BD'],
  ])('of %s is %s', (url, readable) => {
    expect(readableUrl(url)).toBe(readable);
  });

  it('is the same article', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
        expect(normaliseUrl(readableUrl(url))).toBe(normaliseUrl(url));
      }),
    );
  });
});

describe('a bare URL in running text', () => {
  const url = 'https://example.com/a';
  it.each([
    ...'。，；：！？、）】》」』“”…—（【《「『　'.split('').map((mark) => `${url}${mark}后面`),
    `${url}后面`,
    `${url}の`,
    `${url}를`,
    `${url}, and`,
    `${url}.`,
    `${url}).`,
    `${url}?!`,
    `${url}]`,
    `${url}**`,
    `${url}~~`,
    `${url}**粗`,
    `${url}" title`,
    `${url}> x`,
    `${url}\n`,
    `${url}|x`,
    url,
  ])('ends where it should in “%s”', (text) => {
    expect(bareUrlEnd(text, 0)).toBe(url.length);
  });

  it.each([
    'https://example.com/a_(b)',
    'https://example.com/?a[]=1&b=2',
    'http://localhost:3000',
    'https://[::1]:80/a',
    'HTTP://a.b/c;d=e,f',
  ])('is all of %s', (text) => {
    expect(bareUrlEnd(`(${text})`, 1)).toBe(text.length + 1);
  });

  it.each(['https://', 'https://。', 'http:/a.com', 'ftp://a.com', 'https://a:b/c', 'https://[x/'])(
    'does not begin with “%s”',
    (text) => {
      expect(bareUrlEnd(text, 0)).toBeNull();
    },
  );

  it('does not begin in the middle of a word, but does after Chinese', () => {
    expect(bareUrlEnd(`x${url}`, 1)).toBeNull();
    expect(bareUrlEnd(`见${url}`, 1)).toBe(url.length + 1);
  });
});
