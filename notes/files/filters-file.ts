/** The text of `.gleaner/filters.json`: `{"filters": [{"name", "filter"}]}`, and whatever else a person wrote into it. */
import * as z from 'zod';
import type { SavedFilter } from '../api.ts';
import { calls } from '../calls.ts';
import { editedFileName } from './edited-file.ts';
import { type Place, readEditedJson } from './edited-json.ts';

export interface FiltersFile {
  filters: SavedFilter[];
  /** The whole file as it was read: keys that we don't know stay in it. */
  whole: Record<string, unknown>;
}

const { name, filter } = calls.saveFilters.shape.filters.element.shape;
const fileShape = z.looseObject({
  filters: z.array(z.looseObject({ name, filter })).max(500).optional(),
});

/** Reads the file. `broken` with the line (`at`) and what to mend there. */
export function filtersIn(bytes: Buffer): FiltersFile {
  const { read, whole } = readEditedJson(editedFileName('filters.json'), bytes, fileShape, problemAt);
  const filters = (read.filters ?? []).map((one) => ({ name: one.name, filter: one.filter }));
  return { filters, whole };
}

/** The file's text with these filters: two spaces, a final newline, and every key that we don't know. */
export function withFilters(before: FiltersFile | null, filters: readonly SavedFilter[]): string {
  const left = [...((before?.whole['filters'] ?? []) as Record<string, unknown>[])];
  // The same filter first, then one that was renamed or changed: what else was written beside it stays with it.
  const find = (fits: (old: Record<string, unknown>) => boolean) => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const entries: Record<string, unknown>[] = filters.map((one) => ({ ...one }));
  const passes: ((one: SavedFilter, old: Record<string, unknown>) => boolean)[] = [
    (one, old) => old['name'] === one.name && old['filter'] === one.filter,
    (one, old) => old['name'] === one.name,
    (one, old) => old['filter'] === one.filter,
  ];
  const isMatched = new Set<number>();
  for (const pass of passes)
    filters.forEach((one, at) => {
      const old = isMatched.has(at) ? undefined : find((candidate) => pass(one, candidate));
      if (old === undefined) return;
      isMatched.add(at);
      entries[at] = { ...old, ...one };
    });
  return `${JSON.stringify({ ...before?.whole, filters: entries }, null, 2)}\n`;
}

function problemAt(place: Place, isTooLong: boolean): string {
  const [, index, key] = place;
  if (place.length === 0) return 'it must be {"filters": [...]}';
  if (index === undefined) return isTooLong ? 'there are more than 500 filters' : '"filters" must be a list';
  if (key === undefined) return 'each filter must be {"name": ..., "filter": ...}';
  return isTooLong ? `"${key}" is too long here` : `each filter needs a text as "${key}"`;
}
