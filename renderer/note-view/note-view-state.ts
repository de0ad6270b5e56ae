/** Whether the open note is being read in place of its text. Beside the text is a choice: editor/choices.ts. */
import { flushSync } from 'react-dom';
import { create } from 'zustand';
import { setChoice, useChoices } from '../editor/choices.ts';
import { useSide } from '../editor/side.ts';
import { textOnScreen } from '../editor/text-on-screen.ts';
import { type Side, useStore } from '../store.ts';

/** What others than its own folder may do with the page on screen. */
interface PageHandle {
  focus(): void;
  /** Remembers what is at its top; the answer brings the text there. */
  keepPlace(): () => void;
}

interface NoteView {
  isReading: boolean;
  /** The note took too long: its text is shown as it is written. */
  isPaused: boolean;
  isLookOpen: boolean;
  isFindOpen: boolean;
  /** On screen by now. */
  page: PageHandle | null;
  /** Reads the text once more, also when it was too much before. */
  readAgain: (() => void) | null;
}

const createView = () =>
  create<NoteView>(() => ({
    isReading: false,
    isPaused: false,
    isLookOpen: false,
    isFindOpen: false,
    page: null,
    readAgain: null,
  }));

const views: Record<Side, ReturnType<typeof createView>> = { one: createView(), two: createView() };

/** Of the note on the side that a component belongs to. */
export function useNoteView<T>(select: (view: NoteView) => T): T {
  return views[useSide()](select);
}

/** Of the note on a side, or of the one that had the focus last. */
export const noteView = (side: Side = useStore.getState().side) => views[side];

/** A narrower text leaves no room for its page beside it. */
const roomForBoth = 700;
let hasClosedSources = false;

export function toggleReading(): void {
  useStore.setState({ page: 'editor' });
  const { isReading, page } = noteView().getState();
  if (!isReading) {
    noteView().setState({ isReading: true });
    return;
  }
  const bringText = page?.keepPlace() ?? (() => undefined);
  showText();
  bringText();
  textOnScreen()?.focus();
  // Once more when what is around the text has been drawn.
  requestAnimationFrame(bringText);
}

/** The text is to be written in, or shown at a place of its own. */
export function showText(): void {
  const { isReading } = noteView().getState();
  if (!isReading) return;
  // At once: an editor that is hidden takes no focus.
  flushSync(() => noteView().setState({ isReading: false, isFindOpen: false, isLookOpen: false }));
}

export function toggleBeside(): void {
  const isBeside = !useChoices.getState().readingBeside;
  const pane = document.querySelector('[data-pane="editor"]');
  if (isBeside && pane !== null && pane.clientWidth < roomForBoth && useStore.getState().sourcesOpen) {
    useStore.setState({ sourcesOpen: false });
    hasClosedSources = true;
  }
  if (!isBeside && hasClosedSources) {
    useStore.setState({ sourcesOpen: true });
    hasClosedSources = false;
  }
  useStore.setState({ page: 'editor' });
  noteView().setState({ isReading: false });
  setChoice({ readingBeside: isBeside });
}
