/** What clicks on tags and chips make of a filter's text. The text is the truth: how a tag is asked for is read from it. */
import { formatFilter } from '../../notes/text/filter-text.ts';
import { conjuncts, type Filter, readFilter, type Term } from '../../notes/text/filter.ts';
import { isSameTag } from '../../notes/text/tags.ts';

export type FacetKey = 'tag' | 'category';
/** A plain click, a click with Mod, and one with Alt. */
export type ClickWay = 'only' | 'and' | 'not';
/** Whether a note must have all of the chosen tags and categories, or any of them. */
export type Joining = 'all' | 'any';

/** A tag, a category, or `is:untagged`: what the sidebar offers. */
export interface Choice {
  key: FacetKey | 'is';
  value: string;
}

export interface Chip {
  /** Stands for itself in the filter's text: two chips never have the same. */
  text: string;
  kind: FacetKey | 'untagged' | 'any' | 'other';
  /** What to show: a tag's name without `tag:`. For `any` see `choices`. */
  name: string;
  isNegated: boolean;
  /** For `any`: the tags, categories and words of which a note must have one. */
  choices: readonly Term[];
  /** Where it stands in the text that was read, UTF-16 offsets. */
  start: number;
  end: number;
}

/**
 * `only`: just this one, or no filter when it is the whole filter already. `and`: this one too (with `joining` `any`:
 * or this one), or not any more when it is there. `not`: without notes that have it, or no longer so.
 */
export function afterClick(filter: string, choice: Choice, way: ClickWay, joining: Joining = 'all'): string {
  const term = termOf(choice);
  const parts = partsOf(filter);
  if (way === 'only') return parts.length === 1 && isThis(parts[0], choice) ? '' : formatFilter(term);
  const was = marksIn(parts).get(keyOf(choice)) ?? null;
  const others = withoutChoice(parts, choice);
  if (way === 'not') return join(was === 'without' ? others : [...others, negated(term)]);
  if (was === 'with' || was === 'any') return join(others);
  return join((joiningIn(parts) ?? joining) === 'any' ? joined(others, term) : [...others, term]);
}

/** How the filter asks for one: with it, with any of several, without it, or not at all. */
export type Mark = 'with' | 'any' | 'without' | null;

/** Asks about as many as there are in the sidebar: the text is read once. */
export function marksOf(filter: string): (choice: Choice) => Mark {
  const marks = marksIn(partsOf(filter));
  return (choice) => marks.get(keyOf(choice)) ?? null;
}

/** What the text says; `null` where it has fewer than two that could be joined. */
export function joiningOf(filter: string): Joining | null {
  return joiningIn(partsOf(filter));
}

/** The filter with its tags and categories joined in the other way: `a b` as `(a OR b)`, and back. */
export function rejoined(filter: string, joining: Joining): string {
  const parts = partsOf(filter);
  const positive = parts.filter((part): boolean => isChoice(part) || isAnyOfChoices(part));
  const terms = distinct(positive.flatMap((part) => (part.kind === 'or' ? part.parts : [part])));
  if (terms.length < 2 || joiningIn(parts) === joining) return filter;
  const first = positive[0];
  const now = joining === 'any' ? [anyOf(terms)] : terms;
  return join(parts.flatMap((part) => (part === first ? now : positive.includes(part) ? [] : [part])));
}

/** The filter's terms as chips, in order; a filter that can't be read is one chip. */
export function chipsOf(filter: string): Chip[] {
  if (filter.trim() === '') return [];
  const read = readFilter(filter);
  if (read === null) {
    const whole = { start: 0, end: filter.length };
    return [{ text: filter, kind: 'other', name: filter, isNegated: false, choices: [], ...whole }];
  }
  const chips = conjuncts(read).map(chipOf);
  return chips.filter((chip, at) => chips.findIndex(({ text }) => text === chip.text) === at);
}

/** The filter without one of its chips. */
export function withoutChip(filter: string, chip: Chip): string {
  return join(partsOf(filter).filter((part) => formatFilter(part) !== chip.text));
}

function chipOf(part: Filter): Chip {
  const isNegated = part.kind === 'not';
  const inner = isNegated ? part.part : part;
  const { start, end } = part;
  const chip = { text: formatFilter(part), isNegated, choices: [], start, end };
  if (inner.kind === 'or' && inner.parts.every(isPlain))
    return { ...chip, kind: 'any', name: formatFilter(inner), choices: inner.parts };
  if (!isChoice(inner)) return { ...chip, kind: 'other', name: formatFilter(inner) };
  return { ...chip, kind: inner.key === 'is' ? 'untagged' : inner.key, name: inner.value };
}

function partsOf(filter: string): Filter[] {
  const read = readFilter(filter);
  return read === null ? [] : conjuncts(read);
}

type ChoiceTerm = Term & { key: FacetKey | 'is' };

/** A tag, a category, or notes without tags: what can be clicked. */
function isChoice(part: Filter): part is ChoiceTerm {
  if (part.kind !== 'term') return false;
  return part.key === 'tag' || part.key === 'category' || (part.key === 'is' && part.value === 'untagged');
}

/** What a chip can name in a word. */
function isPlain(part: Filter): part is Term {
  return isChoice(part) || (part.kind === 'term' && part.key === 'text');
}

function isAnyOfChoices(part: Filter): part is Extract<Filter, { kind: 'or' }> {
  return part.kind === 'or' && part.parts.every(isChoice);
}

function isThis(part: Filter | undefined, { key, value }: Choice): boolean {
  return part?.kind === 'term' && part.key === key && isSameTag(part.value, value);
}

function marksIn(parts: readonly Filter[]): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const part of parts.toReversed()) {
    const inner = part.kind === 'not' ? part.part : part;
    const terms = isChoice(inner) ? [inner] : isAnyOfChoices(inner) ? inner.parts : [];
    const mark = part.kind === 'not' ? 'without' : inner.kind === 'or' ? 'any' : 'with';
    for (const term of terms) if (isChoice(term)) marks.set(keyOf(term), mark);
  }
  return marks;
}

const keyOf = ({ key, value }: Choice): string => `${key}:${value.normalize('NFC')}`;

function joiningIn(parts: readonly Filter[]): Joining | null {
  if (parts.some(isAnyOfChoices)) return 'any';
  return parts.filter(isChoice).length > 1 ? 'all' : null;
}

/** Without every mention of it that a click could have made, negated ones too. */
function withoutChoice(parts: readonly Filter[], choice: Choice): Filter[] {
  return parts.flatMap((part): Filter[] => {
    const inner = part.kind === 'not' ? part.part : part;
    if (isThis(inner, choice)) return [];
    if (!isAnyOfChoices(inner) || !inner.parts.some((one) => isThis(one, choice))) return [part];
    const left = anyOf(inner.parts.filter((one) => !isThis(one, choice)));
    return [part.kind === 'not' ? negated(left) : left];
  });
}

/** The term as another alternative of those that are there. */
function joined(parts: readonly Filter[], term: Term): Filter[] {
  const at = parts.findIndex(isAnyOfChoices);
  if (at >= 0) return parts.map((part, index) => (index === at ? anyOf([...membersOf(part), term]) : part));
  const first = parts.findIndex(isChoice);
  if (first < 0) return [...parts, term];
  const all = anyOf([...parts.filter(isChoice), term]);
  return parts.flatMap((part, index) => (index === first ? [all] : isChoice(part) ? [] : [part]));
}

const membersOf = (part: Filter): Filter[] => (part.kind === 'or' ? part.parts : [part]);

function anyOf(parts: Filter[]): Filter {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind: 'or', parts, start: 0, end: 0 };
}

function distinct(parts: Filter[]): Filter[] {
  const texts = parts.map(formatFilter);
  return parts.filter((_, at) => texts.indexOf(texts[at] ?? '') === at);
}

/** Alternatives always in parentheses: what is written after them must not become a part of the last one. */
const join = (parts: Filter[]) => formatFilter({ kind: 'and', parts, start: 0, end: 0 });
const termOf = ({ key, value }: Choice): Term => ({ kind: 'term', key, value, start: 0, end: 0 });
const negated = (part: Filter): Filter => ({ kind: 'not', part, start: 0, end: 0 });
