/** A part of what was typed for quick open, without white space: what may stand for it in a text. */
import { pinyinTable } from './pinyin.ts';
import { beginsWord } from './word-starts.ts';

/** More units than there are bits in a mask can't be one part. */
export const longestPart = 31;
export const longestReading = 6;
/** Places in `sounds` for one set of readings. */
export const soundsPerSet = 8;

/** Bit `i` of every mask stands for the typed unit at `i`. */
export interface Part {
  typed: string;
  /** By UTF-16 unit of a text: where that unit is typed. */
  literal: Int32Array;
  /**
   * By set of readings (`pinyin.ts`) times `soundsPerSet`, plus `k`: where the first `k` letters of one of the readings
   * are typed; at 0, where any are.
   */
  sounds: Int32Array;
  /** By UTF-16 unit of a text: where it may stand for something typed, itself or by its sound. */
  any: Int32Array;
}

/** `typed` is folded and has no white space; at most `longestPart` units. */
export function partOf(typed: string): Part {
  const literal = new Int32Array(0x10000);
  for (let at = 0; at < typed.length; at++) {
    const unit = typed.charCodeAt(at);
    literal[unit] = (literal[unit] ?? 0) | (1 << at);
  }
  const sounds = soundsOf(typed);
  const any = literal.slice();
  if (/[a-z]/.test(typed)) {
    const { setOfUnit } = pinyinTable();
    for (let unit = 0x3007; unit < 0xa000; unit++)
      any[unit] = (any[unit] ?? 0) | (sounds[(setOfUnit[unit] ?? 0) * soundsPerSet] ?? 0);
  }
  return { typed, literal, sounds, any };
}

function soundsOf(typed: string): Int32Array {
  const { sets } = pinyinTable();
  const sounds = new Int32Array(sets.length * soundsPerSet);
  for (const [set, readings] of sets.entries()) {
    const base = set * soundsPerSet;
    for (const reading of readings) {
      const first = reading.charAt(0);
      for (let at = typed.indexOf(first); at >= 0; at = typed.indexOf(first, at + 1)) {
        const bit = 1 << at;
        sounds[base] = (sounds[base] ?? 0) | bit;
        for (let length = 1; length <= Math.min(longestReading, reading.length); length++) {
          if (typed.charAt(at + length - 1) !== reading.charAt(length - 1)) break;
          sounds[base + length] = (sounds[base + length] ?? 0) | bit;
        }
      }
    }
  }
  return sounds;
}

/** How a text holds a part: in one piece, at the start of a word or inside one; scattered; or not at all. */
export type Hold = 'word' | 'inside' | 'scattered' | 'none';

/**
 * How the units `from` to `to` hold the part: the quick question before `markOf`. Bit `i` of a state says that the first
 * `i` typed units can have been taken in.
 */
export function holdOf(part: Part, units: Uint16Array, from: number, to: number): Hold {
  const { literal, sounds, any } = part;
  const { setOfUnit } = pinyinTable();
  const whole = 1 << part.typed.length;
  let word = 0;
  let piece = 0;
  let scattered = 1;
  let isInside = false;
  for (let at = from; at < to; at++) {
    const unit = units[at] ?? 0;
    const can = any[unit] ?? 0;
    if (can === 0) {
      word = 0;
      piece = 0;
      continue;
    }
    if ((can & 1) !== 0) {
      piece |= 1;
      if (at === from || beginsWord(units[at - 1] ?? 0, unit)) word |= 1;
    }
    const same = literal[unit] ?? 0;
    let nextWord = (word & same) << 1;
    let nextPiece = (piece & same) << 1;
    let nextScattered = (scattered & same) << 1;
    if (can !== same) {
      const base = (setOfUnit[unit] ?? 0) * soundsPerSet;
      for (let length = 1; length <= longestReading; length++) {
        const mask = sounds[base + length] ?? 0;
        // A reading of which no two letters are typed has no three either.
        if (mask === 0) break;
        nextWord |= (word & mask) << length;
        nextPiece |= (piece & mask) << length;
        nextScattered |= (scattered & mask) << length;
      }
    }
    if ((nextWord & whole) !== 0) return 'word';
    if ((nextPiece & whole) !== 0) isInside = true;
    word = nextWord;
    piece = nextPiece;
    scattered |= nextScattered;
  }
  if (isInside) return 'inside';
  return (scattered & whole) === 0 ? 'none' : 'scattered';
}
