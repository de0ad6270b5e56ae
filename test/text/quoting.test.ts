import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../notes/text/facts.ts';
import { applyChanges } from '../../notes/text/header-edit.ts';
import { hasQuote, quoteUnder } from '../../notes/text/quoting.ts';

const normalised = 'https://a.com/1';
const url = 'https://a.com/1#:~:text=x';
const quoted = (text: string, quote = 'Some words.', at: string | null = null): string => {
  const placed = quoteUnder(text, normalised, quote, at);
  return placed ? applyChanges(text, placed.changes) : 'not there';
};

describe('a quote under its article', () => {
  it.each<[string, string, string]>([
    ['with nothing below it', '### [A](https://a.com/1)\n', '### [A](https://a.com/1)\n\n> Some words.\n'],
    ['with no final newline', '### [A](https://a.com/1)', '### [A](https://a.com/1)\n\n> Some words.'],
    [
      'after what is there, before the next article',
      '### [A](https://a.com/1)\n\nmine\n\n\n### [B](https://b.com/1)\n',
      '### [A](https://a.com/1)\n\nmine\n\n> Some words.\n\n\n### [B](https://b.com/1)\n',
    ],
    [
      'with no blank line before the next article',
      '### [A](https://a.com/1)\nmine\n### [B](https://b.com/1)\n',
      '### [A](https://a.com/1)\nmine\n\n> Some words.\n\n### [B](https://b.com/1)\n',
    ],
    [
      'after its own smaller headings, before an article among them',
      '### [A](https://a.com/1)\n\n#### part\n\nx\n\n#### [B](https://b.com/1)\n\ny\n',
      '### [A](https://a.com/1)\n\n#### part\n\nx\n\n> Some words.\n\n#### [B](https://b.com/1)\n\ny\n',
    ],
    [
      'apart from a quote that is there',
      '### [A](https://a.com/1)\n\n> one\n',
      '### [A](https://a.com/1)\n\n> one\n\n> Some words.\n',
    ],
    [
      'inside the list item that holds it',
      '- [A](https://a.com/1)\n  mine\n- [B](https://b.com/1)\n',
      '- [A](https://a.com/1)\n  mine\n\n  > Some words.\n\n- [B](https://b.com/1)\n',
    ],
    [
      'inside a numbered item',
      '10. [A](https://a.com/1)\n11. x\n',
      '10. [A](https://a.com/1)\n\n    > Some words.\n\n11. x\n',
    ],
    [
      'below the paragraph that mentions it',
      'see [A](https://a.com/1),\nfine\n\nmore\n',
      'see [A](https://a.com/1),\nfine\n\n> Some words.\n\nmore\n',
    ],
    [
      'though a fence below is never closed',
      '### [A](https://a.com/1)\n\n```\ncode\n',
      '### [A](https://a.com/1)\n\n> Some words.\n\n```\ncode\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(quoted(text)).toBe(expected);
  });

  it('ends with a link to its place, which is no other article', () => {
    const after = quoted('### [A](https://a.com/1)\n', '一句。', url);
    expect(after).toBe('### [A](https://a.com/1)\n\n> 一句。\n>\n> — [原文](https://a.com/1#:~:text=x)\n');
    expect(
      readFacts('n.md', after).sources.map((source) => [source.url, source.title, source.inHeading]),
    ).toEqual([['https://a.com/1', 'A', true]]);
  });

  it('is read as the text it is, whatever it begins with', () => {
    const lines = [
      '# a',
      '- b',
      '* c',
      '+ d',
      '1. e',
      '2) f',
      '> g',
      '---',
      '===',
      '```',
      '~~~',
      '| h | i |',
      ': j',
      '[k]: https://b.com/2',
      '{: .l}',
    ];
    lines.push(
      '**m** ~~n~~ ==o== `p` <b>q</b> &amp; r',
      'see https://b.com/3, and [s](https://b.com/4)',
      '    t',
      '![u](https://b.com/5)',
      '\\',
      '[toc]',
    );
    const after = quoted('### [A](https://a.com/1)\n', lines.join('\n'), url);
    const facts = readFacts('n.md', after);
    expect(facts.sources).toHaveLength(1);
    expect(facts.headings).toHaveLength(1);
    expect([facts.bold, facts.struck, facts.marked]).toEqual([0, 0, 0]);
    for (const line of lines) expect(hasQuote(after, normalised, line)).toBe(true);
    expect(after.split('\n').filter((line) => line !== '' && !line.startsWith('>'))).toEqual([
      '### [A](https://a.com/1)',
    ]);
  });

  it('is not added where it is there already, in other words of white space, width and marks', () => {
    const text = '### [A](https://a.com/1)\n\n- 云厂商提供了**多种**Serverless产品，\n  很多\n';
    expect(quoteUnder(text, normalised, '云厂商提供了多种 Ｓerverless 产品，', null)).toEqual({
      kind: 'known',
      changes: [],
      line: 1,
    });
    expect(quoteUnder(text, normalised, ' \n ', null)?.kind).toBe('known');
    // The title of the article is not what was quoted from it.
    expect(quoteUnder('### [A title](https://a.com/1)\n', normalised, 'title', null)?.kind).toBe('quoted');
  });

  it('has no place in a note without the article', () => {
    expect(quoteUnder('### [B](https://b.com/1)\n', normalised, 'x', null)).toBeNull();
  });

  it('whatever it is, it is there afterwards, once, and everything else is as it was', () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(
          '#',
          '-',
          '*',
          '**',
          '_',
          '`',
          '```',
          '>',
          '1.',
          '[',
          ']',
          '](',
          '\\',
          '<',
          '<!--',
          '&lt;',
          '|',
          '==',
          '~~',
          ' ',
          '\n',
          '\n\n',
          '茶',
          'a',
          ':',
          '://',
          'https://b.com/x',
          '{%',
          '=',
          '---',
        ),
        fc.string({ maxLength: 2 }),
      ),
      { minLength: 1, maxLength: 14 },
    );
    const notes = fc.constantFrom(
      '### [A](https://a.com/1)\n\nmine\n\n## B\n',
      '- x\n- [A](https://a.com/1)\n\n  y\n- z\n',
      'see https://a.com/1 and [B](https://b.com/1)\n',
      '> - [A](https://a.com/1)\n',
      '| a |\n|---|\n| https://a.com/1 |\n',
      '### [A](https://a.com/1)\n\n<div>\nopen\n',
      '### [A](https://a.com/1)\n\n1. one\n   ```\n   code\n',
    );
    fc.assert(
      fc.property(notes, words, (text, parts) => {
        const quote = parts.join('');
        fc.pre(/[\p{L}\p{N}]/u.test(quote) && !hasQuote(text, normalised, quote));
        const after = quoted(text, quote, url);
        expect(hasQuote(after, normalised, quote) || !text.startsWith('### ')).toBe(true);
        const seen = (note: string): unknown => {
          const { headings, sources, bold, struck, marked } = readFacts('n.md', note);
          return [
            headings.map((one) => one.text),
            sources.map((one) => [one.url, one.title]),
            bold,
            struck,
            marked,
          ];
        };
        expect(seen(after)).toEqual(seen(text));
      }),
      { numRuns: 500 },
    );
  });
});
