import { describe, expect, test } from 'vitest';
import { copyHtml, longestCopy } from '../../notes/text/copy-html.ts';

const html = (text: string) => copyHtml(text, 'Picture on the web').trim();

describe('the Markdown of a copy', () => {
  test('becomes paragraphs, lists, tables and emphasis beside Chinese punctuation', () => {
    expect(html('**“引用”**的文字')).toBe('<p><strong>“引用”</strong>的文字</p>');
    expect(html('1. a\n2. b')).toBe('<ol>\n<li>a</li>\n<li>b</li>\n</ol>');
    expect(html('| a |\n|---|\n| b<br>c |')).toContain('<td>b<br>\nc</td>');
  });

  test('shows HTML as the text it is', () => {
    expect(html('<script>x()</script>')).toBe('<p>&lt;script&gt;x()&lt;/script&gt;</p>');
    expect(html('the <div> tag, <img src=x onerror=x()>')).toBe(
      '<p>the &lt;div&gt; tag, &lt;img src=x onerror=x()&gt;</p>',
    );
    expect(html('`<b>`')).toBe('<p><code>&lt;b&gt;</code></p>');
  });

  test('has pictures by their names in the copy, and never an address that would be loaded', () => {
    expect(html('![Alt *text*](a-b-1f/1.jpg "t")')).toBe(
      '<p><img data-picture="a-b-1f/1.jpg" alt="Alt text"></p>',
    );
    expect(html('![](%E5%9B%BE/1.jpg)')).toBe('<p><img data-picture="图/1.jpg" alt=""></p>');
    expect(html('![far](https://example.com/1.jpg)')).toBe(
      '<p><a href="https://example.com/1.jpg">far</a></p>',
    );
    expect(html('![](https://example.com/1.jpg)')).toContain('>Picture on the web</a>');
    const awkward = ['//evil.test/1.png', '/etc/1.png', 'file:///1.png', 'data:image/png;base64,AA'];
    for (const source of awkward) expect(html(`![x](<${source}>)`), source).not.toMatch(/<img|src=/);
  });

  test('leads to http, https, mail and its own headings only', () => {
    expect(html('[a](https://example.com/?a=1&b=2)')).toContain(
      '<a href="https://example.com/?a=1&amp;b=2">a</a>',
    );
    expect(html('[a](#part)')).toContain('<a href="#part">a</a>');
    expect(html('[a](mailto:a@example.com)')).toContain('href="mailto:a@example.com"');
    expect(html('[a](other.html)')).toBe('<p><a>a</a></p>');
    const refused = [
      'javascript:x()',
      'JaVaScRiPt:x()',
      'vbscript:x',
      'data:text/html,x',
      'file:///etc/passwd',
      '//evil.test/x',
    ];
    for (const url of refused) expect(html(`[a](<${url}>)`), url).not.toContain('href');
  });

  test('is cut where no article is that long', () => {
    expect(html(`${'a '.repeat(longestCopy / 2)}end`)).not.toContain('end');
  });

  test('of one sign a hundred thousand times takes time in proportion', () => {
    for (const sign of ['[', '![', '*', '_', '`', '> ', '- ', '<br>', '|']) {
      const time = (n: number) => {
        const start = performance.now();
        html(sign.repeat(n));
        return performance.now() - start;
      };
      time(1000);
      expect(time(100_000), sign).toBeLessThan(5000);
    }
  });
});
