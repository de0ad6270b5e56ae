/**
 * The contract between a notebook and whoever shows it: what every call answers, and its error codes. Plain data only,
 * so that it crosses any port. The arguments are in `calls.ts`; `remote.ts` carries it, `notebook.ts` implements it.
 */
import type { Arguments, BulkChange, CallName, NoteEncoding, ReadState } from './calls.ts';

// prettier-ignore
export type { Arguments, ArticleChoice, ArticleSort, BulkChange, CallName, Direction, NoteEncoding, ReadState, Sort, TagChange } from './calls.ts';

/** A note's path relative to the notebook, `/`-separated, spelled as on disk: `_posts/2020-01-13-serverless.md`. */
export type NotePath = string;

/** SHA-256 of a note's bytes, hex. Answers "did I write this?", "may I overwrite?", "is it new?". */
export type Version = string;

// ---------------------------------------------------------------------------------------------- facts

export type ProblemCode =
  | 'yaml-syntax'
  | 'duplicate-key'
  | 'header-not-a-mapping'
  | 'header-too-large'
  | 'not-utf8'
  | 'binary'
  | 'too-large'
  | 'unreadable';

/** What is wrong with a note. The note is listed all the same. */
export interface Problem {
  code: ProblemCode;
  /** 1-based line in the note. */
  line: number;
  /** English, for the terminal; the UI translates by `code`. */
  message: string;
}

export interface Heading {
  /** 1 to 6. */
  level: number;
  /** Plain text, marks of Markdown removed. */
  text: string;
  /** 1-based line in the note. */
  line: number;
}

/** One article that a note links to, at its first mention there (a mention in a heading wins). */
export interface NoteSource {
  /** As written in the note. */
  url: string;
  /** The article's identity (`text/urls.ts`). Equal in two notes: the same article. */
  normalised: string;
  /** Host for showing, without `www.`: `juejin.im`. */
  site: string;
  /** The link's text as written; the readable URL where the link has none. */
  title: string;
  /** Text of the heading that holds the link or stands above it; `null` before the first heading. */
  heading: string | null;
  /** Whether the link itself is in a heading: the note's usual way to collect an article. */
  inHeading: boolean;
  /** 1-based line of the link. */
  line: number;
  /** 1-based last line that belongs to this source: the end of its section, or of its block. */
  lastLine: number;
  /** First lines of what the reader wrote under it, plain text, at most 280 characters. */
  excerpt: string;
  /** Of all of it, plain text: UTF-16 units without line ends. */
  excerptLength: number;
}

/**
 * What the parser reads out of one note's text. Never throws on any text. Of a body of more than a million characters
 * only the first million are read (`text/facts.ts`), so that one note never keeps all others waiting.
 */
export interface NoteFacts {
  title: string;
  titleFrom: 'header' | 'heading' | 'file';
  /** As written in the header (else in the file name, `2020-01-13-…`); `null` when there is none. */
  date: string | null;
  /** The date as an instant, ms since the epoch, for sorting only; `null` when there is no date or it makes no sense. */
  instant: number | null;
  /** In order, without duplicates, as written (a leading `#` removed). Empty when the header is broken. */
  tags: string[];
  /** In order, without duplicates. A list in a list is one hierarchy, `A/B`; a plain list is several categories. */
  categories: string[];
  layout: string | null;
  /** `draft: true`, `published: false`, `publish: false` or a path in `_drafts/`. */
  unpublished: boolean;
  /** Plain text, at most 280 characters: the header's, else up to `<!-- more -->`, else the first paragraph. */
  excerpt: string;
  headings: Heading[];
  sources: NoteSource[];
  /** Counts of **bold**, ~~struck~~ and open questions in the body. */
  bold: number;
  struck: number;
  questions: number;
  /** ==Marked== passages of the body. */
  marked: number;
  /** Han, Kana and Hangul characters plus words of other scripts, body only. */
  words: number;
  problem: Problem | null;
}

// ---------------------------------------------------------------------------------------------- lists

export interface NoteRow {
  path: NotePath;
  title: string;
  date: string | null;
  tags: string[];
  categories: string[];
  excerpt: string;
  /** Number of distinct sources. */
  sources: number;
  unpublished: boolean;
  words: number;
  /** Last change on disk, ms since the epoch. */
  modified: number;
  problem: Problem | null;
}

export interface Facet {
  name: string;
  /** Notes of the result that carry exactly this name. */
  count: number;
  /** Notes of the result that carry this name or one below it (`a` counts `a/b`); each note once. */
  within: number;
}

export interface Facets {
  /** Every tag and category of the result and, for nested ones, their parents; sorted by name. */
  tags: Facet[];
  categories: Facet[];
  untagged: number;
}

export interface Page {
  /** Notes that match, all of them; of those indexed so far while `NotebookState.indexing` is not null. */
  total: number;
  offset: number;
  rows: NoteRow[];
  /** Counts over the whole result, not the window; `null` when not asked for. */
  facets: Facets | null;
}

/** UTF-16 offsets, the end exclusive. */
export type Span = [from: number, to: number];

/** One line of a note in which words of a filter stand. */
export interface MatchLine {
  /** 1-based line in the note. */
  line: number;
  /** The line as written, at most 300 UTF-16 units of it, around its first match; cut ends are `…`. */
  text: string;
  /** Where in `text` the words stand, in order, not overlapping. Never empty. */
  spans: Span[];
  /** The heading above it (that of a source where it is in a source's section), plain text; `null`: none. */
  heading: string | null;
  /** 1-based line of that heading. */
  headingLine: number | null;
  /** Whether that heading is a source's. */
  inSource: boolean;
}

/** Where the words of a filter stand in one note. A match in its title only has no lines. */
export interface NoteMatches {
  path: NotePath;
  /** Lines with a match, all of them. */
  total: number;
  lines: MatchLine[];
}

/** What quick open offers: a note by its title or file name, a heading or a source in a note. Best first. */
export interface Suggestion {
  kind: 'note' | 'heading' | 'source';
  path: NotePath;
  /** The note's. */
  title: string;
  /** What matched: the title, the path, the heading's or the source's text. */
  text: string;
  by: 'title' | 'path' | 'text';
  /** Where in `text` the typed characters are; by pinyin, the characters they stand for. */
  spans: Span[];
  /** 1-based; `null` for a note. */
  line: number | null;
  date: string | null;
}

/** A filter that was given a name. Kept in `.gleaner/filters.json`, in this order. */
export interface SavedFilter {
  name: string;
  filter: string;
}

// ---------------------------------------------------------------------------------------------- many notes at once

export interface ChangedLines {
  /** 1-based first line, in the note as it is. */
  line: number;
  before: string[];
  after: string[];
}

/** One note that a change of many would change. */
export interface BulkNote {
  path: NotePath;
  title: string;
  changes: ChangedLines[];
}

/** A note that has the tag, or the link, and is left as it is, and why: English for the terminal; the UI translates by `code`. */
export interface SkippedNote {
  path: NotePath;
  code: 'header-broken' | 'read-only' | 'unsaved' | 'refused' | 'changed' | 'gone' | 'failed';
  message: string;
}

export interface BulkPreview {
  /** Names exactly this plan: the notes, their versions and every splice. `bulkApply` refuses another one. */
  plan: string;
  /** Notes that would change, all of them. */
  total: number;
  /** The window that was asked for, by path. */
  notes: BulkNote[];
  /** At most 1,000. */
  skipped: SkippedNote[];
  /** Names of the saved filters that ask for a tag by its old name and would get the new one. Absent: none. */
  filters?: string[];
}

export interface BulkResult {
  /** Give it to `bulkUndo`. */
  batch: string;
  /** Notes changed (for an undo: changed back). */
  changed: number;
  skipped: SkippedNote[];
  /**
   * The saved filters that ask for a renamed tag: by name, those that ask for the new one now (for an undo: for the old
   * one again); or they could not be rewritten. Absent: no saved filter asks for it, or the change was stopped.
   */
  filters?: { kind: 'followed'; names: string[] } | { kind: 'failed' };
  /**
   * Whether copy and read state went with an article to its new address (for an undo: back). `failed`: something of it is
   * where it was. Absent: the change is about tags, or was stopped.
   */
  articles?: 'followed' | 'failed';
  /** Notes that were not come to, because of `bulkCancel`. Absent: it was not stopped. */
  left?: number;
}

/** A batch that was cut off, by a crash or a power cut: every note of it is old or new. */
export interface PendingBulk {
  batch: string;
  change: BulkChange;
  /** Notes that are new already, of `total`. */
  done: number;
  total: number;
  /** When it began, ms since the epoch. */
  at: number;
}

/** A batch that was carried out and can be taken back. */
export type DoneBulk = Pick<PendingBulk, 'batch' | 'change' | 'at'>;

/** Tags that seem to be the same one, written in several ways. */
export interface TagTwins {
  /** Most used first. `category`: the name is a category too, or only one. */
  names: { name: string; count: number; kind: 'tag' | 'category' }[];
  /** Why: letter case, full or half width, white space, hyphens and underscores; another name for the same (`JS`, `JavaScript`); a tag here and a category there. */
  reason: 'case' | 'width' | 'separators' | 'alias' | 'category';
  /** The spelling to keep. */
  suggested: string;
}

/** One article. */
export interface Source {
  url: string;
  normalised: string;
  site: string;
  title: string;
  /** The first 20 notes that cite it, before all others the one that gave it its title; `citing` answers all. */
  notes: Citing[];
  /** How many notes cite it. */
  noted: number;
}

/** A note that cites an article, and the first line where it does. */
export interface Citing {
  path: NotePath;
  title: string;
  line: number;
}

// ---------------------------------------------------------------------------------------------- articles

/** Why something could not be fetched. */
export type FetchReason =
  | 'bad-address'
  /** Not an address of the public network, and not one that the person allowed. */
  | 'private-address'
  /** Neither 80 nor 443, and not allowed by the person. */
  | 'port'
  | 'offline'
  | 'name-unknown'
  | 'certificate'
  | 'redirects'
  | 'too-slow'
  | 'too-large'
  | 'status'
  /** Not what was asked for: a page is not HTML, a picture not one that is shown. */
  | 'other-kind'
  | 'robots'
  /** The page has no text without its scripts. */
  | 'needs-browser'
  /** The server sent a page, and it says that there is no such article, or asks to sign in. */
  | 'missing'
  | 'needs-login'
  | 'disk-full'
  | 'failed';

export interface FetchFailure {
  kind: 'failed';
  reason: FetchReason;
  /** Of an HTTP answer. */
  status: number | null;
  /** In English, for logs and the terminal; the UI says `reason` in the person's language. */
  message: string;
}

/** What a page says about itself: plain text, shortened, without control and bidi characters. */
export interface Card {
  kind: 'card';
  title: string;
  site: string;
  description: string;
  author: string;
  /** `2020-01-13` or a full ISO 8601 time, as the page states it; empty when it does not. */
  published: string;
  /** For `picture`. */
  picture: string | null;
  minutes: number | null;
  /** BCP 47: `zh-CN`. Empty: not known. */
  language: string;
  /** Where the page was in the end. */
  url: string;
  /** A redirect led from https to http: others could read and change what came. */
  isDowngraded?: true;
  /** ms since the epoch. */
  fetched: number;
}

export type LinkState =
  'ok' | 'moved' | 'soft-404' | 'gone' | 'needs-login' | 'refused' | 'offline' | 'unknown';

export interface LinkHealth {
  state: LinkState;
  status: number | null;
  movedTo: string | null;
  /** ms since the epoch. */
  checked: number;
  /** It was tried again later and nothing was learned: no network, or a server in trouble. */
  lastTry?: { state: 'offline' | 'unknown'; status: number | null; at: number };
}

/** One article with all that is known about it here. */
export interface Article extends Source {
  /** The date of the oldest note that cites it, as written. */
  firstNoted: string | null;
  /** UTF-16 units of what the reader wrote about it, in all notes. */
  excerptLength: number;
  read: ReadState;
  /** `waiting`: queued; `failed`: the last try was, and why. */
  copy: ({ kind: 'kept' } & Omit<KeptCopy, 'normalised'>) | { kind: 'waiting' } | FetchFailure | null;
  card: Card | null;
  health: LinkHealth | null;
}

/** A copy as it lies in the notebook. */
export interface KeptCopy {
  normalised: string;
  /** From the notebook's folder. */
  path: string;
  /** ms since the epoch; `null`: it does not say. */
  fetched: number | null;
}

export interface ArticleSite {
  name: string;
  count: number;
  /** Of the notes that cite its articles, by month of their date (`2020-01`), in order. */
  months: MonthCount[];
  /** How many more of these notes have no date. */
  undated: number;
  /** Of its articles, by the month in which the person began or finished reading them last, as Gleaner was told. */
  reads: MonthCount[];
}

export interface MonthCount {
  /** `2020-01`. */
  month: string;
  count: number;
}

/** Where an article is noted already. */
export interface NotedPlace extends Citing {
  /** The note's date as written. */
  date: string | null;
  /** The heading above, or of the section around it: `网上文章`. */
  heading: string | null;
}

export interface Consent {
  previews: 'off' | 'select' | 'open';
  checks: boolean;
}

/** A readable copy of an article. */
export interface Copy {
  /** From the notebook's folder. */
  path: string;
  url: string;
  title: string;
  author: string;
  /** The article's own date, as stated. */
  date: string;
  /** ISO 8601. */
  fetched: string;
  /** Without the header. Pictures are named as `copyPicture` takes them. */
  markdown: string;
}

/** A copy beside the page of today. */
export type CopyComparison =
  | { kind: 'same' }
  /** `markdown`: today's. `lines`: those that differ with three around them; the first 2,000. */
  | { kind: 'changed'; markdown: string; lines: { kind: 'same' | 'gone' | 'new'; text: string }[] }
  | FetchFailure;

// ---------------------------------------------------------------------------------------------- links between notes

/** A note that links to another one, or names it. */
export interface LinkingNote {
  path: NotePath;
  title: string;
  date: string | null;
  /** Places in it, all of them. */
  total: number;
  /** At most 5. */
  lines: LinkedLine[];
}

export interface LinkedLine {
  /** 1-based line in the note. */
  line: number;
  /** As `MatchLine`. */
  text: string;
  spans: Span[];
  /** Where the link's target, or the name, stands in the whole line. */
  at: Span[];
}

/** A template of the notebook: its file's name without the ending. */
export interface TemplateName {
  name: string;
}

/** A note that a link may lead to. */
export interface LinkTargetOffer {
  path: NotePath;
  title: string;
  date: string | null;
  /** What was found: the title, another name, or the path. */
  text: string;
  spans: Span[];
  /** What a link says to lead there: the shortest that means no other note. */
  target: string;
  /** The whole link: `[[target|title]]`. */
  link: string;
}

// ---------------------------------------------------------------------------------------------- one note

/** `not-utf8`: it is not, and in which encoding it is can't be told, or some of its bytes are damaged. */
export type ReadOnlyReason = 'not-utf8' | 'too-large' | 'binary';

export interface NoteText {
  path: NotePath;
  version: Version;
  /**
   * Line ends are `\n` and there is no byte order mark, whatever the file has: the notebook keeps the file's own
   * and puts them back when it saves. Empty when `readOnly` is `binary` or `too-large`; of a file that is not UTF-8
   * the first 4 MB.
   */
  text: string;
  /** What the file has, for showing. */
  lineEnds: 'LF' | 'CRLF' | 'CR' | 'mixed';
  byteOrderMark: boolean;
  /** Absent: UTF-8. Where `readOnly` is `not-utf8` it is a guess. */
  encoding?: NoteEncoding;
  /** Why the note can't be edited without damage; `null` when it can. */
  readOnly: ReadOnlyReason | null;
  /** Text that was typed but not saved before Gleaner ended, and the version it was typed on. */
  unsaved: UnsavedNoteText | null;
  modified: number;
}

/** Text that an editor had, and no file has. */
export interface UnsavedNoteText {
  text: string;
  base: Version | null;
  /** What `base` said, where that is known: both texts can be merged then. */
  baseText: string | null;
  at: number;
  /** Who typed it, as `journal` was told; `''`: nobody said. */
  writer: string;
  /** The editor that it was typed in is still there, and will save it. */
  isLive: boolean;
}

/** Text that nobody has on screen any more, and no note: for a list of them. */
export interface LostText {
  path: NotePath;
  writer: string;
  at: number;
  /** UTF-16 units of the text, and how it begins. */
  length: number;
  beginning: string;
  /** Whether there is a note at its path; or the path that the note has now; `null`: it is gone. */
  note: NotePath | null;
}

export type SaveResult =
  /** `inPlace`: the disk refuses to rename over the note, so that a crash during such a save can tear it; the text was kept elsewhere first. */
  | { kind: 'saved'; version: Version; modified: number; inPlace?: true }
  /** The disk holds something newer than `base`. Nothing was written; this is what is there. */
  | { kind: 'conflict'; version: Version; text: string }
  /** The file is not there any more. Nothing was written. */
  | { kind: 'gone' }
  /** The file's encoding has no such characters. Nothing was written; at most 100 are named. */
  | { kind: 'unmappable'; characters: string[]; encoding: NoteEncoding };

/** What is at an address that a note has. Paths from the notebook, sizes in bytes. */
export type FileFacts =
  /** `width`, `height`: px as it is shown; 0: it does not say. */
  | { kind: 'picture'; path: string; size: number; width: number; height: number }
  | { kind: 'file'; path: string; size: number }
  /** A picture of more than 50 MB or 150 megapixels. */
  | { kind: 'too-large'; path: string; size: number }
  /** A link leads out of the notebook. */
  | { kind: 'outside' }
  | { kind: 'missing' };

/**
 * How a width is written. `bar`: Obsidian's `![alt|300](a.png)`; `kramdown`: Jekyll's `{: width="300"}` behind it;
 * `braces`: Pandoc's `{width=300}`; `img`: `<img width="300">`.
 */
export type WidthForm = 'bar' | 'kramdown' | 'braces' | 'img';

export type AddedFile =
  | { kind: 'part'; received: number }
  /** `target`: as it is to be written into the note, `![](target)` or `![[target]]`. */
  | { kind: 'stored'; path: string; target: string; isWiki: boolean; isPicture: boolean };

// ---------------------------------------------------------------------------------------------- history

/**
 * Who made a version: the person, here; another program, or somebody else's Gleaner; a change of many notes; the person by
 * putting an earlier version back. `recovered`: text that never reached the file, because Gleaner ended.
 */
export type VersionMaker = 'you' | 'other' | 'bulk' | 'restore' | 'recovered';

/**
 * What it was kept for. `found`: as it was before the first change here. `time`: five minutes of writing. `pause`: the writing
 * ended. `changed`: somebody else was about to write, or had written. The others: what was about to be done to it.
 */
export type VersionReason =
  | 'found'
  | 'time'
  | 'pause'
  | 'changed'
  | 'bulk'
  | 'shrink'
  | 'links'
  | 'trash'
  | 'gone'
  | 'restore'
  | 'discard';

/** An earlier text of a note, kept outside the notebook, byte for byte. */
export interface NoteVersion {
  /** For `historyText` and `restoreVersion`. Grows with time, whatever the clock said. */
  id: number;
  version: Version;
  /** When it became the note's text, ms since the epoch. */
  at: number;
  by: VersionMaker;
  why: VersionReason;
  /** Bytes of the note. */
  size: number;
}

/** A note that is not there any more, and its last version. */
export interface DeletedNote extends NoteVersion {
  path: NotePath;
  title: string;
}

/** A note in the notebook's trash. */
export interface TrashedNote {
  /** Its path there, for `restore`. */
  trashed: string;
  /** Where it was. */
  path: NotePath;
  /** When it was put there, ms since the epoch. */
  at: number;
  /** Bytes. */
  size: number;
}

// ---------------------------------------------------------------------------------------------- state and events

export interface NotebookState {
  /** The folder's own name. */
  name: string;
  /** Absolute path, for showing only. */
  folder: string;
  /** `unavailable`: the folder vanished or emptied. Nothing is purged; it comes back by itself. */
  availability: 'ready' | 'unavailable';
  /**
   * Why it is not available: so many notes are gone or empty, at once. They stay listed until they are back, or until a person says
   * that they are deleted (`acceptLoss`). Absent: the folder itself is not there, or it is available.
   */
  missing?: number;
  /** Notes read so far of those to be read, while a scan is under way. */
  scanning: { done: number; total: number } | null;
  /** Notes whose text can be found so far, of all; and how many more each second. `null`: all can. */
  indexing: { done: number; total: number; perSecond: number } | null;
  /** `scan`: this Node has no FTS5, or the index can't be kept; every search reads the notes. Same answers, slower. */
  finding: 'index' | 'scan';
  /** A change of many notes under way. */
  bulk: { done: number; total: number } | null;
  /** Copies or checks that were asked for, under way; `now`: the address being fetched. */
  fetching: {
    kind: 'copies' | 'checks';
    done: number;
    failed: number;
    total: number;
    isPaused: boolean;
    now: string | null;
    /** It paused by itself, because what is left would fail as well: `disk-full`, `offline`. Absent: it did not. */
    reason?: FetchReason;
  } | null;
  total: number;
}

export type NotebookEvent =
  /** At most 200 paths; `more` says that others changed too. `version` is `null` for a note that is gone. */
  | { kind: 'changed'; notes: { path: NotePath; version: Version | null }[]; more: boolean }
  | { kind: 'state'; state: NotebookState }
  /** The saved filters are others now. */
  | { kind: 'filters' }
  /** Cards, copies, read states or links' health are others now; at most 200, `null`: many. */
  | { kind: 'articles'; normalised: string[] | null };

// ---------------------------------------------------------------------------------------------- errors

export const errorCodes = [
  'not-found',
  'exists',
  'bad-path',
  'bad-argument',
  'bad-query',
  'denied',
  'disk-full',
  'read-only',
  'too-large',
  'unavailable',
  'offline',
  'busy',
  'shrunk',
  'broken',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The only failure that crosses the contract. Code switches on `code`; `message` is English for a person. */
export class NotesError extends Error {
  readonly code: ErrorCode;
  /** For `bad-query`: 0-based offset of the offending character. For `broken`: 1-based line of the file. */
  readonly at: number | null;
  /** For `broken`: the file, from the notebook's folder. `null`: it is not in there. */
  readonly file: string | null;

  constructor(code: ErrorCode, message: string, at: number | null = null, file: string | null = null) {
    super(message);
    this.name = 'NotesError';
    this.code = code;
    this.at = at;
    this.file = file;
  }
}

// ---------------------------------------------------------------------------------------------- calls

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

/** The contract. Every failure is a `NotesError`. */
export type Notebook = {
  [N in CallName]: (args: Arguments<N>) => Promise<Results[N]>;
} & {
  /** Calls `listener` for every event until the returned function is called. */
  listen(listener: (event: NotebookEvent) => void): () => void;
  /** These editors (`journal`'s `writer`) are closed: what they have not saved is offered from now on. Of the host alone. */
  left?(writers: readonly string[]): void;
};
