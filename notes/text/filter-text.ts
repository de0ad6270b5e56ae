/** Filters written as text. */
import { conjuncts, type Filter, type FilterKey, filterKeys, parseFilter, type Term } from './filter.ts';

/** Writes a filter so that `parseFilter` reads the same again. */
export function formatFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'term':
      return formatTerm(filter.key, filter.value, filter.variants);
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
export function formatTerm(key: FilterKey | 'text', value: string, variants = false): string {
  const written = needsQuotes(key, value, variants) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
  return `${key === 'text' ? '' : `${key}:`}${variants ? '~' : ''}${written}`;
}

function needsQuotes(key: FilterKey | 'text', value: string, variants: boolean): boolean {
  if (value === '' || /[\s()]|^["“”＂（]/u.test(value)) return true;
  if ((key === 'text' || key === 'title') && value.startsWith('~')) return true;
  if (key !== 'text' || variants) return false;
  return /^[-－]/.test(value) || value === 'OR' || startsLikeKey.test(value);
}

const startsLikeKey = new RegExp(`^(?:${filterKeys.join('|')})[:：]`, 'i');

/** The filter with `term` added, or without it when it is already one of its terms. For clicks in the tag tree. */
export function toggleTerm(filter: string, key: FilterKey, value: string): string {
  const parts = conjuncts(parseFilter(filter));
  const others = parts.filter((part) => part.kind !== 'term' || part.key !== key || part.value !== value);
  const added: Term = { kind: 'term', key, value, start: 0, end: 0 };
  const next = others.length < parts.length ? others : [...parts, added];
  return formatFilter({ kind: 'and', parts: next, start: 0, end: 0 });
}
