/** The state of the UI, all but the text of the open note, which its editor owns (session.ts). */
import { create } from 'zustand';
import type {
  Direction,
  Facets,
  NoteFacts,
  NotePath,
  NotebookState,
  NoteText,
  NotesError,
  Sort,
  Source,
} from '../notes/api.ts';

/** What the status line says about the open note. Nothing but `saved` claims that the disk has the text. */
export type SaveStatus =
  | { kind: 'saved' }
  /** Typed and on its way to the disk. */
  | { kind: 'saving' }
  /** The text is kept here and in the journal; `error` says why it is not in the file. */
  | { kind: 'failed'; error: NotesError }
  /** Another program changed the same lines. Both texts are kept until the person decides. */
  | { kind: 'conflict' }
  /** The file was deleted or moved by another program; the text is kept here. */
  | { kind: 'gone' }
  | { kind: 'read-only'; reason: NonNullable<NoteText['readOnly']> };

/** The open note as the panes around the editor see it. The session writes it; nobody else does. */
export interface OpenNote {
  path: NotePath;
  status: SaveStatus;
  /** Of the text on screen, saved or not; at most 150 ms old. */
  facts: NoteFacts;
  /** 1-based line of the cursor, and column. */
  line: number;
  column: number;
  lineEnds: NoteText['lineEnds'];
  byteOrderMark: boolean;
  /** Text from an earlier run was put back: said once, until the person dismisses it. */
  recovered: boolean;
}

export interface Listing {
  filter: string;
  sort: Sort;
  direction: Direction | null;
  total: number;
  facets: Facets | null;
}

export interface UiState {
  /** `connecting` before the first answer; `offline` while the host is away (text stays, saves wait). */
  connection: 'connecting' | 'online' | 'offline';
  notebook: NotebookState | null;
  listing: Listing;
  note: OpenNote | null;
  /** For each source of the open note, by normalised URL, the notes that cite it (the open one included). */
  citations: Record<string, Source>;
}

export const useStore = create<UiState>(() => ({
  connection: 'connecting',
  notebook: null,
  listing: { filter: '', sort: 'date', direction: null, total: 0, facets: null },
  note: null,
  citations: {},
}));
