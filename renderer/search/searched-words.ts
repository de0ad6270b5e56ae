import { type Filter, readFilter } from '../../notes/text/filter.ts';
import { type Word, wordsOf } from '../../notes/text/match.ts';

interface Searched {
  filter: string;
  words: readonly Word[];
  tags: readonly string[];
}

const none: readonly never[] = [];
let last: Searched = { filter: '', words: none, tags: none };

/** The words that notes of this filter have, to be marked; none of a filter that can't be read. The same array for the same filter. */
export function searchedWords(filter: string): readonly Word[] {
  return searched(filter).words;
}

/** The tags that notes of this filter have, or may have. The same array for the same filter. */
export function askedTags(filter: string): readonly string[] {
  return searched(filter).tags;
}

function searched(filter: string): Searched {
  if (filter !== last.filter) {
    const read = readFilter(filter);
    const words = read === null ? none : wordsOf(read);
    last = { filter, words: words.length === 0 ? none : words, tags: read === null ? none : tagsOf(read) };
  }
  return last;
}

function tagsOf(filter: Filter): readonly string[] {
  if (filter.kind === 'term') return filter.key === 'tag' ? [filter.value] : none;
  return filter.kind === 'not' ? none : filter.parts.flatMap(tagsOf);
}
