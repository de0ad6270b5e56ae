/** What clicks on tags and chips make of a filter's text. */
import {
  conjuncts,
  type Filter,
  type FilterKey,
  formatFilter,
  formatTerm,
  parseFilter,
  toggleTerm,
} from '../../notes/text/filter.ts';

export type FacetKey = 'tag' | 'category';
/** A plain click, a click with Mod, and one with Alt. */
export type ClickWay = 'only' | 'and' | 'not';

export interface Chip {
  /** Stands for itself in the filter's text: two chips never have the same. */
  text: string;
  kind: FacetKey | 'untagged' | 'other';
  /** What to show: a tag's name without `tag:`. */
  name: string;
  isNegated: boolean;
}

/**
 * `only`: just this tag, or no filter when it is the whole filter already. `and`: also this tag, or without it
 * when it is there. `not`: without notes that have it, or no longer so.
 */
export function afterClick(filter: string, key: FilterKey, name: string, way: ClickWay): string {
  const term = formatTerm(key, name);
  if (way === 'only') return filter.trim() === term ? '' : term;
  const parts = partsOf(filter);
  const negated = formatFilter({ kind: 'not', part: termOf(key, name), start: 0, end: 0 });
  const withoutNegation = without(parts, negated);
  if (way === 'and')
    return withoutNegation.length < parts.length
      ? join([...withoutNegation, termOf(key, name)])
      : toggle(filter, key, name);
  const withoutBoth = without(withoutNegation, term);
  if (withoutNegation.length < parts.length) return join(withoutNegation);
  return [join(withoutBoth), negated].filter(Boolean).join(' ');
}

/** The filter's terms as chips, in order; a filter that can't be read is one chip. */
export function chipsOf(filter: string): Chip[] {
  if (filter.trim() === '') return [];
  try {
    return conjuncts(parseFilter(filter)).map(chipOf);
  } catch {
    return [{ text: filter, kind: 'other', name: filter, isNegated: false }];
  }
}

/** The filter without one of its chips. */
export function withoutChip(filter: string, chip: Chip): string {
  const parts = partsOf(filter);
  return parts.length === 0 ? '' : join(without(parts, chip.text));
}

/** How the filter asks for a tag or category: with it, without it, or not at all. */
export function markOf(chips: readonly Chip[], key: Chip['kind'], name: string): 'with' | 'without' | null {
  const chip = chips.find((one) => one.kind === key && one.name === name);
  if (chip === undefined) return null;
  return chip.isNegated ? 'without' : 'with';
}

function chipOf(part: Filter): Chip {
  const text = formatFilter(part);
  const isNegated = part.kind === 'not';
  const inner = isNegated ? part.part : part;
  if (inner.kind === 'term' && (inner.key === 'tag' || inner.key === 'category')) {
    return { text, kind: inner.key, name: inner.value, isNegated };
  }
  if (inner.kind === 'term' && inner.key === 'is' && inner.value === 'untagged') {
    return { text, kind: 'untagged', name: inner.value, isNegated };
  }
  return { text, kind: 'other', name: formatFilter(inner), isNegated };
}

function partsOf(filter: string): Filter[] {
  try {
    return conjuncts(parseFilter(filter));
  } catch {
    return [];
  }
}

function toggle(filter: string, key: FilterKey, name: string): string {
  try {
    return toggleTerm(filter, key, name);
  } catch {
    return formatTerm(key, name);
  }
}

const without = (parts: Filter[], text: string) => parts.filter((part) => formatFilter(part) !== text);
const join = (parts: Filter[]) => formatFilter({ kind: 'and', parts, start: 0, end: 0 });
const termOf = (key: FilterKey, value: string): Filter => ({ kind: 'term', key, value, start: 0, end: 0 });
