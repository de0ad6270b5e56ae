/**
 * What a filter means for lists of articles, as SQL: an article matches if for some note that cites it the whole filter
 * holds, `site:`, `title:`, plain words and what is said of articles (`is:dead`, `has:copy` …) being about the article, all
 * the rest about that note.
 */
import type { Filter, Term } from '../../text/filter.ts';
import { hostOf } from '../../text/filter-sites.ts';
import { isSpaced, spellingsOf } from '../../text/match.ts';
import type { Condition, Value } from '../database.ts';
import { type Asked, conditionOf, joined } from '../results/query.ts';
import { articleState } from './states.ts';

/** A filter with `not` only before terms. */
type Plain =
  Term | { kind: 'not'; part: Term } | { kind: 'and'; parts: Plain[] } | { kind: 'or'; parts: Plain[] };

/** A condition on rows of `articles`. */
export function articleCondition(filter: Filter, asked: Asked): Condition {
  return someNote(plain(filter, false), asked);
}

function plain(filter: Filter, isNegated: boolean): Plain {
  switch (filter.kind) {
    case 'term':
      return isNegated ? { kind: 'not', part: filter } : filter;
    case 'not':
      return plain(filter.part, !isNegated);
    default: {
      const isAnd = (filter.kind === 'and') !== isNegated;
      return { kind: isAnd ? 'and' : 'or', parts: filter.parts.map((part) => plain(part, isNegated)) };
    }
  }
}

/** What a part of a filter speaks of. */
type About = 'article' | 'note' | 'both';

function about(part: Plain): About {
  if (part.kind === 'term') return isAboutArticle(part) ? 'article' : 'note';
  if (part.kind === 'not') return about(part.part);
  const all = new Set(part.parts.map(about));
  const [only = 'article'] = all;
  return all.size > 1 ? 'both' : only;
}

function isAboutArticle(term: Term): boolean {
  const { key } = term;
  return key === 'text' || key === 'title' || key === 'site' || articleState(term) !== null;
}

/** That `part` holds for some of the notes that cite the article. */
function someNote(part: Plain, asked: Asked): Condition {
  const what = about(part);
  if (what === 'article') return ofArticle(part);
  if (what === 'note') {
    const { sql, values } = conditionOf(filterOf(part), asked);
    const notes = `SELECT notes.id FROM notes WHERE ${sql}`;
    return { sql: `articles.id IN (SELECT article FROM mentions WHERE note IN (${notes}))`, values };
  }
  // Every article has a note that cites it: only what must be true of one and the same note stays together.
  const parts = part.kind === 'and' || part.kind === 'or' ? part.parts : [part];
  if (part.kind === 'or')
    return joined(
      parts.map((one) => someNote(one, asked)),
      'OR',
    );
  const own = parts.filter((one) => about(one) === 'article');
  const others = parts.filter((one) => about(one) !== 'article');
  const [only] = others;
  const isAlike = others.every((one) => about(one) === 'note');
  const rest =
    only && (others.length === 1 || isAlike)
      ? someNote(others.length === 1 ? only : { kind: 'and', parts: others }, asked)
      : pairs({ kind: 'and', parts: others }, asked);
  return joined([...own.map(ofArticle), rest], 'AND');
}

/** Articles and notes that cite them are gone through together. */
function pairs(part: Plain, asked: Asked): Condition {
  const { sql, values } = ofPair(part, asked);
  const from = `mentions JOIN articles ON articles.id = mentions.article JOIN notes ON notes.id = mentions.note`;
  return { sql: `articles.id IN (SELECT mentions.article FROM ${from} WHERE ${sql})`, values };
}

function ofPair(part: Plain, asked: Asked): Condition {
  const what = about(part);
  if (what === 'article') return ofArticle(part);
  if (what === 'note' || part.kind === 'term' || part.kind === 'not')
    return conditionOf(filterOf(part), asked);
  return joined(
    part.parts.map((one) => ofPair(one, asked)),
    part.kind === 'and' ? 'AND' : 'OR',
  );
}

function filterOf(part: Plain): Filter {
  const at = { start: 0, end: 0 };
  if (part.kind === 'term') return part;
  if (part.kind === 'not') return { ...part, ...at };
  return { kind: part.kind, parts: part.parts.map(filterOf), ...at };
}

function ofArticle(part: Plain): Condition {
  if (part.kind === 'term') return termCondition(part);
  if (part.kind !== 'not') return joined(part.parts.map(ofArticle), part.kind === 'and' ? 'AND' : 'OR');
  const { sql, values } = termCondition(part.part);
  return { sql: `NOT (${sql})`, values };
}

function termCondition(term: Term): Condition {
  const state = articleState(term);
  if (state !== null) return { sql: state, values: [] };
  if (term.key === 'site') return siteCondition(term.value);
  const spellings = spellingsOf(term);
  if (spellings.length === 0) return { sql: 'TRUE', values: [] };
  const isTitle = term.key === 'title';
  return joined(
    spellings.map((word) => wordCondition(word, isTitle)),
    'OR',
  );
}

function siteCondition(value: string): Condition {
  const host = hostOf(value);
  if (host === null) return { sql: 'FALSE', values: [] };
  // Most addresses are told apart without reading them.
  return {
    sql: `(instr(articles.normalised, ?) > 0 AND at_site(articles.normalised, ?)
      OR articles.id IN (SELECT article FROM mentions WHERE url IS NOT NULL AND at_site(url, ?)))`,
    values: [host, host, host],
  };
}

/** In the titles that notes give it, that of its card, and, unless `isTitle`, its site and its address as it is read. */
function wordCondition(word: string, isTitle: boolean): Condition {
  const values: Value[] = [];
  // Whether a word begins there must only be asked of words of scripts with spaces.
  const isAtStart = isSpaced(word.codePointAt(0) ?? 0);
  const stands = (text: string): string => {
    values.push(word);
    if (isAtStart) values.push(word);
    return `instr(${text}, ?) > 0${isAtStart ? ` AND occurs(${text}, ?)` : ''}`;
  };
  const places = [
    `articles.id IN (SELECT article FROM mentions WHERE ${stands('ifnull(folded, lower(title))')})`,
    `articles.id IN (SELECT articles.id FROM attached.cards AS cards CROSS JOIN articles
       ON articles.hash = cards.hash AND articles.normalised = cards.address WHERE ${stands('cards.folded')})`,
  ];
  if (!isTitle)
    places.push(
      `(${stands('ifnull(articles.folded, lower(articles.normalised))')})`,
      `(${stands('lower(articles.site)')})`,
    );
  return { sql: `(${places.join(' OR ')})`, values };
}
