/** What `is:dead`, `has:copy` and the like ask of an article: what is known about it beyond the notes. */
import type { LinkState, ReadState } from '../api.ts';
import type { Term } from './filter.ts';

export interface ArticleState {
  read: ReadState;
  /** `null`: its link was never checked. */
  health: LinkState | null;
  hasCopy: boolean;
}

/** Whether a term says something of articles (`is:dead`), and it is true of this one. `null`: it says something else. */
export function articleTest({
  key,
  value,
}: Pick<Term, 'key' | 'value'>): ((state: ArticleState) => boolean) | null {
  if (key === 'has') return value === 'copy' ? ({ hasCopy }) => hasCopy : null;
  if (key !== 'is') return null;
  switch (value) {
    case 'dead':
      return ({ health }) => health === 'gone' || health === 'soft-404';
    case 'moved':
      return ({ health }) => health === 'moved';
    case 'unread':
    case 'reading':
    case 'read':
      return ({ read }) => read === value;
    default:
      return null;
  }
}
