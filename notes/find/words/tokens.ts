/**
 * A folded text as tokens for the full-text index, made so that a phrase of tokens stands exactly where `text/match.ts`
 * finds the word: every visible character is in a token, and tokens are neighbours where their characters are.
 *
 * - A character of a script without spaces between words (Han, Kana, Hangul, Thai, …) is a token. Overlapping pairs
 *   would be found in a fifth of the time, and take 1.7 times the space and more than twice as long to put.
 * - A word of another script is one token; one of more than 64 UTF-16 units is several, the later ones marked.
 * - Every other character is a token. White space is one too, but not between two words, which are two because of it.
 */
import { isSpaced } from '../../text/match.ts';

// SQLite's `ascii` tokenizer takes every byte above 0x7f as part of a token, and white space and signs of ASCII as gaps.
// So those signs, and what only the index knows, get characters of Unicode's private use area.
const signs = 0xe000;
const space = signs + 0x20;
/** Before a later part of a long word. */
const more = 0xe0ff;
/** Before a private character that stands in the text itself. */
const escape = 0xe0fe;
/** Between two values of one field. No word of a filter has it. */
export const boundary = '\ue0fd';
/** Before the beginning of a word of a title, in `Starts`. */
export const inTitle = '\ue0fc';
const longestToken = 64;

const white = 1;
const letter = 2;
const unspaced = 3;
const sign = 4;
const lead = 5;

/** By UTF-16 unit, filled when one is met for the first time. */
const kinds = new Uint8Array(0x10000);

function kindOf(unit: number): number {
  const known = kinds[unit] ?? 0;
  return known === 0 ? (kinds[unit] = isLead(unit) ? lead : kindOfCharacter(unit)) : known;
}

function kindOfCharacter(code: number): number {
  if (isSpaced(code)) return letter;
  const character = String.fromCodePoint(code);
  if (/\s/.test(character)) return white;
  return /[\p{L}\p{N}]/u.test(character) || unspacedMark.test(character) ? unspaced : sign;
}

const unspacedMark = /(?=\p{M})[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

const isLead = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isTrail = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** What stands at `at`; a pair of surrogates is one character. */
function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const kind = kindOf(unit);
  return kind === lead ? kindOfCharacter(text.codePointAt(at) ?? 0) : kind;
}

function sizeAt(text: string, at: number): 1 | 2 {
  return isLead(text.charCodeAt(at)) && at + 1 < text.length ? 2 : 1;
}

// Strings that grow by pieces cost more than all the rest of the work.
let out = new Uint16Array(1 << 16);

/** The tokens of a folded text, separated by spaces. `starts` gets the beginnings of its words. */
export function tokensOf(folded: string, starts: Starts | null = null): string {
  const { length } = folded;
  // The most that comes of one unit: a gap, a space token, a gap, a mark and the unit.
  const needed = length * 6 + 16;
  if (out.length < needed) out = new Uint16Array(needed);
  let end = 0;
  let before = 0;
  let isAfterSpace = false;
  for (let at = 0; at < length;) {
    const unit = folded.charCodeAt(at);
    let kind = kindOf(unit);
    if (kind === white) {
      isAfterSpace = true;
      at++;
      continue;
    }
    let next = at + 1;
    if (kind === lead) {
      next = at + sizeAt(folded, at);
      kind = kindAt(folded, at);
    }
    if (isAfterSpace) {
      isAfterSpace = false;
      if (before !== 0 && (before !== letter || kind !== letter)) {
        out[end++] = 0x20;
        out[end++] = space;
      }
    }
    before = kind;
    out[end++] = 0x20;
    if (kind === letter) {
      while (next < length && kindAt(folded, next) === letter) next += sizeAt(folded, next);
      starts?.addWord(folded, at, next);
      end = writeWord(folded, at, next, end);
    } else if (kind === unspaced) {
      end = copy(folded, at, next, end);
    } else if (unit < 0x80) out[end++] = signs + unit;
    else {
      if (unit >= signs && unit <= more) out[end++] = escape;
      end = copy(folded, at, next, end);
    }
    at = next;
  }
  return textOf(end);
}

function copy(text: string, from: number, to: number, end: number): number {
  for (let at = from; at < to; at++) out[end++] = text.charCodeAt(at);
  return end;
}

function writeWord(text: string, from: number, to: number, at: number): number {
  let end = at;
  for (let part = from; ;) {
    let partEnd = Math.min(to, part + longestToken);
    if (partEnd < to && isLead(text.charCodeAt(partEnd - 1))) partEnd--;
    end = copy(text, part, partEnd, end);
    if (partEnd === to) return end;
    part = partEnd;
    out[end++] = 0x20;
    out[end++] = more;
  }
}

function textOf(end: number): string {
  // More arguments than this could overflow the stack.
  const step = 8192;
  if (end <= step) return String.fromCharCode.apply(null, out.subarray(0, end) as unknown as number[]);
  let text = '';
  for (let from = 0; from < end; from += step) {
    text += String.fromCharCode.apply(
      null,
      out.subarray(from, Math.min(end, from + step)) as unknown as number[],
    );
  }
  return text;
}

/**
 * With what the words of one note begin in spaced scripts: their first one and two UTF-16 units. So many tokens begin
 * with one of these that looking for them all is slow.
 */
export class Starts {
  readonly #singles = new Set<number>();
  readonly #pairs = new Set<number>();

  addWord(text: string, from: number, to: number): void {
    const isOne = !isLead(text.charCodeAt(from));
    if (isOne) this.#singles.add(text.charCodeAt(from));
    if (to - from > 1 && !(isOne && isLead(text.charCodeAt(from + 1)))) this.#pairs.add(pairAt(text, from));
  }

  /** Separated by spaces, each after `mark`. */
  text(mark = ''): string {
    const needed = (this.#singles.size + this.#pairs.size) * (3 + mark.length);
    if (out.length < needed) out = new Uint16Array(needed);
    let end = 0;
    for (const unit of this.#singles) {
      end = copy(mark, 0, mark.length, separate(end));
      out[end++] = unit;
    }
    for (const pair of this.#pairs) {
      end = copy(mark, 0, mark.length, separate(end));
      out[end++] = Math.floor(pair / 0x10000);
      out[end++] = pair % 0x10000;
    }
    return textOf(end);
  }
}

function separate(end: number): number {
  out[end] = 0x20;
  return end + 1;
}

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

/** A word of a filter as a search for tokens. */
export interface Phrase {
  /** An FTS5 string, with `*` where its last token may go on. Made of tokens only, so nothing in it is syntax. */
  phrase: string;
  /** The token of `Starts` that says the same; `null`: none does. */
  start: string | null;
}

/** `folded`: as `foldedWord` of `text/match.ts` answers it, not empty. */
export function phraseOf(folded: string): Phrase {
  const tokens = tokensOf(folded).trimStart().split(' ');
  const goesOn = kindAt(folded, stepBack(folded, folded.length)) === letter;
  const isStart = goesOn && tokens.length === 1 && folded.length <= 2;
  return { phrase: `"${tokens.join(' ')}"${goesOn ? ' *' : ''}`, start: isStart ? folded : null };
}

function stepBack(text: string, at: number): number {
  return at > 1 && isTrail(text.charCodeAt(at - 1)) ? at - 2 : at - 1;
}
