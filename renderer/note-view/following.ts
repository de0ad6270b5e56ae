/** Tells the reading view that the text of the open note is another one. */
import { EditorView } from '@codemirror/view';

const listeners = new Set<() => void>();

/** For the editor: setup.ts. */
export const tellsReadingView = EditorView.updateListener.of((update) => {
  if (update.docChanged) listeners.forEach((listener) => listener());
});

/** Calls `listener` after every change of the text on screen until the returned function is called. */
export function onTextChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The one editor of the window, `null` when there is none. */
export function editorOnScreen(): EditorView | null {
  const dom = document.querySelector<HTMLElement>('[data-pane="editor"] .cm-editor');
  return dom === null ? null : EditorView.findFromDOM(dom);
}
