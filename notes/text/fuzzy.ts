/**
 * Finding by a few typed characters: each part of what was typed must be held, in order and perhaps scattered, by a
 * text; Han characters also by their pinyin or its first letters. For names: titles, headings, commands, tags.
 */
import type { Span } from '../api.ts';
import { fold, foldWithPlaces } from './fold.ts';
import { markOf } from './fuzzy-mark.ts';
import { longestPart, type Part, partOf } from './fuzzy-part.ts';

export interface Typed {
  /** What was typed, folded, without white space around it. */
  text: string;
  /** None: nothing was typed. */
  parts: Part[];
}

/** More parts are a mistake or an attack. */
const mostParts = 40;
/** Of a longer text only so many units are looked at. */
export const longestName = 1000;
/** For a text that is just what was typed, and one that begins with it. */
export const exactMark = 700;

export function typedOf(written: string): Typed {
  const text = fold(written).trim();
  const parts: Part[] = [];
  for (const word of new Set(text.split(' '))) {
    for (let at = 0; at < word.length && parts.length < mostParts; at += longestPart) {
      // A cut within a reading leaves letters that begin none: what is before it must do.
      if (!/^[a-z]{2}$/.test(word.slice(at - 1, at + 1)))
        parts.push(partOf(word.slice(at, at + longestPart)));
    }
  }
  return { text, parts };
}

export interface Fit {
  /** The higher, the better; comparable for one `Typed` only. */
  mark: number;
  /** Where in the text the typed characters are, in UTF-16 offsets, merged and in order. */
  spans: Span[];
}

/** How well a text fits what was typed; `null`: not at all. Everything fits nothing typed. */
export function fitOf(typed: Typed, text: string): Fit | null {
  const folded = foldWithPlaces(text);
  const units = unitsOf(folded.text);
  const found: number[] = [];
  let sum = 0;
  for (const part of typed.parts) {
    const places: number[] = [];
    const mark = markOf(part, units, 0, units.length, places);
    if (mark === null) return null;
    sum += mark;
    found.push(...places);
  }
  const placeOf = (at: number): number => folded.places?.[at] ?? at;
  const spans = found.map((at): Span => [placeOf(at), Math.max(placeOf(at) + 1, placeOf(at + 1))]);
  const exact = folded.text.trim() === typed.text ? exactMark : 0;
  const mark = sum / Math.max(1, typed.parts.length) + exact - Math.min(units.length, 100) / 2;
  return { mark, spans: merged(spans) };
}

/** Where those parts stand in a text that may not hold all of them. */
export function spansOf(typed: Typed, text: string): Span[] {
  const held = typed.parts.filter((part) => fitOf({ text: part.typed, parts: [part] }, text) !== null);
  return held.length === 0 ? [] : (fitOf({ text: typed.text, parts: held }, text)?.spans ?? []);
}

export function unitsOf(folded: string): Uint16Array {
  const units = new Uint16Array(Math.min(folded.length, longestName));
  for (let at = 0; at < units.length; at++) units[at] = folded.charCodeAt(at);
  return units;
}

function merged(spans: Span[]): Span[] {
  spans.sort(([a], [b]) => a - b);
  const all: Span[] = [];
  for (const [from, to] of spans) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}
