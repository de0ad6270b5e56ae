import { describe, expect, test } from 'vitest';
import {
  isHomeInstead,
  isLoginForm,
  isLoginInstead,
  isSamePage,
  judgePage,
  saysOnlyMissing,
  titleSaysMissing,
} from '../../notes/sources/soft-404.ts';

const html = (title: string, text: string) =>
  `<!doctype html><html><head><title>${title}</title><style>p{}</style></head><body><script>"404 页面不存在"</script><p>${text}</p></body></html>`;
const article = '文章的正文，讲的是怎样把读过的东西留下来，以及为什么。'.repeat(80);

describe('a page that is not there although its server says so', () => {
  test.each([
    ...['404', '404 Not Found', 'Error 404', 'Not Found', 'Page not found', 'Page not found · GitHub Pages'],
    ...[
      'Page Not Found | The Lantern Review',
      '404 - 掘金',
      '页面不存在',
      '抱歉，页面不存在',
      '文章已删除',
      '该文章已被作者删除',
    ],
    ...[
      '您访问的页面不存在 - CSDN',
      '404 页面没有找到',
      '找不到网页',
      '頁面不存在',
      '您要尋找的頁面不存在',
      '你似乎来到了没有知识存在的荒原 - 知乎',
    ],
    ...[
      '该内容已被发布者删除',
      '此内容因违规无法查看',
      'ページが見つかりません',
      'This page is gone',
      "Sorry, we can't find that page",
    ],
    ...[
      'The page you are looking for does not exist',
      '出错啦 - bilibili.com',
      'Post not found - Medium',
      '链接已失效',
    ],
  ])('is known by the title %j', (title) => {
    expect(titleSaysMissing(title)).toBe(true);
    expect(judgePage(html(title, '返回首页'))).toBe('missing');
  });

  test.each([
    ...[
      '深入 V8：隐藏类与内联缓存 - 知乎',
      'How HTTP 404 got its name',
      '404 的历史',
      'Finding what was not found',
      '消失的文章',
      '',
    ],
    ...[
      '如何删除文章',
      'Git 里删除的文件怎么找回',
      '页面性能优化',
      'Error handling in Go',
      '为什么你的页面不存在重排',
      'A page of history',
    ],
    ...[
      '从 404 到 200：一次排错',
      '文章列表',
      'Link rot: 25% of pages are gone',
      '内容安全策略',
      'What does not exist',
    ],
  ])('is not what an article called %j is', (title) => {
    expect(titleSaysMissing(title)).toBe(false);
    expect(judgePage(html(title, article))).not.toBe('missing');
  });

  test('is known by a short text, in the language of the page', () => {
    for (const text of [
      '抱歉，您访问的页面不存在或者已经被删除。',
      '该内容已被发布者删除',
      'Sorry, the page you are looking for does not exist.',
      'Oops! We can’t find the page you requested.',
      '啊哦，你访问的文章不见了',
      '此帖子已被管理员删除',
    ])
      expect(judgePage(html('某站', text)), text).toBe('missing');
  });

  test('may be one where much else stands around it', () => {
    expect(judgePage(html('某站', `抱歉，您访问的页面不存在。${article}`))).toBe('unsure');
    expect(judgePage(html('页面不存在', article))).toBe('unsure');
  });

  test('is no page that only speaks of such pages, far down or in its scripts', () => {
    expect(judgePage(html('一篇文章', `${article}页面不存在`))).toBe('there');
    expect(judgePage(html('一篇文章', '正文'))).toBe('there');
    expect(judgePage('')).toBe('there');
    expect(judgePage('plain text')).toBe('there');
  });

  test('is told in time from any page', () => {
    const before = performance.now();
    for (const part of [
      '<script',
      '<!--',
      '<title',
      '<input type=',
      '&#',
      '抱歉，',
      'page was ',
      '404 ',
      '<',
      '该',
    ])
      judgePage(part.repeat(65_536 / part.length));
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test('asks for a password and has nothing else: one must sign in', () => {
    const form = '登录<form><input name=p type="password"></form>';
    expect(judgePage(html('登录', form))).toBe('login');
    expect(isLoginForm(html('登录', form))).toBe(true);
    expect(isLoginForm(html('文章', article + form))).toBe(false);
    expect(judgePage(html('文章', article + form))).toBe('there');
  });

  test('is the same page for two addresses when only small things differ', () => {
    expect(isSamePage(html('A', `${article}1`), html('A', `${article}22`))).toBe(true);
    expect(isSamePage(html('A', article), html('B', article))).toBe(false);
    expect(isSamePage(html('A', article), html('A', '短'))).toBe(false);
  });
});

describe('where a redirect leads', () => {
  test.each([
    ['https://a.com/posts/12', 'https://a.com/', true],
    ['https://a.com/posts/12', 'https://www.a.com/index.html', true],
    ['https://a.com/posts/12', 'https://a.com/zh-cn/', true],
    ['https://a.com/?p=12', 'https://a.com/', true],
    ['https://old.com/posts/12', 'https://new.com/', true],
    ['https://a.com/posts/12', 'https://a.com/posts/13', false],
    ['https://a.com/posts/12', 'https://a.com/ok', false],
    ['https://a.com/', 'https://b.com/', false],
    ['https://a.com/en', 'https://a.com/', false],
    ['https://t.cn/abc', 'https://a.com/', false],
    ['https://a.com/posts/12', 'https://a.com/#/posts/12', false],
    ['https://a.com/posts/12', 'https://a.com/?p=12', false],
  ])('%s -> %s is the home page instead: %s', (from, to, is) => {
    expect(isHomeInstead(from, to)).toBe(is);
  });

  test.each([
    ['https://a.com/x', 'https://a.com/login?next=x', true],
    ['https://a.com/x', 'https://passport.a.com/', true],
    ['https://a.com/x', 'https://a.com/users/sign_in', true],
    ['https://a.com/x', 'https://www.zhihu.com/account/unhuman?type=S6E3V1', true],
    ['https://a.com/x', 'https://a.com/blog/login-forms-explained', false],
    ['https://a.com/login', 'https://a.com/login/', false],
    ['https://a.com/x', 'https://a.com/x', false],
  ])('%s -> %s is to where one signs in: %s', (from, to, is) => {
    expect(isLoginInstead(from, to)).toBe(is);
  });
});

describe('the part of a page that was taken for its article', () => {
  test.each([
    '页面不存在',
    '抱歉，该文章已被作者删除。',
    '404 Page not found',
    'Sorry, the page you requested was not found.',
  ])('is only the word that there is none: %s', (text) => expect(saysOnlyMissing('某站', text)).toBe(true));

  test.each([
    '今天给公司站点加了错误页。用户不存在时，以前接口返回 500，现在用 try_files 落到静态页面，前端再自己判断。',
    '原文链接已失效，这里留一个摘要：Redis 的 AOF 与 RDB 可以混用，重启时先加载 RDB 再重放 AOF，恢复速度与完整性兼得。',
    'It took me an hour to see that "the page was not found" came from nginx and not from the application behind it.',
  ])('may speak of pages that are gone: %s', (text) =>
    expect(saysOnlyMissing('Nginx 小记 - 老王的博客', text)).toBe(false),
  );
});
