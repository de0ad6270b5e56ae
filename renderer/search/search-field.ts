/** The field of the search box, for those that send the person there. */
import { focusSearch } from '../panes.ts';
import { setFilter } from './search.ts';
import { useStore } from '../store.ts';

export function searchField(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('[data-pane="list"] input[type="search"]');
}

/** Selects a part of the filter in the box, to be written over. `filter` is the text that `start` and `end` count in. */
export function editSearch(filter: string, { start, end }: { start: number; end: number }): void {
  // What was half typed would not have that part.
  if (useStore.getState().search.text.trim() !== filter.trim()) setFilter(filter);
  focusSearch();
  const field = searchField();
  const shift = Math.max(0, field?.value.indexOf(filter) ?? 0);
  field?.setSelectionRange(shift + start, shift + end);
}
