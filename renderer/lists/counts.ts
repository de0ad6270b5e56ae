/** How many notes carry each tag and category: of the list that is shown, and of all notes. Asked for after the rows. */
import type { Arguments, Facets, Notebook } from '../../notes/api.ts';

export interface Counts {
  /** Asks for the counts of this list, unless another one is wanted by now. */
  count(listed: Pick<Arguments<'query'>, 'filter' | 'sort'>, isSuperseded: () => boolean): Promise<void>;
  /** Those of all notes are not right any more. */
  changed(): void;
}

/** Calls `tell` with the counts of the list, and of all notes when those are new, too. */
export function createCounts(
  notebook: Notebook,
  tell: (counts: { facets: Facets } | { allFacets: Facets }) => void,
): Counts {
  let areAllStale = true;

  return {
    changed() {
      areAllStale = true;
    },
    async count(listed, isSuperseded) {
      const counts = async (filter: string) => {
        if (isSuperseded()) return null;
        const page = await notebook.query({ ...listed, filter, offset: 0, limit: 0, facets: true });
        return isSuperseded() ? null : page.facets;
      };
      try {
        const facets = await counts(listed.filter);
        if (facets === null) return;
        tell({ facets });
        if (listed.filter !== '' && !areAllStale) return;
        areAllStale = false;
        const allFacets = listed.filter === '' ? facets : await counts('');
        if (allFacets === null) areAllStale = true;
        else tell({ allFacets });
      } catch {
        // The rows are here, and the counts of before are near enough until the next look.
        areAllStale = true;
      }
    },
  };
}
