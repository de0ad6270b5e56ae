import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wikiLinkAt, wikiLinks } from '../../notes/text/wiki-link.ts';

describe('a wiki link', () => {
  it.each([
    ['[[笔记]]', { target: '笔记', heading: null, alias: null, isEmbed: false }],
    ['[[ a/b.md ]]', { target: 'a/b.md', heading: null, alias: null, isEmbed: false }],
    ['[[a|b]]', { target: 'a', heading: null, alias: 'b', isEmbed: false }],
    ['[[a\\|b]]', { target: 'a', heading: null, alias: 'b', isEmbed: false }],
    ['[[a#一节|b]]', { target: 'a', heading: '一节', alias: 'b', isEmbed: false }],
    ['[[#一节]]', { target: '', heading: '一节', alias: null, isEmbed: false }],
    ['[[a#^id]]', { target: 'a', heading: '^id', alias: null, isEmbed: false }],
    ['![[图.png]]', { target: '图.png', heading: null, alias: null, isEmbed: true }],
    ['[[a|]]', { target: 'a', heading: null, alias: null, isEmbed: false }],
    ['[[[译] a]]', { target: '[译] a', heading: null, alias: null, isEmbed: false }],
  ])('%s is read', (text, expected) => {
    expect(wikiLinkAt(text, 0)).toMatchObject({ from: 0, to: text.length, ...expected });
  });

  it('tells where its target stands, as it is written', () => {
    const text = '见 [[ 笔记 #h|a]]';
    const link = wikiLinkAt(text, 2);
    expect(link && text.slice(link.targetFrom, link.targetTo)).toBe('笔记');
  });

  it.each([
    '[[]]',
    '[[ ]]',
    '[[a]',
    '[[a',
    '[[a\nb]]',
    '[[a [[b]]',
    '[[1]](https://a.cn)',
    '[a]]',
    '![a]]',
    '[[|a]]',
    '[[#]]',
  ])('%s is none', (text) => {
    expect(wikiLinkAt(text, 0)).toBeNull();
  });
});

describe('the wiki links of a text', () => {
  const targets = (text: string) => wikiLinks(text).map(({ target }) => target);

  it('come in their order, with those inside a half written one', () => {
    expect(targets('[[a]] [[b [[c]] ![[d]]')).toEqual(['a', 'c', 'd']);
  });

  it('are not looked for in code', () => {
    expect(targets('`[[a]]` ``[[b]]`x`` [[c]]')).toEqual(['c']);
    expect(targets('```md\n[[a]]\n```\n[[b]]')).toEqual(['b']);
    expect(targets('- ~~~\n  [[a]]\n  ~~~\n- [[b]]')).toEqual(['b']);
    expect(targets('> ```\n> [[a]]\n> ```\n\n[[b]]')).toEqual(['b']);
    expect(targets('`[[a]]\n\n[[b]]` c')).toEqual(['a', 'b']);
    expect(targets('```\n[[a]]')).toEqual([]);
    expect(targets('``` `[[a]]`\n[[b]]')).toEqual(['b']);
  });

  it('are not found behind a backslash', () => {
    expect(targets('\\[[a]] \\\\[[b]] \\![[c]]')).toEqual(['b', 'c']);
  });

  it('are found again where they say they are, in any text', () => {
    const part = fc.constantFrom(
      '[[',
      ']]',
      '[',
      ']',
      '|',
      '#',
      '!',
      '`',
      '``',
      '\\',
      'a',
      '中',
      ' ',
      '\n',
      '(',
      '```\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
        const text = parts.join('');
        let end = 0;
        for (const link of wikiLinks(text)) {
          expect(link.from).toBeGreaterThanOrEqual(end);
          expect(text.slice(link.from, link.to)).toMatch(/^!?\[\[.+\]\]$/);
          expect(text.slice(link.targetFrom, link.targetTo)).toBe(link.target);
          end = link.to;
        }
      }),
      { numRuns: 3000 },
    );
  });
});
