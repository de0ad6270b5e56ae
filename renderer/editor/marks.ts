/** Putting marks of Markdown around text and taking them away: bold, italic, strike, mark, code, links. */
import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type SelectionRange,
  type StateCommand,
} from '@codemirror/state';

export const toggleBold = toggling('**');
export const toggleItalic = toggling('*');
export const toggleStrike = toggling('~~');
export const toggleHighlight = toggling('==');
export const toggleCode = toggling('`');

interface Piece {
  from: number;
  to: number;
}

function toggling(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const ranges = state.changeByRange((range) => {
      if (range.empty) return atCursor(state, range, mark);
      const pieces = piecesOf(state, range);
      const marked = pieces.length > 0 && pieces.every((piece) => marksAround(state, piece, mark) !== null);
      const changes = pieces.flatMap((piece) => (marked ? unmark(state, piece, mark) : put(piece, mark)));
      const set = state.changes(changes);
      const first = pieces[0];
      const last = pieces.at(-1);
      if (first === undefined || last === undefined) return { range };
      const anchor = set.mapPos(first.from, 1);
      return { changes, range: EditorSelection.range(anchor, Math.max(anchor, set.mapPos(last.to, -1))) };
    });
    dispatch(state.update(ranges, { userEvent: 'input.format', scrollIntoView: true }));
    return true;
  };
}

/** Between fresh marks to type in; after the marks when the cursor stands right before them. */
function atCursor(state: EditorState, { head }: SelectionRange, mark: string) {
  const size = mark.length;
  if (runBefore(state, head, mark) === size && runAfter(state, head, mark) === size) {
    return { changes: { from: head - size, to: head + size }, range: EditorSelection.cursor(head - size) };
  }
  if (runAfter(state, head, mark) === size) return { range: EditorSelection.cursor(head + size) };
  return { changes: { from: head, insert: mark + mark }, range: EditorSelection.cursor(head + size) };
}

/** The parts of a selection that marks can go around: each line's text without what begins the line, or white space. */
function piecesOf(state: EditorState, { from, to }: SelectionRange): Piece[] {
  const pieces: Piece[] = [];
  for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
    const opening =
      /^\s*(?:(?:[-+*]|\d+[.)])\s+(?:\[[ xX]\]\s+)?|>\s?|#{1,6}\s+)*/.exec(line.text)?.[0].length ?? 0;
    const start = Math.max(from, line.from + opening);
    const end = Math.min(to, line.to);
    const text = state.sliceDoc(start, Math.max(start, end));
    if (text.trim() !== '') {
      const lead = text.length - text.trimStart().length;
      pieces.push({ from: start + lead, to: start + text.trimEnd().length });
    }
    if (line.to >= to) return pieces;
  }
}

function put({ from, to }: Piece, mark: string): ChangeSpec[] {
  return [
    { from, insert: mark },
    { from: to, insert: mark },
  ];
}

function unmark(state: EditorState, piece: Piece, mark: string): ChangeSpec[] {
  const inner = marksAround(state, piece, mark) ?? piece;
  return [
    { from: inner.from - mark.length, to: inner.from },
    { from: inner.to, to: inner.to + mark.length },
  ];
}

/** The text between `mark`s that `piece` is, the marks selected with it or not. */
function marksAround(state: EditorState, { from, to }: Piece, mark: string): Piece | null {
  const size = mark.length;
  if (has(runBefore(state, from, mark), mark) && has(runAfter(state, to, mark), mark)) return { from, to };
  const inside = to - from > 2 * size;
  if (inside && has(runAfter(state, from, mark), mark) && has(runBefore(state, to, mark), mark)) {
    return { from: from + size, to: to - size };
  }
  return null;
}

/** `***` is bold and italic, `**` bold only: a run of three holds both. */
function has(run: number, mark: string): boolean {
  return mark === '*' ? run === 1 || run === 3 : run >= mark.length;
}

function runBefore(state: EditorState, at: number, mark: string): number {
  let run = 0;
  while (state.sliceDoc(at - run - 1, at - run) === mark[0] && run < at) run++;
  return run;
}

function runAfter(state: EditorState, at: number, mark: string): number {
  let run = 0;
  while (state.sliceDoc(at + run, at + run + 1) === mark[0]) run++;
  return run;
}

/** Selected text becomes a link's text, a selected address its address; the cursor goes to the part that is missing. */
export const makeLink: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const ranges = state.changeByRange((range) => {
    const text = state.sliceDoc(range.from, range.to);
    const isUrl = /^https?:\/\/\S+$/i.test(text.trim());
    const insert = isUrl ? `[](${text.trim()})` : `[${text}]()`;
    const cursor = range.from + (isUrl || text === '' ? 1 : text.length + 3);
    return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.cursor(cursor) };
  });
  dispatch(state.update(ranges, { userEvent: 'input.format', scrollIntoView: true }));
  return true;
};
