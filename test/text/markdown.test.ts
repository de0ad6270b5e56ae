import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBlocks } from '../../notes/text/markdown.ts';

const links = (body: string): string[] =>
  readBlocks(body).flatMap((block) =>
    block.links.map(({ line, text, url }) => `${String(line)} ${text} ${url}`),
  );
const texts = (body: string): string[] => readBlocks(body).map((block) => block.text);

describe('the blocks of a body', () => {
  it('are headings, text, code and HTML in the order of the note, with their lines', () => {
    const body =
      '# 一 #\n\n二\n===\n\n段落\n第二行\n\n- 项\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\ncode\n```\n\n<div>html</div>\n';
    expect(readBlocks(body).map(({ kind, level, from, to, text }) => [kind, level, from, to, text])).toEqual([
      ['heading', 1, 0, 1, '一'],
      ['heading', 1, 2, 4, '二'],
      ['text', 0, 5, 7, '段落第二行'],
      ['text', 0, 8, 9, '项'],
      ['text', 0, 10, 11, 'a b'],
      ['text', 0, 12, 13, '1 2'],
      ['code', 0, 14, 17, 'code'],
      ['html', 0, 18, 19, 'html'],
    ]);
  });

  it('know the innermost list item that they are in', () => {
    const [outer, inner, after] = readBlocks('- 外\n  - 内\n\n后');
    expect(outer?.item).toEqual({ from: 0, to: 3, first: 0 });
    expect(inner?.item).toMatchObject({ from: 1, first: 1 });
    expect(after?.item).toBeNull();
  });

  it('take headings in quotations and lists for text', () => {
    expect(readBlocks('> # 一\n\n- # 二\n').map((block) => block.kind)).toEqual(['text', 'text']);
  });

  it('have plain text', () => {
    expect(
      texts('**粗**_斜_ `码` [链](https://a.com) \\* &amp; ![图](a.png) <b>b</b><!-- c -->~~删~~'),
    ).toEqual(['粗斜 码 链 * & b删']);
    expect(texts('中文\n换行 \n  word\nword\\\n字<br>字')).toEqual(['中文换行 word word 字字']);
    expect(texts('<script>\nx\n</script>\n\n<p>a &lt; b <!-- c --></p>')).toEqual(['', 'a < b']);
  });
});

describe('emphasis beside Chinese punctuation', () => {
  // commonmark-spec#650: CommonMark itself finds no bold in most of these.
  it.each([
    '这是**我想做的事。**所以',
    '**「要点」**很重要',
    '他说**“你好”**了',
    '见**（注）**后',
    '**价格：**一百',
    '这是**《书》**的',
    '**重点！**后面',
    '为什么**？**后',
    '**标题**：内容',
    '前**https://example.com/a**后',
    '[链接](https://a.com)**。粗**后',
  ])('counts bold in “%s”', (body) => {
    expect(readBlocks(body)[0]?.bold).toBe(1);
  });

  it.each(['~~旧的说法。~~然后', '前~~「旧」~~后', '- ~~平台迁移问题~~。我们'])(
    'counts what is struck out in “%s”',
    (body) => {
      expect(readBlocks(body)[0]?.struck).toBe(1);
    },
  );

  it.each(['2 ** 3 ** 4', '`**码**`', '\\*\\*字\\*\\*', '3~5 和 6~7', 'a ~~ b ~~ c'])(
    'counts nothing in “%s”',
    (body) => {
      expect(readBlocks(body)[0]).toMatchObject({ bold: 0, struck: 0 });
    },
  );

  it('counts marks within marks once', () => {
    expect(readBlocks('****甲** 乙** ***丙*** ~~丁 **戊**~~')[0]).toMatchObject({ bold: 3, struck: 1 });
  });
});

describe('links', () => {
  it('have the line they begin on', () => {
    expect(
      links('一\n二 [甲\n乙](https://a.com/1) `a\nb` <https://a.com/2>\n\n- 三\n  https://a.com/3\n'),
    ).toEqual(['1 甲乙 https://a.com/1', '3  https://a.com/2', '6  https://a.com/3']);
  });

  it('keep the URL as written, with the escapes of Markdown undone', () => {
    expect(links('[x](https://a.com/茶?a=1&amp;b=%E8\\_c) [y](<https://a.com/a b>)')).toEqual([
      '0 x https://a.com/茶?a=1&b=%E8_c',
      '0 y https://a.com/a b',
    ]);
  });

  it('are found in bare URLs among Chinese text, brackets and emphasis', () => {
    expect(
      links(
        '见https://a.com/1。（https://a.com/2）**https://a.com/3**，[见 https://a.com/4] [[https://a.com/5]]',
      ),
    ).toEqual([1, 2, 3, 4, 5].map((i) => `0  https://a.com/${String(i)}`));
  });

  it('are whole where an underscore in a bare URL is escaped, as exports from WordPress have it', () => {
    expect(links('用 http://a.com/b\\_64.0+c\\_amd64.deb 装，见https://a.com/d\\_。')).toEqual([
      '0  http://a.com/b_64.0+c_amd64.deb',
      '0  https://a.com/d',
    ]);
    const long = `${'字'.repeat(12_000)} [题](https://a.com/1\\_2) https://a.com/3\\_4`;
    expect(links(long)).toEqual(['0 题 https://a.com/1_2', '0  https://a.com/3_4']);
  });

  it('do not nest', () => {
    expect(links('[见 https://a.com/1 吧](https://a.com/2)')).toEqual([
      '0 见 https://a.com/1 吧 https://a.com/2',
    ]);
  });

  it('are found in a line that is too long to be parsed', () => {
    const long = `${'字'.repeat(12_000)}https://a.com/1，[**标题**](https://a.com/2) ![图](https://a.com/3) [x](/y)`;
    expect(links(`短 [甲](https://a.com/0)\n${long}\n短`)).toEqual([
      '0 甲 https://a.com/0',
      '1  https://a.com/1',
      '1 **标题** https://a.com/2',
    ]);
  });

  it('are found line by line in a paragraph that is too long to be parsed as one', () => {
    const many = Array.from(
      { length: 1000 },
      (_, i) => `第${String(i)}行 **粗** [题](https://a.com/${String(i)})`,
    ).join('\n');
    const [block] = readBlocks(many);
    expect(block).toMatchObject({ bold: 1000, from: 0, to: 1000 });
    expect(block?.links[777]).toEqual({ url: 'https://a.com/777', text: '题', line: 777 });
  });
});

describe('hostile text', () => {
  // Where the parser is quadratic this takes minutes: the test's time limit is the assertion (safety.md R-10).
  const size = 100_000;
  const pieces = [
    ...[
      '~',
      '*',
      '_',
      '[',
      '(',
      '!',
      '>',
      '`',
      '<',
      '|',
      '[[',
      '$',
      '![',
      '](',
      '<a ',
      '<!--',
      '<?',
      '<![CDATA[',
      '&',
      '\\',
      '字**',
    ],
    ...[
      'a**b c* ',
      '*a ',
      '_a __b ',
      '**a *b ',
      '[a](',
      '[a](<b',
      '[x',
      'http://',
      'http://[',
      'http://a:b',
      'http://a)',
      'https://a.com/**',
    ],
    ...[
      '- ',
      '* a\n',
      '> > ',
      '[a]: b\n',
      '[^1]: x\n',
      '|a',
      '`a',
      'x\n',
      '* * ',
      '<div>\n\n',
      '<a href="',
      'a\n\n<a href=',
      '  - x\n',
      '\n```\n```\n',
    ],
    ...['"', '## [', '| [', 'a | b\n- | -\n', '?)', '- [ ] ', '\u0000', '\ud800', '😀', '　'],
  ];
  it.each(pieces.map((piece) => [JSON.stringify(piece), piece]))(
    'repeated, %s does not hide the link after it',
    (_, piece) => {
      const repeated = piece.repeat(size / piece.length);
      const lines = `${piece.repeat(5000 / piece.length)}\n`.repeat(20);
      // Alone, a run of these is a fence, and all that follows is code.
      const alone = /^[~`]$/.test(piece) ? [] : [repeated, lines];
      for (const text of [`x${repeated}`, ...alone]) {
        const blocks = readBlocks(`${text}\n\n--> ?> ]]>\n\n[题](https://example.com/)\n`);
        expect(blocks.at(-1)?.links).toMatchObject([{ url: 'https://example.com/', text: '题' }]);
      }
    },
  );

  it.each(['\n', ' '])('made of fifty thousand links with %j between them has them all', (between) => {
    const count = 50_000;
    const body = Array.from({ length: count }, (_, i) => `[第${i}篇](https://a.com/${i})`).join(between);
    const [block] = readBlocks(body);
    expect(block?.links).toHaveLength(count);
    expect(block?.links.at(-1)).toEqual({
      url: `https://a.com/${count - 1}`,
      text: `第${count - 1}篇`,
      line: between === '\n' ? count - 1 : 0,
    });
  });

  it('nested deeper than any note is read without overflowing the stack', () => {
    const deep = Array.from({ length: 2000 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n');
    expect(readBlocks(deep).length).toBeGreaterThan(40);
    expect(readBlocks(`${'['.repeat(20_000)}x${'](https://a.com)'.repeat(5000)}`).length).toBe(1);
    expect(readBlocks('**x '.repeat(20_000)).length).toBe(1);
  });

  it('has blocks in order and lines that it has, whatever it is', () => {
    const piece = fc.constantFrom(
      '- ',
      '  ',
      '\n',
      '\n\n',
      '> ',
      '# ',
      '```',
      '|',
      '---',
      '<div>',
      '<!-- more -->',
      '[a](https://b.c)',
      '字',
      '1. ',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
        const body = parts.join('');
        const lineCount = body.split('\n').length;
        let last = 0;
        for (const { from, to, links: found, text, more } of readBlocks(body)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(lineCount);
          for (const { line } of found) expect(line >= from && line < to).toBe(true);
          if (more !== null) expect(more).toBeLessThanOrEqual(text.length);
          last = from;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
