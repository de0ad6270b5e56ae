/** Where the focus was before a dialog took it, so that what is chosen there acts on that place. */
import { flushSync } from 'react-dom';
import { focusOn, keepFocus } from '../keep-focus.ts';
import { type Dialog, useStore } from '../store.ts';

let before: Element | null = null;

/** Opens a dialog, or another one in its place. */
export function openDialog(dialog: Dialog): void {
  if (useStore.getState().dialog === null) before = document.activeElement;
  useStore.setState({ dialog });
}

/**
 * Closes it when `doing` is over, and answers what that gave; `null`: the person has closed it before, or it failed, which
 * is said by who began it.
 */
export async function closeDialogAfter<T>(doing: Promise<T>): Promise<T | null> {
  const { dialog } = useStore.getState();
  const isThere = () => useStore.getState().dialog === dialog && dialog !== null;
  let done: T;
  try {
    done = await doing;
  } catch (error) {
    if (isThere()) closeDialog();
    throw error;
  }
  if (!isThere()) return null;
  closeDialog();
  return done;
}

/** Closes it and gives the focus back at once: what is typed next goes where it went before. */
export function closeDialog(): void {
  flushSync(() => useStore.setState({ dialog: null }));
  if (before instanceof HTMLElement && before.isConnected) focusOn(before);
  keepFocus();
  before = null;
}
