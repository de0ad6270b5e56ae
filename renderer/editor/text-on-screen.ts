/** The texts on screen, and the one of them that commands, the status bar and finding are about. */
import type { EditorView } from '@codemirror/view';
import { create } from 'zustand';
import type { Side } from '../store.ts';

interface Texts {
  /** `null`: no text on that side. */
  views: Record<Side, EditorView | null>;
  /** The side that had the focus last. */
  side: Side;
}

export const useTexts = create<Texts>(() => ({ views: { one: null, two: null }, side: 'one' }));

/** The text that had the focus last; `null` when there is none. */
export function textOnScreen(): EditorView | null {
  const { views, side } = useTexts.getState();
  return views[side];
}

export const textOn = (side: Side): EditorView | null => useTexts.getState().views[side];

/** `null`: this side has none any more. */
export function keepText(side: Side, view: EditorView | null): void {
  useTexts.setState(({ views }) => ({ views: { ...views, [side]: view } }));
}

/** Whether what is told about the text is to be told of this one: it had the focus last, or is the only one. */
export function isToldOf(view: EditorView): boolean {
  const told = textOnScreen();
  return told === null || told === view;
}

/** Calls `listener` whenever `isToldOf(view)` has become another answer, until the returned function is called. */
export function onTold(view: EditorView, listener: (isTold: boolean) => void): () => void {
  let was = isToldOf(view);
  return useTexts.subscribe(() => {
    const is = isToldOf(view);
    if (is === was) return;
    was = is;
    listener(is);
  });
}
