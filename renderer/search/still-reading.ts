/** Whether there may be more to find than is shown: texts are still being read. */
import type { NotebookState } from '../../notes/api.ts';
import { useStore } from '../store.ts';
import { useRows } from '../lists/shown-rows.ts';

export function isBeingRead(notebook: NotebookState | null): boolean {
  return notebook !== null && (notebook.indexing !== null || (notebook.scanning?.total ?? 0) > 0);
}

/** The list is that of a search for words, and notes may still come to it. */
export function useStillReading(): boolean {
  const hasWords = useRows((state) => state.words.length > 0);
  const isReading = useStore((state) => isBeingRead(state.notebook));
  return hasWords && isReading;
}
