/** The lists of a note as its syntax tree has them: items with their marks, and where what belongs to them ends. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState, Line } from '@codemirror/state';
import type { SyntaxNode, Tree } from '@lezer/common';

/** An item of a list with everything that belongs to it. */
export interface Item {
  node: SyntaxNode;
  /** Its first and last line. */
  first: Line;
  last: Line;
  /** Of its mark, `-` or `12.`, in the text. */
  markFrom: number;
  markTo: number;
  /** Characters from the start of its line to its mark, and to its text. */
  column: number;
  content: number;
}

const parseMs = 100;

export function treeUpTo(state: EditorState, to: number): Tree {
  return ensureSyntaxTree(state, Math.min(to, state.doc.length), parseMs) ?? syntaxTree(state);
}

/** The item that begins on this line (the innermost of several); `null`: none does. */
export function itemOnLine(state: EditorState, line: Line, tree = treeUpTo(state, line.to)): Item | null {
  const lead = /^[\s>]*/.exec(line.text)?.[0].length ?? 0;
  if (lead === line.length) return null;
  const found: SyntaxNode[] = [];
  // `- - text`: several items begin on one line.
  tree.iterate({
    from: line.from + lead,
    to: line.to,
    enter({ name, node }) {
      if (name === 'ListItem' && node.from >= line.from && node.from <= line.to) found.push(node);
      return holders.has(name);
    },
  });
  const last = found.at(-1);
  return last === undefined ? null : itemOf(state, last);
}

const holders = new Set(['Document', 'Blockquote', 'BulletList', 'OrderedList', 'ListItem']);

export function itemOf(state: EditorState, node: SyntaxNode): Item | null {
  const mark = node.getChild('ListMark');
  if (mark === null) return null;
  const first = state.doc.lineAt(node.from);
  // The tree lets an empty item end on the next line.
  let last = state.doc.lineAt(Math.max(node.from, node.to));
  while (last.number > first.number && /^[\s>]*$/.test(last.text)) last = state.doc.line(last.number - 1);
  const column = mark.from - first.from;
  const behind = /^[ \t]*/.exec(first.text.slice(mark.to - first.from))?.[0].length ?? 0;
  const isEmpty = mark.to + behind >= first.to;
  const space = isEmpty || behind > 4 ? 1 : behind;
  return {
    node,
    first,
    last,
    markFrom: mark.from,
    markTo: mark.to,
    column,
    content: mark.to - first.from + space,
  };
}

/** The item before or after this one in its list. The marks of a quotation stand between them. */
export function sibling(node: SyntaxNode, side: -1 | 1): SyntaxNode | null {
  const step = (one: SyntaxNode) => (side < 0 ? one.prevSibling : one.nextSibling);
  let found = step(node);
  while (found !== null && found.name !== 'ListItem') found = step(found);
  return found;
}

export function itemsOf(state: EditorState, list: SyntaxNode): Item[] {
  return list.getChildren('ListItem').flatMap((node) => itemOf(state, node) ?? []);
}

export function numberOf(state: EditorState, item: Item): number {
  return Number.parseInt(state.sliceDoc(item.markFrom, item.markTo), 10);
}

/** The items of one list that begin on the lines of the selection, those inside a selected one left out. */
export function selectedItems(state: EditorState): Item[] | null {
  const found: Item[] = [];
  let end = -1;
  const tree = treeUpTo(state, state.selection.ranges.at(-1)?.to ?? 0);
  for (const { from, to, empty } of state.selection.ranges) {
    const last = state.doc.lineAt(to);
    // A selection that ends before the first character of a line means the lines above.
    const stop = !empty && last.from === to && from < to ? last.number - 1 : last.number;
    for (let number = state.doc.lineAt(from).number; number <= stop; number++) {
      const line = state.doc.line(number);
      if (line.from <= end || (line.text.trim() === '' && from !== to)) continue;
      const item = itemOnLine(state, line, tree);
      if (item === null) return null;
      end = item.last.to;
      found.push(item);
    }
  }
  return found;
}
