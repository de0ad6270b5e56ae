/** Lists of notes: pages, facets, lines that match, what quick open offers, saved filters. */
import type { Problem } from './facts.ts';
import type { NotePath, Span } from './note-path.ts';

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
  /** Another note whose path differs in letter case or Unicode form only. Absent: there is none. */
  twin?: NotePath;
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
