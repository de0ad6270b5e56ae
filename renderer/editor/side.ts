/** The side of the window's middle that a component belongs to, and the note there. */
import { createContext, useContext } from 'react';
import { noteOn, type OpenNote, type Side, useStore } from '../store.ts';

export const SideContext = createContext<Side>('one');

export const useSide = (): Side => useContext(SideContext);

/** What `select` says of the note on this side. */
export function useNoteHere<T>(select: (note: OpenNote | null) => T): T {
  const side = useSide();
  return useStore((state) => select(noteOn(state, side)));
}

/** Whether this side had the focus last. */
export function useIsActive(): boolean {
  const side = useSide();
  return useStore((state) => state.side === side);
}
