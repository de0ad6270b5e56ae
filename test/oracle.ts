/** What a search must answer, by reading every note: for tests of whatever answers faster. */
import type { NotePath } from '../notes/api.ts';
import { readFacts } from '../notes/text/facts.ts';
import { parseFilter } from '../notes/text/filter.ts';
import { readHeader } from '../notes/text/front-matter.ts';
import { matcherOf, type Searched } from '../notes/text/match.ts';

/** A note by its whole text; `modified` in ms since the epoch. */
export function searched(path: NotePath, text: string, modified = 0): Searched {
  return { path, facts: readFacts(path, text), modified, body: text.slice(readHeader(text).bodyFrom) };
}

/** The paths of the notes that match, in the order of `notes`. Throws `FilterError`. */
export function bruteForce(notes: readonly Searched[], filter: string, now = new Date()): NotePath[] {
  const matches = matcherOf(parseFilter(filter), now);
  return notes.filter(matches).map(({ path }) => path);
}
