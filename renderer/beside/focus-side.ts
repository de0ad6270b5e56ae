/** The focus, in one of two notes on screen. */
import { flushSync } from 'react-dom';
import { sessions } from '../actions.ts';
import { noteView } from '../note-view/note-view-state.ts';
import { type Side, useStore } from '../store.ts';

/** Puts the focus into the note on this side: into its text, or its page where it is read. */
export function focusSide(side: Side): void {
  // At once: what is hidden in a narrow window takes no focus.
  flushSync(() => {
    sessions().activate(side);
    useStore.setState({ page: 'editor' });
  });
  const { isReading, page } = noteView(side).getState();
  if (isReading && page !== null) page.focus();
  else sessions().focus();
}
