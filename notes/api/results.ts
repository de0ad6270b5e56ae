/** What each call of the contract answers. */
import type {
  Article,
  ArticleSite,
  Card,
  Citing,
  Consent,
  Copy,
  CopyComparison,
  FetchFailure,
  NotedPlace,
  Source,
} from './articles.ts';
import type { AddedFile, FileFacts, WidthForm } from './attached-files.ts';
import type { BulkPreview, BulkResult, DoneBulk, PendingBulk, TagTwins } from './bulk.ts';
import type { NoteFacts } from './facts.ts';
import type { DeletedNote, NoteVersion, TrashedNote } from './history.ts';
import type { LinkTargetOffer, LinkingNote } from './links.ts';
import type { NoteMatches, Page, SavedFilter, Suggestion } from './lists.ts';
import type { NotePath, Version } from './note-path.ts';
import type { LostText, NoteText, SaveResult, TemplateName, UnsavedNoteText } from './note-text.ts';
import type { NotebookState } from './state.ts';

export interface Results {
  state: NotebookState;
  query: Page;
  locate: number | null;
  matches: NoteMatches[];
  suggest: Suggestion[];
  savedFilters: { version: Version | null; filters: SavedFilter[] };
  saveFilters: { kind: 'saved' | 'conflict'; version: Version | null; filters: SavedFilter[] };
  read: NoteText;
  facts: NoteFacts;
  save: SaveResult;
  readAs: NoteText;
  lookAgain: NotebookState;
  acceptLoss: NotebookState;
  journal: null;
  unsaved: LostText[];
  unsavedText: UnsavedNoteText;
  keepBoth: NotePath;
  create: NotePath;
  suggestPath: NotePath;
  rename: NotePath;
  duplicate: NotePath;
  /** Path inside the trash, to give to `restore`. */
  trash: string;
  restore: NotePath;
  /** `file`: absolute, for showing. Empty `text`: nothing went wrong yet. */
  log: { file: string; text: string };
  pageFailed: null;
  trashed: { total: number; notes: TrashedNote[] };
  trashedText: Pick<NoteText, 'text' | 'readOnly'>;
  /** How many were deleted. */
  deleteTrashed: number;
  emptyTrash: number;
  citations: Source[];
  /** `count`: articles. */
  sites: { name: string; count: number }[];
  tagTwins: TagTwins[];
  bulkPreview: BulkPreview;
  bulkApply: BulkResult;
  bulkUndo: BulkResult;
  bulkCancel: boolean;
  bulkLast: DoneBulk | null;
  bulkPending: PendingBulk | null;
  bulkResolve: BulkResult;
  sources: { total: number; sources: Source[] };
  articles: Article[];
  articleList: { total: number; articles: Article[] };
  articleSites: ArticleSite[];
  articleTwins: { total: number; groups: Article[][] };
  /** `total`: of all notes that cite it, of which the first 20 are named. */
  noted: { normalised: string; total: number; places: NotedPlace[] };
  /** `known`: the note had it, and the quote. `line`: 1-based, of its heading. */
  addSource: { kind: 'added' | 'quoted' | 'known'; path: NotePath; line: number };
  setRead: null;
  consent: Consent;
  setConsent: Consent;
  fetchCard: Card | FetchFailure;
  picture: { type: string; base64: string } | null;
  keepCopies: { queued: number };
  checkLinks: { queued: number };
  steerFetching: boolean;
  copy: Copy | null;
  webPicture: { type: string; base64: string } | null;
  copyPicture: { type: string; base64: string } | null;
  importCopy: Copy | FetchFailure;
  removeCopy: null;
  compareCopy: CopyComparison;
  citing: { total: number; notes: Citing[] };
  backlinks: { total: number; notes: LinkingNote[] };
  /** `next`: to go on from; `null`: that was all. A window may be empty and not the last. */
  mentions: { notes: LinkingNote[]; next: number | null };
  linkTargets: LinkTargetOffer[];
  resolveLinks: (NotePath | null)[];
  /** `path`: from the notebook. `type`: of a picture, by its bytes; else `application/octet-stream`. */
  file: { path: string; type: string; base64: string } | null;
  fileFacts: { files: FileFacts[]; widthForm: WidthForm };
  addFile: AddedFile;
  dropFile: null;
  templates: TemplateName[];
  template: string;
  /** `now`: what the disk has; `null`: the note is not there. */
  history: { total: number; versions: NoteVersion[]; now: Version | null };
  historyText: Pick<NoteText, 'version' | 'text' | 'readOnly'>;
  keepVersion: null;
  deletedNotes: { total: number; notes: DeletedNote[] };
  restoreVersion: { path: NotePath; version: Version };
}
