import { DocInput } from '@codemirror/language';
import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { wikiLinks } from '../../../notes/text/wiki-link.ts';
import { noteMarkdown } from '../../../renderer/editor/note-markdown.ts';
import { leastTime, shapes } from '../../hostile-shapes.ts';
import { found, treeOf } from './both-sides.ts';

/** Parsing is cut into steps by the editor, but a step is not: the longest one of `text`, in ms of the processor. */
function longestStep(text: string): number {
  const input = new DocInput(Text.of(text.split('\n')));
  const once = (): number => {
    const parse = noteMarkdown.language.parser.startParse(input);
    let longest = 0;
    for (;;) {
      const before = process.cpuUsage().user;
      const tree = parse.advance();
      longest = Math.max(longest, (process.cpuUsage().user - before) / 1000);
      if (tree !== null) return longest;
    }
  };
  // What a key costs is not what the first parse costs, and another process may take a core.
  return Math.min(once(), once(), once());
}

const keyMs = 100;

describe('100,000 marks in one paragraph', () => {
  it.each(Array.from('~*_[(!>`<|=$#-+\\:&^]'))('of %s keep no key waiting', (mark) => {
    expect(longestStep(mark.repeat(100_000))).toBeLessThan(keyMs);
    expect(longestStep(`${mark}a`.repeat(50_000))).toBeLessThan(keyMs);
  });

  it.each([
    '[[',
    '![',
    '![[a',
    '**a ',
    'a**b',
    '*a**b***c',
    '[a](',
    '[a](<b',
    '[a](b "',
    '](',
    '<a ',
    '<!--',
    '``a`',
    '$$a',
    '&amp;',
    'https://a',
    '[^a',
    '^[a',
    '> ',
    '- ',
    '1. ',
    '| a ',
  ])('of %s, too', (mark) => {
    expect(longestStep(mark.repeat(50_000))).toBeLessThan(keyMs);
  });
});

describe('what is made to take long for a reading view', () => {
  it.each(shapes)('%s: twice as many take the editor no four times as long', (_what, shape) => {
    const few = leastTime(() => treeOf(shape(750)));
    const many = leastTime(() => treeOf(shape(6000)));
    // As in test/text/note-html-hostile.test.ts.
    expect(many, `${few.toFixed(1)} ms -> ${many.toFixed(1)} ms`).toBeLessThan(Math.max(few * 32, 200));
  });
});

describe('other things that a note may hold', () => {
  it.each([
    ['a table of 20,000 rows', `| a | b |\n|---|---|\n${'| **a** | `b` 中文 |\n'.repeat(20_000)}`],
    ['a table of 20,000 columns', `|${' a |'.repeat(20_000)}\n|${'--|'.repeat(20_000)}\n`],
    ['a paragraph of 20,000 lines', '这是**我想做的事。**所以 plain text\n'.repeat(20_000)],
    ['20,000 tags that are never closed', '<div>'.repeat(20_000)],
    ['tags that are never closed in running text', `x ${'<b class="c">'.repeat(20_000)}`],
    ['the title of a reference that is never closed', "[a]: b 'c\n".repeat(20_000)],
    ['formulas that are never closed', '$$\nx\n'.repeat(10_000)],
    [
      'a line of a million characters',
      '这是**我想做的事。**所以 `code` and [link](https://a.cn/b)，然后。'.repeat(20_000),
    ],
  ])('%s keep no key waiting', (_, text) => {
    expect(longestStep(text)).toBeLessThan(keyMs);
  });

  it('quotations in quotations end somewhere, and what follows is parsed as ever', () => {
    const text = `${'>'.repeat(10_000)} a\n\n**b。**后`;
    expect(found(text, 'Blockquote').length).toBeLessThan(100);
    expect(found(text, 'StrongEmphasis')).toEqual(['**b。**']);
  });

  it('a long table is a table to its end, though its cells are not told apart any more', () => {
    const text = `| a |\n|---|\n${'| **a** |\n'.repeat(20_000)}\n后`;
    const table = treeOf(text).topNode.getChild('Table');
    expect(table?.to).toBe(text.trimEnd().lastIndexOf('|') + 1);
    expect(found(text, 'TableCell').length).toBeGreaterThan(1000);
  });

  it('wiki links are found in time that grows with the length', () => {
    for (const mark of ['[[', '[[a', '[[a]', '`a', '![[a|', '[[a\n', '``[[a`']) {
      const before = process.cpuUsage().user;
      wikiLinks(mark.repeat(200_000));
      expect((process.cpuUsage().user - before) / 1000, mark).toBeLessThan(1000);
    }
  });
});
