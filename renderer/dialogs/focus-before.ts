/** Where the focus was before a dialog took it, so that what is chosen there acts on that place. */
import { flushSync } from 'react-dom';
import { keepFocus } from '../keep-focus.ts';
import { type Dialog, useStore } from '../store.ts';

let before: Element | null = null;

/** Opens a dialog, or another one in its place. */
export function openDialog(dialog: Dialog): void {
  if (useStore.getState().dialog === null) before = document.activeElement;
  useStore.setState({ dialog });
}

/** Closes it and gives the focus back at once: what is typed next goes where it went before. */
export function closeDialog(): void {
  flushSync(() => useStore.setState({ dialog: null }));
  if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  keepFocus();
  before = null;
}
