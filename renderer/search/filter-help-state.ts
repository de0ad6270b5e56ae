/** Whether the search help is open: its button and a command open it. */
import { create } from 'zustand';
import { focusSearch } from '../panes.ts';
import { useStore } from '../store.ts';

export const useFilterHelp = create<{ isOpen: boolean }>(() => ({ isOpen: false }));

/** Where the search box is not on screen, it comes there first. */
export function openHelp(): void {
  useStore.setState({ view: 'notes' });
  focusSearch();
  // After the palette has given the focus back.
  requestAnimationFrame(() => useFilterHelp.setState({ isOpen: true }));
}
