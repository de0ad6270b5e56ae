import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FetchFailure } from '../../notes/api.ts';
import { copyOfDraft, fetchCopy, type MadeCopy } from '../../notes/sources/copy.ts';
import { draftOfPage } from '../../notes/sources/copy-draft.ts';
import { EmbeddedPictures } from '../../notes/sources/embedded.ts';
import { type Door, openDoor } from '../../notes/sources/fetch.ts';
import { openPage } from '../../notes/sources/page.ts';
import { PageThread } from '../../notes/sources/page-thread.ts';
import { readBlocks } from '../../notes/text/markdown.ts';
import { startTestWeb, type TestWeb } from '../test-web.ts';
import { png } from '../web/pictures.ts';

const filler = `<p>${'A sentence of the article, long enough to be taken for one. '.repeat(12)}</p>`;

async function copyOf(
  body: string,
  url = 'https://example.com/posts/1',
  bytes: (address: string) => Buffer | null = () => null,
): Promise<MadeCopy | FetchFailure> {
  const html = `<!doctype html><html><head><title>A title</title></head><body><article>${filler}${body}${filler}</article></body></html>`;
  const embedded = new EmbeddedPictures();
  const draft = draftOfPage(openPage(html, embedded), embedded, url);
  return draft.kind === 'failed' ? draft : copyOfDraft(draft, (address) => Promise.resolve(bytes(address)));
}

/** What stands between the two fillers. */
async function markdownOf(body: string, url?: string): Promise<string> {
  const copy = await copyOf(body, url);
  if (copy.kind !== 'made') throw new Error(copy.message);
  const sentence = 'A sentence of the article, long enough to be taken for one.';
  return copy.markdown.split(sentence).join('').trim();
}

describe('a page as Markdown', () => {
  it.each<[string, string, string]>([
    ['headings', '<h2>Two</h2><p>text</p>', '## Two\n\ntext'],
    [
      'emphasis',
      '<p>a <strong>b</strong> <em>c</em> <del>d</del> <code>e&lt;f</code></p>',
      'a **b** *c* ~~d~~ `e<f`',
    ],
    ['lists', '<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>', '- a\n- b\n  1. c'],
    [
      'a list that begins later',
      '<ol start="9"><li>a</li><li><p>b</p><p>c</p></li></ol>',
      '9. a\n10. b\n\n    c',
    ],
    ['lines within a paragraph', '<p>one<br>two<br></p>', 'one  \ntwo'],
    [
      'emphasis with a stop at its edge',
      '<p>前<b>“重点”：</b>内容<i>，</i>完<b>a<br></b>b</p>',
      '前“**重点**”：内容，完**a**  \nb',
    ],
    ['emphasis within emphasis', '<p><em>a <i>b</i> c</em></p>', '*a b c*'],
    ['a link around a heading', '<a href="/x"><h3>Title</h3></a>', '### [Title](https://example.com/x)'],
    ['a link to a place in the page', '<p>a<sup><a href="#fn">1</a></sup></p>', 'a1'],
    ['what a script was to write', '<p>a<a href="javascript:x()">b</a></p>', 'ab'],
    [
      'blocks that Markdown does not know',
      '<details><summary>a</summary>b</details><center>c</center>',
      'a\n\nb\n\nc',
    ],
    [
      'a formula with its TeX',
      '<p>x <math><semantics><mi>e</mi><annotation encoding="application/x-tex">e^{i}</annotation></semantics></math> y</p>',
      'x $e^{i}$ y',
    ],
    [
      'a formula without',
      '<p>x <math><mi>x</mi><mo>=</mo><mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><msup><mi>b</mi><mn>2</mn></msup></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac></math> y</p>',
      'x x = (− b ± √b^2)/(2 a) y',
    ],
    ['a quotation', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    [
      'links with whole addresses',
      '<p><a href="/a b?c=(d)">x</a></p>',
      '[x](https://example.com/a%20b?c=%28d%29)',
    ],
    ['signs of HTML', '<p>a &lt;b&gt; &amp;lt; &amp;amp; &amp; c</p>', 'a \\<b> \\&lt; \\&amp; & c'],
    ['signs of Markdown', '<p>* a_b_c [x](y) `d` # e</p>', '\\* a\\_b\\_c \\[x\\](y) \\`d\\` # e'],
    [
      'code with its language',
      '<pre><code class="hljs language-js">a &lt; b\n\n  c</code></pre>',
      '```js\na < b\n\n  c\n```',
    ],
    [
      'code with line numbers',
      '<figure class="highlight js"><table><tr><td class="gutter"><pre>1<br>2</pre></td><td class="code"><pre>a<br>b</pre></td></tr></table></figure>',
      '```js\na\nb\n```',
    ],
    [
      'code of GitHub',
      '<div class="highlight highlight-source-shell"><pre>ls</pre></div>',
      '```shell\nls\n```',
    ],
    [
      'code of WeChat',
      '<section class="code-snippet__fix"><ul class="code-snippet__line-index"><li></li></ul><pre data-lang="java"><code>a</code><code>b</code></pre></section>',
      '```java\na\nb\n```',
    ],
    [
      'code with a button',
      '<pre><code class="hljs js copyable" lang="js">a<span class="copy-code-btn">复制代码</span></code></pre>',
      '```js\na\n```',
    ],
    ['code that holds a fence', '<pre><code>```\nx\n```</code></pre>', '````\n```\nx\n```\n````'],
    [
      'a table',
      '<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td>2<br>3</td></tr></table>',
      '| a | b\\|c |\n| --- | --- |\n| 1 | 2 3 |',
    ],
    [
      'a table without a head',
      '<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>',
      '| | |\n| --- | --- |\n| 1 | 2 |\n| 3 |  |',
    ],
    [
      'a figure',
      '<figure><img src="/a.png" alt="A [b]"><figcaption>Says <b>it</b></figcaption></figure>',
      '![A \\[b\\]](https://example.com/a.png)\n\nSays **it**',
    ],
    [
      'a picture that is loaded late',
      '<p><img src="data:image/gif;base64,R0lGOD" data-src="/a.png"></p>',
      '![](https://example.com/a.png)',
    ],
    [
      'the largest of several',
      '<p><img srcset="/s.png 1x,/l.png 2x" src="/s/placeholder.png"></p>',
      '![](https://example.com/l.png)',
    ],
    [
      'a picture for readers without scripts',
      '<figure><noscript><img src="/a.png" alt="x"></noscript><img class="lazy" src="data:image/svg+xml;utf8,x" data-actualsrc="/small.png"></figure>',
      '![x](https://example.com/a.png)',
    ],
    ['a rule', '<hr>', '---'],
  ])('%s', async (_name, html, markdown) => {
    expect(await markdownOf(html)).toBe(markdown);
  });
});

const payloads = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  '<svg onload=hit()><script>hit()</script></svg>',
  '<iframe src="javascript:hit()"></iframe>',
  '<iframe srcdoc="<script>hit()</script>"></iframe>',
  '<a href="javascript:hit()">x</a>',
  '<a href=" JaVaScRiPt:hit()">x</a>',
  '<a href="java\tscript:hit()">x</a>',
  '<a href="java&#10;script:hit()">x</a>',
  '<a href="&#1;javascript:hit()">x</a>',
  '<a href="vbscript:hit()">x</a>',
  '<a href="data:text/html,<script>hit()</script>">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="\\\\host\\share">x</a>',
  '<a href="smb://host/share">x</a>',
  '<img src="javascript:hit()">',
  '<img src="file:///etc/passwd">',
  '<form action="javascript:hit()"><button formaction="javascript:hit()">x</button></form>',
  '<object data="javascript:hit()"></object>',
  '<embed src="javascript:hit()">',
  '<meta http-equiv="refresh" content="0;url=javascript:hit()">',
  '<link rel=stylesheet href="javascript:hit()">',
  '<style>@import "javascript:hit()"</style>',
  '<math><maction actiontype="statusline#http://a" xlink:href="javascript:hit()">x</maction></math>',
  '<noscript><p title="</noscript><img src=x onerror=hit()>"></noscript>',
  '<xmp><p title="</xmp><img src=x onerror=hit()>"></xmp>',
  '<template><img src=x onerror=hit()></template>',
  '<textarea></textarea><img src=x onerror=hit()>',
  '<p>&lt;script&gt;hit()&lt;/script&gt;</p>',
  '<p>&lt;img src=x onerror=hit()&gt; [x](javascript:hit()) ![x](javascript:hit()) &lt;javascript:hit()&gt;</p>',
  '<p>[x]: javascript:hit()</p>',
  '<p><code>`</code> &lt;img src=x onerror=hit()&gt;</p>',
  '<pre><code class="language-js onerror=hit()"><img src=x onerror=hit()></code></pre>',
  '<pre class="lang-x`&lt;img src=x onerror=hit()>">x</pre>',
  '<img alt="](javascript:hit()) <img src=x onerror=hit()>" src="/a.png">',
  '<a href="/x)[y](javascript:hit())">z</a>',
  '<a href="/a" title="&quot;onmouseover=hit()">](javascript:hit())</a>',
  '<table><tr><th>&lt;img src=x onerror=hit()&gt;</th><th>b</th></tr></table>',
  '<h2>&lt;img src=x onerror=hit()&gt;</h2>',
  '<p>a\n    &lt;script&gt;hit()&lt;/script&gt;</p>',
];

describe('nothing in a copy runs, loads or leads anywhere but to the web', () => {
  const wrappers: [string, (payload: string) => string][] = [
    ['', (payload) => payload],
    [' in a list', (payload) => `<ul><li>${payload}</li></ul>`],
    [
      ' in a table',
      (payload) => `<table><tr><th>a</th><th>b</th></tr><tr><td>${payload}</td><td>c</td></tr></table>`,
    ],
    [' in a quotation', (payload) => `<blockquote>${payload}</blockquote>`],
  ];
  it.each(
    payloads.flatMap((payload) => wrappers.map(([where, wrap]) => [payload, where, wrap(payload)] as const)),
  )('%s%s', async (_payload, _where, html) => {
    const markdown = await markdownOf(html);
    // Read as this program and every other reads Markdown, HTML let in.
    for (const block of readBlocks(`${markdown}\n`)) {
      expect(block.kind).not.toBe('html');
      for (const link of block.links) expect(link.url).toMatch(/^https?:\/\//);
    }
    const outsideOfCode = markdown.replace(/^(`{3,}).*?^\1/gms, '').replace(/(`+)[^`]+\1/g, '');
    expect(outsideOfCode).not.toMatch(/(?<!\\)<[a-z!/?]/i);
    expect(outsideOfCode).not.toMatch(/(?<!\\)\]\((?!https?:)/i);
  });
});

describe('the pictures of a copy', () => {
  it('are named in the Markdown, once each, and what is no picture stays on the web', async () => {
    const copy = await copyOf(
      '<p><img src="/a.png"><img src="/b.svg"><img src="/a.png"><img src="/c.png"></p>',
      undefined,
      (address) => (address.endsWith('b.svg') ? Buffer.from('<svg/>') : png(2, address.length)),
    );
    if (copy.kind !== 'made') throw new Error(copy.message);
    expect(copy.pictures.map((picture) => picture.name)).toEqual(['1.png', '2.png']);
    expect(copy.markdown).toContain('![](1.png)![](https://example.com/b.svg)![](1.png)![](2.png)');
  });

  it('are at most 60', async () => {
    const many = Array.from({ length: 100 }, (_, n) => `<img src="/${n}.png">`).join('');
    const copy = await copyOf(`<p>${many}</p>`, undefined, () => png(2, 2));
    expect(copy.kind === 'made' && copy.pictures.length).toBe(60);
    expect(copy.kind === 'made' && copy.markdown).toContain('![](https://example.com/99.png)');
  });

  it('are at most 40 MB together', async () => {
    const large = Buffer.concat([png(2, 2), Buffer.alloc(15 * 1024 * 1024)]);
    const copy = await copyOf(
      '<p><img src=/1.png><img src=/2.png><img src=/3.png></p>',
      undefined,
      () => large,
    );
    expect(copy.kind === 'made' && copy.pictures.length).toBe(2);
  });

  it('that stand in the page come out of it', async () => {
    const copy = await copyOf(`<p><img src="data:image/png;base64,${png(3, 3).toString('base64')}"></p>`);
    expect(copy).toMatchObject({ pictures: [{ name: '1.png', bytes: png(3, 3) }] });
  });
});

describe('a copy of the web', () => {
  let web: TestWeb;
  let door: Door;
  const pages = new PageThread();
  beforeAll(async () => {
    web = await startTestWeb();
    door = openDoor({ allowed: [web.address] });
  });
  afterAll(async () => {
    await pages.close();
    await door.close();
    await web.close();
  });

  it.each([1, 2, 3, 4])('of article %i has its text and nothing around it', async (number) => {
    const copy = await fetchCopy(door, pages, `${web.origin}/article/${number}`);
    expect(copy).toMatchObject({ kind: 'made', url: `${web.origin}/article/${number}` });
    if (copy.kind !== 'made') return;
    expect(copy.markdown).not.toMatch(/<[a-z]/i);
    expect(createHash('sha256').update(copy.markdown).digest('hex')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the code, the table and the pictures of the article', async () => {
    const copy = await fetchCopy(door, pages, `${web.origin}/article/1`);
    if (copy.kind !== 'made') throw new Error(copy.message);
    expect(copy.markdown).toContain('```js\nexports.handler = async (event) => {\n');
    expect(copy.markdown).toContain('| 方案 | 冷启动 |\n| --- | --- |\n| 普通容器 | 20 秒 |');
    expect(copy.markdown).toContain('![冷启动时间的对比](1.jpg)');
    expect(copy.pictures.map((picture) => picture.name)).toEqual(['1.jpg']);
  });

  it('without pictures asks for nothing but the page', async () => {
    web.log.length = 0;
    await fetchCopy(door, pages, `${web.origin}/article/1`, undefined, false);
    expect(web.log.map((request) => request.url)).toEqual(['/article/1']);
  });

  it('of a page that is made by scripts says that a browser is needed', async () => {
    expect(await fetchCopy(door, pages, `${web.origin}/scripts`)).toMatchObject({
      kind: 'failed',
      reason: 'needs-browser',
    });
    expect(await fetchCopy(door, pages, `${web.origin}/empty`)).toMatchObject({
      kind: 'failed',
      reason: 'needs-browser',
    });
  });

  it.each(['/nested', '/attributes', '/payloads', '/yaml-breaker'])(
    'of %s asks for nothing else',
    async (path) => {
      const copy = await fetchCopy(door, pages, web.origin + path);
      expect(['made', 'failed']).toContain(copy.kind);
      expect(web.log.filter((request) => request.url === '/x')).toEqual([]);
    },
  );

  it('that is cancelled while its pictures come is none', async () => {
    const stop = new AbortController();
    const slow = { body: `<article>${filler}<img src="/slow?ms=300">${filler}</article>` };
    web.pages.set('/slow-picture', slow);
    const copying = fetchCopy(door, pages, `${web.origin}/slow-picture`, stop.signal);
    setTimeout(() => stop.abort(), 50);
    const copy = await copying.catch((error: unknown) => error);
    expect(copy).not.toHaveProperty('kind', 'made');
  });
});

describe('the draft of a page with very many', () => {
  const gap = 300_000;
  it.each([
    ['spaces in code', `<pre>x${' '.repeat(gap)}x</pre>`],
    ['spaces with nothing between in code', `<pre>x${' \u200b'.repeat(gap / 2)}x</pre>`],
    ['line breaks in code', `<pre>x${'\n'.repeat(gap)}x</pre>`],
    ['spaces that do not break', `<p><b>x${'\u00a0'.repeat(gap)}x</b></p>`],
    ['such spaces as entities', `<p><b>x${'&nbsp;'.repeat(gap / 6)}x</b></p>`],
    ['spaces in a link', `<a href="https://a.example/">x${'\u00a0 '.repeat(gap / 2)}y</a>`],
    ['blocks of highlighted code', `<div class="highlight">${'<pre>a</pre>'.repeat(2_200)}</div>`],
    ['elements within each other', '<div>'.repeat(gap / 6)],
    ['commas for a picture', `<img srcset="${','.repeat(19_000)}">`.repeat(15)],
  ])('%s is made soon', { timeout: 60_000 }, (_, body) => {
    const before = process.threadCpuUsage();
    const page = openPage(`<article>${filler}${body}${filler}</article>`);
    expect(draftOfPage(page, new EmbeddedPictures(), 'https://example.com/').kind).toBe('draft');
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });
});
