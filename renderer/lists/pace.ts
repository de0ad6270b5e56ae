/** How soon a list is looked at again after news, ms. */
import type { NotebookState } from '../../notes/api.ts';

/** Bursts of changes (a checkout, a sync) cost one look each this many ms. */
export const usualPace = 80;
/** While notes are read or made findable, or many change at once, there is news all the time. */
const readingMs = 500;
const bulkMs = 1000;

/** After notes changed; `total`: those in the list. The first notes of a folder are shown at once. */
export function paceOfChanges(notebook: NotebookState | null, total: number | null): number {
  if (notebook?.bulk != null) return bulkMs;
  return notebook?.scanning != null && total !== null && total > 0 ? readingMs : usualPace;
}

/** After more texts became findable; at their end what was found late is shown at once. */
export function paceOfFinding({ indexing }: NotebookState): number {
  return indexing === null ? usualPace : readingMs;
}
