import { describe, expect, it } from 'vitest';
import { found, treeOf } from './both-sides.ts';

/** The nodes of a text with what they cover, without paragraphs. */
function nodes(text: string): string[] {
  const names: string[] = [];
  treeOf(text).iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'Document' && name !== 'Paragraph') names.push(`${name} ${text.slice(from, to)}`);
    },
  });
  return names;
}

describe('wiki links', () => {
  it('have a target and a text of their own', () => {
    expect(nodes('见[[笔记#一节|这里]]。')).toEqual([
      'WikiLink [[笔记#一节|这里]]',
      'WikiLinkMark [[',
      'WikiTarget 笔记#一节',
      'WikiLinkMark |',
      'WikiAlias 这里',
      'WikiLinkMark ]]',
    ]);
  });

  it('may be shown in place, stand in headings, tasks and cells, and be bold', () => {
    expect(found('![[图.png]]', 'WikiLink')).toEqual(['![[图.png]]']);
    expect(found('# 读[[书]]', 'WikiLink')).toEqual(['[[书]]']);
    expect(found('- [ ] 读[[书]]', 'WikiLink')).toEqual(['[[书]]']);
    expect(found('| a |\n|---|\n| [[书\\|名]] |', 'WikiTarget', 'WikiAlias')).toEqual(['书', '名']);
    expect(found('**[[书]]。**后', 'StrongEmphasis')).toEqual(['**[[书]]。**']);
  });

  it('are none in code, formulas and behind a backslash', () => {
    for (const text of [
      '`[[a]]`',
      '```\n[[a]]\n```',
      '    [[a]]',
      '\\[[a]]',
      '<a title="[[a]]">',
      '$$\n[[a]]\n$$',
    ])
      expect(found(text, 'WikiLink'), text).toEqual([]);
  });

  it('that are half written leave the rest of the line as it is', () => {
    for (const half of ['[[', '[[a', '[[a]', '[[a|b', '![[a', '[[]]', '[[ ]]', '[[|a]]']) {
      expect(found(`${half} **粗。**后`, 'StrongEmphasis'), half).toEqual(['**粗。**']);
      expect(found(`${half}\n[[b]]`, 'WikiLink'), half).toEqual(['[[b]]']);
    }
  });

  it('are no hindrance to Markdown links with brackets in their names', () => {
    expect(found('[[1]](https://a.cn)', 'Link')).toEqual(['[[1]](https://a.cn)']);
    expect(found('[a [b] c](https://a.cn)', 'Link')).toEqual(['[a [b] c](https://a.cn)']);
  });
});

describe('formulas', () => {
  it('stand in the line between single dollars, by themselves between two', () => {
    expect(nodes('设$x^2$为')).toEqual(['InlineMath $x^2$', 'MathMark $', 'MathMark $']);
    expect(found('见 $$x_1$$ 和 $*a*$', 'InlineMath')).toEqual(['$$x_1$$', '$*a*$']);
    expect(found('$*a*$', 'Emphasis')).toEqual([]);
  });

  it('are blocks from a line of two dollars to the next, whatever the lines between begin with', () => {
    expect(found('前\n$$\na\n- b\n= c\n$$\n后', 'BlockMath')).toEqual(['$$\na\n- b\n= c\n$$']);
    expect(found('$$x$$\n\n后', 'BlockMath')).toEqual(['$$x$$']);
    expect(found('> $$\n> x\n> $$\n后', 'BlockMath')).toEqual(['$$\n> x\n> $$']);
  });

  it('that are never closed end with their paragraph or their quotation', () => {
    expect(found('$$\nx\n\n# 标题', 'ATXHeading1')).toEqual(['# 标题']);
    expect(found('> $$\n> x\n# 标题', 'ATXHeading1')).toEqual(['# 标题']);
    expect(found('- $$\n  x\n- **b**', 'StrongEmphasis')).toEqual(['**b**']);
    expect(found('只要 $5 和 **粗。**后', 'StrongEmphasis')).toEqual(['**粗。**']);
  });

  it('are not prices, variables and code', () => {
    for (const text of ['$5 和 $10', 'US$5 和 NZ$6', '$HOME/$USER', '`$x$`', '\\$x\\$', '$ x $', '$$$x$$$'])
      expect(found(text, 'InlineMath', 'BlockMath'), text).toEqual([]);
  });
});

describe('footnotes', () => {
  it('have a sign, a text with more lines, and may be written in place', () => {
    expect(nodes('句[^注]。')).toEqual(['Footnote [^注]', 'FootnoteMark [^', 'FootnoteMark ]']);
    const [definition, mark, ...rest] = nodes('[^1]: 见 **粗。**后\n    还有\n\n    一段\n\n外面');
    expect(definition).toBe('FootnoteDefinition [^1]: 见 **粗。**后\n    还有\n\n    一段');
    expect(mark).toBe('FootnoteMark [^1]:');
    expect(rest).toContain('StrongEmphasis **粗。**');
    expect(found('句^[见 *书* [a](https://a.cn)]。', 'Footnote')).toEqual(['^[见 *书* [a](https://a.cn)]']);
  });

  it('are none in code, with white space in their name, or half written', () => {
    for (const text of ['`[^1]`', '[^ 1]', '[^1', '[^]', '^[a', '[^a](https://a.cn)'])
      expect(found(text, 'Footnote'), text).toEqual([]);
  });
});

describe('what CommonMark has is still there', () => {
  it('escapes, entities, breaks, tags, comments, pictures, titles', () => {
    const text = 'a\\*b &amp; c  \nd\\\ne <b>f</b> <!-- g --> ![h](i.png "j") <mailto:k@l.cn>';
    for (const name of [
      'Escape',
      'Entity',
      'HardBreak',
      'HTMLTag',
      'Comment',
      'Image',
      'LinkTitle',
      'Autolink',
    ])
      expect(found(text, name).length, name).toBeGreaterThan(0);
    expect(found(text, 'HardBreak')).toEqual(['  \n', '\\\n']);
  });

  it('marks go over the line ends of a quotation, its signs between them', () => {
    expect(found('> 引**用，\n> 继续。**后', 'StrongEmphasis')).toEqual(['**用，\n> 继续。**']);
    expect(found('> 引**用，\n> 继续。**后', 'QuoteMark').length).toBe(2);
  });
});
