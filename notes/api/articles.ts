/** Articles: cards, health of links, copies, where one is noted. */
import type { ReadState } from '../calls.ts';
import type { NotePath } from './note-path.ts';

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
