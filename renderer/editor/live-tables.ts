/**
 * Tables with their columns in line: each cell is a box as wide as its column, and inside it stands the text as it is
 * written, so that nothing is replaced and everything can be edited in place.
 */
import { syntaxTree } from '@codemirror/language';
import { type EditorState, type Extension, Prec, type Range, StateEffect } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { cellsOf, type Line, pipeWidth, tableColumns } from './live-columns.ts';
import { lineOf, spanOf } from './live-marks.ts';

/** Cells that are dressed in one turn. */
const mostCells = 3000;
/** UTF-16 units of the line that says how columns are aligned. */
const longestRule = 2000;

/** `room`: how wide a line is, in em of the tables' font. */
export function tableLook(
  state: EditorState,
  ranges: readonly { from: number; to: number }[],
  room: number,
): Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  for (const range of ranges) {
    syntaxTree(state).iterate({
      ...range,
      enter(node) {
        if (found.length > mostCells) return false;
        if (holders.has(node.name)) return undefined;
        if (node.name === 'Table') dress(state, node.node, range, room, found);
        return false;
      },
    });
  }
  return found;
}

const holders = new Set(['Document', 'Blockquote', 'BulletList', 'OrderedList', 'ListItem']);

function dress(
  state: EditorState,
  table: SyntaxNode,
  drawn: { from: number; to: number },
  room: number,
  found: Range<Decoration>[],
): void {
  const columns = tableColumns(state, table, drawn, room);
  const sides = sidesOf(state, table);
  for (let row = table.firstChild; row !== null; row = row.nextSibling) {
    if (row.to < drawn.from) continue;
    if (row.from > drawn.to || found.length > mostCells) return;
    const line = state.doc.lineAt(row.from);
    const names = `editor-table-line${row.name === 'TableHeader' ? ' editor-table-head' : ''}`;
    if (columns === null) found.push(lineOf(`${names} editor-table-wide`).range(line.from));
    else {
      const width = columns.reduce((sum, column) => sum + column, pipeWidth * (columns.length + 1));
      found.push(ofWidth('line', names, width).range(line.from));
      dressRow(line, row, { columns, sides }, found);
    }
  }
}

/** Where the words of each column stand, by the line below the head; the left needs no name. */
function sidesOf(state: EditorState, table: SyntaxNode): string[] {
  const rule = table.getChild('TableDelimiter');
  if (rule === null) return [];
  const cells = state.sliceDoc(rule.from, Math.min(rule.to, rule.from + longestRule)).split('|');
  if (cells[0]?.trim() === '') cells.shift();
  return cells.map((cell) => {
    const [isLeft, isRight] = [cell.trim().startsWith(':'), cell.trim().endsWith(':')];
    return isRight ? (isLeft ? ' editor-cell-center' : ' editor-cell-right') : '';
  });
}

function dressRow(
  line: Line,
  row: SyntaxNode,
  { columns, sides }: { columns: readonly number[]; sides: readonly string[] },
  found: Range<Decoration>[],
): void {
  const { cells, pipes } = cellsOf(line, row);
  cells.forEach(({ from, to }, index) => {
    const width = columns[index];
    if (width !== undefined && to > from)
      found.push(ofWidth('mark', `editor-cell${sides[index] ?? ''}`, width).range(from, to));
  });
  for (const { from, to } of pipes) found.push(spanOf('editor-pipe').range(from, to));
}

const ofWidths = new Map<string, Decoration>();

function ofWidth(kind: 'line' | 'mark', names: string, em: number): Decoration {
  const style = `--width: ${em.toFixed(2)}em`;
  const key = `${kind} ${names} ${style}`;
  const known = ofWidths.get(key);
  if (known !== undefined) return known;
  if (ofWidths.size > 2000) ofWidths.clear();
  const decoration = Decoration[kind]({ class: names, attributes: { style } });
  ofWidths.set(key, decoration);
  return decoration;
}

/** px: of the tables' font, as in live.css. */
const fontSize = 14.5;
/** The room for lines is another one. */
const resized = StateEffect.define();

class Tables {
  decorations: DecorationSet = Decoration.none;
  /** px: how wide a line is; 0: not measured yet. */
  #room = 0;
  #isStale = false;
  readonly #view: EditorView;

  constructor(view: EditorView) {
    this.#view = view;
    this.#measure();
  }

  update(update: ViewUpdate): void {
    const { view, docChanged, viewportChanged, changes, state, startState } = update;
    if (update.geometryChanged) this.#measure();
    if (view.composing) {
      this.decorations = this.decorations.map(changes);
      this.#isStale = true;
      return;
    }
    const isResized = update.transactions.some((tr) => tr.effects.some((effect) => effect.is(resized)));
    const isParsed = syntaxTree(state) !== syntaxTree(startState);
    if (!docChanged && !viewportChanged && !isResized && !isParsed && !this.#isStale) return;
    const found = this.#room === 0 ? [] : tableLook(state, view.visibleRanges, this.#room / fontSize);
    this.decorations = found.length === 0 ? Decoration.none : Decoration.set(found, true);
    this.#isStale = false;
  }

  #measure(): void {
    this.#view.requestMeasure({
      key: this,
      read: ({ contentDOM }) => contentDOM.clientWidth,
      write: (room, view) => {
        if (Math.abs(room - this.#room) < 1) return;
        this.#room = room;
        // Nothing may be dispatched while the view measures.
        setTimeout(() => {
          if (view.dom.isConnected && !view.composing) view.dispatch({ effects: resized.of(null) });
        });
      },
    });
  }
}

// Last of all, so that a cell is one box around the marks in it.
export const alignedTables: Extension = Prec.lowest(
  ViewPlugin.fromClass(Tables, { decorations: (plugin) => plugin.decorations }),
);
