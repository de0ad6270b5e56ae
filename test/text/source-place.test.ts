import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../notes/text/facts.ts';
import { applyChanges } from '../../notes/text/header-edit.ts';
import { type NewSource, placeSource } from '../../notes/text/source-place.ts';
import { normaliseUrl } from '../../notes/text/urls.ts';

const url = 'https://example.com/new';
const added = (text: string, source: Partial<NewSource> = {}): string =>
  applyChanges(text, placeSource(text, { url, title: '新文章', quote: null, ...source }).changes);

describe('a new article', () => {
  it.each<[string, string, string]>([
    ['a note of nothing', '', '### [新文章](https://example.com/new)\n'],
    [
      'a header alone',
      '---\ntitle: x\n---\n',
      '---\ntitle: x\n---\n\n### [新文章](https://example.com/new)\n',
    ],
    [
      'a header and an empty line, as a new note has',
      '---\ntitle: x\n---\n\n',
      '---\ntitle: x\n---\n\n### [新文章](https://example.com/new)\n',
    ],
    [
      'a header without a line end',
      '---\ntitle: x\n---',
      '---\ntitle: x\n---\n\n### [新文章](https://example.com/new)\n',
    ],
    ['a note without headings', 'text\n', 'text\n\n### [新文章](https://example.com/new)\n'],
    ['a note without a final newline', 'text', 'text\n\n### [新文章](https://example.com/new)'],
    [
      'a heading that names a collection of nothing',
      '# 笔记\n\n## 网上文章\n\n看了就忘。\n\n## 总结\n\n完\n',
      '# 笔记\n\n## 网上文章\n\n看了就忘。\n\n### [新文章](https://example.com/new)\n\n## 总结\n\n完\n',
    ],
    [
      'an English one at the end',
      '# Notes\n\ntext\n\n## Links\n',
      '# Notes\n\ntext\n\n## Links\n\n### [新文章](https://example.com/new)\n',
    ],
    [
      'the last section with articles, below the last one’s excerpt',
      '## A\n\n### [a](https://a.com/1)\n\none\n\n## 工具\n\n### [b](https://b.com/1)\n\n#### sub\n\n- two\n\n## 总结\n\n完\n',
      '## A\n\n### [a](https://a.com/1)\n\none\n\n## 工具\n\n### [b](https://b.com/1)\n\n#### sub\n\n- two\n\n### [新文章](https://example.com/new)\n\n## 总结\n\n完\n',
    ],
    [
      'articles in headings of another level',
      '## [a](https://a.com/1)\n\none\n',
      '## [a](https://a.com/1)\n\none\n\n## [新文章](https://example.com/new)\n',
    ],
    [
      'articles without blank lines between',
      '# 收集\n### [a](https://a.com/1)\none\n### [b](https://b.com/1)\ntwo\n## 总结\n完',
      '# 收集\n### [a](https://a.com/1)\none\n### [b](https://b.com/1)\ntwo\n### [新文章](https://example.com/new)\n## 总结\n完',
    ],
    [
      'articles with two blank lines between',
      '### [a](https://a.com/1)\n\none\n\n\n### [b](https://b.com/1)\n\ntwo\n',
      '### [a](https://a.com/1)\n\none\n\n\n### [b](https://b.com/1)\n\ntwo\n\n\n### [新文章](https://example.com/new)\n',
    ],
    [
      'an article that an excerpt of another one names in a heading',
      '### [a](https://a.com/1)\n\n#### [ref](https://b.com/1)\n\n### [c](https://c.com/1)\n\n#### [ref](https://d.com/1)\n',
      '### [a](https://a.com/1)\n\n#### [ref](https://b.com/1)\n\n### [c](https://c.com/1)\n\n#### [ref](https://d.com/1)\n\n### [新文章](https://example.com/new)\n',
    ],
    [
      'a translation: its title links to the original',
      '# [原作](https://a.com/1)\n\n## [a](https://b.com/1)\n\n## [b](https://c.com/1)\n',
      '# [原作](https://a.com/1)\n\n## [a](https://b.com/1)\n\n## [b](https://c.com/1)\n\n## [新文章](https://example.com/new)\n',
    ],
    [
      'a note with sections of its own',
      '# T\n\n## A\n\na\n\n## B\n\nb\n',
      '# T\n\n## A\n\na\n\n## B\n\nb\n\n## [新文章](https://example.com/new)\n',
    ],
    [
      'a fence that nobody closed',
      '# T\n\ntext\n\n```js\ncode\n',
      '# T\n\ntext\n\n### [新文章](https://example.com/new)\n\n```js\ncode\n',
    ],
    [
      'a comment that nobody closed, at the very beginning',
      '<!-- draft\n\ntext\n',
      '### [新文章](https://example.com/new)\n\n<!-- draft\n\ntext\n',
    ],
  ])('goes where it belongs in %s', (_, text, expected) => {
    expect(added(text)).toBe(expected);
  });

  it('goes below the four of the typical note', () => {
    const text = readFileSync('notes/starter/2020-01-13-serverless.md', 'utf8');
    const { kind, changes, line } = placeSource(text, { url, title: '新文章', quote: null });
    const after = applyChanges(text, changes);
    expect(kind).toBe('added');
    expect(after).toBe(`${text}\n\n### [新文章](https://example.com/new)`);
    expect(after.split('\n')[line - 1]).toBe('### [新文章](https://example.com/new)');
  });

  it('is the bare address where nobody knows its title', () => {
    expect(added('', { title: null })).toBe('### https://example.com/new\n');
    expect(added('', { title: ' \n\u200b ' })).toBe('### https://example.com/new\n');
    expect(added('', { title: null, url: 'https://example.com/茶' })).toBe('### <https://example.com/茶>\n');
  });

  it('has its title read as it is, whatever signs it is made of', () => {
    for (const title of [
      'a [b] c](d) \\ `e` *f* **g** _h_ snake_case ~~i~~ ~j~ ==k== <b>l</b> &amp; m',
      '深入「V8」：**为什么**？',
      '{{ site.title }} {% raw %} $x$ #1 | x',
      '![x](y) [^1] <https://a.b/> https://a.com/b',
      '\\',
      '[',
      ']](',
      '3~5 分钟',
      'a\u202eb\u0000c',
      '*'.repeat(200),
    ]) {
      const after = readFacts('n.md', added('# T\n', { title }));
      expect(after.sources).toHaveLength(1);
      expect(after.sources[0]?.title).toBe(title.replace(/\u202e/g, '').replace(/[\s\0]+/g, ' '));
    }
  });

  it('writes plain titles as plain as they are', () => {
    expect(added('', { title: 'snake_case：Node.js 20-30 (1) 3~5 #2 a*b' })).toBe(
      '### [snake_case：Node.js 20-30 (1) 3~5 #2 a\\*b](https://example.com/new)\n',
    );
    expect(added('', { title: 'A {{ x }}' })).toBe('### [A {\\{ x }}](https://example.com/new)\n');
  });

  it.each([
    'https://en.wikipedia.org/wiki/V8_(engine)',
    'https://a.com/a)b',
    'https://a.com/((a)',
    'https://a.com/a b',
    'https://a.com/<a>',
    'https://a.com/a\\b',
    'https://a.com/?a=1&copy;=2&amp;b',
    'https://a.com/a_b_c*d*',
    'https://a.com/\\_a',
    'https://a.com/"a"',
    "https://a.com/'a'",
    'https://a.com/[a]',
    'https://a.com/{{a}}',
    'https://a.com/%E8%8C%B6',
    'https://a.com/茶/水',
    'https://a.com/a.',
    'https://a.com/?',
    'HTTP://a.com/x',
    `https://a.com/${'('.repeat(60)}${')'.repeat(60)}`,
  ])('keeps the address %s as it was given', (wanted) => {
    for (const title of ['标题', null]) {
      const after = readFacts('n.md', added('# T\n\ntext\n', { url: wanted, title }));
      expect(after.sources.map((source) => source.url)).toEqual([wanted]);
      expect(after.sources[0]?.inHeading).toBe(true);
    }
  });

  it('is refused where it is no article', () => {
    for (const wrong of ['javascript:alert(1)', 'file:///etc', '', 'a.com'])
      expect(() => placeSource('', { url: wrong, title: null, quote: null })).toThrow(/not the address/);
  });

  it('is known where the note has it under another spelling of its address', () => {
    const text = '## Links\n\n### [a](http://www.example.com/new/?utm_source=x#part)\n\ntext\n';
    expect(placeSource(text, { url, title: 'x', quote: null })).toEqual({
      kind: 'known',
      changes: [],
      line: 3,
    });
    expect(placeSource('see [a](https://example.com/new)\n', { url, title: 'x', quote: null })).toEqual({
      kind: 'known',
      changes: [],
      line: 1,
    });
  });
});

describe('an article that the note has', () => {
  const text = '## Links\n\n### [a](https://example.com/new)\n\nmine\n\n### [b](https://b.com/1)\n\n## End\n';

  it('is put there once more where the person says so, with its quote below the new heading', () => {
    const placed = placeSource(text, { url, title: 'x', quote: null, anyway: true });
    expect(placed).toMatchObject({ kind: 'added', line: 9 });
    expect(applyChanges(text, placed.changes)).toBe(
      text.replace('## End', '### [x](https://example.com/new)\n\n## End'),
    );
    const quoted = placeSource(text, { url, title: 'x', quote: 'mine', fragment: null, anyway: true });
    expect(quoted).toMatchObject({ kind: 'added', line: 9 });
    expect(applyChanges(text, quoted.changes)).toContain('### [x](https://example.com/new)\n\n> mine\n');
  });

  it('keeps the address it was given there', () => {
    const other = 'https://example.com/new?utm_source=b';
    const { changes } = placeSource(text, { url: other, title: null, quote: null, anyway: true });
    expect(applyChanges(text, changes)).toContain(`\n### ${other}\n`);
  });

  it('gets its heading where the note only mentions it', () => {
    const placed = placeSource('see [a](https://example.com/new)\n', {
      ...{ url, title: 'x', quote: 'q', fragment: null, anyway: true },
    });
    expect(placed).toMatchObject({ kind: 'added', line: 3 });
  });
});

describe('a note of more than a megabyte', () => {
  const text = `# T\n\n${`${'一行文字，没有链接。'.repeat(100)}\n\n`.repeat(1_100)}`;

  it('gets the article where it is read, and has it from then on', () => {
    const placed = placeSource(text, { url, title: '新文章', quote: 'q' });
    const after = applyChanges(text, placed.changes);
    expect(after.split('\n')[placed.line - 1]).toBe('### [新文章](https://example.com/new)');
    expect(readFacts('n.md', after).sources.map((one) => [one.url, one.line])).toEqual([[url, placed.line]]);
    expect(placeSource(after, { url, title: '新文章', quote: 'q' }).kind).toBe('known');
  });

  it('never gets it at the end of what is read, where a line may go on', () => {
    const long = `# T\n\n## Links\n\n${'one line of a paragraph that has no end\n'.repeat(40_000)}`;
    const { changes } = placeSource(long, { url, title: 'New', quote: null });
    expect(changes[0]?.from).toBe('# T\n\n## Links'.length);
  });

  it('gets a quote under an article that is read', () => {
    const long = `### [a](https://example.com/new)\n\nx\n\n## End\n\n${text}`;
    const placed = placeSource(long, { url, title: null, quote: '一句', fragment: null });
    expect(placed.kind).toBe('quoted');
    expect(applyChanges(long, placed.changes).slice(0, 60)).toContain('\n\nx\n\n> 一句\n\n## End\n');
  });
});

describe('a new article with a quote', () => {
  it('has it below its heading, with a link to the place', () => {
    expect(added('# T\n', { quote: '第一句。\n\n第二句 - a, b & c。' })).toBe(
      '# T\n\n### [新文章](https://example.com/new)\n\n> 第一句。\n>\n> 第二句 - a, b & c。\n>\n' +
        '> — [原文](https://example.com/new#:~:text=第一句。,第二句%20%2D%20a%2C%20b%20%26%20c。)\n',
    );
    expect(added('# T\n', { quote: 'One.', fragment: null })).toBe(
      '# T\n\n### [新文章](https://example.com/new)\n\n> One.\n',
    );
  });

  it('only gets the quote where it is known, and nothing where that is known too', () => {
    const text = '### [新文章](https://example.com/new)\n\nmine\n\n### [b](https://b.com/1)\n';
    const first = placeSource(text, { url, title: 'x', quote: 'One two.' });
    expect(first).toMatchObject({ kind: 'quoted', line: 1 });
    const after = applyChanges(text, first.changes);
    expect(after).toBe(
      '### [新文章](https://example.com/new)\n\nmine\n\n> One two.\n>\n' +
        '> — [source](https://example.com/new#:~:text=One%20two.)\n\n### [b](https://b.com/1)\n',
    );
    expect(placeSource(after, { url, title: 'x', quote: ' one\n two．' })).toEqual({
      kind: 'known',
      changes: [],
      line: 1,
    });
  });
});

const mark = fc.constantFrom(
  ...[
    '[',
    ']',
    '(',
    ')',
    '\\',
    '`',
    '*',
    '**',
    '_',
    '~~',
    '==',
    '<',
    '>',
    '&amp;',
    '!',
    '#',
    '|',
    '{{',
    '{%',
    '://',
  ],
  ...[
    '-',
    '1.',
    '"',
    "'",
    '「',
    '」',
    '。',
    '茶',
    '文章',
    'a',
    'bc',
    ' ',
    '  ',
    '\n',
    '\t',
    '^1',
    ':',
    '🙂',
    'https://x.y/z',
  ],
);
const words = fc
  .array(fc.oneof(mark, fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 12 })
  .map((parts) => parts.join(''));
const block = fc.oneof(
  words.map((text) => text.replaceAll('\r', '')),
  fc.constantFrom(
    ...[
      '# 标题',
      '## 网上文章',
      '## Links',
      '### [a](https://a.com/1)',
      '### [b](https://b.com/2 "t")',
      '## https://c.com/3',
    ],
    ...[
      '- [d](https://d.com/4)\n  more',
      '1. one\n2. two',
      '> quote\n> [e](https://e.com)',
      '```\ncode',
      '```\ncode\n```',
      '<div>',
      '<!--',
    ],
    ...[
      '-->',
      '    code',
      '[r]: https://r.com/1',
      'see [r] and [x][r]',
      '| a | b |\n|---|---|\n| 1 | 2 |',
      'text\n===',
      '---',
      '<!-- more -->',
    ],
    ...['[^1]: note', '**bold** ~~s~~ ==m==', '***', '{% include x %}', '<script>', '$$', '    ', '\t- x'],
  ),
);
const note = fc
  .tuple(
    fc.constantFrom(
      '',
      '---\ntitle: T\ntags: [a]\n---\n',
      '---\n---\n\n',
      'title: x\n---\n',
      '---\ntitle: [\n---\n',
      '\uFEFF---\ntitle: T\n---\n',
    ),
    fc.array(fc.tuple(block, fc.constantFrom('\n', '\n\n', '\n\n\n')), { maxLength: 8 }),
    fc.constantFrom('', '\n'),
  )
  .map(([header, blocks, end]) => header + blocks.flat().join('').trimEnd() + end);
const address = fc
  .tuple(fc.constantFrom('https://new.com/', 'http://www.new.com/a_(b)', 'https://new.com/茶?x='), words)
  .map(([start, rest]) => start + rest);

describe('whatever is added to whatever note', () => {
  it('is the only thing that changes, and is read back as what was given', () => {
    fc.assert(
      fc.property(note, address, fc.option(words), fc.option(words), (text, given, title, quote) => {
        fc.pre(normaliseUrl(given) !== null);
        const before = readFacts('n.md', text);
        fc.pre(!before.sources.some((one) => one.site.endsWith('new.com')));
        const placed = placeSource(text, { url: given, title, quote });
        const after = applyChanges(text, placed.changes);
        // Only insertions: every byte that was there still is.
        expect(placed.changes).toHaveLength(1);
        for (const { from, to } of placed.changes) expect(to).toBe(from);
        const read = readFacts('n.md', after);
        const own = read.sources.filter((one) => one.normalised === normaliseUrl(given));
        expect(own).toHaveLength(1);
        expect(own[0]?.line).toBe(placed.line);
        expect(own[0]?.inHeading).toBe(true);
        const others = (facts: typeof read): unknown[] =>
          facts.sources
            .filter((one) => !own.includes(one))
            .map((one) => [one.normalised, one.url, one.title, one.heading]);
        expect(others(read)).toEqual(others(before));
        expect([read.tags, read.bold, read.struck, read.marked, read.problem]).toEqual([
          before.tags,
          before.bold,
          before.struck,
          before.marked,
          before.problem,
        ]);
        // Once more it is known.
        expect(placeSource(after, { url: given, title, quote }).kind).toBe('known');
      }),
      { numRuns: 300 },
    );
  });
});
