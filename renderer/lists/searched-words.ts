import { parseFilter } from '../../notes/text/filter.ts';
import { type Word, wordsOf } from '../../notes/text/match.ts';

const none: readonly Word[] = [];
let last = { filter: '', words: none };

/** The words that notes of this filter have, to be marked; none of a filter that can't be read. The same array for the same filter. */
export function searchedWords(filter: string): readonly Word[] {
  if (filter !== last.filter) last = { filter, words: read(filter) };
  return last.words;
}

function read(filter: string): readonly Word[] {
  try {
    const words = wordsOf(parseFilter(filter));
    return words.length === 0 ? none : words;
  } catch {
    return none;
  }
}
