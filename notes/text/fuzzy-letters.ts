/** A few sets of bits for each name: most names that can't hold what was typed are known by them alone. */
import { pinyinTable } from './pinyin.ts';

export interface Letters {
  /** Bit 0 to 25: the letters a to z, also of the pinyin of its Han characters. */
  latin: number;
  /** The same, but of pinyin only the letters that it begins with. */
  first: number;
  /** One bit for each letter before an i, u or v in pinyin, which begin none; some share one. All, for one that is written. */
  inner: number;
  /** One bit for each other character; some share one. */
  others: number;
}

interface Sounds {
  /** By set of readings. */
  latin: Int32Array;
  first: Int32Array;
  inner: Int32Array;
  /** Every two letters that follow each other in a reading. */
  pairs: ReadonlySet<string>;
}

let known: Sounds | null = null;

/** By i, u or v: the bits of every letter before it. */
const allBefore = new Int32Array(0x7b);
for (const unit of [0x69, 0x75, 0x76])
  for (let before = 0x61; before <= 0x7a; before++)
    allBefore[unit] = (allBefore[unit] ?? 0) | innerBit(before, unit);

/** What is in a name: the units `from` to `to`. */
export function lettersOf(units: Uint16Array, from: number, to: number): Letters {
  const { setOfUnit } = pinyinTable();
  const sounds = (known ??= soundsOf());
  let [latin, first, inner, others] = [0, 0, 0, 0];
  for (let at = from; at < to; at++) {
    const unit = units[at] ?? 0;
    if (unit >= 0x61 && unit <= 0x7a) {
      first |= 1 << (unit - 0x61);
      if (isInner(unit)) inner |= allBefore[unit] ?? 0;
    } else {
      others |= otherBit(unit);
      const set = setOfUnit[unit] ?? 0;
      latin |= sounds.latin[set] ?? 0;
      first |= sounds.first[set] ?? 0;
      inner |= sounds.inner[set] ?? 0;
    }
  }
  return { latin: latin | first, first, inner, others };
}

/** What a name must have to hold the typed part. */
export function lettersNeeded(typed: string): Letters {
  const { pairs } = (known ??= soundsOf());
  let [first, inner, others] = [0, 0, 0];
  for (let at = 0; at < typed.length; at++) {
    const unit = typed.charCodeAt(at);
    if (unit < 0x61 || unit > 0x7a) others |= otherBit(unit);
    else if (!pairs.has(typed.slice(Math.max(0, at - 1), at + 1))) first |= 1 << (unit - 0x61);
    else if (isInner(unit)) inner |= innerBit(typed.charCodeAt(at - 1), unit);
  }
  return { latin: latinOf(typed), first, inner, others };
}

function soundsOf(): Sounds {
  const { sets } = pinyinTable();
  const pairs = new Set<string>();
  for (const reading of sets.flat())
    for (let at = 1; at < reading.length; at++) pairs.add(reading.slice(at - 1, at + 1));
  return {
    latin: Int32Array.from(sets, (readings) => latinOf(readings.join(''))),
    first: Int32Array.from(sets, (readings) => latinOf(readings.map((one) => one.charAt(0)).join(''))),
    inner: Int32Array.from(sets, (readings) => readings.reduce((bits, one) => bits | innerOf(one), 0)),
    pairs,
  };
}

function latinOf(text: string): number {
  let latin = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at) - 0x61;
    if (letter >= 0 && letter < 26) latin |= 1 << letter;
  }
  return latin;
}

function innerOf(reading: string): number {
  let inner = 0;
  for (let at = 1; at < reading.length; at++) {
    const unit = reading.charCodeAt(at);
    if (isInner(unit)) inner |= innerBit(reading.charCodeAt(at - 1), unit);
  }
  return inner;
}

function isInner(unit: number): boolean {
  return unit === 0x69 || unit === 0x75 || unit === 0x76;
}

function innerBit(before: number, unit: number): number {
  return 1 << (((before - 0x61) * 2 + (unit === 0x69 ? 1 : 0)) % 31);
}

/** The digits have bits of their own. */
function otherBit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return 1 << (unit - 0x30);
  return 1 << (10 + ((Math.imul(unit, 0x9e3779b1) >>> 8) % 22));
}
