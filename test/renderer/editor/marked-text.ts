/** A state of the editor from a text that shows its selection, and back: `«` and `»` are its ends, `|` a cursor. */
import { EditorSelection, EditorState, type StateCommand } from '@codemirror/state';
import { history, undo } from '@codemirror/commands';
import { noteMarkdown } from '../../../renderer/editor/note-markdown.ts';

const signs = /[«»‸]/g;

/** `‸` is a cursor; there may be several. */
export function stateOf(written: string): EditorState {
  const ranges: { anchor: number; head: number }[] = [];
  let passed = 0;
  let anchor = 0;
  for (const { 0: sign, index } of written.matchAll(signs)) {
    const at = index - passed++;
    if (sign === '«') anchor = at;
    else ranges.push(sign === '‸' ? { anchor: at, head: at } : { anchor, head: at });
  }
  return EditorState.create({
    doc: written.replace(signs, ''),
    selection: EditorSelection.create(
      (ranges.length === 0 ? [{ anchor: 0, head: 0 }] : ranges).map(({ anchor, head }) =>
        EditorSelection.range(anchor, head),
      ),
    ),
    extensions: [noteMarkdown, history(), EditorState.allowMultipleSelections.of(true)],
  });
}

export function writtenState(state: EditorState): string {
  let text = state.doc.toString();
  for (const { from, to } of [...state.selection.ranges].reverse()) {
    text =
      from === to
        ? `${text.slice(0, from)}‸${text.slice(from)}`
        : `${text.slice(0, from)}«${text.slice(from, to)}»${text.slice(to)}`;
  }
  return text;
}

/** What a command makes of a text; one undo has to bring it back. */
export function after(command: StateCommand, written: string): string {
  const before = stateOf(written);
  let state = before;
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  const answer = writtenState(state);
  if (!state.doc.eq(before.doc)) {
    let undone = state;
    undo({ state, dispatch: (transaction) => (undone = transaction.state) });
    if (!undone.doc.eq(before.doc)) throw new Error(`One undo left ${JSON.stringify(undone.doc.toString())}`);
  }
  return answer;
}
