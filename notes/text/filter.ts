/**
 * The filter language: `tag:前端 -tag:draft (tag:js OR tag:ts) "exact words"`. Terms side by side must all match,
 * `-` negates one, `OR` joins alternatives, parentheses group. Pure, so that the UI can read filters too.
 */
import { NotesError } from '../api.ts';
import { readDates } from './filter-dates.ts';
import { hostOf } from './filter-sites.ts';

// prettier-ignore
export const filterKeys = ['tag', 'category', 'title', 'path', 'site', 'date', 'modified', 'is', 'has'] as const;
export type FilterKey = (typeof filterKeys)[number];

/** `start` and `end` are UTF-16 offsets in the filter's text. */
export interface Term {
  kind: 'term';
  /** `text` is a word or phrase without a key: in title, tags, categories, excerpt or body. */
  key: FilterKey | 'text';
  value: string;
  /** Written with `~`, `text` and `title` only: in simplified or traditional characters alike. */
  variants?: boolean;
  /** How many spellings are searched for, where the filter has many words with `~`. */
  mostSpellings?: number;
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
  | 'date-order'
  | 'date-unreadable'
  /** Not found here: longer than the contract takes. */
  | 'filter-long'
  | 'or-left'
  | 'or-right'
  | 'parenthesis-open'
  | 'parenthesis-empty'
  | 'parenthesis-deep'
  | 'quote-open'
  | 'site-unreadable'
  | 'terms'
  | 'word-long'
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
  is: ['untagged', 'unread', 'reading', 'read', 'dead', 'moved', 'unpublished', 'broken'],
  has: ['source', 'copy', 'question', 'highlight'],
};

// More would be a mistake or an attack; SQLite refuses expressions deeper than 1,000.
const mostTerms = 200;
const deepest = 50;
/** UTF-16 units. FTS5 follows each token of a phrase through every note that has it: ten thousand take half a minute. */
const longestWord = 200;
/** Of all words with `~` together: more would be searched for too long. Each has a few in any case. */
const mostSpellings = 512;
const fewestSpellings = 4;
const manyWords = 8;

const space = /\s/u;

/** What each quotation mark is closed by: “ and ” by either, because keyboards mix them up. */
const closingQuotes: Readonly<Record<string, string>> = { '"': '"', '＂': '＂', '“': '“”', '”': '“”' };

/**
 * Reads a filter. Throws `FilterError` (`bad-query`, with `at`). Time grows in proportion to the length.
 *
 * From a Chinese keyboard `tag：a`, `“a b”`, `－a` and `（a OR b）` mean what they do in ASCII. Such signs also stand in texts
 * that people search for: inside a word they belong to it, and `（` groups only where `）` ends a word and there is white
 * space between them.
 */
export function parseFilter(text: string): Filter {
  let at = 0;
  let terms = 0;
  const withVariants: Term[] = [];

  const fail = (reason: FilterProblem, message: string, where: number): never => {
    throw new FilterError(reason, message, where);
  };
  const here = (): string => text.charAt(at);
  const skipSpace = (): void => {
    while (at < text.length && space.test(here())) at++;
  };
  const endsWord = (index: number): boolean => index >= text.length || space.test(text.charAt(index));
  const ends = (index: number, group: Group): boolean =>
    endsWord(index) || text.charAt(index) === group.closing;
  const atOr = (group: Group): boolean => text.startsWith('OR', at) && ends(at + 2, group);

  const alternatives = (group: Group, start: number): Filter => {
    const parts: Filter[] = [];
    for (;;) {
      parts.push(sequence(group));
      if (!atOr(group)) break;
      if (isEmpty(parts.at(-1))) fail('or-left', 'OR needs a term on its left.', at);
      const or = at;
      at += 2;
      skipSpace();
      if (ends(at, group)) fail('or-right', 'OR needs a term on its right.', or);
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: 'or', parts, start, end: at };
  };

  const sequence = (group: Group): Filter => {
    skipSpace();
    const start = at;
    let end = at;
    const parts: Filter[] = [];
    while (!ends(at, group) && !atOr(group)) {
      parts.push(signed(group));
      end = at;
      skipSpace();
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: 'and', parts, start, end };
  };

  const signed = (group: Group): Filter => {
    const start = at;
    if ((here() !== '-' && here() !== '－') || ends(at + 1, group)) return primary(group);
    at++;
    return { kind: 'not', part: primary(group), start, end: at };
  };

  const primary = (group: Group): Filter => {
    const start = at;
    const closing = closingHere();
    if (closing !== null) {
      if (group.depth >= deepest)
        fail('parenthesis-deep', 'There are too many parentheses inside each other.', at);
      at++;
      const inner = alternatives({ closing, depth: group.depth + 1 }, at);
      if (here() !== closing) fail('parenthesis-open', 'This parenthesis is not closed.', start);
      at++;
      if (isEmpty(inner)) fail('parenthesis-empty', 'There is nothing between these parentheses.', start);
      return inner;
    }
    if (++terms > mostTerms) fail('terms', `A filter may have at most ${mostTerms} terms.`, at);
    const key = keyAt();
    const variants = (key === 'text' || key === 'title') && takesTilde(group);
    const isQuoted = here() in closingQuotes;
    const valueStart = isQuoted ? at + 1 : at;
    const value = isQuoted ? quoted() : bare(group);
    if (key !== 'text') checkValue(key, value, start, valueStart);
    if ((key === 'text' || key === 'title') && value.length > longestWord)
      fail(
        'word-long',
        `A word or phrase may have at most ${longestWord} characters.`,
        valueStart + longestWord,
      );
    const term: Term = { kind: 'term', key, value, ...(variants && { variants }), start, end: at };
    if (variants) withVariants.push(term);
    return term;
  };

  /** What closes the group that begins here; `null`: none does. */
  const closingHere = (): string | null => {
    if (here() === '(') return ')';
    if (here() !== '（') return null;
    let open = 0;
    let end = at;
    for (; end < text.length; end++) {
      if (text.charAt(end) === '（') open++;
      else if (text.charAt(end) === '）' && --open === 0) break;
    }
    const isGroup = open === 0 && /[）)\s]|^$/u.test(text.charAt(end + 1)) && space.test(text.slice(at, end));
    return isGroup ? '）' : null;
  };

  const keyAt = (): FilterKey | 'text' => {
    const colon = /^([a-z]+)[:：]/i.exec(text.slice(at, at + 12));
    const name = colon?.[1]?.toLowerCase();
    const key = filterKeys.find((known) => known === name);
    if (!colon || !key) return 'text';
    at += colon[0].length;
    return key;
  };

  /** A `~` directly before a word or quotation. `~~` strikes text out in a note: it is part of the word. */
  const takesTilde = (group: Group): boolean => {
    if (here() !== '~' || ends(at + 1, group) || '~('.includes(text.charAt(at + 1))) return false;
    at++;
    return true;
  };

  const quoted = (): string => {
    const start = at;
    const closing = closingQuotes[here()] ?? '';
    let value = '';
    at++;
    while (at >= text.length || !closing.includes(here())) {
      if (at >= text.length) fail('quote-open', 'This quotation mark is not closed.', start);
      const next = text.charAt(at + 1);
      if (here() === '\\' && next !== '' && (next === '\\' || closing.includes(next))) at++;
      value += text.charAt(at++);
    }
    at++;
    return value;
  };

  // A parenthesis opened inside a word belongs to the word: useEffect(), 云原生（上）.
  const bare = ({ closing }: Group): string => {
    const start = at;
    let open = 0;
    while (!endsWord(at)) {
      if (here() === opening[closing]) open++;
      else if (here() === closing && --open < 0) break;
      at++;
    }
    return text.slice(start, at);
  };

  const filter = alternatives({ closing: '', depth: 0 }, 0);
  if (withVariants.length > manyWords)
    for (const term of withVariants)
      term.mostSpellings = Math.max(fewestSpellings, Math.floor(mostSpellings / withVariants.length));
  return filter;
}

/** The parentheses around what is read. `closing` is empty outside of any. */
interface Group {
  closing: string;
  depth: number;
}

const opening: Readonly<Record<string, string>> = { ')': '(', '）': '（' };

function checkValue(key: FilterKey, value: string, start: number, valueStart: number): void {
  const refuse = (reason: FilterProblem, message: string, where = valueStart, all = ''): never => {
    throw new FilterError(reason, `${key}: ${message}`, where, key, all);
  };
  if (value === '') refuse('value-missing', 'needs something after the colon.', start);
  const known = states[key];
  if (known && !known.includes(value)) {
    const all = known.join(', ');
    refuse('value-unknown', `knows ${all}, not “${value}”.`, valueStart, all);
  }
  if (key === 'site' && hostOf(value) === null) refuse('site-unreadable', `“${value}” is not a site.`);
  if (key !== 'date' && key !== 'modified') return;
  const dates = readDates(value);
  if (dates.kind !== 'problem') return;
  if (dates.reason === 'date-order') refuse('date-order', 'ends before it begins.', valueStart + dates.at);
  refuse(
    'date-unreadable',
    'takes 2020, 2020-01, 2020-01-13, 2020-01..2020-06, <2020, >=2020-06 or an age: <7d, >1y.',
    valueStart + dates.at,
  );
}

function isEmpty(filter: Filter | undefined): boolean {
  return filter?.kind === 'and' && filter.parts.length === 0;
}

/** The filter that is written there; `null`: it can't be read. For those who need not say why. */
export function readFilter(text: string): Filter | null {
  try {
    return parseFilter(text);
  } catch (error) {
    if (error instanceof FilterError) return null;
    throw error;
  }
}

/** The terms of a filter that must all match, negated ones too; an `OR` group stays one part. */
export function conjuncts(filter: Filter): Filter[] {
  return filter.kind === 'and' ? filter.parts : [filter];
}
