/** A filter in words: `tag:前端 -tag:draft 冷启动` is "Notes tagged 前端, not draft, containing 冷启动". */
import { readDates } from '../../notes/text/filter-dates.ts';
import type { Filter, Term } from '../../notes/text/filter.ts';
import { currentLanguage, t } from '../messages.ts';

/** What a filter finds: in the list of articles it is about them, and about notes that cite them. */
export type Subject = 'notes' | 'articles';

/** What the filter asks for as a sentence without a full stop; all notes or articles for an empty one. */
export function explain(filter: Filter, of: Subject = 'notes'): string {
  const what = wordsFor(filter, of);
  if (what === '') return t(of === 'notes' ? 'filter.all' : 'command.showArticles');
  return tidy(t(`explain.${of}`, { what }));
}

/** A short name for it, its words and tags alone: `前端, not draft, cold start`. Empty for an empty filter. */
export function nameFor(filter: Filter): string {
  const parts = flattened(filter, 'and').map((part) => {
    const { term, isNegated } = signed(part);
    if (term === null || !isTogether(term.key)) return tidy(wordsFor(part, 'notes'));
    return isNegated ? t('explain.name.not', { value: term.value }) : term.value;
  });
  return parts.filter((part) => part !== '').join(t('explain.name.and'));
}

/** Chinese names stand between spaces, but not beside a sign or at the end. */
function tidy(words: string): string {
  if (currentLanguage() !== 'zh-CN') return words;
  return words.replace(/ +(?=[、，）“]|$)|(?<=”) +/g, '');
}

function wordsFor(filter: Filter, of: Subject): string {
  if (filter.kind === 'or') return listed(alternativesOf(filter, of), 'disjunction');
  return joined(phrasesOf(filter, of));
}

function joined(phrases: readonly string[]): string {
  return phrases.reduce((a, b) => (a === '' ? b : t('explain.and', { a, b })), '');
}

/** A short name for alternatives: `js or “cold start”`. */
export function nameChoices(terms: readonly Term[]): string {
  return names(
    terms.map((term) => {
      if (term.key !== 'is' && term.key !== 'has') return nameOf(term);
      return term.value === 'untagged' ? t('filter.untagged') : termPhrase(term, 'notes');
    }),
    'disjunction',
  );
}

/** Terms of the same key are said together: `tagged a and b`. Of these keys. */
const together = ['tag', 'category', 'title', 'path', 'site', 'text'] as const;
type TogetherKey = (typeof together)[number];
const isTogether = (key: Term['key']): key is TogetherKey => together.some((one) => one === key);

/** What must all be so, each a phrase that can follow "Notes". */
function phrasesOf(filter: Filter, of: Subject): string[] {
  const parts = flattened(filter, 'and');
  const phrases: string[] = [];
  const done = new Set<Filter>();
  /** The phrase before is about tags: after "tagged a" it is "not b". */
  let isAfterTags = false;
  for (const part of parts) {
    if (done.has(part)) continue;
    const { term } = signed(part);
    if (term === null || !isTogether(term.key)) {
      isAfterTags = part.kind === 'or' && part.parts.every((one) => one.kind === 'term' && one.key === 'tag');
      phrases.push(term === null ? wholePhrase(part, of) : termPhrase(part, of));
      continue;
    }
    const same = parts.filter((one) => signed(one).term?.key === term.key);
    same.forEach((one) => done.add(one));
    const having = termsOf(same, false);
    const lacking = termsOf(same, true);
    if (having.length > 0) phrases.push(phrase(of, term.key, false, valuesOf(having, 'conjunction')));
    isAfterTags = term.key === 'tag' && (having.length > 0 || isAfterTags);
    if (lacking.length === 0) continue;
    const values = valuesOf(lacking, 'disjunction');
    phrases.push(isAfterTags ? t('explain.not.tagToo', values) : phrase(of, term.key, true, values));
  }
  return phrases;
}

/** A group of alternatives, or a group in parentheses that must not be. */
function wholePhrase(part: Filter, of: Subject): string {
  if (part.kind === 'not') return t('explain.not.group', { what: wordsFor(part.part, of) });
  const phrases = alternativesOf(part, of);
  // Alternatives that all say the same kind of thing are one phrase: `tagged a or b`.
  if (phrases.length === 1) return phrases[0] ?? '';
  return t('explain.either', { what: listed(phrases, 'disjunction') });
}

function alternativesOf(filter: Filter, of: Subject): string[] {
  const parts = flattened(filter, 'or');
  const phrases: string[] = [];
  const done = new Set<Filter>();
  for (const part of parts) {
    if (done.has(part)) continue;
    const key = part.kind === 'term' ? part.key : null;
    if (key !== null && isTogether(key)) {
      const same = parts.filter((one): one is Term => one.kind === 'term' && one.key === key);
      same.forEach((one) => done.add(one));
      phrases.push(phrase(of, key, false, valuesOf(same, 'disjunction')));
    } else {
      const inner = phrasesOf(part, of);
      phrases.push(inner.length > 1 ? t('explain.group', { what: joined(inner) }) : (inner[0] ?? ''));
    }
  }
  return phrases;
}

/** The parts, those of groups of the same kind in their place; `-(a OR b)` is `-a -b`, `-(-a)` is `a`. */
function flattened(filter: Filter, kind: 'and' | 'or'): Filter[] {
  if (filter.kind === kind) return filter.parts.flatMap((part) => flattened(part, kind));
  if (filter.kind === 'not') {
    const { part } = filter;
    if (part.kind === 'not') return flattened(part.part, kind);
    if (part.kind === 'or' && kind === 'and')
      return part.parts.flatMap((one) => flattened({ ...filter, part: one }, kind));
  }
  return [filter];
}

function signed(part: Filter): { term: Term | null; isNegated: boolean } {
  const isNegated = part.kind === 'not';
  const inner = isNegated ? part.part : part;
  return { term: inner.kind === 'term' ? inner : null, isNegated };
}

function termsOf(parts: readonly Filter[], isNegated: boolean): Term[] {
  return parts.flatMap((part) => {
    const one = signed(part);
    return one.term !== null && one.isNegated === isNegated ? [one.term] : [];
  });
}

/** A term that is said alone: a state, what a note has, when it is from. */
function termPhrase(part: Filter, of: Subject): string {
  const { term, isNegated } = signed(part);
  if (term === null) return '';
  if (term.key === 'date' || term.key === 'modified')
    return phrase(of, term.key, isNegated, { when: whenOf(term.value) });
  const state = states.find((one) => one === `${term.key}.${term.value}`);
  return state === undefined ? term.value : phrase(of, state, isNegated, {});
}

/** What is said of an article itself in the list of articles. */
const ofArticles = [
  ...(['site', 'title', 'text', 'has.copy'] as const),
  ...(['is.unread', 'is.reading', 'is.read', 'is.dead', 'is.moved'] as const),
] as const;

interface Params {
  value: string;
  n: number;
  when: string;
}

type Said = TogetherKey | 'date' | 'modified' | (typeof states)[number];

function phrase(of: Subject, said: Said, isNegated: boolean, params: Partial<Params>): string {
  const values: Params = { value: '', n: 1, when: '', ...params };
  const not = isNegated ? 'not.' : '';
  const own = of === 'articles' ? ofArticles.find((one) => one === said) : undefined;
  if (own !== undefined) return t(`explain.article.${not}${own}`, values);
  const words = t(`explain.${not}${said}`, values);
  return of === 'notes' ? words : t('explain.inNotes', { what: words });
}

const states = [
  'is.untagged',
  'is.unpublished',
  'is.broken',
  'is.unread',
  'is.reading',
  'is.read',
  'is.dead',
  'is.moved',
  'has.source',
  'has.question',
  'has.highlight',
  'has.copy',
] as const;

function whenOf(value: string): string {
  const dates = readDates(value);
  if (dates.kind === 'age') {
    const age = t(`explain.age.${dates.unit}`, { n: dates.count });
    return t(dates.newer ? 'explain.when.within' : 'explain.when.ago', { age });
  }
  const [first = '', last] = value.split('..').map((one) => one.trim());
  if (last !== undefined) {
    if (first === '') return t('explain.when.until', { x: pointOf(last) });
    if (last === '') return t('explain.when.since', { x: pointOf(first) });
    return t('explain.when.range', { a: first, b: last });
  }
  const [, sign = '', x = ''] = /^\s*([<>＜＞]?[=＝]?|[≤≥])\s*(.*)$/su.exec(value) ?? [];
  switch (sign.normalize('NFKC')) {
    case '<':
      return t('explain.when.before', { x });
    case '>':
      return t('explain.when.after', { x });
    case '<=':
    case '≤':
      return t('explain.when.until', { x: pointOf(x) });
    case '>=':
    case '≥':
      return t('explain.when.since', { x: pointOf(x) });
    default:
      return t('explain.when.at', { x: pointOf(value.trim()) });
  }
}

/** `in 2020`, `in 2020-01`, `on 2020-01-13`. */
function pointOf(x: string): string {
  const numbers = x.match(/\d+/g)?.length ?? 0;
  if (numbers === 1) return t('explain.when.year', { x });
  return t(numbers > 2 ? 'explain.when.day' : 'explain.when.span', { x });
}

function valuesOf(terms: readonly Term[], type: Intl.ListFormatType): { value: string; n: number } {
  return { value: names(terms.map(nameOf), type), n: terms.length };
}

/** A word or name as it stands in a sentence: in quotation marks where it would fall apart without. */
function nameOf({ key, value, variants }: Term): string {
  const isName = key === 'site';
  const needsQuotes = value === '' || /[\s,，、()（）"“”]/u.test(value);
  const name = needsQuotes ? t('explain.quoted', { value }) : isName ? value : t('explain.word', { value });
  return variants === true ? t('explain.variants', { value: name }) : name;
}

function listed(items: readonly string[], type: Intl.ListFormatType): string {
  return new Intl.ListFormat(currentLanguage(), { type }).format(items);
}

/** The same for names: Chinese ones without quotation marks keep their distance from 和 and 或. */
function names(items: readonly string[], type: Intl.ListFormatType): string {
  const parts = new Intl.ListFormat(currentLanguage(), { type }).formatToParts(items);
  return parts
    .map((part, at) => {
      const isWord = part.type === 'literal' && /^\p{L}+$/u.test(part.value);
      return isWord && !/[”）]$/.test(parts[at - 1]?.value ?? '') ? ` ${part.value} ` : part.value;
    })
    .join('');
}
