/** How wide the columns of a table are: by the widest cell, measured in the font of tables. */
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

export interface Line {
  from: number;
  to: number;
  text: string;
}

export interface Cell {
  from: number;
  to: number;
}

/** Rows that decide, from the first one on, besides those that are drawn. */
const firstRows = 100;
/** em: no column is narrower, and none needs to be wider. */
const narrowest = 2.5;
const widest = 30;
/** em: what a cell has at its right, for the eye. */
const gap = 1;
/** em: a pipe with the space behind it. */
export const pipeWidth = 0.9;

/** Widths of the columns in em, as all of them find room in `room` em; `null`: they don't. */
export function tableColumns(
  state: EditorState,
  table: SyntaxNode,
  drawn: { from: number; to: number },
  room: number,
): number[] | null {
  const columns: number[] = [];
  let rows = 0;
  for (let row = table.firstChild; row !== null; row = row.nextSibling) {
    rows++;
    if (rows > firstRows && row.from > drawn.to) break;
    // The line between head and body is as long as somebody liked.
    if (row.name === 'TableDelimiter' || (rows > firstRows && row.to < drawn.from)) continue;
    const line = state.doc.lineAt(row.from);
    const bold = row.name === 'TableHeader' ? 1.06 : 1;
    cellsOf(line, row).cells.forEach((cell, index) => {
      const text = line.text.slice(cell.from - line.from, cell.to - line.from);
      const width = Math.max(narrowest, Math.min(widest, widthOf(text) * bold + gap));
      columns[index] = Math.max(columns[index] ?? 0, width);
    });
  }
  return fitted(columns, room - pipeWidth * (columns.length + 1));
}

/** The widest columns give way first, all to the same width. */
function fitted(columns: number[], room: number): number[] | null {
  if (columns.length * narrowest > room) return null;
  let rest = room;
  let left = columns.length;
  for (const width of [...columns].sort((a, b) => a - b)) {
    if (width > rest / left) break;
    rest -= width;
    left--;
  }
  const most = left === 0 ? widest : rest / left;
  return columns.map((width) => Math.floor(Math.min(width, most) * 100) / 100);
}

/** The places between the pipes of a row, and the pipes, each with the space behind it. */
export function cellsOf(line: Line, row: SyntaxNode): { cells: Cell[]; pipes: Cell[] } {
  const at =
    row.name === 'TableDelimiter'
      ? [...line.text.matchAll(/\|/g)].map(({ index }) => line.from + index).filter((at) => at >= row.from)
      : row.getChildren('TableDelimiter').map(({ from }) => from);
  const pipes = at.map((from) => ({
    from,
    to: line.text.charAt(from + 1 - line.from) === ' ' ? from + 2 : from + 1,
  }));
  const cells: Cell[] = [];
  let from = row.from;
  for (const pipe of pipes) {
    // Nothing but white space before the first pipe is no cell.
    const isLead = cells.length === 0 && from === row.from && blank(line, from, pipe.from);
    if (!isLead) cells.push({ from, to: Math.max(from, pipe.from) });
    from = pipe.to;
  }
  if (!blank(line, from, line.to)) cells.push({ from, to: line.to });
  return { cells, pipes };
}

function blank(line: Line, from: number, to: number): boolean {
  return line.text.slice(from - line.from, to - line.from).trim() === '';
}

const known = new Map<string, number>();
const mostKnown = 5000;
let context: Pick<CanvasRenderingContext2D, 'measureText'> | null | undefined;

/** Width in em of a cell's text as it is shown where the cursor is not: without the addresses of its links. */
function widthOf(written: string): number {
  const text = written
    .trim()
    .slice(0, 200)
    .replace(/\]\([^()\s]*\)/g, '');
  const measured = known.get(text);
  if (measured !== undefined) return measured;
  if (known.size > mostKnown) known.clear();
  const width = canvas()?.measureText(text).width;
  const em = width === undefined ? roughly(text) : width / 100;
  known.set(text, em);
  return em;
}

function canvas(): typeof context {
  if (context === undefined) {
    context = null;
    const drawing =
      typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
    if (drawing !== null) {
      drawing.font = `100px ${getComputedStyle(document.body).fontFamily}`;
      context = drawing;
      // What was measured before the font had been loaded is too wide or too narrow.
      void document.fonts.ready.then(() => known.clear());
    }
  }
  return context;
}

/** Without a screen: Han is as wide as it is high, Latin about half of that. */
function roughly(text: string): number {
  let em = 0;
  for (const character of text) em += (character.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.56;
  return em;
}
