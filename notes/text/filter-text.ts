/** Filters written as text. */
import { type Filter, type FilterKey, filterKeys } from './filter.ts';

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
