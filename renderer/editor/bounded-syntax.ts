/** Limits of what is parsed at a stretch: Lezer reads a table, a paragraph and a quotation's marks whole at each key. */
import { markdownLanguage } from '@codemirror/lang-markdown';
import { styleTags, tags } from '@lezer/highlight';
import type { BlockContext, BlockParser, LeafBlock, Line, MarkdownConfig } from '@lezer/markdown';

/** Quotations and items in each other: deeper than that is no writing, the rest of the line is text. */
const deepest = 40;
/** UTF-16 units of a table in which cells are told apart; the rest of it has a table's look. */
const longestTable = 50_000;
/** Lines of a `[label]: address "title"`. */
const mostReferenceLines = 10;

export const boundedSyntax: MarkdownConfig = {
  props: [
    styleTags({
      'HTMLTag ProcessingInstruction ProcessingInstructionBlock': tags.tagName,
      HTMLBlock: tags.meta,
    }),
  ],
  parseBlock: [
    { name: 'LinkReference', leaf: bounded(leafOf('LinkReference'), isLongReference) },
    { name: 'Table', leaf: bounded(leafOf('Table'), isLongTable) },
    { name: 'TooDeep', before: 'LinkReference', parse: tooDeep },
  ],
};

/** 100,000 `>` in one line would each be a quotation in the one before. */
function tooDeep(cx: BlockContext, line: Line): boolean {
  if (cx.depth < deepest || line.next < 0) return false;
  const from = cx.lineStart + line.pos;
  const to = cx.lineStart + line.text.length;
  cx.nextLine();
  cx.addElement(cx.elt('Paragraph', from, to));
  return true;
}

type LeafRule = NonNullable<BlockParser['leaf']>;

/** `rule`, which is not asked about further lines once `isLong` says so. */
function bounded(rule: LeafRule, isLong: (leaf: LeafBlock, lines: number) => boolean): LeafRule {
  return (cx, leaf) => {
    const reader = rule(cx, leaf);
    if (reader === null) return null;
    const nextLine = reader.nextLine.bind(reader);
    let lines = 1;
    // The same object, not one around it: Lezer knows its tables by their class.
    reader.nextLine = (...next) => !isLong(next[2], lines++) && nextLine(...next);
    return reader;
  };
}

function isLongReference(_leaf: LeafBlock, lines: number): boolean {
  return lines >= mostReferenceLines;
}

function isLongTable(leaf: LeafBlock): boolean {
  return leaf.content.length > longestTable;
}

/** One of the rules of the library, which has no names for them. */
function leafOf(name: string): LeafRule {
  const { blockNames, leafBlockParsers } = markdownLanguage.parser as unknown as {
    blockNames: readonly string[];
    leafBlockParsers: readonly (LeafRule | undefined)[];
  };
  const rule = leafBlockParsers[blockNames.indexOf(name)];
  if (rule === undefined) throw new Error(`@lezer/markdown has no ${name}`);
  return rule;
}
