/** Filters as SQL over the catalog. The language itself is `text/filter.ts`. */
import type { Value } from './database.ts';
import type { Filter, Term } from '../text/filter.ts';
import { fold, labelName } from './words.ts';

/** A condition on a row of `notes`, and the values it is bound to. */
export interface Condition {
  sql: string;
  values: Value[];
}

/** An empty filter is the condition `TRUE`. */
export function conditionOf(filter: Filter): Condition {
  const values: string[] = [];
  return { sql: sqlOf(filter, values), values };
}

function sqlOf(filter: Filter, values: string[]): string {
  switch (filter.kind) {
    case 'and':
      return filter.parts.length === 0 ? 'TRUE' : joined(filter.parts, 'AND', values);
    case 'or':
      return joined(filter.parts, 'OR', values);
    case 'not':
      return `NOT ${sqlOf(filter.part, values)}`;
    case 'term':
      return `(${termSql(filter, values)})`;
  }
}

function joined(parts: Filter[], operator: string, values: string[]): string {
  return `(${parts.map((part) => sqlOf(part, values)).join(` ${operator} `)})`;
}

function termSql({ key, value }: Term, values: string[]): string {
  const holds = (column: string): string => {
    values.push(fold(value));
    return `instr(${column}, ?) > 0`;
  };
  switch (key) {
    case 'tag':
    case 'category':
      values.push(key, labelName(value));
      return `notes.id IN (SELECT note FROM labels
        WHERE labels.name = (SELECT names.id FROM names WHERE names.kind = ? AND names.name = ?))`;
    case 'is':
      if (value === 'untagged') return 'untagged = 1';
      return value === 'unpublished' ? 'unpublished = 1' : 'problem IS NOT NULL';
    case 'has':
      return 'sources > 0';
    case 'title':
      return holds('folded_title');
    case 'path':
      return holds('folded_path');
    case 'text':
      return ['folded_title', 'folded_path', 'folded_rest'].map(holds).join(' OR ');
  }
}
