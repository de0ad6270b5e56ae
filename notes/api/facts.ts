/** What the parser reads out of one note. */

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
