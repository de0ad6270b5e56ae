import { EditorView } from '@codemirror/view';

/** A text has its cursor at once, not only when CodeMirror next looks: a key that follows right away is written there. */
export function focusOn(element: HTMLElement): void {
  const view = EditorView.findFromDOM(element);
  if (view?.contentDOM === element) view.focus();
  else element.focus({ preventScroll: true });
}

/**
 * The focus goes with what it was on when that leaves the screen: `before` takes it where it is still there, or the
 * list, where the next step is.
 */
export function keepFocus(before: Element | null = null): void {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  if (before instanceof HTMLElement && before.isConnected && before !== body) focusOn(before);
  else document.querySelector<HTMLElement>('[data-pane="list"] [data-pane-focus]')?.focus();
}
