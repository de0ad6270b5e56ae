/** A table of the note as its syntax tree has it: rows, cells, and what stands before them on each line. */
import type { EditorState, Line } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { treeUpTo } from './list-items.ts';

/** A cell without the blanks around it; offsets in the text. */
export interface Cell {
  from: number;
  to: number;
}

export interface Row {
  line: Line;
  /** Where the row begins: behind the marks of a quotation, or of a list. */
  from: number;
  cells: Cell[];
  /** Of the pipes that are no text. */
  pipes: number[];
}

export interface Table {
  head: Row;
  /** The line of dashes. */
  rule: Row;
  body: Row[];
}

/** Tables beyond this are edited as text. */
const mostRows = 5000;

/** The table at `at`; `null`: there is none. */
export function tableAt(state: EditorState, at: number): Table | null {
  const line = state.doc.lineAt(at);
  if (!line.text.includes('|') && !line.text.includes('-')) return null;
  const tree = treeUpTo(state, Math.min(state.doc.length, line.to + 1));
  for (const side of [-1, 1] as const) {
    let node: SyntaxNode | null = tree.resolveInner(side < 0 ? line.to : line.from, side);
    for (; node !== null; node = node.parent) if (node.name === 'Table') return tableOf(state, node);
  }
  return null;
}

function tableOf(state: EditorState, table: SyntaxNode): Table | null {
  const rows: Row[] = [];
  const first = state.doc.lineAt(table.from);
  const last = state.doc.lineAt(table.to);
  if (last.number - first.number > mostRows) return null;
  for (let number = first.number; number <= last.number; number++) {
    const line = state.doc.line(number);
    const lead = number === first.number ? table.from - line.from : leadOf(line.text, first, table.from);
    rows.push(rowOf(line, lead));
  }
  const [head, rule, ...body] = rows;
  return head === undefined || rule === undefined ? null : { head, rule, body };
}

/** Characters before a row that are not the table's: blanks, and the marks of quotations. */
function leadOf(text: string, first: Line, from: number): number {
  const quotes = first.text.slice(0, from - first.from).split('>').length - 1;
  return new RegExp(`^(?:\\s*>){0,${quotes}}\\s*`).exec(text)?.[0].length ?? 0;
}

/** GitHub's specification, section 4.10: a pipe is text where a backslash stands before it. */
function rowOf(line: Line, lead: number): Row {
  const { text, from: start } = line;
  const pipes: number[] = [];
  for (let at = lead; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '|') pipes.push(at);
  }
  const end = text.trimEnd().length;
  const isOpen = pipes[0] === lead;
  const isClosed = pipes.length > (isOpen ? 1 : 0) && pipes.at(-1) === end - 1;
  const edges = [...(isOpen ? [] : [lead - 1]), ...pipes, ...(isClosed ? [] : [end])];
  const cells: Cell[] = [];
  for (let index = 0; index + 1 < edges.length; index++) {
    const from = (edges[index] ?? 0) + 1;
    const to = Math.max(from, edges[index + 1] ?? from);
    cells.push(trimmed(text, from, to, start));
  }
  return { line, from: start + lead, cells, pipes: pipes.map((at) => start + at) };
}

function trimmed(text: string, from: number, to: number, start: number): Cell {
  const written = text.slice(from, to);
  const inner = written.trim();
  if (inner === '') {
    // Between the two blanks of `|  |`, behind the one of `| |`.
    const at = start + from + Math.min(1, written.length);
    return { from: at, to: at };
  }
  const lead = written.length - written.trimStart().length;
  return { from: start + from + lead, to: start + from + lead + inner.length };
}

export function rowsOf({ head, body }: Table): Row[] {
  return [head, ...body];
}

export interface Spot {
  table: Table;
  /** 0: the head, 1: the first row below the dashes; -1: the dashes. */
  row: number;
  column: number;
}

export function spotAt(state: EditorState, at: number): Spot | null {
  const table = tableAt(state, at);
  if (table === null) return null;
  const line = state.doc.lineAt(at).from;
  const row = line === table.rule.line.from ? -1 : rowsOf(table).findIndex((one) => one.line.from === line);
  const found = row < 0 ? table.rule : rowsOf(table)[row];
  if (found === undefined) return null;
  const column = found.cells.findIndex((_, index) => {
    const next = found.cells[index + 1];
    return next === undefined || at < next.from - 1;
  });
  return { table, row, column: Math.max(0, column) };
}

/** Whether moving the cursor's line that way would pull the head or the dashes out of a table. */
export function isTableEdge(state: EditorState, direction: 1 | -1): boolean {
  return state.selection.ranges.some(({ head }) => {
    const spot = spotAt(state, head);
    if (spot === null) return false;
    return spot.row < 1 || (direction < 0 && spot.row === 1);
  });
}
