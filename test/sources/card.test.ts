import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card, FetchFailure } from '../../notes/api.ts';
import { fetchCard } from '../../notes/sources/card.ts';
import { type Door, openDoor } from '../../notes/sources/fetch.ts';
import { openPage } from '../../notes/sources/page.ts';
import { readCard } from '../../notes/sources/page-card.ts';
import { PageThread } from '../../notes/sources/page-thread.ts';
import { startTestWeb, type TestWeb } from '../test-web.ts';

const url = 'https://blog.example.com/posts/1';
const cardOf = (head: string, body = '', at = url) =>
  readCard(openPage(`<head>${head}</head><body>${body}</body>`), at);
const linked = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
const meta = (name: string, content: string) => `<meta property="${name}" content="${content}">`;

describe('the title of a card', () => {
  it.each<[string, string, string]>([
    ['og:title first', `${meta('og:title', 'One')}<title>Two</title>`, 'One'],
    ['then twitter:title', `${meta('twitter:title', 'One')}<title>Two</title>`, 'One'],
    [
      'then the headline of JSON-LD',
      `${linked({ '@type': 'Article', headline: 'One' })}<title>Two</title>`,
      'One',
    ],
    [
      'in a graph',
      linked({
        '@graph': [
          { '@type': 'WebSite', name: 'S' },
          { '@type': 'BlogPosting', headline: 'One' },
        ],
      }),
      'One',
    ],
    ['in a list', linked([{ '@type': ['NewsArticle', 'Article'], headline: 'One' }]), 'One'],
    ['then <title>', '<title> One\n two </title>', 'One two'],
    ['entities decoded once', meta('og:title', '&amp;lt;b&amp;gt; &lt;i&gt; &#x4e2d;'), '&lt;b&gt; <i> 中'],
    ['in JSON-LD too', linked({ '@type': 'Article', headline: 'A &amp;amp; B &#8217;' }), 'A &amp; B ’'],
    [
      'broken JSON-LD counts as none',
      `<script type="application/ld+json">{"headline": </script><title>Two</title>`,
      'Two',
    ],
    [
      'JSON-LD with line ends in its texts',
      `<script type="application/ld+json">{"@type":"Article","headline":"One\ntwo"}</script>`,
      'One two',
    ],
    [
      'one that only names the site is passed over',
      `${meta('og:title', 'My Site')}${meta('og:site_name', 'My Site')}<title>One | My Site</title>`,
      'One',
    ],
    ['without the name of the site', `${meta('og:site_name', 'My Site')}<title>One – My Site</title>`, 'One'],
    ['without the name of the host', '<title>One | example</title>', 'One'],
  ])('%s', (_name, head, title) => {
    expect(cardOf(head).title).toBe(title);
  });

  it('is the heading when nothing else is there, and empty when that is missing too', () => {
    expect(cardOf('', '<h1>A <em>heading</em></h1>').title).toBe('A heading');
    expect(cardOf('', '<p>Text</p>').title).toBe('');
  });

  it('of the first page of a site is left alone', () => {
    expect(cardOf('<title>知乎 - 有问题，就会有答案</title>', '', 'https://www.zhihu.com/').title).toBe(
      '知乎 - 有问题，就会有答案',
    );
  });
});

describe('author and date of a card', () => {
  it.each<[string, string, string, Partial<Card>]>([
    [
      'JSON-LD',
      linked({ '@type': 'Article', author: { name: 'Ann' }, datePublished: '2020-01-13T10:00:00+08:00' }),
      '',
      { author: 'Ann', published: '2020-01-13T10:00:00+08:00' },
    ],
    [
      'several authors',
      linked({ '@type': 'Article', author: [{ name: 'Ann' }, 'Bob'] }),
      '',
      { author: 'Ann, Bob' },
    ],
    [
      'an author by reference',
      linked({
        '@graph': [
          { '@type': 'Article', author: { '@id': '#a' } },
          { '@type': 'Person', '@id': '#a', name: 'Ann' },
        ],
      }),
      '',
      { author: 'Ann' },
    ],
    [
      '<meta>',
      `<meta name="author" content="Ann">${meta('article:published_time', '2020-01-13T10:00:00Z')}`,
      '',
      { author: 'Ann', published: '2020-01-13T10:00:00Z' },
    ],
    [
      'an author that is an address is none',
      meta('article:author', 'https://facebook.com/ann'),
      '',
      { author: '' },
    ],
    [
      'a byline',
      '',
      '<p class="byline">By Ann Lee</p><time datetime="2020-01-13">Monday</time>',
      { author: 'Ann Lee', published: '2020-01-13' },
    ],
    [
      'a Chinese byline',
      '',
      '<span class="author">作者：张三</span><p>发布于 2020年1月13日 10:20</p>',
      { author: '张三', published: '2020-01-13T10:20:00' },
    ],
    [
      'what Baidu asked for',
      linked({ pubDate: '2019-05-12T12:00:00', title: 'x' }),
      '',
      { published: '2019-05-12T12:00:00' },
    ],
    ['a date that never was', meta('article:published_time', '2020-13-45'), '', { published: '' }],
    ['no date at all', '', '<p>Version 1.2.3, ISO 8601-1:2019, 10.0.0.1</p>', { published: '' }],
  ])('%s', (_name, head, body, expected) => {
    expect(cardOf(head, body)).toMatchObject(expected);
  });
});

describe('site, language, picture and minutes of a card', () => {
  it('the site is known by its host, else what the page says, else the host', () => {
    expect(cardOf('', '', 'https://juejin.cn/post/1').site).toBe('掘金');
    expect(cardOf(meta('og:site_name', 'My Site')).site).toBe('My Site');
    expect(cardOf('').site).toBe('blog.example.com');
  });

  it('on WeChat it is the account', () => {
    const body = '<h1 id="activity-name"> 标题 </h1><a id="js_name"> 前端之巅 </a>';
    expect(cardOf('', body, 'https://mp.weixin.qq.com/s/abc')).toMatchObject({
      site: '前端之巅',
      title: '标题',
    });
  });

  it.each<[string, string, string, string]>([
    ['what the page says', '<html lang="zh-Hant-TW">', '繁體'.repeat(30), 'zh-Hant-TW'],
    ['an underscore for a hyphen', '<html lang="zh_CN">', '简体'.repeat(30), 'zh-CN'],
    ['its template lied', '<html lang="en">', '简体中文'.repeat(30), 'zh'],
    ['nonsense', '<html lang="*!">', 'plain English words '.repeat(9), ''],
    ['by its characters', '', 'これは日本語の文章です。'.repeat(9), 'ja'],
    ['Korean', '', '한국어 문장입니다. '.repeat(9), 'ko'],
  ])('the language: %s', (_name, start, text, language) => {
    expect(readCard(openPage(`${start}<body><p>${text}</p>`), url).language).toBe(language);
  });

  it('the picture has a whole address of the web, or there is none', () => {
    expect(cardOf(meta('og:image', '/a.png')).pictureUrl).toBe('https://blog.example.com/a.png');
    expect(cardOf(meta('twitter:image', '//c.com/a.png')).pictureUrl).toBe('https://c.com/a.png');
    expect(cardOf(linked({ '@type': 'Article', image: [{ url: 'b.png' }] })).pictureUrl).toBe(
      'https://blog.example.com/posts/b.png',
    );
    for (const bad of ['javascript:alert(1)', 'data:image/png;base64,AAAA', 'file:///a.png', 'http://['])
      expect(cardOf(meta('og:image', bad)).pictureUrl).toBe(null);
  });

  it('minutes count characters and words of the article, not what stands around it', () => {
    const around = `<nav>${'导航'.repeat(2_000)}</nav><footer>${'word '.repeat(2_000)}</footer>`;
    expect(cardOf('', `${around}<article><p>${'字'.repeat(800)}</p></article>`).minutes).toBe(2);
    expect(cardOf('', `${around}<main><p>${'word '.repeat(690)}</p></main>`).minutes).toBe(3);
    expect(cardOf('', '<div id="root"></div>').minutes).toBe(null);
  });
});

describe('a card of the web', () => {
  let web: TestWeb;
  let door: Door;
  beforeAll(async () => {
    web = await startTestWeb();
    door = openDoor({ allowed: [web.address] });
  });
  afterAll(async () => {
    await door.close();
    await web.close();
  });

  const pages = new PageThread();
  afterAll(() => pages.close());

  const kept: Buffer[] = [];
  const keep = (bytes: Buffer): Promise<string> => {
    kept.push(bytes);
    return Promise.resolve(createHash('sha256').update(bytes).digest('hex'));
  };
  const fetched = async (path: string, keeping: typeof keep | null = keep): Promise<Card | FetchFailure> => {
    const answer = await fetchCard(door, pages, web.origin + path, keeping);
    return answer.kind === 'failed' ? answer : answer.card;
  };

  it('has what the article says, and its picture', async () => {
    const card = await fetched('/article/1');
    expect(card).toMatchObject({
      ...{ kind: 'card', title: 'Serverless 落地挑战与蚂蚁金服实践', site: '掘金', author: '林意群' },
      ...{ published: '2019-08-09T10:24:16+08:00', language: 'zh-CN', url: `${web.origin}/article/1` },
    });
    expect(card).toHaveProperty('picture', expect.stringMatching(/^[0-9a-f]{64}$/));
    expect(card).not.toHaveProperty('pictureUrl');
  });

  it.each(['/private-picture', '/metadata-picture', '/svg-picture', '/private-redirect-picture'])(
    'of %s comes without a picture, and nothing of it is kept',
    async (path) => {
      const before = kept.length;
      expect(await fetched(path)).toMatchObject({ kind: 'card', picture: null });
      expect(kept.length).toBe(before);
    },
  );

  it('comes with the address that the page names as its own', async () => {
    web.pages.set('/print/7', { body: '<title>A</title><link rel="canonical" href="/posts/7"><p>Text.' });
    expect(await fetchCard(door, pages, `${web.origin}/print/7`, keep)).toMatchObject({
      ...{ kind: 'fetched', canonical: `${web.origin}/posts/7`, card: { url: `${web.origin}/print/7` } },
    });
    expect(await fetched('/print/7')).not.toHaveProperty('canonical');
  });

  it('comes all the same where its picture can’t be kept, and asks for none where there is no place', async () => {
    const full = () => Promise.reject(new Error('ENOSPC'));
    expect(await fetched('/article/1', full)).toMatchObject({ kind: 'card', picture: null });
    web.log.length = 0;
    expect(await fetched('/article/1', null)).toMatchObject({ kind: 'card', picture: null });
    expect(web.log.map(({ url }) => url)).toEqual(['/article/1']);
  });

  it('of a page with a payload in every field is plain text', async () => {
    const card = await fetched('/payloads');
    expect(card).toMatchObject({ kind: 'card', picture: null, published: '' });
    expect(JSON.stringify(card)).not.toMatch(/[\u202a-\u202e\u0000-\u001f]/);
    expect(card).toHaveProperty('title', expect.stringContaining('<script>window.hit=1</script>'));
  });

  it.each(['/nested', '/attributes', '/megabyte', '/no-title', '/empty'])(
    'of %s is made all the same',
    async (path) => {
      web.pages.set('/megabyte', { body: `<title>${'长'.repeat(350_000)}</title><p>Text` });
      const card = await fetched(path);
      expect(card.kind).toBe('card');
      if (card.kind === 'card') expect(card.title.length).toBeLessThanOrEqual(300);
    },
  );

  it('that can not be had says why', async () => {
    expect(await fetched('/status/404')).toMatchObject({ kind: 'failed', reason: 'status', status: 404 });
    expect(await fetched('/pdf')).toMatchObject({ kind: 'failed', reason: 'other-kind' });
  });
});
