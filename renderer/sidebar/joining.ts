/** Whether the next Mod-click joins with AND or OR, where the filter's text does not say it yet. */
import { create } from 'zustand';
import { setFilter } from '../search/search.ts';
import { useStore } from '../store.ts';
import { type Joining, joiningOf, rejoined } from './tag-filter.ts';

const useWish = create<{ wish: Joining }>(() => ({ wish: 'all' }));

export function useJoining(): Joining {
  const wish = useWish((state) => state.wish);
  const said = useStore((state) => joiningOf(state.listing.filter));
  return said ?? wish;
}

/** What a click goes by: the text, else the wish. */
export function currentJoining(): Joining {
  return joiningOf(useStore.getState().listing.filter) ?? useWish.getState().wish;
}

/** Writes the filter's tags in the other way, and remembers it for tags that are still to come. */
export function setJoining(joining: Joining): void {
  useWish.setState({ wish: joining });
  const { filter } = useStore.getState().listing;
  const next = rejoined(filter, joining);
  if (next !== filter) setFilter(next);
}
