/** Tells the reading view that a text on screen is another one. */
import { EditorView } from '@codemirror/view';

const listeners = new Set<(view: EditorView) => void>();

/** For the editor: setup.ts. */
export const tellsReadingView = EditorView.updateListener.of((update) => {
  if (update.docChanged) listeners.forEach((listener) => listener(update.view));
});

/** Calls `listener` after every change of a text on screen until the returned function is called. */
export function onTextChange(listener: (view: EditorView) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
