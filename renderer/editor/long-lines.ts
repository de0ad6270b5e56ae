/** Lines of millions of characters, of which CodeMirror draws a window and leaves gaps for the rest. */
import type { EditorView } from '@codemirror/view';

/** UTF-16 units: shorter lines have no gaps. */
const longLine = 20_000;

/**
 * For a view that has just been given a state. CodeMirror 6.43 draws a state's first gaps as if lines did not wrap, so
 * that they have no height; what is left of the line then seems to fit on the screen, and is drawn: two minutes for a
 * line of 5 MB. Gaps are drawn anew when they are others, as around a cursor that goes into one and comes back.
 */
export function drawGapsUpright(view: EditorView): void {
  const { state } = view;
  const line = view.viewportLineBlocks.find(({ length }) => length > longLine);
  if (line === undefined || view.composing) return;
  const { main } = state.selection;
  const middle = line.from + (line.length >> 1);
  const place = Math.abs(middle - main.head) > longLine ? middle : line.from + (line.length >> 2);
  view.update([state.update({ selection: { anchor: place } })]);
  view.update([view.state.update({ selection: state.selection })]);
}
