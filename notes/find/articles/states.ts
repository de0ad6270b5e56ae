/** What a filter can say of an article as such. */
import type { Term } from '../../text/filter.ts';
import { askedHealth, readRank } from './ranks.ts';

/** A condition on a row of `articles`; `null`: the term says something else. */
export function articleState({ key, value }: Pick<Term, 'key' | 'value'>): string | null {
  if (key === 'has') return value === 'copy' ? 'articles.copied = 1' : null;
  if (key !== 'is') return null;
  switch (value) {
    case 'dead':
    case 'moved':
      return `articles.health IN (${askedHealth[value].join(', ')})`;
    case 'unread':
    case 'reading':
    case 'read':
      return `articles.read = ${readRank(value)}`;
    default:
      return null;
  }
}
