/** Two sets of 32 bits for each name: most names that can't hold what was typed are known by them alone. */
import { pinyinTable } from './pinyin.ts';

export interface Letters {
  /** Bit 0 to 25: the letters a to z, also of the pinyin of its Han characters. */
  latin: number;
  /** One bit for each other character; some share one. */
  others: number;
}

let latinOfSets: Int32Array | null = null;

/** What is in a name: the units `from` to `to`. */
export function lettersOf(units: Uint16Array, from: number, to: number): Letters {
  const { setOfUnit, sets } = pinyinTable();
  latinOfSets ??= Int32Array.from(sets, (readings) => latinOf(readings.join('')));
  let latin = 0;
  let others = 0;
  for (let at = from; at < to; at++) {
    const unit = units[at] ?? 0;
    if (unit >= 0x61 && unit <= 0x7a) latin |= 1 << (unit - 0x61);
    else {
      others |= otherBit(unit);
      latin |= latinOfSets[setOfUnit[unit] ?? 0] ?? 0;
    }
  }
  return { latin, others };
}

/** What a name must have to hold the typed part. */
export function lettersNeeded(typed: string): Letters {
  let others = 0;
  for (let at = 0; at < typed.length; at++) {
    const unit = typed.charCodeAt(at);
    if (unit < 0x61 || unit > 0x7a) others |= otherBit(unit);
  }
  return { latin: latinOf(typed), others };
}

function latinOf(text: string): number {
  let latin = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at) - 0x61;
    if (letter >= 0 && letter < 26) latin |= 1 << letter;
  }
  return latin;
}

/** The digits have bits of their own. */
function otherBit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return 1 << (unit - 0x30);
  return 1 << (10 + ((Math.imul(unit, 0x9e3779b1) >>> 8) % 22));
}
