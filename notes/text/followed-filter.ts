/** A filter after a change of tags: it asks for the new name, so that it goes on finding the same notes. */
import type { BulkChange, TagChange } from '../api.ts';
import { formatFilter, formatTerm } from './filter-text.ts';
import { conjuncts, type Filter, readFilter, type Term } from './filter.ts';
import { isSameTag } from './tags.ts';

/**
 * `filter` with the tags that `change` renames, also those below them, by their new names; what else is written in
 * it stays as it is. A filter that asks for none of them, or can't be read, is answered as it is.
 */
export function followedFilter(filter: string, change: BulkChange): string {
  if (change.kind !== 'rename') return filter;
  const read = readFilter(filter);
  if (read === null) return filter;
  const terms = termsOf(read).filter((term) => newName(term.value, change) !== term.value);
  if (terms.length === 0) return filter;
  let text = filter;
  for (const term of terms.toReversed())
    text = text.slice(0, term.start) + formatTerm('tag', newName(term.value, change)) + text.slice(term.end);
  const followed = readFilter(text);
  if (followed === null) return filter;
  const distinct = withoutRepeats(followed);
  return distinct === followed ? text : formatFilter(distinct);
}

/** `filter` without the demand for a tag that `change` takes away from all notes: no note could meet it. */
export function relievedFilter(filter: string, change: BulkChange): string {
  const read = change.kind === 'delete' ? readFilter(filter) : null;
  if (read === null || change.kind !== 'delete') return filter;
  const parts = conjuncts(read);
  const isGone = (part: Filter) =>
    part.kind === 'term' && part.key === 'tag' && change.names.some((name) => isAtOrBelow(part.value, name));
  const left = parts.filter((part) => !isGone(part));
  return left.length === parts.length ? filter : formatFilter({ kind: 'and', parts: left, start: 0, end: 0 });
}

/** The `tag:` terms, in the order in which they are written. */
function termsOf(filter: Filter): Term[] {
  if (filter.kind === 'term') return filter.key === 'tag' ? [filter] : [];
  return filter.kind === 'not' ? termsOf(filter.part) : filter.parts.flatMap(termsOf);
}

/** As the notebook renames: the longest of the names that a tag is, or is below, decides; `to` itself stays. */
function newName(name: string, { from, to }: Extract<TagChange, { kind: 'rename' }>): string {
  const longestFirst = [...from, to].sort((a, b) => b.length - a.length);
  const old = longestFirst.find((one) => isAtOrBelow(name, one));
  if (old === undefined || isSameTag(old, to)) return name;
  return isSameTag(name, old) ? to : to + name.slice(old.length);
}

const isAtOrBelow = (name: string, one: string) => isSameTag(name, one) || name.startsWith(`${one}/`);

/** The same filter object when nothing stands twice side by side. */
function withoutRepeats(filter: Filter): Filter {
  if (filter.kind === 'term') return filter;
  if (filter.kind === 'not') {
    const part = withoutRepeats(filter.part);
    return part === filter.part ? filter : { ...filter, part };
  }
  const seen = new Set<string>();
  const parts = filter.parts.map(withoutRepeats).filter((part) => {
    const text = formatFilter(part);
    return !seen.has(text) && seen.add(text);
  });
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && filter.parts.length > 1) return only;
  const isSame = parts.length === filter.parts.length && parts.every((part, at) => part === filter.parts[at]);
  return isSame ? filter : { ...filter, parts };
}
