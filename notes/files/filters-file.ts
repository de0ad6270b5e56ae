/** The text of `.gleaner/filters.json`: `{"filters": [{"name", "filter"}]}`, and whatever else a person wrote into it. */
import * as z from 'zod';
import { NotesError, type SavedFilter } from '../api.ts';
import { calls } from '../calls.ts';
import { type JsonLines, linesIn } from '../text/json.ts';

/** As a person knows it, in messages. */
export const filtersFileName = '.gleaner/filters.json';

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
  const text = textOf(bytes);
  const lines = linesIn(text);
  if ('message' in lines) throw broken(lines.line, lines.message);
  const whole: unknown = JSON.parse(text, keepNumbers);
  const read = fileShape.safeParse(whole);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = (issue?.path ?? []).map(String);
    throw broken(lineOf(lines, place), problemAt(place, issue?.code === 'too_big'));
  }
  const filters = (read.data.filters ?? []).map((one) => ({ name: one.name, filter: one.filter }));
  return { filters, whole: whole as Record<string, unknown> };
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

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw broken(1, 'the file is not UTF-8 text');
  }
}

function broken(line: number, message: string): NotesError {
  return new NotesError(
    'broken',
    `${filtersFileName}, line ${line}: ${message}. Mend the file, or move it away to start anew.`,
    line,
  );
}

function problemAt(place: string[], isTooLong: boolean): string {
  const [, index, key] = place;
  if (place.length === 0) return 'it must be {"filters": [...]}';
  if (index === undefined) return isTooLong ? 'there are more than 500 filters' : '"filters" must be a list';
  if (key === undefined) return 'each filter must be {"name": ..., "filter": ...}';
  return isTooLong ? `"${key}" is too long here` : `each filter needs a text as "${key}"`;
}

/** The line of what is at `place`, or of the nearest thing around it that is there. */
function lineOf(lines: JsonLines, place: string[]): number {
  let here = lines;
  for (const key of place) {
    const inner = here.inner.get(key);
    if (inner === undefined) break;
    here = inner;
  }
  return here.line;
}

/** In this TypeScript's library neither has a type yet; Node 24 and Electron 45 have both (ECMAScript 2026). */
interface JsonSource {
  rawJSON?: (source: string) => unknown;
}

/** Numbers as they are written: a key that we don't know may hold more digits than a number has. */
function keepNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  const { rawJSON } = JSON as JsonSource;
  if (typeof value !== 'number' || context?.source === undefined || rawJSON === undefined) return value;
  return rawJSON(context.source);
}
