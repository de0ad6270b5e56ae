/** Lets the filters that ask for a tag follow when the tag gets another name: in the list, and those saved. */
import type { Notebook, SavedFilter, TagChange } from '../notes/api.ts';
import { followedFilter, relievedFilter } from './lists/followed-filter.ts';
import { setFilter } from './lists/search.ts';
import { useStore } from './store.ts';
import { type Followed, followedFilters, returnedFilters } from './tag-steps.ts';

/** Another window may write the saved filters at the same moment: tried so often. */
const mostTries = 3;

export async function followFilters(notebook: Notebook, change: TagChange): Promise<Followed> {
  const before = useStore.getState().listing.filter;
  const after = relievedFilter(followedFilter(before, change), change);
  if (after !== before) setFilter(after);
  const list = after === before ? null : { before, after };
  if (change.kind !== 'rename') return { list, saved: [], hasFailed: false };
  try {
    const follow = (filter: string) => followedFilter(filter, change);
    let saved: Followed['saved'] = [];
    await rewrite(notebook, (filters) => {
      const next = followedFilters(filters, follow);
      saved = next.changed;
      return saved.length === 0 ? null : next.filters;
    });
    return { list, saved, hasFailed: false };
  } catch (error) {
    console.error('gleaner:', error);
    return { list, saved: [], hasFailed: true };
  }
}

/** After an undo: back to what they were, unless the person has changed them since. */
export async function returnFilters(notebook: Notebook, { list, saved }: Followed): Promise<void> {
  if (list !== null && useStore.getState().listing.filter === list.after) setFilter(list.before);
  if (saved.length === 0) return;
  await rewrite(notebook, (filters) => returnedFilters(filters, saved)).catch((error: unknown) =>
    console.error('gleaner:', error),
  );
}

async function rewrite(
  notebook: Notebook,
  next: (filters: readonly SavedFilter[]) => SavedFilter[] | null,
): Promise<void> {
  let { version, filters } = await notebook.savedFilters({});
  for (let tries = 0; tries < mostTries; tries++) {
    const wanted = next(filters);
    if (wanted === null) return;
    const answer = await notebook.saveFilters({ base: version, filters: wanted });
    if (answer.kind === 'saved') return;
    ({ version, filters } = answer);
  }
  throw new Error('The saved filters changed at every try.');
}
