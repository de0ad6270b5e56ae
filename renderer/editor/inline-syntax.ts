/** Everything inside a paragraph, heading or cell, as nodes of the editor's syntax tree. */
import { tags } from '@lezer/highlight';
import type { Element, InlineContext, MarkdownConfig } from '@lezer/markdown';
import { markedText } from './colours.ts';
import { scanInline } from './inline-scan.ts';
import { nest, type Nested } from './inline-spans.ts';

/**
 * The first of Lezer's inline rules, and the only one that is ever asked: it reads the whole text at once (inline-scan.ts). Lezer's own
 * would pair marks by CommonMark's letter, forbid links around brackets, and take minutes over 100,000 marks.
 */
export const inlineSyntax: MarkdownConfig = {
  defineNodes: [
    { name: 'Highlight', style: { 'Highlight/...': markedText } },
    { name: 'HighlightMark', style: tags.processingInstruction },
    { name: 'WikiLink', style: { 'WikiLink/...': tags.link } },
    { name: 'WikiLinkMark', style: tags.processingInstruction },
    { name: 'WikiTarget' },
    { name: 'WikiAlias' },
    { name: 'InlineMath', style: { 'InlineMath/...': tags.monospace } },
    { name: 'MathMark', style: tags.processingInstruction },
    { name: 'Footnote', style: tags.labelName },
    { name: 'FootnoteMark', style: tags.processingInstruction },
  ],
  parseInline: [
    {
      name: 'Inline',
      before: 'Escape',
      parse(cx, _next, start) {
        for (const node of nest(scanInline(cx.text))) cx.addElement(elementOf(cx, node, start));
        return cx.end;
      },
    },
  ],
};

function elementOf(cx: InlineContext, { name, from, to, children }: Nested, start: number): Element {
  const inside = children.map((child) => elementOf(cx, child, start));
  return cx.elt(name, from + start, to + start, inside);
}
