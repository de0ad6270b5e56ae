import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../notes/text/facts.ts';
import { applyChanges } from '../../notes/text/header-edit.ts';
import { relink } from '../../notes/text/relink.ts';
import { normaliseUrl } from '../../notes/text/urls.ts';

const from = 'https://old.com/a';
const to = 'https://new.com/b';
const relinked = (text: string, target = to, source = from): string => {
  const edit = relink(text, [source], target);
  return edit.kind === 'edited' ? applyChanges(text, edit.changes) : `${edit.kind}: ${text}`;
};

describe('an article that has moved', () => {
  it.each<[string, string, string]>([
    [
      'in a heading',
      '### [标题 old.com/a](https://old.com/a)\n',
      '### [标题 old.com/a](https://new.com/b)\n',
    ],
    ['with a title of the link', '[x](https://old.com/a "t (u)") y\n', '[x](https://new.com/b "t (u)") y\n'],
    [
      'in <…>',
      '[x](<https://old.com/a>) <https://old.com/a>\n',
      '[x](<https://new.com/b>) <https://new.com/b>\n',
    ],
    ['bare, in Chinese', '见https://old.com/a。完\n', '见https://new.com/b。完\n'],
    [
      'in a definition, used twice',
      '[x][r] [r]\n\n[r]: https://old.com/a "t"\n',
      '[x][r] [r]\n\n[r]: https://new.com/b "t"\n',
    ],
    ['in HTML', '<a href="https://old.com/a">x</a>\n', '<a href="https://new.com/b">x</a>\n'],
    [
      'in a table',
      '| a | b |\n|---|---|\n| [x](https://old.com/a) | 1 |\n',
      '| a | b |\n|---|---|\n| [x](https://new.com/b) | 1 |\n',
    ],
    ['in a quotation and a list', '> - [x](https://old.com/a)\n', '> - [x](https://new.com/b)\n'],
    [
      'under other spellings of its address',
      '[x](http://www.old.com/a/?utm_source=x) [y](https://old.com/%61)\n',
      '[x](https://new.com/b) [y](https://new.com/b)\n',
    ],
    [
      'with the place that was quoted',
      '[原文](https://old.com/a#:~:text=茶,水)\n',
      '[原文](https://new.com/b#:~:text=茶,水)\n',
    ],
    ['with a part', '[x](https://old.com/a#part)\n', '[x](https://new.com/b#part)\n'],
    [
      'around a picture',
      '[![p](https://old.com/a)](https://old.com/a)\n',
      '[![p](https://old.com/a)](https://new.com/b)\n',
    ],
    [
      'whose text is its address',
      '[https://old.com/a](https://old.com/a)\n',
      '[https://old.com/a](https://new.com/b)\n',
    ],
    [
      'below a header that names it too',
      '---\nsource: https://old.com/a\n---\nhttps://old.com/a\n',
      '---\nsource: https://old.com/a\n---\nhttps://new.com/b\n',
    ],
    [
      'but not in code',
      '`https://old.com/a` https://old.com/a\n\n```\nhttps://old.com/a\n```\n',
      '`https://old.com/a` https://new.com/b\n\n```\nhttps://old.com/a\n```\n',
    ],
    [
      'and nothing else',
      '[x](https://old.com/ab) [y](https://old.com/a/b) https://old.com/a\n',
      '[x](https://old.com/ab) [y](https://old.com/a/b) https://new.com/b\n',
    ],
  ])('has its new address %s', (_, text, expected) => {
    expect(relinked(text)).toBe(expected);
  });

  it('keeps the place that the new address names itself', () => {
    expect(relinked('[x](https://old.com/a#part)\n', 'https://new.com/b#other')).toBe(
      '[x](https://new.com/b#other)\n',
    );
  });

  it('has an address of any signs written as its place demands', () => {
    expect(relinked('[x](https://old.com/a)\n', 'https://new.com/b_(c)')).toBe(
      '[x](https://new.com/b_(c))\n',
    );
    expect(relinked('[x](https://old.com/a)\n', 'https://new.com/b)c')).toBe('[x](<https://new.com/b)c>)\n');
    expect(relinked('https://old.com/a\n', 'https://new.com/茶')).toBe('<https://new.com/茶>\n');
    expect(relinked('<https://old.com/a>\n', 'https://new.com/b c<d>|e')).toBe(
      '<https://new.com/b%20c%3Cd%3E%7Ce>\n',
    );
  });

  it('changes nothing where no link leads to it, or all lead to the new address already', () => {
    expect(relink('# T\n\n`https://old.com/a`\n', [from], to)).toEqual({ kind: 'unchanged' });
    expect(relink('[x](https://old.com/a)\n', [from], 'https://old.com/a')).toEqual({ kind: 'unchanged' });
    expect(relink('', [from], to)).toEqual({ kind: 'unchanged' });
  });

  it('may only change how its address is written: http becomes https', () => {
    expect(relinked('[x](http://old.com/a) [y](https://old.com/a)\n', 'https://old.com/a')).toBe(
      '[x](https://old.com/a) [y](https://old.com/a)\n',
    );
  });
});

const piece = fc.constantFrom(
  ...[
    '### [标题](https://old.com/a)',
    '[x](https://old.com/a "t")',
    '<https://old.com/a>',
    'https://old.com/a',
    '`https://old.com/a`',
  ],
  ...[
    '[r]: https://old.com/a',
    '[r]',
    '[x][r]',
    '![p](https://old.com/a)',
    '<a href="https://old.com/a">',
    '</a>',
    '[y](<https://old.com/a#p>)',
  ],
  ...[
    'https://old.com/ab',
    '[z](https://other.com/c)',
    'https://new.com/b',
    '**',
    '`',
    '```',
    '\n',
    '\n\n',
    '    ',
    '- ',
    '> ',
    '| a | b |\n|---|---|\n| ',
    ' | ',
  ],
  ...[
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '<!--',
    '-->',
    '茶',
    '。',
    ' ',
    '\\',
    '!',
    '"',
    '---\n',
    'title: x\n',
    'http://www.old.com/a/',
  ],
);

describe('whatever note an article has moved in', () => {
  it('nothing but addresses of that article changes, in the facts and in the text', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
        fc.constantFrom(
          to,
          'https://new.com/b_(c)',
          'https://new.com/c)',
          'https://new.com/茶',
          'https://new.com/?a=1&amp;b=2',
          'https://new.com/a b',
        ),
        (text, target) => {
          const before = readFacts('n.md', text);
          const edit = relink(text, [from], target);
          if (edit.kind === 'unchanged') {
            expect(before.sources.some((one) => one.normalised === from)).toBe(false);
            return;
          }
          if (edit.kind === 'refused') return;
          for (const change of edit.changes)
            expect(text.slice(change.from, change.to)).toMatch(/^https?:\/\/(?:www\.)?old\.com\/a/);
          const after = readFacts('n.md', applyChanges(text, edit.changes));
          expect(after.sources.some((one) => one.normalised === from)).toBe(false);
          const own = normaliseUrl(target);
          const others = (facts: typeof after): unknown[] =>
            facts.sources
              .filter(({ normalised }) => normalised !== from && normalised !== own)
              .map(({ url, title, line, inHeading }) => [url, title, line, inHeading]);
          expect(others(after)).toEqual(others(before));
          expect([after.tags, after.bold, after.struck, after.headings.length]).toEqual([
            before.tags,
            before.bold,
            before.struck,
            before.headings.length,
          ]);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
