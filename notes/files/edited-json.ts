/** JSON that people edit: read with the line of what is wrong, and with every key and digit that we don't know. */
import type * as z from 'zod';
import { NotesError } from '../api.ts';
import { type JsonLines, linesIn } from '../text/json.ts';

export interface EditedJson<T> {
  read: T;
  /** The whole file as it was read: keys that we don't know stay in it. */
  whole: Record<string, unknown>;
}

/** Where something is in the file: `['filters', '2', 'name']`. */
export type Place = string[];

/**
 * Reads a file called `name` in messages. `broken` with the line (`at`) and what to mend there, as `problemAt` says it.
 */
export function readEditedJson<T>(
  name: string,
  bytes: Buffer,
  shape: z.ZodType<T>,
  problemAt: (place: Place, isTooLong: boolean) => string,
): EditedJson<T> {
  const broken = (line: number, message: string): NotesError =>
    new NotesError(
      'broken',
      `${name}, line ${line}: ${message}. Mend the file, or move it away to start anew.`,
      line,
      name,
    );
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw broken(1, 'the file is not UTF-8 text');
  }
  // Where things stand is only asked for when something is wrong: it takes as long as all the rest.
  const lines = (): JsonLines => {
    const found = linesIn(text);
    if ('message' in found) throw broken(found.line, found.message);
    return found;
  };
  let whole: unknown;
  try {
    whole = JSON.parse(text, keepNumbers);
  } catch (error) {
    lines();
    throw error;
  }
  const read = shape.safeParse(whole);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = (issue?.path ?? []).map(String);
    throw broken(lineOf(lines(), place), problemAt(place, issue?.code === 'too_big'));
  }
  return { read: read.data, whole: whole as Record<string, unknown> };
}

/** The line of what is at `place`, or of the nearest thing around it that is there. */
function lineOf(lines: JsonLines, place: Place): number {
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
