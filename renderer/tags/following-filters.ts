/** Lets the filter of the list follow when a tag gets another name; the notebook itself takes the saved ones along. */
import type { BulkChange } from '../../notes/api.ts';
import { followedFilter, relievedFilter } from '../../notes/text/followed-filter.ts';
import { setFilter } from '../search/search.ts';
import { useStore } from '../store.ts';
import type { Followed } from './tag-steps.ts';

/** Answers what the filter was and is; `null` when it stays. */
export function followFilter(change: BulkChange): Followed | null {
  const before = useStore.getState().listing.filter;
  const after = relievedFilter(followedFilter(before, change), change);
  if (after === before) return null;
  setFilter(after);
  return { before, after };
}

/** After an undo: back to what it was, unless the person has changed it since. */
export function returnFilter(followed: Followed | null): void {
  if (followed !== null && useStore.getState().listing.filter === followed.after) setFilter(followed.before);
}
