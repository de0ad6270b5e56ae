/** Saved filters that ask for a tag follow when the tag gets another name, and go back when the change is taken back. */
import { type BulkChange, NotesError, type Results, type SavedFilter } from './api.ts';
import type { FollowedFilter } from './files/batches.ts';
import type { SavedFilters } from './files/saved-filters.ts';
import { logFailure } from './log.ts';
import { followedFilter } from './text/followed-filter.ts';

type Outcome = NonNullable<Results['bulkApply']['filters']>;

/** Another program may write the saved filters at the same moment: tried so often. */
const mostTries = 5;

/** Those that would follow now. None where they can't be read: what can't be read is not rewritten either. */
export function followingNow(saved: SavedFilters, change: BulkChange): FollowedFilter[] {
  if (change.kind !== 'rename') return [];
  try {
    return followedIn(saved.read().filters, change);
  } catch (error) {
    if (error instanceof NotesError) return [];
    throw error;
  }
}

/** `null`: no saved filter asks for the old name. */
export function followFilters(saved: SavedFilters, change: BulkChange): Promise<Outcome | null> {
  if (change.kind !== 'rename') return Promise.resolve(null);
  return rewrite(saved, (filters) => followedIn(filters, change));
}

/** Those of `followed` that nobody has changed since, as they were before. `null`: there are none. */
export function returnFilters(
  saved: SavedFilters,
  followed: readonly FollowedFilter[],
): Promise<Outcome | null> {
  return rewrite(saved, (filters) =>
    followed
      .filter(({ name, after }) => filters.some((one) => one.name === name && one.filter === after))
      .map(({ name, before, after }) => ({ name, before: after, after: before })),
  );
}

function followedIn(filters: readonly SavedFilter[], change: BulkChange): FollowedFilter[] {
  return filters
    .map(({ name, filter }) => ({ name, before: filter, after: followedFilter(filter, change) }))
    .filter(({ before, after }) => before !== after);
}

/** A failure is an outcome: the notes are changed whatever becomes of the filters. */
async function rewrite(
  saved: SavedFilters,
  wanted: (filters: readonly SavedFilter[]) => FollowedFilter[],
): Promise<Outcome | null> {
  try {
    let { version, filters } = saved.read();
    for (let tries = 0; tries < mostTries; tries++) {
      const changes = wanted(filters);
      if (changes.length === 0) return null;
      const next = filters.map((one) => {
        const change = changes.find(({ name, before }) => name === one.name && before === one.filter);
        return change ? { ...one, filter: change.after } : one;
      });
      const answer = await saved.save({ base: version, filters: next });
      if (answer.kind === 'saved') return { kind: 'followed', names: changes.map(({ name }) => name) };
      ({ version, filters } = answer);
    }
  } catch (error) {
    if (!(error instanceof NotesError)) throw error;
    logFailure('the saved filters could not follow the tags', error);
  }
  return { kind: 'failed' };
}
