/** The rows of the note list that are here, of those that it has. */
import { create } from 'zustand';
import type { Facets, NotePath, NoteRow, NotesError } from '../../notes/api.ts';
import type { Word } from '../../notes/text/match.ts';

export const windowSize = 100;

export interface RowsState {
  /** By number of the window: window 2 holds the rows 200 to 299. Windows that were never looked at are absent. */
  windows: ReadonlyMap<number, readonly NoteRow[]>;
  /** `null` until the first answer. */
  total: number | null;
  /** What these rows are the result of, and the words of it, to be marked in them. */
  filter: string;
  words: readonly Word[];
  /** Grows when another list is shown (filter, sort): the place where the list was scrolled to means nothing then. */
  list: number;
  isLoading: boolean;
  error: NotesError | null;
  /** A note and its place in the list, to scroll to and to act on; `null` when it is done. */
  reveal: { index: number; path: NotePath } | null;
  /** Counts over all notes, whatever the filter: the tags that can be chosen. */
  allFacets: Facets | null;
}

export const noRows: RowsState = {
  windows: new Map(),
  total: null,
  filter: '',
  words: [],
  list: 0,
  isLoading: true,
  error: null,
  reveal: null,
  allFacets: null,
};

export const useRows = create<RowsState>(() => noRows);

export function rowAt<Row>(windows: ReadonlyMap<number, readonly Row[]>, index: number): Row | undefined {
  return windows.get(Math.floor(index / windowSize))?.[index % windowSize];
}
