/** Filters as SQL over the catalog. The language itself is `text/filter.ts`. */
import { dayRange, instantRange, type Range } from '../../text/filter-dates.ts';
import { conjuncts, type Filter, type Term } from '../../text/filter.ts';
import { fold } from '../../text/fold.ts';
import { labelName } from '../../text/labels.ts';
import { spellingsOf } from '../../text/match.ts';
import { articleState } from '../articles/states.ts';
import type { Condition, Value } from '../database.ts';
import { conjunctionOf, type Expression, expressionOf } from '../words/expressions.ts';
import { notesAtSite } from '../sites.ts';

/** How filters are answered, and when now is. */
export interface Asked {
  /** Whether there is a full-text index; otherwise `scanned` says where words are (`scanned.ts`). */
  hasFullText: boolean;
  now: Date;
  /**
   * The condition is on hits that another index answers, one after the other: then no index of its own may be gone
   * through again for each of them. `+` keeps SQLite from it.
   */
  isOnHits?: true;
}

/** An empty filter is the condition `TRUE`. */
export function conditionOf(filter: Filter, asked: Asked): Condition {
  if (isTrue(filter)) return { sql: 'TRUE', values: [] };
  const expression = asked.hasFullText ? expressionOf(filter) : null;
  if (expression) return placed(expression, asked);
  switch (filter.kind) {
    case 'and': {
      const words = asked.hasFullText ? conjunctionOf(filter.parts) : null;
      const rest = (words?.rest ?? filter.parts).map((part) => conditionOf(part, asked));
      return joined(words ? [...rest, placed(words.expression, asked)] : rest, 'AND');
    }
    case 'or':
      return joined(
        filter.parts.map((part) => conditionOf(part, asked)),
        'OR',
      );
    case 'not': {
      const { sql, values } = conditionOf(filter.part, asked);
      return { sql: `NOT (${sql})`, values };
    }
    case 'term':
      return termCondition(filter, asked);
  }
}

/** Whether the filter says nothing. */
function isTrue(filter: Filter): boolean {
  if (filter.kind === 'and') return filter.parts.every(isTrue);
  const isWord = filter.kind === 'term' && (filter.key === 'text' || filter.key === 'title');
  return isWord && spellingsOf(filter).length === 0;
}

/** A filter whose hits the full-text index answers in the order of the list, and what else must be true of them. */
export interface Stream {
  expression: Expression;
  rest: Condition;
}

/** `null`: the index can't answer it in order. */
export function streamOf(filter: Filter, asked: Asked): Stream | null {
  if (!asked.hasFullText) return null;
  const whole = expressionOf(filter);
  if (whole) return { expression: whole, rest: { sql: 'TRUE', values: [] } };
  const words = conjunctionOf(conjuncts(filter).filter((part) => !isTrue(part)));
  if (!words) return null;
  const rest = words.rest.map((part) => conditionOf(part, { ...asked, isOnHits: true }));
  return { expression: words.expression, rest: joined(rest, 'AND') };
}

function placed({ table, match }: Expression, asked: Asked): Condition {
  return among(
    'notes.place',
    { sql: `SELECT rowid FROM ${table} WHERE ${table} MATCH ?`, values: [match] },
    asked,
  );
}

function among(column: string, { sql, values }: Condition, { isOnHits }: Asked): Condition {
  return { sql: `${isOnHits ? '+' : ''}${column} IN (${sql})`, values };
}

/** An empty conjunction is `TRUE`. */
export function joined(parts: readonly Condition[], operator: 'AND' | 'OR'): Condition {
  if (parts.length === 0) return { sql: 'TRUE', values: [] };
  return {
    sql: `(${parts.map(({ sql }) => `(${sql})`).join(` ${operator} `)})`,
    values: parts.flatMap(({ values }) => values),
  };
}

const noteStates: Readonly<Record<string, string>> = {
  'is:untagged': 'untagged = 1',
  'is:unpublished': 'unpublished = 1',
  'is:broken': 'problem IS NOT NULL',
  'has:question': 'questions > 0',
  'has:highlight': 'highlights > 0',
  'has:source': 'sources > 0',
};

function termCondition(term: Term, asked: Asked): Condition {
  const { now } = asked;
  const { key, value } = term;
  switch (key) {
    case 'tag':
    case 'category': {
      const sql = `SELECT note FROM labels
        WHERE labels.name = (SELECT names.id FROM names WHERE names.kind = ? AND names.name = ?)`;
      return among('notes.id', { sql, values: [key, labelName(value)] }, asked);
    }
    case 'is':
    case 'has': {
      const state = articleState(term);
      if (state === null) return of(noteStates[`${key}:${value}`] ?? 'FALSE');
      const sql = `SELECT note FROM mentions WHERE article IN (SELECT articles.id FROM articles WHERE ${state})`;
      return among('notes.id', { sql, values: [] }, asked);
    }
    case 'path':
      return of('instr(ifnull(folded_path, path), ?) > 0', fold(value));
    case 'site': {
      const notes = notesAtSite(value);
      return notes ? among('notes.id', notes, asked) : of('FALSE');
    }
    case 'date':
      return within('day', dayRange(value, now), '<=');
    case 'modified':
      return within('modified', instantRange(value, now), '<');
    case 'text':
    case 'title':
      return of('notes.id IN (SELECT note FROM scanned WHERE word = ?)', wordKey(term));
  }
}

/** Names the words of a term in `scanned`. */
export function wordKey(term: Term): string {
  return [term.key, ...spellingsOf(term)].join('\n');
}

function of(sql: string, ...values: Value[]): Condition {
  return { sql, values };
}

/** The upper end is compared by `upTo`. What has no value is in no range. */
function within(column: string, { from, to }: Range, upTo: '<' | '<='): Condition {
  const parts: Condition[] = [of(`${column} IS NOT NULL`)];
  if (from !== null) parts.push(of(`${column} >= ?`, from));
  if (to !== null) parts.push(of(`${column} ${upTo} ?`, to));
  return joined(parts, 'AND');
}
