/** The state of the UI, all but the text of the open note, which its editor owns (session/). */
import { create } from 'zustand';
import type {
  BulkChange,
  Direction,
  Facets,
  NotebookState,
  NoteEncoding,
  NoteFacts,
  NotePath,
  NotesError,
  NoteText,
  SavedFilter,
  Sort,
} from '../notes/api.ts';
import type { FilterError } from '../notes/text/filter.ts';

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

/** A place for a note in the middle of the window; there are two while two notes stand beside each other. */
export type Side = 'one' | 'two';

/** The open note as the panes around the editor see it. The session writes it; nobody else does. */
export interface OpenNote {
  /** Of the session: a rename leaves it as it is. */
  id: number;
  path: NotePath;
  status: SaveStatus;
  /** Of the text on screen, saved or not; read 150 ms after the last key, later in a very long note. */
  facts: NoteFacts;
  /** 1-based line of the cursor, and column. */
  line: number;
  column: number;
  lineEnds: NoteText['lineEnds'];
  byteOrderMark: boolean;
  encoding: NoteEncoding;
  /** Text from an earlier run was put back: said once, until the person dismisses it. */
  recovered: boolean;
  /** Where one side of a conflict was kept: said once, until the person dismisses it. */
  keptAs: NotePath | null;
  /** It is written in place, which a crash could cut off, and the person has not dismissed the news. */
  inPlace?: boolean;
  /** The header is shown as text, not folded. */
  headerOpen: boolean;
}

export interface Listing {
  filter: string;
  sort: Sort;
  direction: Direction | null;
  total: number;
  facets: Facets | null;
}

/** The box where the filter is written; `listing.filter` is the last text of it that could be read. */
export interface Search {
  text: string;
  /** What is wrong with the text, once the person has had the time to finish it. */
  problem: FilterError | null;
}

export type PaneName = 'sidebar' | 'list' | 'editor' | 'sources';

/** A line about something that happened, with at most two ways to answer it. */
export interface Toast {
  id: number;
  /** `alert`: something was not done. It stays until it is dismissed. */
  kind: 'status' | 'alert';
  text: string;
  action: ToastAction | null;
  /** What else may be done then. */
  other: ToastAction | null;
  /** Stays until it is dismissed, as an alert does: its answer is worth more than its place. */
  stays: boolean;
}

export interface ToastAction {
  label: string;
  run: () => void;
}

/** What the person is asked; at most one thing at a time. */
export type Dialog =
  | RenameDialog
  | QuickOpenDialog
  | CommandsDialog
  | TagDoctorDialog
  | NameFilterDialog
  | QuickAddDialog
  | MoveSectionDialog
  | SpellingDialog
  | EncodingDialog
  | TrashDialog
  | LogDialog
  | InsertLinkDialog
  | TemplateDialog
  | VersionsDialog
  | MergeDialog
  | RecoveredDialog
  | LostDialog;

/** What went wrong lately. */
export interface LogDialog {
  kind: 'log';
}

/** The notes that were deleted here. */
export interface TrashDialog {
  kind: 'trash';
}

/** Asks for the encoding of the open note. */
export interface EncodingDialog {
  kind: 'encoding';
}

/** Asks for the language of the spell check. */
export interface SpellingDialog {
  kind: 'spelling';
}

export interface RenameDialog {
  kind: 'rename';
  path: NotePath;
}

/** `text`: what stands in its field at first; `>`, `#` and `@` ask for commands, tags and headings. */
export interface QuickOpenDialog {
  kind: 'quick-open';
  text: string;
  /** The note that is chosen is opened beside the open one. */
  isBeside?: boolean;
}

export interface CommandsDialog {
  kind: 'commands';
}

/** `change`: what to begin with; `null`: the overview of tags that seem to be the same. */
export interface TagDoctorDialog {
  kind: 'tag-doctor';
  change: BulkChange | null;
}

/** Asks for the name under which `filter` is kept; `saved`: it has one, which becomes another. */
export interface NameFilterDialog {
  kind: 'name-filter';
  filter: string;
  saved: SavedFilter | null;
}

/** Adds an article; filled in with what a link, a drop or a bookmark has brought. */
export interface QuickAddDialog {
  kind: 'quick-add';
  url: string;
  title: string | null;
  quote: string | null;
}

/** Asks where a link in the text is to lead. */
export interface InsertLinkDialog {
  kind: 'insert-link';
}

/** Asks for a template: for the open note, or for a new one. */
export interface TemplateDialog {
  kind: 'template';
  isNew: boolean;
}

/** Makes one text of two: those of the open note's conflict, or the open note and a `copy` of it. */
export interface MergeDialog {
  kind: 'merge';
  copy: NotePath | null;
}

/** What unsaved text that was put back has changed in the open note. */
export interface RecoveredDialog {
  kind: 'recovered';
}

/** Texts that were never saved, and that no note has open. */
export interface LostDialog {
  kind: 'lost';
}

/** Earlier versions of the open note, or notes that are gone. */
export interface VersionsDialog {
  kind: 'versions';
  of: 'note' | 'deleted';
}

/** Asks for the note that the section at `line` is moved to. */
export interface MoveSectionDialog {
  kind: 'move-section';
  line: number;
  heading: string;
}

export interface UiState {
  /**
   * `connecting` before the first answer; `offline` while the host is away (text stays, saves wait); `refused` when
   * the host does not know this page any more: only a new address helps.
   */
  connection: 'connecting' | 'online' | 'offline' | 'refused';
  notebook: NotebookState | null;
  listing: Listing;
  search: Search;
  /** The note that everything around the text is about: with two on screen, the one that had the focus last. */
  note: OpenNote | null;
  /** The other one on screen. */
  beside: OpenNote | null;
  /** Where `note` is. */
  side: Side;
  /** Those on screen, from left to right. */
  sides: readonly Side[];
  /** What only a desktop window can do is offered when this is true. */
  isDesktop: boolean;
  /** What the pane of the list has: the notes, or all articles that they cite. */
  view: 'notes' | 'sources';
  /** The pane that a narrow window shows; wide windows show the panes that are open. */
  page: PaneName;
  sidebarOpen: boolean;
  sourcesOpen: boolean;
  /** The sources float over the text, in a window too narrow for them to stand beside it. */
  drawerOpen: boolean;
  dialog: Dialog | null;
  toasts: Toast[];
  /** Notes that are open or were, and whose text does not get into their files. The sessions write it. */
  stuck: readonly NotePath[];
}

export const useStore = create<UiState>(() => ({
  connection: 'connecting',
  notebook: null,
  listing: { filter: '', sort: 'date', direction: null, total: 0, facets: null },
  search: { text: '', problem: null },
  note: null,
  beside: null,
  side: 'one',
  sides: ['one'],
  isDesktop: false,
  view: 'notes',
  page: 'list',
  sidebarOpen: true,
  sourcesOpen: true,
  drawerOpen: false,
  dialog: null,
  toasts: [],
  stuck: [],
}));

/** The note on this side. */
export function noteOn({ note, beside, side, sides }: UiState, asked: Side): OpenNote | null {
  if (asked === side) return note;
  return sides.includes(asked) ? beside : null;
}

/** Whether two notes stand beside each other. */
export const isSplit = ({ sides }: UiState): boolean => sides.length > 1;
