/** Going from cell to cell, and rows and columns more or less: splices that touch the table and nothing else. */
import { isolateHistory } from '@codemirror/commands';
import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type StateCommand,
  type TransactionSpec,
} from '@codemirror/state';
import { aligned, alignmentOf, isAligned, isTight, type Alignment, writtenRule } from './table-look.ts';
import { type Cell, type Row, rowsOf, type Spot, spotAt, type Table, tableAt } from './table-cells.ts';

export function isInTable(state: EditorState): boolean {
  return spotAt(state, state.selection.main.head) !== null;
}

/** Tab: selects the next cell; behind the last one a row is added. */
export const nextCell: StateCommand = ({ state, dispatch }) => {
  const spot = spotAt(state, state.selection.main.head);
  if (spot === null || state.selection.ranges.length > 1) return false;
  const { table, row, column } = spot;
  const rows = rowsOf(table);
  const isLast = column >= (row < 0 ? table.rule : (rows[row] ?? table.head)).cells.length - 1;
  const next = row < 0 ? rows[1]?.cells[0] : isLast ? rows[row + 1]?.cells[0] : rows[row]?.cells[column + 1];
  if (next !== undefined) dispatch(toCell(state, next));
  else if (!state.readOnly) dispatch(state.update(addedRow(state, table, rows.length - 1, 0)));
  return true;
};

/** Shift+Tab; before the first cell it stays. */
export const previousCell: StateCommand = ({ state, dispatch }) => {
  const spot = spotAt(state, state.selection.main.head);
  if (spot === null || state.selection.ranges.length > 1) return false;
  const rows = rowsOf(spot.table);
  const row = spot.row < 0 ? 0 : spot.column === 0 ? spot.row - 1 : spot.row;
  const cells = rows[row]?.cells;
  const cell = row === spot.row ? cells?.[spot.column - 1] : cells?.at(-1);
  if (cell !== undefined) dispatch(toCell(state, cell));
  return true;
};

/** Enter: a row below, in the same column; in an empty last row, out of the table. */
export const enterInTable: StateCommand = ({ state, dispatch }) => {
  const { main, ranges } = state.selection;
  const spot = spotAt(state, main.head);
  if (spot === null || ranges.length > 1 || state.readOnly) return false;
  const { table, row } = spot;
  const line = state.doc.lineAt(main.head);
  // Before or behind the row, Enter is about lines.
  if (row < 1 ? main.head <= table.head.from : main.head <= (table.body[row - 1]?.from ?? line.from))
    return false;
  // Who is behind the closing pipe writes the pipes of the next row, too.
  if (
    /\|[ \t]*$/.test(state.sliceDoc(line.from, main.head)) &&
    state.sliceDoc(main.head, line.to).trim() === ''
  )
    return false;
  const last = table.body.at(-1);
  const isLast = last?.line.from === line.from;
  if (isLast && last.cells.every(({ from, to }) => from === to))
    dispatch(state.update(leftTable(state, last)));
  else dispatch(state.update(addedRow(state, table, Math.max(0, row), spot.column)));
  return true;
};

function toCell(state: EditorState, { from, to }: Cell): ReturnType<EditorState['update']> {
  return state.update({ selection: { anchor: from, head: to }, scrollIntoView: true, userEvent: 'select' });
}

/** An empty last row goes, and the cursor stands below the table: text right below a table would be its next row. */
function leftTable(state: EditorState, row: Row): TransactionSpec {
  const lead = state.sliceDoc(row.line.from, row.from);
  const insert = `${lead.trimEnd()}\n${lead}`;
  return {
    changes: { from: row.line.from, to: row.line.to, insert },
    selection: EditorSelection.cursor(row.line.from + insert.length),
    ...step,
  };
}

const step = {
  userEvent: 'input.table',
  annotations: isolateHistory.of('full'),
  scrollIntoView: true,
} as const;

/** `after`: 0 is the head. */
function addedRow(state: EditorState, table: Table, after: number, column: number): TransactionSpec {
  const model = rowsOf(table)[after] ?? table.head;
  const place = after === 0 ? table.rule : model;
  const lead = leadFor(state, table, place);
  const count = table.head.cells.length;
  const cells = isAligned(state, table)
    ? table.rule.cells.map((_, index) => ' '.repeat(widthBetween(table.rule, index)))
    : Array.from({ length: count }, () => '  ');
  const text = cells.map((cell) => (cell === '' ? '  ' : cell)).join('|');
  const insert = `\n${lead}|${text}|`;
  const from = place.line.to;
  const at = cells.slice(0, column).reduce((sum, cell) => sum + cell.length + 1, 0);
  return { changes: { from, insert }, selection: { anchor: from + 1 + lead.length + 1 + at + 1 }, ...step };
}

/** What stands before a further row: as before the last one, blanks for the mark of a list. */
function leadFor(state: EditorState, { head }: Table, row: Row): string {
  const lead = state.sliceDoc(row.line.from, row.from);
  return row === head ? lead.replace(/[^\s>]/g, ' ') : lead;
}

function widthBetween({ pipes, cells }: Row, index: number): number {
  const open = pipes[index];
  const close = pipes[index + 1];
  const cell = cells[index];
  return open !== undefined && close !== undefined
    ? close - open - 1
    : (cell?.to ?? 0) - (cell?.from ?? 0) + 2;
}

export const addRowBelow: StateCommand = editing((state, { table, row, column }) =>
  addedRow(state, table, Math.max(0, row), column),
);

export const deleteRow: StateCommand = editing((_state, { table, row }) => {
  const found = table.body[row - 1];
  if (found === undefined) return null;
  return { changes: { from: found.line.from - 1, to: found.line.to }, ...step };
});

export const addColumn: StateCommand = editing((state, { table, column }) => {
  const wasAligned = isAligned(state, table);
  const changes = [table.head, table.rule, ...table.body].map((row) => {
    const isRule = row === table.rule;
    const cell = row.cells[Math.min(column, row.cells.length - 1)];
    const from = cell?.to ?? row.line.to;
    return { from, insert: !isRule ? ' |  ' : isTight(state, table) ? '|---' : ' | ---' };
  });
  const cell = table.head.cells[column];
  const anchor = (cell?.to ?? table.head.line.to) + 3;
  return finished(state, { changes, selection: { anchor } }, wasAligned);
});

export const deleteColumn: StateCommand = editing((state, { table, column }) => {
  if (table.head.cells.length < 2) return null;
  const wasAligned = isAligned(state, table);
  const changes = [table.head, table.rule, ...table.body].flatMap((row): ChangeSpec[] => {
    const cell = row.cells[column];
    if (cell === undefined) return [];
    const next = row.cells[column + 1];
    const before = row.cells[column - 1];
    if (next !== undefined) return [{ from: cell.from, to: next.from }];
    return before === undefined ? [] : [{ from: before.to, to: cell.to }];
  });
  return finished(state, { changes }, wasAligned);
});

/** The same column again goes the other way round. Empty cells stay last. */
export const sortByColumn: StateCommand = editing((state, { table, column }) => {
  const { body } = table;
  if (body.length < 2) return null;
  const textOf = (row: Row) => {
    const cell = row.cells[column];
    return cell === undefined ? '' : state.sliceDoc(cell.from, cell.to);
  };
  const order = (direction: 1 | -1) =>
    body
      .map((row) => ({ row, text: textOf(row) }))
      .sort((a, b) => {
        if (a.text === '' || b.text === '') return Number(a.text === '') - Number(b.text === '');
        return direction * compared(a.text, b.text);
      })
      .map(({ row }) => row);
  const up = order(1);
  const isSorted = up.every((row, index) => row === body[index]);
  const sorted = isSorted ? order(-1) : up;
  const changes = body.flatMap((row, index) => {
    const insert = sorted[index] === undefined ? '' : rowText(state, sorted[index]);
    const old = rowText(state, row);
    return insert === old ? [] : [{ from: row.from, to: row.line.to, insert }];
  });
  return changes.length === 0 ? null : { changes, ...step };
});

function rowText(state: EditorState, row: Row): string {
  return state.sliceDoc(row.from, row.line.to);
}

const collator = new Intl.Collator(['zh-CN', 'en'], { numeric: true });

function compared(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => Number(text.replace(/[,，\s¥$€%]/g, '')));
  return x === undefined || y === undefined || Number.isNaN(x) || Number.isNaN(y)
    ? collator.compare(a, b)
    : x - y;
}

export const alignLeft = aligning('left');
export const alignCenter = aligning('center');
export const alignRight = aligning('right');

function aligning(to: Alignment): StateCommand {
  return editing((state, { table, column }) => {
    const cell = table.rule.cells[column];
    if (cell === undefined) return null;
    const written = state.sliceDoc(cell.from, cell.to);
    const next = alignmentOf(written) === to && to !== 'left' ? 'none' : to;
    const insert = writtenRule(next, written.length);
    if (insert === written) return null;
    return finished(state, { changes: { from: cell.from, to: cell.to, insert } }, isAligned(state, table));
  });
}

/** Pads every cell, so that the pipes stand below each other; Han counts as two columns. */
export const alignTable: StateCommand = editing((state, { table }) => {
  const changes = aligned(state, table);
  return changes.length === 0 ? null : { changes, ...step };
});

/** A table that was in line is in line afterwards; another one is not tidied up. */
function finished(state: EditorState, spec: TransactionSpec, wasAligned: boolean): TransactionSpec {
  const first = state.update(spec);
  if (!wasAligned) return { ...spec, ...step };
  const { head } = first.newSelection.main;
  const table = tableAt(first.state, head);
  const more = table === null ? [] : aligned(first.state, table);
  if (more.length === 0) return { ...spec, ...step };
  const set = first.state.changes(more);
  return {
    changes: first.changes.compose(set),
    selection: first.newSelection.map(set, -1),
    ...step,
  };
}

function editing(edit: (state: EditorState, spot: Spot) => TransactionSpec | null): StateCommand {
  return ({ state, dispatch }) => {
    const spot = spotAt(state, state.selection.main.head);
    if (spot === null || state.readOnly) return false;
    const spec = edit(state, spot);
    if (spec !== null) dispatch(state.update(spec));
    return true;
  };
}
