/**
 * The text of `.gleaner/reading.json`: `{"reading": {"<address>": {"state": "read", "at": "2026-11-22T10:00:00.000Z"}}}`, by
 * address and one line each, and whatever else a person wrote into it.
 */
import * as z from 'zod';
import type { ReadState } from '../api.ts';
import { normaliseUrl } from '../text/urls.ts';
import { editedFileName } from './edited-file.ts';
import { type Place, readEditedJson } from './edited-json.ts';

/** How far the reading of an article is, and since when. */
export interface Reading {
  state: ReadState;
  /** ISO 8601, or whatever a person wrote; `null`: it does not say. */
  at: string | null;
}

export interface ReadingFile {
  /** By normalised address, without those that are unread. */
  states: Map<string, ReadState>;
  /** Those in the file, by normalised address: as they are spelled there. */
  spelled: Map<string, string[]>;
  /** By the address as it is spelled there. */
  entries: Map<string, Entry>;
  /** The whole file as it was read: keys that we don't know stay in it. */
  whole: Record<string, unknown>;
}

interface Entry {
  state: ReadState;
  at?: string;
  [key: string]: unknown;
}

const nothing: ReadingFile = { states: new Map(), spelled: new Map(), entries: new Map(), whole: {} };

const state = z.enum(['unread', 'reading', 'read']);
const fileShape = z.looseObject({
  reading: z.record(z.string(), z.looseObject({ state, at: z.string().optional() })).optional(),
});

/** Reads the file. `broken` with the line (`at`) and what to mend there. */
export function readingIn(bytes: Buffer): ReadingFile {
  const { read, whole } = readEditedJson(editedFileName('reading.json'), bytes, fileShape, problemAt);
  const states = new Map<string, ReadState>();
  const spelled = new Map<string, string[]>();
  for (const [address, entry] of Object.entries(read.reading ?? {})) {
    const article = articleAt(address);
    if (entry.state === 'unread') states.delete(article);
    else states.set(article, entry.state);
    const others = spelled.get(article);
    if (others === undefined) spelled.set(article, [address]);
    else others.push(address);
  }
  // As they are in the file, every digit of what a person put beside.
  const entries = new Map(Object.entries((whole['reading'] ?? {}) as Record<string, Entry>));
  return { states, spelled, entries, whole };
}

/** What the file says of an article. */
export function readingOf(file: ReadingFile | null, normalised: string): Reading {
  const address = file?.spelled.get(normalised)?.at(-1);
  const at = address === undefined ? null : (file?.entries.get(address)?.at ?? null);
  return { state: file?.states.get(normalised) ?? 'unread', at };
}

/** What is true of an article that has been several: the state that is the furthest of them, and the latest time. */
export function furthest(readings: readonly Reading[]): Reading {
  const state = readings.map((one) => one.state).reduce((a, b) => (rank(a) > rank(b) ? a : b), 'unread');
  const times = readings.flatMap((one) => (one.state === 'unread' || one.at === null ? [] : [one.at]));
  return { state, at: times.toSorted().at(-1) ?? null };
}

function rank(one: ReadState): number {
  return state.options.indexOf(one);
}

/** The file with these readings, by normalised address; `null`: it has them already. */
export function withReading(
  before: ReadingFile | null,
  wanted: ReadonlyMap<string, Reading>,
): { text: string; file: ReadingFile } | null {
  const { whole, ...old } = before ?? nothing;
  const others = [...wanted].filter(([article, { state, at }]) => {
    const now = readingOf(before, article);
    return now.state !== state || (state !== 'unread' && now.at !== at);
  });
  if (others.length === 0) return null;
  const [states, spelled, entries] = [new Map(old.states), new Map(old.spelled), new Map(old.entries)];
  for (const [article, { state, at }] of others) {
    const said = { state, ...(at !== null && { at }) };
    const there = spelled.get(article) ?? (state === 'unread' ? [] : [article]);
    const kept = there.filter((address) => {
      const more = Object.entries(entries.get(address) ?? {}).filter(
        ([key]) => !['state', 'at'].includes(key),
      );
      // What else a person wrote beside it is kept; an entry that says nothing goes.
      const isKept = state !== 'unread' || more.length > 0;
      if (isKept) entries.set(address, { ...said, ...Object.fromEntries(more) });
      else entries.delete(address);
      return isKept;
    });
    if (kept.length > 0) spelled.set(article, kept);
    else spelled.delete(article);
    if (state === 'unread') states.delete(article);
    else states.set(article, state);
  }
  return { text: textOf(whole, entries), file: { states, spelled, entries, whole } };
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

/** An entry is never changed, and there may be 100,000 of them. */
const lines = new WeakMap<Entry, string>();

/** `{ "state": "read", "at": "…" }`. */
function oneLine(entry: Entry): string {
  const known = lines.get(entry);
  if (known !== undefined) return known;
  const fields = Object.entries(entry).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  const line = `{ ${fields.join(', ')} }`;
  lines.set(entry, line);
  return line;
}

function problemAt(place: Place): string {
  const [, address, key] = place;
  if (place.length === 0) return 'it must be {"reading": {...}}';
  if (address === undefined) return '"reading" must be {"<address>": {"state": ...}, ...}';
  if (key === 'at') return '"at" must be a text';
  return 'each address needs {"state": "reading"}, or "read"';
}
