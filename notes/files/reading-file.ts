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
  const spelled = new Map<string, string[]>();
  for (const [address, entry] of Object.entries(read.reading ?? {})) {
    const article = articleAt(address);
    if (entry.state === 'unread') states.delete(article);
    else states.set(article, entry.state);
    const others = spelled.get(article);
    if (others === undefined) spelled.set(article, [address]);
    else others.push(address);
  }
  return { states, spelled, whole };
}

/** What the file says of an article. */
export function readingOf(file: ReadingFile | null, normalised: string): Reading {
  const entries = (file?.whole['reading'] ?? {}) as Record<string, Entry>;
  const address = file?.spelled.get(normalised)?.at(-1);
  const at = address === undefined ? null : (entries[address]?.at ?? null);
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

/** The file's text with these readings, by normalised address; `null`: it has them already. */
export function withReading(before: ReadingFile | null, wanted: ReadonlyMap<string, Reading>): string | null {
  const entries = new Map(Object.entries((before?.whole['reading'] ?? {}) as Record<string, Entry>));
  let isOther = false;
  for (const [article, { state, at }] of wanted) {
    const now = readingOf(before, article);
    if (now.state === state && (state === 'unread' || now.at === at)) continue;
    isOther = true;
    const said = { state, ...(at !== null && { at }) };
    const addresses = before?.spelled.get(article) ?? [];
    for (const address of addresses) {
      const others = Object.entries(entries.get(address) ?? {}).filter(
        ([key]) => !['state', 'at'].includes(key),
      );
      // What else a person wrote beside it is kept; an entry that says nothing goes.
      if (state !== 'unread' || others.length > 0)
        entries.set(address, { ...said, ...Object.fromEntries(others) });
      else entries.delete(address);
    }
    if (addresses.length === 0 && state !== 'unread') entries.set(article, said);
  }
  return isOther ? textOf(before?.whole ?? {}, entries) : null;
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
