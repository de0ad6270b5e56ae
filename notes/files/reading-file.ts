/**
 * The text of `.gleaner/reading.json`: `{"reading": {"<address>": {"state": "read", "at": "2026-11-22T10:00:00.000Z"}}}`, by
 * address and one line each, and whatever else a person wrote into it.
 */
import * as z from 'zod';
import type { ReadState } from '../api.ts';
import { normaliseUrl } from '../text/urls.ts';
import { editedFileName } from './edited-file.ts';
import { type Place, readEditedJson } from './edited-json.ts';

export interface ReadingFile {
  /** By normalised address, without those that are unread. */
  states: Map<string, ReadState>;
  /** The whole file as it was read: keys that we don't know stay in it. */
  whole: Record<string, unknown>;
}

const state = z.enum(['unread', 'reading', 'read']);
const fileShape = z.looseObject({
  reading: z.record(z.string(), z.looseObject({ state, at: z.string().optional() })).optional(),
});

/** Reads the file. `broken` with the line (`at`) and what to mend there. */
export function readingIn(bytes: Buffer): ReadingFile {
  const { read, whole } = readEditedJson(editedFileName('reading.json'), bytes, fileShape, problemAt);
  const states = new Map<string, ReadState>();
  for (const [address, entry] of Object.entries(read.reading ?? {})) {
    const normalised = articleAt(address);
    if (entry.state === 'unread') states.delete(normalised);
    else states.set(normalised, entry.state);
  }
  return { states, whole };
}

/** The file's text with this state for these articles (normalised); `null`: they have it already. */
export function withReading(
  before: ReadingFile | null,
  normalised: readonly string[],
  state: ReadState,
  now: Date,
): string | null {
  const wanted = new Set(normalised.filter((one) => (before?.states.get(one) ?? 'unread') !== state));
  if (wanted.size === 0) return null;
  const entries = new Map(Object.entries((before?.whole['reading'] ?? {}) as Record<string, Entry>));
  const at = now.toISOString();
  for (const [address, entry] of [...entries]) {
    const article = articleAt(address);
    if (!wanted.has(article)) continue;
    const others = Object.entries(entry).filter(([key]) => key !== 'state' && key !== 'at');
    // What else a person wrote beside it is kept; an entry that says nothing goes.
    if (state !== 'unread' || others.length > 0)
      entries.set(address, { state, at, ...Object.fromEntries(others) });
    else entries.delete(address);
  }
  const known = new Set([...entries.keys()].map(articleAt));
  if (state !== 'unread')
    for (const article of wanted) if (!known.has(article)) entries.set(article, { state, at });
  return textOf(before?.whole ?? {}, entries);
}

interface Entry {
  state: ReadState;
  at?: string;
  [key: string]: unknown;
}

/** A person may have written the address as it stands in a note. */
function articleAt(address: string): string {
  return normaliseUrl(address) ?? address;
}

function textOf(whole: Record<string, unknown>, entries: ReadonlyMap<string, Entry>): string {
  const lines = [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, entry]) => `    ${JSON.stringify(address)}: ${oneLine(entry)}`);
  const reading = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  const keys = Object.keys(whole);
  const parts = (keys.includes('reading') ? keys : [...keys, 'reading']).map((key) => {
    const value = key === 'reading' ? reading : JSON.stringify(whole[key], null, 2).replaceAll('\n', '\n  ');
    return `  ${JSON.stringify(key)}: ${value}`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}

/** `{ "state": "read", "at": "…" }`. */
function oneLine(entry: Entry): string {
  const fields = Object.entries(entry).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

function problemAt(place: Place): string {
  const [, address, key] = place;
  if (place.length === 0) return 'it must be {"reading": {...}}';
  if (address === undefined) return '"reading" must be {"<address>": {"state": ...}, ...}';
  if (key === 'at') return '"at" must be a text';
  return 'each address needs {"state": "reading"}, or "read"';
}
