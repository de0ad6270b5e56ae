/** The words of a filter as expressions of FTS5. Nothing in them is text as it was typed: only tokens in quotation marks. */
import type { Filter, Term } from '../../text/filter.ts';
import { spellingsOf } from '../../text/match.ts';
import { inTitle, phraseOf } from './tokens.ts';

/** Notes that the full-text index finds. */
export interface Expression {
  table: 'search' | 'starts';
  /** What stands on the right of MATCH. */
  match: string;
}

/** A filter of words as one expression; `null`: it is no such filter, or needs more than one. */
export function expressionOf(filter: Filter): Expression | null {
  for (const table of ['starts', 'search'] as const) {
    const match = matchOf(filter, table);
    if (match !== null) return { table, match };
  }
  return null;
}

/** What of several parts that must all match one table answers, and the parts that are left. */
export interface Conjunction {
  expression: Expression;
  rest: Filter[];
}

/** `null`: none of the parts, or only negated ones, are words. */
export function conjunctionOf(parts: readonly Filter[]): Conjunction | null {
  for (const table of ['search', 'starts'] as const) {
    const wanted: string[] = [];
    const unwanted: string[] = [];
    const rest: Filter[] = [];
    for (const part of parts) {
      const negated = part.kind === 'not' ? matchOf(part.part, table) : null;
      const match = part.kind === 'not' ? null : matchOf(part, table);
      if (match !== null) wanted.push(match);
      else if (negated !== null) unwanted.push(negated);
      else rest.push(part);
    }
    if (wanted.length > 0) return { expression: { table, match: without(wanted, unwanted) }, rest };
  }
  return null;
}

function without(wanted: readonly string[], unwanted: readonly string[]): string {
  const all = wanted.join(' AND ');
  return unwanted.length === 0 ? all : `(${all}) NOT (${unwanted.join(' OR ')})`;
}

type Matches = Readonly<Record<Expression['table'], string | null>>;

/** By part of a filter: whoever asks for a group asks for all that is in it, for either table, again and again. */
const matches = new WeakMap<Filter, Matches>();

function matchOf(filter: Filter, table: Expression['table']): string | null {
  const known = matches.get(filter);
  if (known !== undefined) return known[table];
  const found = matchesOf(filter);
  matches.set(filter, found);
  return found[table];
}

function matchesOf(filter: Filter): Matches {
  switch (filter.kind) {
    case 'term':
      return { search: termMatch(filter, 'search'), starts: termMatch(filter, 'starts') };
    case 'or': {
      const anyIn = (table: Expression['table']): string | null => {
        const parts = filter.parts.map((part) => matchOf(part, table));
        return parts.some((part) => part === null) ? null : `(${parts.join(' OR ')})`;
      };
      return { search: anyIn('search'), starts: anyIn('starts') };
    }
    case 'and': {
      const conjunction = conjunctionOf(filter.parts);
      if (conjunction === null || conjunction.rest.length > 0) return none;
      const { table, match } = conjunction.expression;
      return { ...none, [table]: `(${match})` };
    }
    case 'not':
      return none;
  }
}

const none: Matches = { search: null, starts: null };

function termMatch(term: Term, table: Expression['table']): string | null {
  const { key } = term;
  if (key !== 'text' && key !== 'title') return null;
  const phrases = spellingsOf(term).map(phraseOf);
  if (phrases.length === 0) return null;
  const isStart = phrases.every(({ start }) => start !== null);
  if (isStart !== (table === 'starts')) return null;
  const mark = key === 'title' ? inTitle : '';
  const match = phrases
    .map(({ phrase, start }) => (isStart ? `"${mark}${start ?? ''}"` : phrase))
    .join(' OR ');
  return key === 'title' && !isStart ? `({title} : (${match}))` : `(${match})`;
}
