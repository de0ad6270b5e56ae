/** Pages of the test web that are answered whole: plain, odd and hostile ones. `null`: there is none at this path. */
import { articlePage, articles } from './articles.ts';
import { encodedAs } from './encodings.ts';
import { enormousPng, gifWithScript, jpeg, png, svgWithScript } from './pictures.ts';

export interface WebPage {
  status?: number;
  headers?: Record<string, string>;
  body: string | Buffer;
}

/** In every text field of `/payloads`; nothing of it may ever run or be read as anything but text. */
export const payload = `</title><script>window.hit=1</script><img src=x onerror="window.hit=1">\u202Egnp.exe\u202C ]]>'"`;

const html = 'text/html; charset=utf-8';
const chinese =
  '看了文章就忘，在这儿把文章收集起来。落地挑战与实践：前端工程师的性能优化笔记，编译器和垃圾回收。';
const traditional =
  '看了文章就忘，在這兒把文章收集起來。前端工程師的效能最佳化筆記，編譯器與記憶體回收的實作細節。';
const japanese =
  '記事を読んで忘れる前に、ここに集めておきましょう。エンジニアのためのパフォーマンスのまとめ。';
const korean = '읽은 글을 잊기 전에 여기에 모아 둡시다. 프런트엔드 개발자를 위한 성능 최적화 기록입니다.';

/** What `/charset/…` holds, by the encoding as `TextDecoder` names it. */
export const textsOfEncodings: Record<string, string> = {
  gbk: chinese,
  gb18030: chinese,
  gb2312: chinese,
  'utf-8': chinese,
  'utf-16le': chinese,
  'utf-16be': chinese,
  big5: traditional,
  shift_jis: japanese,
  'euc-jp': japanese,
  'euc-kr': korean,
  'windows-1252': 'Le café où l’on lit, déjà naïf, coûte 3 € — très cher à Besançon.',
  'windows-1251': 'Прочитал статью и забыл: соберём здесь всё, что стоит помнить о языках.',
};

/** A whole small page with this title and text. */
export function page(title: string, text: string, head = ''): string {
  return `<!doctype html>\n<html><head><title>${title}</title>${head}</head>\n<body><article><h1>${title}</h1>\n<p>${text}</p>\n</article></body></html>\n`;
}

export function pageAt(url: URL, edition: 1 | 2): WebPage | null {
  const [, first = '', second = ''] = url.pathname.split('/');
  const number = Number(second);
  const article = articles[number - 1];
  if (first === 'article' && article) return { body: articlePage(article, url.href) };
  if (first === 'drifts' && article) return { body: articlePage(article, url.href, edition) };
  if (first === 'charset') return charsetPage(second, url.searchParams.get('by') ?? 'header');
  if (first === 'status') return statusPage(number);
  if (first === 'many')
    return { body: page(`Article number ${second}`, `Text of article ${second}. `.repeat(30)) };
  return fixedPages(url.origin)[url.pathname] ?? null;
}

function statusPage(status: number): WebPage {
  const headers: Record<string, string> = { 'content-type': html };
  if (status === 401) headers['www-authenticate'] = 'Basic realm="secret"';
  return { status, headers, body: page(`Answer ${status}`, 'This is all there is.') };
}

/** `by`: header, meta, http-equiv, bom, none (the bytes alone tell) or wrong (the header says another encoding). */
function charsetPage(encoding: string, by: string): WebPage | null {
  const text = textsOfEncodings[encoding];
  if (text === undefined) return null;
  const head =
    by === 'meta'
      ? `<meta charset="${encoding}">`
      : by === 'http-equiv'
        ? `<meta http-equiv="Content-Type" content="text/html; charset=${encoding}">`
        : '';
  const mark = by === 'bom' ? '\ufeff' : '';
  const type = by === 'header' ? `text/html; charset=${encoding}` : 'text/html';
  return {
    headers: { 'content-type': by === 'wrong' ? 'text/html; charset=iso-8859-1' : type },
    body: encodedAs(mark + page(text.slice(0, 12), text, head), encoding),
  };
}

function fixedPages(origin: string): Record<string, WebPage> {
  const soft = (title: string, text: string): WebPage => ({ body: page(title, text) });
  const picture = (type: string, body: string | Buffer): WebPage => ({
    headers: { 'content-type': type },
    body,
  });
  const withPicture = (address: string): WebPage => ({
    body: page('A page with a picture', 'Text.', `<meta property="og:image" content="${address}">`),
  });
  const fields = [
    ...['og:title', 'og:site_name', 'og:description', 'article:author', 'article:published_time'].map(
      (name) => `<meta property="${name}" content="${escaped(payload)}">`,
    ),
    `<meta name="author" content="${escaped(payload)}">`,
    `<meta property="og:image" content="javascript:alert(1)">`,
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', headline: payload, author: payload }).replaceAll('<', '\\u003c')}</script>`,
    '<base href="http://169.254.169.254/">',
  ].join('');
  return {
    '/': { body: page('The test web', 'A home page with nothing on it.') },
    '/ok': { body: page('A plain page', 'The text of a plain page, long enough to be read. '.repeat(12)) },
    '/plain.txt': { headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'Only text.\n' },
    '/xhtml': {
      headers: { 'content-type': 'application/xhtml+xml' },
      body: `<?xml version="1.0" encoding="utf-8"?>\n${page('A page in XHTML', 'Text.')}`,
    },
    '/no-type': { headers: { 'content-type': '' }, body: page('A page without a type', 'Text.') },
    '/no-title': {
      body: '<!doctype html><html><body><p>A page without a title, 没有标题。</p></body></html>',
    },
    '/long-title': { body: page('长'.repeat(350_000), 'Text.') },
    '/empty': { body: '' },
    '/scripts': {
      body: '<!doctype html><html><head><title>An app</title></head><body><div id="root"></div><noscript>Please turn on JavaScript.</noscript><script src="/app.js"></script></body></html>',
    },
    '/nested': { body: page('Deep', `${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}`) },
    '/attributes': {
      body: page('Wide', `<p ${Array.from({ length: 50_000 }, (_, n) => `a${n}="x"`).join(' ')}>wide</p>`),
    },
    '/payloads': {
      body: page(escaped(payload), `${escaped(payload)} <a href="javascript:alert(1)">link</a>`, fields),
    },
    '/yaml-breaker': { body: page('a: b # c --- !!js/function &amp;x *y | >', 'Text. '.repeat(60)) },
    '/soft-404': soft('页面不存在', '抱歉，您访问的页面不存在或者已经被删除。'),
    '/soft-404-en': soft('Page not found', 'Sorry, the page you are looking for does not exist.'),
    '/login': soft('登录', '请登录后继续访问。<form action="/login"><input type="password" name="p"></form>'),
    '/refused': { status: 403, body: page('Forbidden', 'Checking your browser before accessing.') },
    '/pdf': picture('application/pdf', '%PDF-1.4\n%âãÏÓ\n'),
    '/unlabelled.pdf': picture('', '%PDF-1.4\n%âãÏÓ\n'),
    '/json': picture('application/json', '{"secret":true}'),
    '/cookies': {
      headers: { 'set-cookie': 'visitor=1; Path=/', 'content-type': html },
      body: page('Sets a cookie', 'Text.'),
    },
    '/picture.png': picture('image/png', png(64, 40)),
    '/picture.jpg': picture('image/jpeg', jpeg(64, 40)),
    '/picture.svg': picture('image/svg+xml', svgWithScript),
    '/svg-as.png': picture('image/png', svgWithScript),
    '/script.gif': picture('image/gif', gifWithScript()),
    '/enormous.png': picture('image/png', enormousPng()),
    '/png-as.jpg': picture('image/jpeg', png(64, 40)),
    '/page-as.png': picture('image/png', page('Not a picture', 'Text.')),
    '/large.png': picture('image/png', Buffer.concat([png(8, 8), Buffer.alloc(6 * 1024 * 1024)])),
    '/private-picture': withPicture('http://127.0.0.1:9/secret.png'),
    '/metadata-picture': withPicture('http://169.254.169.254/latest/meta-data/'),
    '/svg-picture': withPicture(`${origin}/picture.svg`),
    '/private-redirect-picture': withPicture(`${origin}/redirect/302?to=http://127.0.0.1:9/`),
    '/odd-encoding': { headers: { 'content-type': html, 'content-encoding': 'rot13' }, body: 'cntr' },
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
