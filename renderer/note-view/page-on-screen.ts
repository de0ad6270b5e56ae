/** The pages of notes that are on screen. */
import { create } from 'zustand';
import { type Side, useStore } from '../store.ts';
import type { NotePage } from './note-page.ts';

export const usePages = create<Partial<Record<Side, NotePage>>>(() => ({}));

/** That of the note on a side, or of the one that had the focus last. */
export const pageOn = (side: Side = useStore.getState().side): NotePage | null =>
  usePages.getState()[side] ?? null;
