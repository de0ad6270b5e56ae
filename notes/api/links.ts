/** Links between notes. */
import type { NotePath, Span } from './note-path.ts';

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
