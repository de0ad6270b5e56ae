/** Finds passages again in the text they were taken from, although a reader or a site has changed a few characters. */
import { alignment } from './edit-distance.ts';
import { foldWithPlaces } from './fold.ts';

/** A text as it is compared: folded, without white space, one sign for all quotation marks, dashes and stops. */
export interface Comparable {
  text: string;
  /** Where each unit of `text` was, and one more for the end. */
  places: Uint32Array;
}

export function comparable(source: string): Comparable {
  const folded = foldWithPlaces(source);
  const units = new Uint16Array(folded.text.length);
  const places = new Uint32Array(folded.text.length + 1);
  let length = 0;
  let last = 0;
  for (let at = 0; at < folded.text.length; at++) {
    const unit = folded.text.charCodeAt(at);
    if (unit === space) continue;
    const plain = plainSigns[unit] ?? unit;
    // —— and --, …… and ...
    if (plain === last && (plain === dash || plain === stop)) continue;
    last = plain;
    units[length] = plain;
    places[length++] = folded.places?.[at] ?? at;
  }
  places[length] = source.length;
  let text = '';
  // More arguments than this could overflow the stack.
  for (let from = 0; from < length; from += 8192)
    text += String.fromCharCode(...units.subarray(from, Math.min(length, from + 8192)));
  return { text, places: places.subarray(0, length + 1) };
}

const [space, dash, stop] = [0x20, 0x2d, 0x2e];

/** By UTF-16 unit; most stay what they are. */
const plainSigns = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);
for (const [plain, signs] of [
  ['"', '“”„‟«»「」『』《》〈〉＂"\'‘’‚‛′″`'],
  ['-', '‐‑‒–—―−-─'],
  ['.', '。｡．…⋯·•・'],
  [',', '、､，'],
  ['(', '（【〔〖['],
  [')', '）】〕〗]'],
] as const)
  for (const sign of signs) plainSigns[sign.charCodeAt(0)] = plain.charCodeAt(0);

export interface Match {
  /** UTF-16, in the text that was made comparable. */
  span: [number, number];
  /** 0 to 1, 1 being the same. */
  score: number;
}

/** Less alike than this is something else. */
const leastAlike = 0.8;
/** Shorter ones, compared, only count where they are the same. */
const leastFuzzy = 6;
/** Shorter ones are whole words, where they are words: a longer one may have been selected from the middle of one. */
const leastOfParts = 12;
/** Places where a short one is a part of a word that are passed over. */
const mostRejected = 1000;
/** Up to this length three characters are a seed, above it five. */
const longestShort = 40;
/** Places that the seeds of one passage may name: rare ones first. */
const mostPlaces = 4000;
/** Places that are looked at closely. */
const mostTried = 4;

/** A text in which passages are looked for. */
export class Haystack {
  readonly #source: string;
  readonly #text: Comparable;
  readonly #grams = new Map<number, Grams>();

  constructor(source: string) {
    this.#source = source;
    this.#text = comparable(source);
  }

  /** The best place of `wanted`: the first one that is the same, inside `within` if there is one, else the most alike. */
  find(wanted: string, within: readonly [number, number] | null = null): Match | null {
    const needle = comparable(wanted).text;
    if (!/[\p{L}\p{N}]/u.test(needle)) return null;
    return this.#same(needle, within) ?? (needle.length < leastFuzzy ? null : this.#alike(needle));
  }

  #same(needle: string, within: readonly [number, number] | null): Match | null {
    const { text } = this.#text;
    let first: Match | null = null;
    let rejected = 0;
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      const match = this.#matchOf(at, at + needle.length, 1);
      if (needle.length < leastOfParts && this.#isPartOfWord(match.span)) {
        if (++rejected > mostRejected) break;
        continue;
      }
      first ??= match;
      if (within === null) return first;
      if (match.span[0] >= within[0] && match.span[1] <= within[1]) return match;
      if (match.span[0] > within[1]) break;
    }
    return first;
  }

  #alike(needle: string): Match | null {
    const { text } = this.#text;
    let best: Match | null = null;
    let bestEdits = Math.floor(needle.length * (1 - leastAlike) + 1e-9);
    for (const near of this.#likelyPlaces(needle)) {
      const found = alignment(needle, text, near, bestEdits, spreadOf(needle));
      if (!found) continue;
      const score = 1 - found.edits / Math.max(needle.length, found.to - found.from);
      if (best !== null && score <= best.score) continue;
      if (needle.length < leastOfParts && this.#isPartOfWord(this.#matchOf(found.from, found.to, score).span))
        continue;
      best = this.#matchOf(found.from, found.to, score);
      bestEdits = found.edits;
    }
    return best;
  }

  /** Where `needle` may begin, the likeliest first: where many of its seeds stand in a row. */
  #likelyPlaces(needle: string): number[] {
    const length = needle.length < longestShort ? 3 : 5;
    const grams = this.#gramsOf(length);
    const seeds: { at: number; from: number; to: number }[] = [];
    for (let at = 0; at + length <= needle.length; at++) {
      const [from, to] = grams.rangeOf(needle, at);
      if (to > from) seeds.push({ at, from, to });
    }
    seeds.sort((a, b) => a.to - a.from - (b.to - b.from));
    const step = spreadOf(needle);
    const votes = new Map<number, { count: number; sum: number }>();
    let named = 0;
    let used = 0;
    for (const { at, from, to } of seeds) {
      named += to - from;
      if (named > mostPlaces && used > 0) break;
      used += 1;
      for (let index = from; index < to; index++) {
        const begin = (grams.places[index] ?? 0) - at;
        const vote = votes.get(Math.floor(begin / step));
        if (vote) {
          vote.count += 1;
          vote.sum += begin;
        } else votes.set(Math.floor(begin / step), { count: 1, sum: begin });
      }
    }
    const likely = [...votes.values()].sort((a, b) => b.count - a.count || a.sum / a.count - b.sum / b.count);
    const least = Math.max(needle.length < longestShort ? 1 : used / 20, (likely[0]?.count ?? 0) / 2);
    const tried: number[] = [];
    for (const { count, sum } of likely) {
      if (tried.length === mostTried || count < least) break;
      const near = Math.round(sum / count);
      // Its seeds are those of the same place, to the left and right of an edit.
      if (!tried.some((other) => Math.abs(other - near) < step)) tried.push(near);
    }
    return tried;
  }

  #gramsOf(length: number): Grams {
    const known = this.#grams.get(length) ?? new Grams(this.#text.text, length);
    this.#grams.set(length, known);
    return known;
  }

  #matchOf(from: number, to: number, score: number): Match {
    const { places } = this.#text;
    const start = places[from] ?? 0;
    // Up to the end of the last character, not to the next one: white space between belongs to neither.
    const last = places[to - 1] ?? start;
    const next = places[to] ?? this.#source.length;
    const end = last + this.#source.slice(last, Math.max(next, last + 1)).trimEnd().length;
    return { span: [start, Math.max(end, start)], score };
  }

  /** Whether a Latin word or a number goes on at one of the edges. */
  #isPartOfWord([from, to]: readonly [number, number]): boolean {
    const joins = (left: string, right: string): boolean => wordUnit.test(left) && wordUnit.test(right);
    const unit = (at: number): string => this.#source.charAt(at);
    return joins(unit(from - 1), unit(from)) || joins(unit(to - 1), unit(to));
  }
}

/** How far from its likely beginning a passage is looked for, and how far apart two likely ones are. */
function spreadOf(needle: string): number {
  return Math.max(8, needle.length >> 4);
}

const wordUnit = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{N}]/u;

/** Where every run of `length` units stands in a text, by a hash of it. */
class Grams {
  readonly places: Uint32Array;
  readonly #length: number;
  /** Where in `places` those of each hash begin. */
  readonly #begins: Uint32Array;

  constructor(text: string, length: number) {
    this.#length = length;
    const count = Math.max(0, text.length - length + 1);
    const begins = new Uint32Array(buckets + 1);
    const grow = (counts: Uint32Array, bucket: number, by = 1): number => {
      const before = counts[bucket] ?? 0;
      counts[bucket] = before + by;
      return before;
    };
    for (let at = 0; at < count; at++) grow(begins, hashAt(text, at, length) + 1);
    for (let bucket = 0; bucket < buckets; bucket++) grow(begins, bucket + 1, begins[bucket] ?? 0);
    this.places = new Uint32Array(count);
    const next = begins.slice();
    for (let at = 0; at < count; at++) this.places[grow(next, hashAt(text, at, length))] = at;
    this.#begins = begins;
  }

  /** Of the run that begins at `at` in `text`: from where to where in `places`. */
  rangeOf(text: string, at: number): [number, number] {
    const hash = hashAt(text, at, this.#length);
    return [this.#begins[hash] ?? 0, this.#begins[hash + 1] ?? 0];
  }
}

const buckets = 1 << 18;

function hashAt(text: string, at: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let index = at; index < at + length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}
