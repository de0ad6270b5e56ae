/** Footnotes: a new one, and the way between its mark and its text. */
import { isolateHistory } from '@codemirror/commands';
import { syntaxTree } from '@codemirror/language';
import type { EditorState, StateCommand } from '@codemirror/state';

interface Mark {
  from: number;
  to: number;
  label: string;
  /** `[^1]: …`, the text of the footnote. */
  isText: boolean;
}

/** A note's footnotes, of which those in code are none. */
function marksIn(state: EditorState): Mark[] {
  const text = state.doc.toString();
  const found: Mark[] = [];
  for (const { 0: whole, 1: label = '', index } of text.matchAll(/\[\^([^\]\s]{1,100})\]/g)) {
    if (isCode(state, index + 1)) continue;
    const line = state.doc.lineAt(index);
    const isText = /^[\s>]*$/.test(text.slice(line.from, index)) && text[index + whole.length] === ':';
    found.push({ from: index, to: index + whole.length, label, isText });
  }
  return found;
}

function isCode(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, 0); node.parent !== null; node = node.parent)
    if (node.name.includes('Code')) return true;
  return false;
}

/** The next number at the cursor, and its text to be written at the end of the note. At a footnote it goes to it. */
export const insertFootnote: StateCommand = (target) => {
  if (goToFootnote(target)) return true;
  const { state, dispatch } = target;
  if (state.readOnly) return false;
  const marks = marksIn(state);
  const numbers = marks.map(({ label }) => (/^\d{1,6}$/.test(label) ? Number(label) : 0));
  const label = Math.max(0, ...numbers) + 1;
  const { head } = state.selection.main;
  const end = state.doc.toString().trimEnd().length;
  const last = state.doc.lineAt(end);
  // Footnotes follow each other without a blank line, if the last thing in the note is one.
  const isAfterOne = marks.some((mark) => mark.isText && mark.from >= last.from);
  const gap = isAfterOne || end === 0 ? '\n' : '\n\n';
  const text = `[^${label}]: `;
  const place = Math.max(end, head);
  const set = state.changes([
    { from: head, insert: `[^${label}]` },
    { from: place, insert: gap + text },
  ]);
  dispatch(
    state.update({
      changes: set,
      selection: { anchor: set.mapPos(place, 1) },
      userEvent: 'input.footnote',
      annotations: isolateHistory.of('full'),
      scrollIntoView: true,
    }),
  );
  return true;
};

/** From a footnote's mark to its text, and from the text back to its first mark. `false`: the cursor is at none. */
export const goToFootnote: StateCommand = ({ state, dispatch }) => {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  const marks = marksIn(state);
  const at =
    marks.find(({ from, to }) => head >= from && head <= to) ??
    marks.find(({ isText, from }) => isText && from >= line.from && from <= line.to);
  if (at === undefined) return false;
  const other = marks.find(({ label, isText }) => label === at.label && isText !== at.isText);
  if (other === undefined) return false;
  const anchor = other.isText ? Math.min(other.to + 2, state.doc.lineAt(other.to).to) : other.to;
  dispatch(state.update({ selection: { anchor }, scrollIntoView: true, userEvent: 'select' }));
  return true;
};
