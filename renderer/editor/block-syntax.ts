/** Blocks that CommonMark does not have: formulas and the texts of footnotes. */
import { tags } from '@lezer/highlight';
import type { BlockContext, Line, MarkdownConfig } from '@lezer/markdown';
import { mathBlockEnds, mathBlockStart } from '../../notes/text/math.ts';

export const blockSyntax: MarkdownConfig = {
  defineNodes: [
    { name: 'BlockMath', block: true, style: { 'BlockMath/...': tags.monospace } },
    { name: 'FootnoteDefinition', block: true, composite: continuesFootnote },
  ],
  parseBlock: [
    { name: 'BlockMath', before: 'FencedCode', parse: blockMath, endLeaf: (_cx, line) => startsMath(line) },
    {
      name: 'FootnoteDefinition',
      before: 'FencedCode',
      parse: footnote,
      endLeaf: (_cx, line) => footnoteMark(line) !== null,
    },
  ],
};

function isCode(line: Line): boolean {
  return line.indent >= line.baseIndent + 4;
}

function startsMath(line: Line): boolean {
  return line.next === 36 && !isCode(line) && mathBlockStart(line.text.slice(line.pos)) !== null;
}

/** From `$$` to the line that ends with `$$`, or to the first empty one. */
function blockMath(cx: BlockContext, line: Line): boolean {
  const start = startsMath(line) ? mathBlockStart(line.text.slice(line.pos)) : null;
  if (start === null) return false;
  const from = cx.lineStart + line.pos;
  const parts = [cx.elt('MathMark', from, from + 2)];
  let to = endOf(cx, line);
  let isOpen = start === 'open';
  const close = (): void => void parts.push(cx.elt('MathMark', to - 2, to));
  if (!isOpen) close();
  while (cx.nextLine() && isOpen && isWithin(cx, line) && line.next >= 0) {
    parts.push(...line.markers);
    to = endOf(cx, line);
    isOpen = !mathBlockEnds(line.text.slice(line.pos));
    if (!isOpen) close();
  }
  cx.addElement(cx.elt('BlockMath', from, to, parts));
  return true;
}

function endOf(cx: BlockContext, line: Line): number {
  return cx.lineStart + line.text.trimEnd().length;
}

/** Whether the line still belongs to the quotations and items around the block. */
function isWithin(cx: BlockContext, line: Line): boolean {
  // Lezer's own blocks ask the same; its types leave it out.
  return (line as Line & { depth: number }).depth >= cx.depth;
}

function footnoteMark(line: Line): string | null {
  if (line.next !== 91 || isCode(line)) return null;
  return /^\[\^[^\] ]+\]:/.exec(line.text.slice(line.pos, line.pos + 200))?.[0] ?? null;
}

/** `[^1]: text`, and what is indented below it. */
function footnote(cx: BlockContext, line: Line): null | false {
  const mark = footnoteMark(line);
  if (mark === null) return false;
  const from = cx.lineStart + line.pos;
  cx.startComposite('FootnoteDefinition', line.pos, 4);
  cx.addElement(cx.elt('FootnoteMark', from, from + mark.length));
  line.moveBase(line.skipSpace(line.pos + mark.length));
  return null;
}

function continuesFootnote(_cx: BlockContext, line: Line, indent: number): boolean {
  if (line.indent < line.baseIndent + indent && line.next > -1) return false;
  line.moveBaseColumn(line.baseIndent + indent);
  return true;
}
