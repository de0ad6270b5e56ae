/**
 * Whether a note matches a filter, and where: the meaning of a search, written down once. The index (`find/`) gives the
 * same answers faster; where there is none, this is what answers.
 */
import type { NoteFacts, NotePath, Span } from '../api.ts';
import { type ArticleState, articleTest } from './article-state.ts';
import { carries } from './labels.ts';
import { dayNumberOf, dayRange, instantRange } from './filter-dates.ts';
import { isAtSite } from './filter-sites.ts';
import { conjuncts, type Filter, type Term } from './filter.ts';
import { fold, foldWithPlaces } from './fold.ts';
import { variantsOf } from './variants.ts';

/** A word or phrase to find: any of its spellings, folded, never empty. `title`: in the title only. */
export interface Word {
  key: 'text' | 'title';
  folded: string[];
}

/** What a note is searched by. */
export interface Searched {
  path: NotePath;
  facts: NoteFacts;
  /** Ms since the epoch. */
  modified: number;
  /** The note's text after its header, as written. */
  body: string;
}

/**
 * Where `word` stands in `folded` (both folded) at or after `from`; -1: nowhere. A word that begins with a letter or
 * digit of a script with spaces is found only where a word begins: `script` in `scripting`, not in `JavaScript`. Other
 * words, Chinese above all, are found anywhere.
 */
export function occursAt(folded: string, word: string, from = 0): number {
  let at = folded.indexOf(word, from);
  if (at < 0 || !isSpacedAt(word, 0)) return at;
  while (at >= 0 && isSpacedBefore(folded, at)) {
    // Nothing can begin before the end of this run of letters.
    let next = at + 1;
    while (next < folded.length && isSpacedAt(folded, next)) next += isLead(folded.charCodeAt(next)) ? 2 : 1;
    at = folded.indexOf(word, next);
  }
  return at;
}

/** Whether a character is a letter or digit of a script that puts spaces between words, or `_`. Of folded text. */
export function isSpaced(codePoint: number): boolean {
  const known = spacedness[codePoint] ?? 0;
  if (known > 0) return known === spaced;
  // By extensions, because ー belongs to Hiragana and Katakana only by them. Here, because it takes a ms to be made.
  const isLetter =
    /^(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{sc=Bopo}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}])[\p{L}\p{N}_]/u;
  const is = isLetter.test(String.fromCodePoint(codePoint));
  if (codePoint < spacedness.length) spacedness[codePoint] = is ? spaced : unspaced;
  return is;
}

/** By code point, filled when a character is met for the first time. */
const spacedness = new Uint8Array(0x10000);
const unspaced = 1;
const spaced = 2;

const isLead = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isTrail = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

function isSpacedAt(text: string, at: number): boolean {
  return isSpaced(text.codePointAt(at) ?? 0);
}

function isSpacedBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  return isSpacedAt(text, at > 1 && isTrail(text.charCodeAt(at - 1)) ? at - 2 : at - 1);
}

/** What of a word or phrase is searched for; empty: it says nothing, and every note matches. */
export function foldedWord(value: string): string {
  return fold(value).trim();
}

/** The spellings that a term of words stands for, folded; one, but for `~`. Empty: the term matches every note. */
export function spellingsOf(term: Pick<Term, 'value' | 'variants' | 'mostSpellings'>): string[] {
  const { value, variants = false, mostSpellings } = term;
  const folded = foldedWord(value);
  if (folded === '') return [];
  return variants ? variantsOf(folded, mostSpellings) : [folded];
}

/** The words that must or may occur in a note that matches: not those after a minus. */
export function wordsOf(filter: Filter): Word[] {
  const words = new Map<string, Word>();
  const collect = (part: Filter): void => {
    if (part.kind === 'and' || part.kind === 'or') part.parts.forEach(collect);
    if (part.kind !== 'term' || (part.key !== 'text' && part.key !== 'title')) return;
    const folded = spellingsOf(part);
    if (folded.length > 0) words.set(`${part.key} ${folded.join('\n')}`, { key: part.key, folded });
  };
  collect(filter);
  return [...words.values()];
}

/** Where any of the words stand in `text`, as it is written: in order, not overlapping, whole characters. */
export function spansIn(text: string, words: readonly Word[]): Span[] {
  if (words.length === 0 || text === '') return [];
  const { text: folded, places } = foldWithPlaces(text);
  const spans: Span[] = [];
  for (const word of new Set(words.flatMap((one) => one.folded))) {
    for (let at = occursAt(folded, word); at >= 0; at = occursAt(folded, word, at + word.length)) {
      spans.push(sourceSpan(places, at, at + word.length));
    }
  }
  return merged(spans);
}

/** The source of `folded.slice(from, to)`. Of a character that folds to several, all of it. */
function sourceSpan(places: Uint32Array | null, from: number, to: number): Span {
  if (places === null) return [from, to];
  const last = places[to - 1] ?? 0;
  let end = to;
  while (end < places.length - 1 && (places[end] ?? 0) <= last) end++;
  return [places[from] ?? 0, places[end] ?? 0];
}

function merged(spans: Span[]): Span[] {
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart: Span[] = [];
  for (const [from, to] of spans) {
    const last = apart.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

/** One note's fields, folded when they are asked for. */
interface WordFields {
  /** Title, tags, categories, excerpt, body: a match lies within one of them. */
  all(): string[];
  title(): string;
}

interface Fields extends WordFields {
  note: Searched;
}

type Test = (fields: Fields) => boolean;

/** What words are found in. */
export interface Worded {
  facts: Pick<NoteFacts, 'title' | 'tags' | 'categories' | 'excerpt'>;
  /** As of `Searched`. */
  body: string;
}

/** Whether a note has the words of a `text` or `title` term. */
export function wordMatcherOf(term: Term): (note: Worded) => boolean {
  const test = wordTest(term);
  return (note) => test(wordFieldsOf(note));
}

const nothingKnown: ArticleState = { read: 'unread', health: null, hasCopy: false };

/**
 * Whether a note matches `filter`; ages (`modified:<7d`) are counted from `now`. `stateOf` knows the articles by their
 * normalised addresses; without it nothing is known of them.
 */
export function matcherOf(
  filter: Filter,
  now: Date,
  stateOf: (normalised: string) => ArticleState = () => nothingKnown,
): (note: Searched) => boolean {
  const test = testOf(filter, { now, stateOf });
  return (note) => test(fieldsOf(note));
}

function fieldsOf(note: Searched): Fields {
  return { note, ...wordFieldsOf(note) };
}

function wordFieldsOf({ facts: { title, tags, categories, excerpt }, body }: Worded): WordFields {
  let all: string[] | null = null;
  return {
    all: () => (all ??= [title, ...tags, ...categories, excerpt, body].map(fold)),
    title: () => all?.[0] ?? fold(title),
  };
}

interface Asked {
  now: Date;
  stateOf: (normalised: string) => ArticleState;
}

function testOf(filter: Filter, asked: Asked): Test {
  switch (filter.kind) {
    case 'and': {
      const tests = cheapFirst(conjuncts(filter)).map((part) => testOf(part, asked));
      return (fields) => tests.every((test) => test(fields));
    }
    case 'or': {
      const tests = cheapFirst(filter.parts).map((part) => testOf(part, asked));
      return (fields) => tests.some((test) => test(fields));
    }
    case 'not': {
      const test = testOf(filter.part, asked);
      return (fields) => !test(fields);
    }
    case 'term':
      return termTest(filter, asked);
  }
}

/** What needs no folding of whole notes before what does. */
function cheapFirst(parts: readonly Filter[]): Filter[] {
  const isCheap = (part: Filter): boolean => part.kind === 'term' && part.key !== 'text';
  return [...parts.filter(isCheap), ...parts.filter((part) => !isCheap(part))];
}

function termTest(term: Term, { now, stateOf }: Asked): Test {
  const { key, value } = term;
  const ofArticle = articleTest(term);
  if (ofArticle !== null)
    return ({ note }) => note.facts.sources.some(({ normalised }) => ofArticle(stateOf(normalised)));
  switch (key) {
    case 'text':
    case 'title':
      return wordTest(term);
    case 'path': {
      const part = fold(value);
      return ({ note }) => fold(note.path).includes(part);
    }
    case 'tag':
      return ({ note }) => carries(note.facts.tags, value);
    case 'category':
      return ({ note }) => carries(note.facts.categories, value);
    case 'is':
      return ({ note: { facts } }) => {
        if (value === 'untagged') return facts.tags.length === 0;
        return value === 'unpublished' ? facts.unpublished : facts.problem !== null;
      };
    case 'has':
      return ({ note: { facts } }) => {
        if (value === 'question') return facts.questions > 0;
        return value === 'highlight' ? facts.bold + facts.marked > 0 : facts.sources.length > 0;
      };
    case 'site':
      return ({ note }) => note.facts.sources.some((source) => isAtSite(source, value));
    case 'date': {
      const { from, to } = dayRange(value, now);
      return ({ note }) => {
        const day = note.facts.date === null ? null : dayNumberOf(note.facts.date);
        return day !== null && (from === null || day >= from) && (to === null || day <= to);
      };
    }
    case 'modified': {
      const { from, to } = instantRange(value, now);
      return ({ note: { modified } }) =>
        (from === null || modified >= from) && (to === null || modified < to);
    }
  }
}

function wordTest(term: Term): (fields: WordFields) => boolean {
  const words = spellingsOf(term);
  if (words.length === 0) return () => true;
  if (term.key === 'title') return (fields) => occursAny(fields.title(), words);
  return (fields) => fields.all().some((field) => occursAny(field, words));
}

function occursAny(field: string, words: readonly string[]): boolean {
  return words.some((word) => occursAt(field, word) >= 0);
}
