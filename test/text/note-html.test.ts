import { describe, expect, test } from 'vitest';
import { anchorOf } from '../../notes/text/note-html-blocks.ts';
import { parseNote } from '../../notes/text/note-html.ts';

const blocks = (text: string) => parseNote(text).blocks();
const html = (text: string) =>
  blocks(text)
    .flatMap(({ pieces }) => pieces)
    .join('')
    .replace(/ data-line="\d+"/g, '')
    .trim();

describe('what GFM adds to Markdown', () => {
  const cell = (text: string) => `<table>\n<thead>\n<tr>\n<th>${text}</th>\n</tr>\n</thead>\n</table>`;
  const rows: [string, string, string][] = [
    [
      'a table has a head and rows',
      '| a |\n|---|\n| b |',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>',
    ],
    [
      'columns are aligned',
      '|a|b|c|\n|:-|-:|:-:|',
      '<table>\n<thead>\n<tr>\n<th style="text-align:left">a</th>\n<th style="text-align:right">b</th>\n<th style="text-align:center">c</th>\n</tr>\n</thead>\n</table>',
    ],
    ['a cell may hold an escaped bar', '| a \\| b |\n|---|', cell('a | b')],
    ['a bar in code is escaped too', '| `a \\| b` |\n|---|', cell('<code>a | b</code>')],
    ['a cell holds emphasis beside Chinese', '| **「要」**点 |\n|---|', cell('<strong>「要」</strong>点')],
    [
      'a line of dashes of another number of cells makes no table',
      '| a | b |\n| - |',
      '<p>| a | b |\n| - |</p>',
    ],
    [
      'a row may be too short',
      '|a|b|\n|-|-|\n|c|',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n<td></td>\n</tr>\n</tbody>\n</table>',
    ],
    ['two tildes strike', 'a ~~b~~ c', '<p>a <s>b</s> c</p>'],
    ['also before Chinese', '~~旧的。~~然后', '<p><s>旧的。</s>然后</p>'],
    ['three do not', 'a ~~~b~~~ c', '<p>a ~~~b~~~ c</p>'],
    ['one does not, as in the editor', 'a ~b~ c', '<p>a ~b~ c</p>'],
    ['not across paragraphs', '~~a\n\nb~~', '<p>~~a</p>\n<p>b~~</p>'],
    [
      'a task has a box',
      '- [ ] a',
      '<ul>\n<li class="task-item"><span data-task="false"></span>a</li>\n</ul>',
    ],
    [
      'a task that is done has a tick',
      '1. [x] a',
      '<ol>\n<li class="task-item"><span data-task="true"></span>a</li>\n</ol>',
    ],
    ['brackets with nothing after them are no task', '- [ ]', '<ul>\n<li>[ ]</li>\n</ul>'],
    [
      'brackets without a space after them are no task',
      '- [x](/a)',
      '<ul>\n<li><a href="/a">x</a></li>\n</ul>',
    ],
    [
      'a bare address is a link',
      'see https://example.com/a_b.',
      '<p>see <a href="https://example.com/a_b">https://example.com/a_b</a>.</p>',
    ],
    [
      'it ends where Chinese begins',
      '见https://example.com/a。后面',
      '<p>见<a href="https://example.com/a">https://example.com/a</a>。后面</p>',
    ],
    [
      'it ends before a bracket that it did not open',
      '（https://example.com/a(b)）(https://example.com/)',
      '<p>（<a href="https://example.com/a(b)">https://example.com/a(b)</a>）(<a href="https://example.com/">https://example.com/</a>)</p>',
    ],
    [
      'it is none within a link',
      '[https://a.example](https://b.example)',
      '<p><a href="https://b.example">https://a.example</a></p>',
    ],
    ['it is none in code', '`https://example.com`', '<p><code>https://example.com</code></p>'],
  ];
  test.each(rows)('%s', (_what, text, wanted) => {
    expect(html(text)).toBe(wanted);
  });
});

describe('what notes hold besides', () => {
  const rows: [string, string, string][] = [
    ['marked words', '这是==要点。==然后', '<p>这是<mark>要点。</mark>然后</p>'],
    ['a row of equals signs marks nothing', 'a === b === c', '<p>a === b === c</p>'],
    ['a link to another note', '[[深入 V8#堆|那篇]]', '<p><a data-note="深入 V8#堆">那篇</a></p>'],
    [
      'a link to another note in a table',
      '| [[a\\|b]] |\n|---|',
      '<table>\n<thead>\n<tr>\n<th><a data-note="a">b</a></th>\n</tr>\n</thead>\n</table>',
    ],
    ['a picture in double brackets', '![[图.png]]', '<p><img data-embed="图.png" alt=""></p>'],
    [
      'a picture, which is not loaded by that',
      '![a](b.png "t")',
      '<p><img data-src="b.png" alt="a" title="t"></p>',
    ],
    ['a formula in a line', '质能$E=mc^2$方程', '<p>质能<code>E=mc^2</code>方程</p>'],
    ['money is no formula', '价格是$5，后来$6', '<p>价格是$5，后来$6</p>'],
    ['a formula by itself', '$$\nx\n$$', '<div class="formula"><code>x</code></div>'],
    ['a formula in a fence', '```math\nx\n```', '<div class="formula"><code>x</code></div>'],
    ['code with its language', '```js\na<b\n```', '<pre><code class="language-js">a&lt;b\n</code></pre>'],
    ['a diagram', '```mermaid\na-->b\n```', '<pre data-diagram><code>a--&gt;b\n</code></pre>'],
    [
      'an info string that is HTML',
      '```"><style/onload=x()>\na\n```',
      '<pre><code class="language-&quot;&gt;&lt;style/onload=x()&gt;">a\n</code></pre>',
    ],
    ['no header', '---\ntitle: a\n---\nb', '<p>b</p>'],
  ];
  test.each(rows)('%s', (_what, text, wanted) => {
    expect(html(text)).toBe(wanted);
  });

  test('a footnote leads to its words below, and back', () => {
    const out = html('a[^n] b\n\n[^n]: words\n');
    expect(out).toContain('<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>');
    expect(out).toMatch(/<li id="fn1" class="footnote-item"><p>words <a href="#fnref1"/);
  });

  test('headings have names, each its own', () => {
    expect(anchorOf('深入 V8: a look')).toBe('深入-v8-a-look');
    expect(html('# A b\n\n# A b')).toBe('<h1 id="a-b">A b</h1>\n<h1 id="a-b-1">A b</h1>');
  });

  test('code and formulas are drawn by whoever can draw them', () => {
    const drawn = parseNote('```js\nx\n```\n\n$y$').blocks({
      code: (code, language) => `<i>${language}:${code.trim()}</i>`,
      math: (tex, isDisplay) => `<b>${tex}${String(isDisplay)}</b>`,
    });
    expect(drawn.map(({ pieces }) => pieces[0])).toEqual([
      '<pre data-line="0"><code class="language-js"><i>js:x</i></code></pre>\n',
      '<p data-line="0"><b>yfalse</b></p>\n',
    ]);
  });
});

describe('a line end in a paragraph', () => {
  test.each([
    ['is no space between Chinese', '第一行，\n第二行', '<p>第一行，第二行</p>'],
    ['nor beside marks', '**重点**\n*后面*', '<p><strong>重点</strong><em>后面</em></p>'],
    ['nor beside a quotation mark of theirs', '他说：\n“好”\n。', '<p>他说：“好”。</p>'],
    ['is one between words of English', 'one\ntwo', '<p>one\ntwo</p>'],
    ['is one where English and Chinese meet', '用 Go\n写的\nGo', '<p>用 Go\n写的\nGo</p>'],
    ['is one between words of Korean', '하나\n둘', '<p>하나\n둘</p>'],
    ['is one beside code', '看\n`码`\n吧', '<p>看\n<code>码</code>\n吧</p>'],
    ['is a break where it is marked as one', '一\\\n二', '<p>一<br>\n二</p>'],
    ['keeps signs of two units whole', '𠮷\n𠮷', '<p>𠮷𠮷</p>'],
  ])('%s', (_, text, expected) => expect(html(text)).toBe(expected));
});

describe('the blocks of a note', () => {
  test('know the lines of the note they stand on, whatever is above them', () => {
    const text = '---\ntitle: t\n---\n\n# a\n\n- b\n- c\n\n> d\n>\n> e\n';
    expect(blocks(text).map(({ line }) => line)).toEqual([4, 6, 9]);
    expect(blocks(text)[1]?.pieces[0]).toContain('<li data-line="1">c');
    expect(blocks(text)[2]?.pieces[0]).toContain('<p data-line="2">e');
  });

  test('that have not changed are the same text, wherever they moved to', () => {
    const before = blocks('a\n\n- b\n- c\n');
    const after = blocks('new\n\nlines\n\na\n\n- b\n- c\n');
    expect(after.slice(2).map(({ pieces }) => pieces)).toEqual(before.map(({ pieces }) => pieces));
  });

  test('of raw HTML go as far as the element', () => {
    const text = '<details>\n\n**a**\n\n</details>\n\nb';
    expect(blocks(text).map(({ pieces }) => pieces.join(''))).toEqual([
      expect.stringMatching(/^<details>\n<p[^>]*><strong>a<\/strong><\/p>\n<\/details>\n$/),
      expect.stringContaining('b'),
    ]);
  });

  test('that are long lists or tables come in pieces, which together hold all of it', () => {
    const list = Array.from({ length: 3000 }, (_, n) => `- item ${String(n)}`).join('\n');
    const [only, ...others] = blocks(list);
    expect(others).toEqual([]);
    expect(only?.pieces.length).toBeGreaterThan(3);
    expect(only?.pieces.join('').match(/<li/g)?.length).toBe(3000);
    for (const piece of only?.pieces ?? []) expect(piece).toMatch(/^<ul[^>]*>\n<li[\s\S]*<\/ul>\n$/);
    const table = `|a|\n|-|\n${'|b|\n'.repeat(3000)}`;
    const pieces = blocks(table)[0]?.pieces ?? [];
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('').match(/<td/g)?.length).toBe(3000);
  });
});
