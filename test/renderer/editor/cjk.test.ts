import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { describe, expect, it } from 'vitest';
import { cjkEmphasis, cjkUrls } from '../../../renderer/editor/cjk.ts';

const { parser } = markdown({
  base: markdownLanguage,
  extensions: [{ remove: ['Subscript', 'Superscript', 'Emoji'] }, cjkEmphasis, cjkUrls],
}).language;

/** The nodes of one kind, as the text they cover. */
function found(text: string, ...names: string[]): string[] {
  const texts: string[] = [];
  parser.parse(text).iterate({
    enter: (node) => {
      if (names.includes(node.name)) texts.push(text.slice(node.from, node.to));
    },
  });
  return texts;
}

describe('emphasis beside Chinese', () => {
  it.each([
    ['这是**我想做的事。**所以', '**我想做的事。**'],
    ['**「要点」**很重要', '**「要点」**'],
    ['生产环境应用的要求：**0-1的冷启动速度**、**M-N扩容速度**', '**0-1的冷启动速度**'],
    ['额外占用（**30~60mb内存**），需要瘦身', '**30~60mb内存**'],
    ['太郎は**「こんにちわ」**といった', '**「こんにちわ」**'],
    ['**이 [링크](https://example.kr/)**만을 강조', '**이 [링크](https://example.kr/)**'],
  ])('finds the bold text in %s', (text, bold) => {
    expect(found(text, 'StrongEmphasis')).toContain(bold);
  });

  it('strikes text that ends with Chinese punctuation', () => {
    expect(found('~~旧的说法。~~然后', 'Strikethrough')).toEqual(['~~旧的说法。~~']);
  });

  it('marks text between two equals signs, and leaves three alone', () => {
    expect(found('有==重点。==的话', 'Highlight')).toEqual(['==重点。==']);
    expect(found('a === b === c', 'Highlight')).toEqual([]);
  });

  it('sees the same bold and italic text as the reader of facts does, in any mixture', () => {
    const markdownIt = new MarkdownIt().use(cjkFriendly).disable(['list', 'hr', 'heading', 'code']);
    const piece = fc.constantFrom(
      '中',
      '。',
      '「',
      '」',
      'a',
      ' ',
      '.',
      '(',
      '*',
      '**',
      '_',
      '“',
      '한',
      '😀',
      '！',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const text = `x ${pieces.join('')} x`;
        const html = markdownIt.renderInline(text);
        expect(found(text, 'StrongEmphasis').length, text).toBe(html.match(/<strong>/g)?.length ?? 0);
        expect(found(text, 'Emphasis').length, text).toBe(html.match(/<em>/g)?.length ?? 0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('bare addresses beside Chinese', () => {
  it.each(['。', '，', '；', '：', '！', '？', '、', '）', '】', '》', '」', '』', '后面'])(
    'end before %s',
    (mark) => {
      expect(found(`见https://example.com/a?b=c${mark}后面`, 'URL')).toEqual(['https://example.com/a?b=c']);
    },
  );

  it('are found in running text without spaces and not inside a word', () => {
    expect(found('看看http://例子.com和xhttps://example.com', 'URL').length).toBeLessThan(2);
    expect(found('xhttps://example.com/a', 'URL')).toEqual([]);
  });
});
