/**
 * The filter language: `tag:前端 -tag:draft (tag:js OR tag:ts) "exact words"`. Terms side by side must all match,
 * `-` negates one, `OR` joins alternatives, parentheses group. Pure, so that the UI can read and write filters too.
 */
import { NotesError } from '../api.ts';

export const filterKeys = ['tag', 'category', 'is', 'has', 'path', 'title'] as const;
export type FilterKey = (typeof filterKeys)[number];

/** `start` and `end` are UTF-16 offsets in the filter's text. */
export interface Term {
  kind: 'term';
  /** `text` is a word or phrase without a key: anywhere in title, tags, categories, excerpt or path. */
  key: FilterKey | 'text';
  value: string;
  start: number;
  end: number;
}

export type Filter =
  | Term
  | { kind: 'not'; part: Filter; start: number; end: number }
  /** No parts: matches every note. */
  | { kind: 'and'; parts: Filter[]; start: number; end: number }
  | { kind: 'or'; parts: Filter[]; start: number; end: number };

/** Why a filter can't be read, for messages in the person's language. */
export type FilterProblem =
  | 'or-left'
  | 'or-right'
  | 'parenthesis-open'
  | 'parenthesis-empty'
  | 'parenthesis-deep'
  | 'quote-open'
  | 'terms'
  | 'value-missing'
  | 'value-unknown';

/** `bad-query`, with its reason; on the wire it is a `NotesError` like others. */
export class FilterError extends NotesError {
  readonly reason: FilterProblem;
  /** For `value-missing` and `value-unknown`: the key, and what it may be followed by. */
  readonly key: string;
  readonly known: string;

  constructor(reason: FilterProblem, message: string, at: number, key = '', known = '') {
    super('bad-query', message, at);
    this.reason = reason;
    this.key = key;
    this.known = known;
  }
}

/** What `is:` and `has:` may be followed by. */
const states: Partial<Record<FilterKey | 'text', readonly string[]>> = {
  is: ['untagged', 'unpublished', 'broken'],
  has: ['source'],
};

// More would be a mistake or an attack; SQLite refuses expressions deeper than 1,000.
const mostTerms = 200;
const deepest = 50;

const space = /\s/u;
const openingQuotes = '"“”';
const isQuote = (character: string): boolean => character !== '' && openingQuotes.includes(character);

/** Reads a filter. Throws `NotesError` `bad-query` with `at`. A `：` or `“”` from a Chinese keyboard counts as ASCII. */
export function parseFilter(text: string): Filter {
  let at = 0;
  let terms = 0;

  const fail = (reason: FilterProblem, message: string, where: number): never => {
    throw new FilterError(reason, message, where);
  };
  const skipSpace = (): void => {
    while (at < text.length && space.test(text.charAt(at))) at++;
  };
  const endsWord = (index: number): boolean => index >= text.length || space.test(text.charAt(index));
  const atOr = (depth: number): boolean =>
    text.startsWith('OR', at) && (endsWord(at + 2) || (depth > 0 && text.charAt(at + 2) === ')'));

  const alternatives = (depth: number, start: number): Filter => {
    const parts: Filter[] = [];
    for (;;) {
      parts.push(sequence(depth));
      if (!atOr(depth)) break;
      if (isEmpty(parts.at(-1))) fail('or-left', 'OR needs a term on its left.', at);
      const or = at;
      at += 2;
      skipSpace();
      if (at >= text.length || (depth > 0 && text.charAt(at) === ')'))
        fail('or-right', 'OR needs a term on its right.', or);
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: 'or', parts, start, end: at };
  };

  const sequence = (depth: number): Filter => {
    skipSpace();
    const start = at;
    let end = at;
    const parts: Filter[] = [];
    while (at < text.length && !atOr(depth) && !(depth > 0 && text.charAt(at) === ')')) {
      parts.push(signed(depth));
      end = at;
      skipSpace();
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: 'and', parts, start, end };
  };

  const signed = (depth: number): Filter => {
    const start = at;
    if (text.charAt(at) !== '-' || endsWord(at + 1)) return primary(depth);
    at++;
    return { kind: 'not', part: primary(depth), start, end: at };
  };

  const primary = (depth: number): Filter => {
    const start = at;
    if (text.charAt(at) === '(') {
      if (depth >= deepest) fail('parenthesis-deep', 'There are too many parentheses inside each other.', at);
      at++;
      const inner = alternatives(depth + 1, at);
      if (text.charAt(at) !== ')') fail('parenthesis-open', 'This parenthesis is not closed.', start);
      at++;
      if (isEmpty(inner)) fail('parenthesis-empty', 'There is nothing between these parentheses.', start);
      return inner;
    }
    if (++terms > mostTerms) fail('terms', `A filter may have at most ${mostTerms} terms.`, at);
    const key = keyAt();
    const valueStart = at;
    const value = isQuote(text.charAt(at)) ? quoted() : bare(depth);
    if (key !== 'text') checkValue(key, value, start, valueStart);
    return { kind: 'term', key, value, start, end: at };
  };

  const keyAt = (): FilterKey | 'text' => {
    const colon = /^([a-z]+)[:：]/i.exec(text.slice(at, at + 12));
    const name = colon?.[1]?.toLowerCase();
    const key = filterKeys.find((known) => known === name);
    if (!colon || !key) return 'text';
    at += colon[0].length;
    return key;
  };

  const quoted = (): string => {
    const start = at;
    let value = '';
    at++;
    while (!isQuote(text.charAt(at))) {
      if (at >= text.length) fail('quote-open', 'This quotation mark is not closed.', start);
      const escaped = text.charAt(at) === '\\' && ['"', '“', '”', '\\'].includes(text.charAt(at + 1));
      if (escaped) at++;
      value += text.charAt(at++);
    }
    at++;
    return value;
  };

  // A parenthesis opened inside a word belongs to the word: useEffect().
  const bare = (depth: number): string => {
    const start = at;
    let open = 0;
    while (!endsWord(at)) {
      const character = text.charAt(at);
      if (character === '(') open++;
      if (character === ')') {
        if (open > 0) open--;
        else if (depth > 0) break;
      }
      at++;
    }
    return text.slice(start, at);
  };

  const checkValue = (key: FilterKey, value: string, start: number, valueStart: number): void => {
    if (value === '') {
      throw new FilterError('value-missing', `${key}: needs something after the colon.`, start, key);
    }
    const known = states[key];
    if (known && !known.includes(value)) {
      const all = known.join(', ');
      throw new FilterError('value-unknown', `${key}: knows ${all}, not “${value}”.`, valueStart, key, all);
    }
  };

  return alternatives(0, 0);
}

function isEmpty(filter: Filter | undefined): boolean {
  return filter?.kind === 'and' && filter.parts.length === 0;
}

/** The terms of a filter that must all match, negated ones too; an `OR` group stays one part. */
export function conjuncts(filter: Filter): Filter[] {
  return filter.kind === 'and' ? filter.parts : [filter];
}

/** Writes a filter so that `parseFilter` reads the same again. */
export function formatFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'term':
      return formatTerm(filter.key, filter.value);
    case 'not':
      return `-${grouped(filter.part, filter.part.kind !== 'term')}`;
    case 'and':
      return filter.parts.map((part) => grouped(part, part.kind === 'or' || part.kind === 'and')).join(' ');
    case 'or':
      return filter.parts.map((part) => grouped(part, part.kind === 'or')).join(' OR ');
  }
}

function grouped(filter: Filter, needed: boolean): string {
  return needed ? `(${formatFilter(filter)})` : formatFilter(filter);
}

/** One term with quotation marks where it needs them: `formatTerm('tag', 'a b')` is `tag:"a b"`. */
export function formatTerm(key: FilterKey | 'text', value: string): string {
  const plain = key === 'text' ? '' : `${key}:`;
  return plain + (needsQuotes(key, value) ? `"${value.replaceAll(/["“”\\]/g, '\\$&')}"` : value);
}

function needsQuotes(key: FilterKey | 'text', value: string): boolean {
  if (value === '' || /[\s"“”()]/u.test(value)) return true;
  if (key !== 'text') return false;
  return value.startsWith('-') || value === 'OR' || /^(?:tag|category|is|has|path|title)[:：]/i.test(value);
}

/** The filter with `term` added, or without it when it is already one of its terms. For clicks in the tag tree. */
export function toggleTerm(filter: string, key: FilterKey, value: string): string {
  const parts = conjuncts(parseFilter(filter));
  const others = parts.filter((part) => part.kind !== 'term' || part.key !== key || part.value !== value);
  const added: Term = { kind: 'term', key, value, start: 0, end: 0 };
  const next = others.length < parts.length ? others : [...parts, added];
  return formatFilter({ kind: 'and', parts: next, start: 0, end: 0 });
}
