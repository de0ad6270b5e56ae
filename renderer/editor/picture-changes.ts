/** What is done to a picture of the text: each a splice, and one step of undo. */
import { isolateHistory } from '@codemirror/commands';
import type { EditorView } from '@codemirror/view';
import { type PictureMark, withWidth } from '../../notes/text/picture-marks.ts';
import { widthFormOf } from './picture-places.ts';

/** The same picture in a text that begins `by` earlier. */
export function moved(mark: PictureMark, by: number): PictureMark {
  const { from, to, altFrom, altTo } = mark;
  return { ...mark, from: from + by, to: to + by, altFrom: altFrom + by, altTo: altTo + by };
}

/** Writes another width, `null` for the picture's own, as one step of undo. */
export function setPictureWidth(view: EditorView, mark: PictureMark, width: number | null): void {
  if (view.state.readOnly || view.composing) return;
  const habit = widthFormOf(view.state);
  const line = view.state.doc.lineAt(mark.from);
  const changes = withWidth(line.text, moved(mark, -line.from), width, habit);
  if (changes.length === 0) return;
  view.dispatch({
    changes: changes.map(({ from, to, insert }) => ({ from: from + line.from, to: to + line.from, insert })),
    annotations: isolateHistory.of('full'),
    userEvent: 'input.picture',
  });
}

/** Puts the cursor into the words that stand for the picture, all of them chosen. */
export function describePicture(view: EditorView, mark: PictureMark): void {
  view.dispatch({ selection: { anchor: mark.altFrom, head: mark.altTo }, userEvent: 'select' });
  view.focus();
}
