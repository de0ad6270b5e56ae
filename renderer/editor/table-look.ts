/** How a table looks as text: whether its pipes stand below each other, and how they are made to. */
import type { EditorState } from '@codemirror/state';
import type { Row, Table } from './table-cells.ts';

export type Alignment = 'none' | 'left' | 'center' | 'right';

/** In columns of a font of one width: Han, kana, Hangul, their punctuation and emoji take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += wide.test(segment) ? 2 : 1;
  return columns;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

export function alignmentOf(rule: string): Alignment {
  const [left, right] = [rule.startsWith(':'), rule.endsWith(':')];
  return left && right ? 'center' : left ? 'left' : right ? 'right' : 'none';
}

/** The dashes of a column, at least three characters. */
export function writtenRule(alignment: Alignment, width: number): string {
  const [left, right] = [
    alignment === 'left' || alignment === 'center',
    alignment === 'right' || alignment === 'center',
  ];
  const dashes = Math.max(
    left && right ? 1 : 2,
    width - Number(left) - Number(right),
    3 - Number(left) - Number(right),
  );
  return `${left ? ':' : ''}${'-'.repeat(dashes)}${right ? ':' : ''}`;
}

/** Whether the dashes touch the pipes. */
export function isTight(state: EditorState, { rule }: Table): boolean {
  const [pipe] = rule.pipes;
  return pipe !== undefined && /[-:]/.test(state.sliceDoc(pipe + 1, pipe + 2));
}

/** Whether somebody, or an editor, has put its pipes below each other; one of a single width by chance counts too. */
export function isAligned(state: EditorState, table: Table): boolean {
  const edges = ({ line, from, pipes }: Row) =>
    pipes.map((at) => columnsOf(state.sliceDoc(from, at))).join() +
    (line.to > (pipes.at(-1) ?? 0) + 1 ? '+' : '');
  const expected = edges(table.head);
  const count = table.head.cells.length + 1;
  return (
    table.body.length > 0 &&
    state.sliceDoc(table.head.from, table.head.from + 2) === '| ' &&
    table.head.pipes.length === count &&
    [table.rule, ...table.body].every((row) => edges(row) === expected)
  );
}

/** What pads the cells so that the pipes stand below each other; only blanks and dashes change. */
export function aligned(state: EditorState, table: Table): { from: number; to: number; insert: string }[] {
  const rows = [table.head, ...table.body];
  const textOf = (row: Row, index: number) => {
    const cell = row.cells[index];
    return cell === undefined ? '' : state.sliceDoc(cell.from, cell.to);
  };
  const count = table.head.cells.length;
  const tight = isTight(state, table);
  const rules = Array.from({ length: count }, (_, index) => alignmentOf(textOf(table.rule, index)));
  const widths = rules.map((_, index) =>
    Math.max(tight ? 1 : 3, ...rows.map((row) => columnsOf(textOf(row, index)))),
  );
  const changes: { from: number; to: number; insert: string }[] = [];
  const put = (row: Row, texts: string[]) => {
    // What stands beyond the columns of the head belongs to nobody's eyes, but it stays.
    const beyond = row.cells.slice(count).map((_, index) => textOf(row, count + index));
    const gap = tight && row === table.rule ? '' : ' ';
    const insert = `|${gap}${[...texts, ...beyond].join(`${gap}|${gap}`)}${gap}|`;
    if (insert !== state.sliceDoc(row.from, row.line.to)) changes.push(...splices(state, row, insert));
  };
  for (const row of rows)
    put(
      row,
      widths.map((width, index) => padded(textOf(row, index), width, rules[index] ?? 'none')),
    );
  put(
    table.rule,
    widths.map((width, index) => writtenRule(rules[index] ?? 'none', tight ? width + 2 : width)),
  );
  return changes.sort((a, b) => a.from - b.from);
}

function padded(text: string, width: number, alignment: Alignment): string {
  const room = Math.max(0, width - columnsOf(text));
  const left = alignment === 'right' ? room : alignment === 'center' ? Math.floor(room / 2) : 0;
  return ' '.repeat(left) + text + ' '.repeat(room - left);
}

/** The parts of a row between its cells become those of `insert`; the cells stay as they are, and cursors in them. */
function splices(
  state: EditorState,
  row: Row,
  insert: string,
): { from: number; to: number; insert: string }[] {
  const found: { from: number; to: number; insert: string }[] = [];
  let at = row.from;
  let rest = insert;
  for (const { from, to } of row.cells) {
    const text = state.sliceDoc(from, to);
    const next = text === '' ? -1 : rest.indexOf(text);
    if (next < 0) continue;
    if (state.sliceDoc(at, from) !== rest.slice(0, next))
      found.push({ from: at, to: from, insert: rest.slice(0, next) });
    at = to;
    rest = rest.slice(next + text.length);
  }
  if (state.sliceDoc(at, row.line.to) !== rest) found.push({ from: at, to: row.line.to, insert: rest });
  return found;
}
