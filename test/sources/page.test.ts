import { describe, expect, it } from 'vitest';
import { EmbeddedPictures } from '../../notes/sources/embedded.ts';
import { addressIn, openPage } from '../../notes/sources/page.ts';

const start = '<!doctype html><html lang="zh-CN"><head><title>A page</title></head><body>';

describe('a page of any shape becomes a document in bounded time', () => {
  const many = (count: number, text: string): string => text.repeat(count);
  it.each<[string, string]>([
    ['100,000 nested elements', `${start}${many(100_000, '<div>')}deep${many(100_000, '</div>')}`],
    ['100,000 nested elements that are never closed', `${start}${many(100_000, '<div>')}deep`],
    ['100,000 nested inline elements', `${start}${many(50_000, '<b><i>')}deep`],
    ['100,000 nested lists', `${start}${many(100_000, '<ul><li>')}deep`],
    ['100,000 nested tables', `${start}${many(100_000, '<table><tr><td>')}deep`],
    ['100,000 nested drawings', `${start}${many(100_000, '<svg>')}${many(100_000, '</svg>')}deep`],
    ['50,000 attributes', `${start}<p ${Array.from({ length: 50_000 }, (_, n) => `a${n}=1`).join(' ')}>deep`],
    ['an attribute of a megabyte', `${start}<p title="${many(1_000_000, 'x')}">deep`],
    ['a megabyte of <', `${start}${many(1_000_000, '<')} deep`],
    ['a megabyte of &', `${start}${many(1_000_000, '&')} deep`],
    ['200,000 entities', `${start}${many(200_000, '&amp;')} deep`],
    ['100,000 paragraphs', `${start}${many(100_000, '<p>x')} deep`],
    ['100,000 line breaks', `${start}${many(100_000, 'x<br>')} deep`],
    ['closing tags without opening ones', `${start}${many(100_000, '</div></p></br>')} deep`],
    ['a title of a megabyte', `<title>${many(1_000_000, '长')}</title><p>deep`],
    ['200,000 doctypes', `${many(200_000, '<!doctype html>')}deep`],
  ])('%s', { timeout: 20_000 }, (_name, html) => {
    const before = process.threadCpuUsage();
    const document = openPage(html);
    const text = document.body.textContent ?? '';
    // The budget of safety S-07, of the processor: the machine may do other things meanwhile.
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(2_000);
    expect(text.endsWith('deep')).toBe(true);
    expect(deepestIn(html)).toBeLessThanOrEqual(110);
  });
});

function deepestIn(html: string): number {
  let deepest = 0;
  for (const element of openPage(html).querySelectorAll('*')) {
    let depth = 0;
    for (let at = element.parentNode; at !== null && depth < 1_000; at = at.parentNode) depth++;
    deepest = Math.max(deepest, depth);
    if (deepest > 200) break;
  }
  return deepest;
}

describe('a page', () => {
  it('has a head and a body even when its author wrote neither', () => {
    const document = openPage('<title>Short</title><meta name=author content=Me><p>Text');
    expect(document.title).toBe('Short');
    expect(document.head.querySelector('meta')?.getAttribute('content')).toBe('Me');
    expect(document.body.textContent).toBe('Text');
    expect(openPage('').body.textContent).toBe('');
  });

  it('comes without what runs, loads or is drawn, and keeps JSON-LD', () => {
    const document = openPage(
      `${start}<script>globalThis.hit = 1</script><style>p{}</style><iframe src="http://a/"></iframe><svg><script>x</script></svg>` +
        '<template><p>no</p></template><p onclick="x()" onload=y>yes</p><object data=x>no</object>' +
        '<script type="application/ld+json">{"headline":"</b>"}</script>',
    );
    const found = [...document.querySelectorAll('script, style, iframe, svg, template, object')];
    expect(found.map((element) => element.getAttribute('type'))).toEqual(['application/ld+json']);
    expect(JSON.parse(found[0]?.textContent ?? '')).toEqual({ headline: '</b>' });
    expect(document.body.toString()).toBe('<body><p>yes</p></body>');
    expect('hit' in globalThis).toBe(false);
  });

  it('is read once: what is left out joins nothing that stands around it to a tag', () => {
    const document = openPage(`${start}<<script></script>b onclick=x>one</b> &lt;i&gt; &amp;lt;`);
    expect(document.querySelector('b, i')).toBe(null);
    expect(document.body.textContent).toBe('<b onclick=x>one <i> &lt;');
  });

  it('keeps the text of what is too deep, in order', () => {
    const document = openPage(`${start}${'<div>a'.repeat(300)}b${'</div>c'.repeat(300)}`);
    expect(document.body.textContent?.replaceAll(' ', '')).toBe(`${'a'.repeat(300)}b${'c'.repeat(300)}`);
  });

  it('keeps of styles only what hides text', () => {
    const document = openPage(
      `${start}<p style="visibility:hidden;opacity:0">a</p><p style="color:red; display: none">b</p>`,
    );
    expect([...document.querySelectorAll('p')].map((p) => p.getAttribute('style'))).toEqual([
      'visibility:hidden',
      'display:none',
    ]);
  });

  it('has its embedded pictures beside it', () => {
    const embedded = new EmbeddedPictures();
    const picture = '<img src="data:image/png;base64,AAAA">';
    const document = openPage(`${start}${picture}<a href="data:text/html,x">x</a>${picture}`, embedded);
    const shown = [...document.querySelectorAll('img')].map((img) => img.getAttribute('src'));
    expect(shown).toEqual(['gleaner-embedded:0', 'gleaner-embedded:0']);
    expect(embedded.bytes(0)).toEqual(Buffer.from('AAAA', 'base64'));
    expect(embedded.bytes(1)).toBe(null);
    expect(document.querySelector('a')?.hasAttribute('href')).toBe(false);
  });
});

describe('an address in a page', () => {
  const page = (base: string) => openPage(`<base href="${base}">`);
  it.each([
    ['', '/a', 'https://example.com/a'],
    ['', '../b?c#d', 'https://example.com/b?c#d'],
    ['', '//other.com/x', 'https://other.com/x'],
    ['', ' \n https://a.com/ ', 'https://a.com/'],
    ['/sub/', 'x', 'https://example.com/sub/x'],
    ['https://cdn.com/', 'x', 'https://cdn.com/x'],
    ['javascript:alert(1)', 'x', 'https://example.com/posts/x'],
    ['', 'javascript:alert(1)', null],
    ['', 'java\nscript:alert(1)', null],
    ['', 'data:text/html,x', null],
    ['', 'file:///etc/passwd', null],
    ['', 'http://[', null],
    ['', '', null],
  ])('with the base %j, %j is %j', (base, written, address) => {
    expect(addressIn(page(base), 'https://example.com/posts/1', written)).toBe(address);
  });
});
