/** What is looked for in notes, and what is known of it in the one on screen. */
import type { Text } from '@codemirror/state';
import { create } from 'zustand';
import type { FindQuery, Match } from './find-matches.ts';

/** What was found in `doc`, which may be an older text than the one on screen. */
export interface FoundIn {
  doc: Text;
  matches: readonly Match[];
  isCut: boolean;
}

export interface FindState extends FindQuery {
  isOpen: boolean;
  /** The field for the replacement is shown. */
  isReplacing: boolean;
  /** The list of matches is shown. */
  isListed: boolean;
  /** `null`: nothing is looked for, or nobody knows yet. */
  found: FoundIn | null;
  /** 1-based: which of the matches is selected; `null`: none is. */
  place: number | null;
  /** Why there is no answer. */
  problem: { kind: 'wrong'; message: string } | { kind: 'slow' } | null;
  /** So many were replaced by the last step; `null`: something else was done since. */
  replaced: number | null;
  /** Grows whenever a person asks for the panel, so that its field takes the focus. */
  asked: number;
}

export const useFind = create<FindState>(() => ({
  isOpen: false,
  isReplacing: false,
  isListed: false,
  words: '',
  matchCase: false,
  wholeWord: false,
  isRegexp: false,
  replacement: '',
  found: null,
  place: null,
  problem: null,
  replaced: null,
  asked: 0,
}));

export function isSameQuery(one: FindQuery, other: FindQuery): boolean {
  return (
    one.words === other.words &&
    one.matchCase === other.matchCase &&
    one.wholeWord === other.wholeWord &&
    one.isRegexp === other.isRegexp &&
    one.replacement === other.replacement
  );
}
