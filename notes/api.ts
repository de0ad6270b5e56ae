/**
 * The contract between a notebook and whoever shows it. Plain data only, so that it crosses any port. Every import of the
 * contract goes through this door; the types are written in `api/`, a file for each matter, the arguments in `calls.ts`;
 * `remote.ts` carries it, `notebook.ts` implements it.
 */
import type { Arguments, CallName } from './calls.ts';
import type { Results } from './api/results.ts';
import type { NotebookEvent } from './api/state.ts';

// prettier-ignore
export type { Arguments, ArticleChoice, ArticleSort, BulkChange, CallName, Direction, NoteEncoding, ReadState, Sort, TagChange } from './calls.ts';
export type {
  Article,
  ArticleSite,
  Card,
  Citing,
  Consent,
  Copy,
  CopyComparison,
  FetchFailure,
  FetchReason,
  KeptCopy,
  LinkHealth,
  LinkState,
  MonthCount,
  NotedPlace,
  Source,
} from './api/articles.ts';
export type { AddedFile, FileFacts, WidthForm } from './api/attached-files.ts';
export type {
  BulkNote,
  BulkPreview,
  BulkResult,
  ChangedLines,
  DoneBulk,
  PendingBulk,
  SkippedNote,
  TagTwins,
} from './api/bulk.ts';
export { asNotesError, type ErrorCode, errorCodes, NotesError } from './api/errors.ts';
export type { Heading, NoteFacts, NoteSource, Problem, ProblemCode } from './api/facts.ts';
export type { DeletedNote, NoteVersion, TrashedNote, VersionMaker, VersionReason } from './api/history.ts';
export type { LinkTargetOffer, LinkedLine, LinkingNote } from './api/links.ts';
export type {
  Facet,
  Facets,
  MatchLine,
  NoteMatches,
  NoteRow,
  Page,
  SavedFilter,
  Suggestion,
} from './api/lists.ts';
export type { NotePath, Span, Version } from './api/note-path.ts';
export type {
  LostText,
  NoteText,
  ReadOnlyReason,
  SaveResult,
  TemplateName,
  UnsavedNoteText,
} from './api/note-text.ts';
export type { Results } from './api/results.ts';
export type { NotebookEvent, NotebookState } from './api/state.ts';

/** The contract. Every failure is a `NotesError`. */
export type Notebook = {
  [N in CallName]: (args: Arguments<N>) => Promise<Results[N]>;
} & {
  /** Calls `listener` for every event until the returned function is called. */
  listen(listener: (event: NotebookEvent) => void): () => void;
  /** These editors (`journal`'s `writer`) are closed: what they have not saved is offered from now on. Of the host alone. */
  left?(writers: readonly string[]): void;
};
