/** The reading view and what GFM adds to CommonMark: one example for each sentence of its five sections. */
import { describe, expect, test } from 'vitest';
import { parseNote } from '../../notes/text/note-html.ts';

function shown(markdown: string): string {
  // A line before it, so that what looks like a note's header is not read as one.
  return parseNote(`\n${markdown}`)
    .blocks()
    .flatMap(({ pieces }) => pieces)
    .join('')
    .replace(/ data-line="\d+"/g, '')
    .replace(/\n/g, '');
}

const head = '<table><thead><tr><th>a</th><th>b</th></tr></thead>';

describe('a table', () => {
  test.each([
    [
      'has a head and rows',
      '| a | b |\n| --- | --- |\n| c | d |',
      `${head}<tbody><tr><td>c</td><td>d</td></tr></tbody></table>`,
    ],
    [
      'may leave out the outer bars',
      'a | b\n-|-\nc | d',
      `${head}<tbody><tr><td>c</td><td>d</td></tr></tbody></table>`,
    ],
    [
      'has columns that lie left, right and in the middle',
      '| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |',
      '<table><thead><tr><th style="text-align:left">a</th><th style="text-align:right">b</th><th style="text-align:center">c</th></tr></thead>' +
        '<tbody><tr><td style="text-align:left">1</td><td style="text-align:right">2</td><td style="text-align:center">3</td></tr></tbody></table>',
    ],
    [
      'holds bars that are escaped, in code too',
      '| a |\n|---|\n| `x\\|y` \\| **z** |',
      '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><code>x|y</code> | <strong>z</strong></td></tr></tbody></table>',
    ],
    [
      'ends where another block begins',
      '| a | b |\n|---|---|\n| c | d |\n> e',
      `${head}<tbody><tr><td>c</td><td>d</td></tr></tbody></table><blockquote><p>e</p></blockquote>`,
    ],
    [
      'takes a line without bars as a row',
      '| a | b |\n|---|---|\nc\n\nd',
      `${head}<tbody><tr><td>c</td><td></td></tr></tbody></table><p>d</p>`,
    ],
    [
      'needs as many cells in its head as in the line below',
      '| a | b |\n| --- |\n| c |',
      '<p>| a | b || --- || c |</p>',
    ],
    [
      'fills up rows that are short and cuts those that are long',
      '| a | b |\n|---|---|\n| c |\n| d | e | f |',
      `${head}<tbody><tr><td>c</td><td></td></tr><tr><td>d</td><td>e</td></tr></tbody></table>`,
    ],
    ['may have no rows', '| a | b |\n|---|---|', `${head}</table>`],
    [
      'stands in a quotation and in a list',
      '> | a | b |\n> |---|---|',
      `<blockquote>${head}</table></blockquote>`,
    ],
  ])('%s', (_what, markdown, html) => {
    expect(shown(markdown)).toBe(html);
  });
});

describe('a task', () => {
  const box = (isDone: boolean) => `<li class="task-item"><span data-task="${String(isDone)}"></span>`;
  test.each([
    [
      'is open or done',
      '- [ ] a\n- [x] b\n- [X] c',
      `<ul>${box(false)}a</li>${box(true)}b</li>${box(true)}c</li></ul>`,
    ],
    [
      'stands in any list, and in others',
      '1. [x] a\n   - [ ] b',
      `<ol>${box(true)}a<ul>${box(false)}b</li></ul></li></ol>`,
    ],
    ['is none without a space behind it', '- [ ]a', '<ul><li>[ ]a</li></ul>'],
    ['is none in a paragraph', '[ ] a', '<p>[ ] a</p>'],
    ['is none with another sign', '- [-] a', '<ul><li>[-] a</li></ul>'],
  ])('%s', (_what, markdown, html) => {
    expect(shown(markdown)).toBe(html);
  });
});

describe('what is struck out', () => {
  test.each([
    ['stands between two tildes', '~~a~~ b', '<p><s>a</s> b</p>'],
    ['ends with its paragraph', 'a ~~b\n\nc~~', '<p>a ~~b</p><p>c~~</p>'],
    ['is not made by three', 'a ~~~b~~~', '<p>a ~~~b~~~</p>'],
    ['is right beside Chinese signs', '~~旧的。~~然后', '<p><s>旧的。</s>然后</p>'],
  ])('%s', (_what, markdown, html) => {
    expect(shown(markdown)).toBe(html);
  });
});

describe('a bare address', () => {
  const link = (url: string) =>
    `<a href="${url.replaceAll('&', '&amp;')}">${url.replaceAll('&', '&amp;')}</a>`;
  test.each([
    ['is a link', 'http://a.example', `<p>${link('http://a.example')}</p>`],
    [
      'ends before the sign that ends a sentence',
      'See https://a.example/b.c.',
      `<p>See ${link('https://a.example/b.c')}.</p>`,
    ],
    [
      'keeps brackets that it opened, and no others',
      '(See https://a.example/?q=b+(c))',
      `<p>(See ${link('https://a.example/?q=b+(c)')})</p>`,
    ],
    ['ends before a bracket of HTML', 'https://a.example/b<c', `<p>${link('https://a.example/b')}&lt;c</p>`],
    ['has its parameters', 'https://a.example/?b=c&d=e', `<p>${link('https://a.example/?b=c&d=e')}</p>`],
    ['ends before Chinese', '见https://a.example/b。后', `<p>见${link('https://a.example/b')}。后</p>`],
  ])('%s', (_what, markdown, html) => {
    expect(shown(markdown)).toBe(html);
  });
});

/** Where Gleaner means something else than GFM; the editor shows the same. */
describe('on purpose, other than in GFM', () => {
  test.each([
    ['one tilde strikes nothing out: in Chinese it means a range, 3~5 天', 'a ~b~ c', '<p>a ~b~ c</p>'],
    [
      'what begins with www. is text: an address says how it is reached',
      'www.a.example/b',
      '<p>www.a.example/b</p>',
    ],
    ['an address of mail is text', 'a@b.example', '<p>a@b.example</p>'],
    ['ftp is not gone to', 'ftp://a.example', '<p>ftp://a.example</p>'],
    [
      'raw HTML is kept as written here, and what GFM forbids of it is taken out with much more where it is sanitised',
      'a <title>b</title>',
      '<p>a <title>b</title></p>',
    ],
  ])('%s', (_why, markdown, html) => {
    expect(shown(markdown)).toBe(html);
  });
});
