/** How well a text holds a typed part: the best of all the ways to find it there. */
import { longestPart, longestReading, type Part, soundsPerSet } from './fuzzy-part.ts';
import { pinyinTable } from './pinyin.ts';
import { beginsWord } from './word-starts.ts';

/** What a part gets that stands in one piece at the start of a word. */
export const wordMark = 3000;
/** More for one that stands at the very beginning. */
export const beginningMark = 300;
export const insideCost = 600;
export const nextWordCost = 150;
const laterWordCost = 450;
/** For each character that is read by its sound; more where little of the reading is typed. */
const soundCost = 8;
const untypedSoundCost = 10;
/** For each unit between two pieces, and before the first. */
const gapCost = 2;
const none = -1_000_000;
const least = none / 2;

const width = longestPart + 1;
/**
 * By typed units taken in, the best mark: with the unit before this one, with any before it, with one of the word before.
 * Those of `any` are as if the gap began at offset 0, so that they need not be lowered at every unit.
 */
let last = new Int32Array(width);
let now = new Int32Array(width);
const any = new Int32Array(width);
const word = new Int32Array(width);
/** Where the bests of `any` and `word` end. */
const anyAt = new Int32Array(width);
const wordAt = new Int32Array(width);
/** By unit and typed units taken in with it: where the unit taken in before it is, and how many were taken in there. */
let trailAt = new Int32Array(0);
let trailTaken = new Uint8Array(0);

/**
 * How well the units `from` to `to` hold the part: `wordMark`, less what is scattered, inside words or read by its sound.
 * `null`: they don't, or no better than `needed`. The offsets from `from` of the units that stand for something typed
 * are put into `places`.
 */
export function markOf(
  part: Part,
  units: Uint16Array,
  from: number,
  to: number,
  places: number[] | null = null,
  needed = least,
): number | null {
  const { literal, sounds, typed } = part;
  const { length } = typed;
  const { setOfUnit } = pinyinTable();
  last.fill(none);
  any.fill(none);
  word.fill(none);
  let hasLast = false;
  let hasWord = false;
  if (places !== null && trailAt.length < (to - from) * width) {
    trailAt = new Int32Array((to - from) * width);
    trailTaken = new Uint8Array((to - from) * width);
  }
  // Marks only fall: what is no better than `needed` on the way will not be in the end.
  let best = needed;
  let bestAt = -1;

  for (let at = from; at < to; at++) {
    const unit = units[at] ?? 0;
    const can = part.any[unit] ?? 0;
    // Most units stand for nothing typed.
    if (can === 0 && !hasWord) {
      if (hasLast) last.fill(none);
      hasLast = false;
      continue;
    }
    const isStart = at === from || beginsWord(units[at - 1] ?? 0, unit);
    now.fill(none);
    hasLast = false;
    const same = literal[unit] ?? 0;
    const base = (setOfUnit[unit] ?? 0) * soundsPerSet;
    const gone = (at - 1) * gapCost;
    for (let mask = can; mask !== 0; mask &= mask - 1) {
      const bit = mask & -mask;
      const taken = 31 - Math.clz32(bit);
      let before = none;
      let beforeAt = -1;
      if (taken === 0) {
        before = wordMark - Math.min((at - from) * gapCost, 80);
        if (at === from) before += beginningMark;
        else if (!isStart) before -= insideCost;
      } else {
        before = last[taken] ?? none;
        beforeAt = at - 1;
        const later = (any[taken] ?? none) - gone - laterWordCost - (isStart ? 0 : insideCost);
        if (later > before) {
          before = later;
          beforeAt = anyAt[taken] ?? 0;
        }
        const next = isStart ? (word[taken] ?? none) - nextWordCost : none;
        if (next > before) {
          before = next;
          beforeAt = wordAt[taken] ?? 0;
        }
      }
      if (before <= best) continue;
      for (let count = (same & bit) === 0 ? 1 : 0; count <= longestReading; count++) {
        // 0: the unit itself, which is one typed unit too.
        if (count > 0 && ((sounds[base + count] ?? 0) & bit) === 0) break;
        const mark = count === 0 ? before : before - soundCost - Math.max(0, 4 - count) * untypedSoundCost;
        const after = taken + Math.max(1, count);
        if (mark <= (now[after] ?? none)) continue;
        now[after] = mark;
        hasLast = true;
        if (places === null) continue;
        trailAt[(at - from) * width + after] = beforeAt;
        trailTaken[(at - from) * width + after] = taken;
      }
    }
    if (isStart) {
      word.fill(none);
      hasWord = false;
    }
    if (hasLast) {
      const aged = at * gapCost;
      for (let taken = 1; taken <= length; taken++) {
        const mark = now[taken] ?? none;
        if (mark === none) continue;
        if (mark + aged >= (any[taken] ?? none)) {
          any[taken] = mark + aged;
          anyAt[taken] = at;
        }
        if (mark <= (word[taken] ?? none)) continue;
        word[taken] = mark;
        wordAt[taken] = at;
        hasWord = true;
      }
      if ((now[length] ?? none) > best) {
        best = now[length] ?? none;
        bestAt = at;
      }
    }
    [last, now] = [now, last];
  }
  if (bestAt < 0) return null;
  if (places !== null) addPlaces(places, from, bestAt, length);
  return best;
}

function addPlaces(places: number[], from: number, bestAt: number, length: number): void {
  let taken = length;
  for (let at = bestAt; taken > 0;) {
    places.push(at - from);
    const index = (at - from) * width + taken;
    at = trailAt[index] ?? 0;
    taken = trailTaken[index] ?? 0;
  }
}
