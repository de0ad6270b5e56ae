import { parseHTML } from 'linkedom';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownFrom } from '../../../renderer/editor/paste-markdown.ts';
import { spreadsheetRows, tableText } from '../../../renderer/editor/paste-table.ts';
import { pasting } from '../../../renderer/editor/smart-paste.ts';
import { stateOf, writtenState } from './marked-text.ts';

function nodes(html: string): Node {
  return parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body;
}

describe('pasted HTML', () => {
  it.each<[string, string, string]>([
    [
      'keeps emphasis, code and links',
      '<p>这是<strong>重点</strong>，<em>a</em> <code>x`y</code> <a href="https://a.b/c">链</a></p>',
      '这是**重点**，*a* ``x`y`` [链](https://a.b/c)',
    ],
    ['keeps headings and paragraphs apart', '<h2>标题</h2><p>一</p><p>二</p>', '## 标题\n\n一\n\n二'],
    ['keeps lists in lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c'],
    ['counts a numbered list from where it begins', '<ol start="3"><li>a</li><li>b</li></ol>', '3. a\n4. b'],
    ['fences code, whatever is in it', '<pre><code>a\n```\nb</code></pre>', '````\na\n```\nb\n````'],
    [
      'keeps the language of code, as highlight.js or Prism has it',
      '<pre><code class="hljs language-js">a</code></pre><pre class="language-c++"><code>b</code></pre>',
      '```js\na\n```\n\n```c++\nb\n```',
    ],
    [
      'keeps the language of code, as GitHub, Hexo or an older highlight.js has it',
      '<div class="highlight highlight-source-shell"><pre>a</pre></div><figure class="highlight go"><table><tr><td class="gutter"><pre>1</pre></td><td class="code"><pre>b</pre></td></tr></table></figure><pre><code class="hljs rust">c</code></pre>',
      '```shell\na\n```\n\n```go\nb\n```\n\n```rust\nc\n```',
    ],
    [
      'makes no language of other classes, nor of plain text',
      '<pre class="wp-block"><code class="a `b">a</code></pre><pre class="language-plaintext">b</pre>',
      '```\na\n```\n\n```\nb\n```',
    ],
    ['quotes', '<blockquote><p>一</p><p>二</p></blockquote>', '> 一\n>\n> 二'],
    [
      'makes a table',
      '<table><tr><th>a</th><th>b|c</th></tr><tr><td><b>1</b></td><td><p>2</p></td></tr></table>',
      '| a | b\\|c |\n| --- | --- |\n| **1** | 2 |',
    ],
    [
      'escapes what would be marks',
      '<p>*a* [b](c) &lt;b&gt;</p><p># no heading</p><p>1. no list</p>',
      '\\*a\\* \\[b\\](c) \\<b>\n\n\\# no heading\n\n1\\. no list',
    ],
    [
      'leaves out links that lead nowhere safe',
      '<p><a href="javascript:alert(1)">x</a> <a href="file:///etc/passwd">y</a></p>',
      'x y',
    ],
    ['leaves out pictures that are data', '<p>a<img src="data:image/png;base64,AA" alt="图">b</p>', 'a图b'],
    [
      'makes no picture of a link behind a !',
      '<p>a!<a href="https://a.b/">b</a></p>',
      'a\\![b](https://a.b/)',
    ],
    [
      'knows older tags, and a bold that is none',
      '<b style="font-weight: normal"><p><b>a</b> <i>b</i> <span>c</span></p></b>',
      '**a** *b* c',
    ],
    ['breaks lines', '<p>a<br>b</p>', 'a\\\nb'],
    ['closes up the white space of the page', '<p>\n  a\n  b </p>\n\n<p> c</p>', 'a b\n\nc'],
  ])('%s', (_, html, markdown) => expect(markdownFrom(nodes(html))).toBe(markdown));

  it('is never HTML again', () => {
    const piece = fc.constantFrom(
      '<b>',
      '</b>',
      '<p>',
      '<ul><li>',
      '&lt;script&gt;',
      '一',
      '*',
      '`',
      '<a href="http://a.b/">',
      '</a>',
      '&amp;lt;',
      '<pre>',
      '</pre>',
      '<img src=x>',
      '\n',
      '|',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const written = markdownFrom(nodes(pieces.join(''))) ?? '';
        const outside = written.replace(/(`{3,})\n[^]*?\n[ >]*\1/g, '').replace(/(`+)[^`\n][^\n]*?\1/g, '');
        expect(outside).not.toMatch(/(?<!\\)<[a-z/!]/i);
      }),
      { numRuns: 200 },
    );
  });
});

describe('cells of a spreadsheet', () => {
  it('become a table', () => {
    const rows = spreadsheetRows('名字\t值\r\n"一\n行"\t"a ""b"""\r\n*x*\t1|2\r\n');
    expect(rows).toEqual([
      ['名字', '值'],
      ['一\n行', 'a "b"'],
      ['*x*', '1|2'],
    ]);
    expect(tableText(rows ?? [])).toBe(
      '| 名字 | 值 |\n| --- | --- |\n| 一 行 | a "b" |\n| \\*x\\* | 1\\|2 |',
    );
  });
  it.each(['a\tb', 'if x:\n\treturn\n', '\ta\n\tb', 'a\tb\nc'])('are not what is read out of %j', (text) => {
    expect(spreadsheetRows(text)).toBeNull();
  });
});

describe('what is pasted', () => {
  const after = (written: string, text: string, html = '') => {
    const state = stateOf(written);
    const spec = pasting(state, { text, html, hasFiles: false }, (html) => nodes(html) as DocumentFragment);
    return spec === null ? null : writtenState(state.update(spec).state);
  };

  it.each<[string, string, string, string | null]>([
    ['an address over words makes them a link', '看«这篇»吧', 'https://a.b/c', '看[这篇](https://a.b/c)‸吧'],
    ['an address over an address takes its place', '«https://x.y/»', 'https://a.b/c', 'https://a.b/c‸'],
    ['an address over brackets keeps them text', '«a]b»', 'https://a.b/', '[a\\]b](https://a.b/)‸'],
    [
      'an address over words in a link only goes there',
      '[a](«http://x.y»)',
      'https://a.b/',
      '[a](https://a.b/‸)',
    ],
    ['an address without a selection is left to the offers', '‸', 'https://a.b/', null],
    [
      'at several cursors, each selection becomes a link',
      '«一» «二»',
      'https://a.b/',
      '[一](https://a.b/)‸ [二](https://a.b/)‸',
    ],
    ['an address over code is plain', '`«a»`', 'https://a.b/', null],
    ['cells make a table', '‸', 'a\tb\n1\t2', '| a | b |\n| --- | --- |\n| 1 | 2 |‸'],
    ['cells behind text stand below it', '一‸', 'a\tb\n1\t2', '一\n\n| a | b |\n| --- | --- |\n| 1 | 2 |‸'],
    ['cells in a quotation stay in it', '> ‸', 'a\tb\n1\t2', '> | a | b |\n> | --- | --- |\n> | 1 | 2 |‸'],
    ['cells in code are text', '```\n‸\n```', 'a\tb\n1\t2', null],
    ['text is text', '‸', '# a', null],
  ])('%s', (_, before, text, expected) => expect(after(before, text)).toBe(expected));

  it('is not taken apart where its HTML can say no more than its text', () => {
    const state = stateOf('‸');
    const kindOf = (html: string, text = 'a', hasFiles = false) =>
      pasting(state, { text, html, hasFiles }, null);
    expect(kindOf('<p>a <b>b</b></p>')).toBe('nodes');
    expect(kindOf('<p>a</p>')).toBeNull();
    expect(kindOf('<body><button>a</button></body>')).toBeNull();
    expect(kindOf('<pre><b>a</b></pre>')).toBeNull();
    expect(kindOf('<img src="https://a.b/c.png">', '', true)).toBeNull();
    expect(kindOf('<p><a href="https://a.b/">b</a></p>', '', true)).toBe('nodes');
  });
});
