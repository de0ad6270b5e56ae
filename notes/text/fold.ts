/**
 * What counts as equal when a person searches: letter case, full and half width, ligatures and other ways to write the
 * same characters (NFKC), diacritics of Latin, Greek and Cyrillic letters, kinds and lengths of white space, and
 * characters that can't be seen (Unicode's Default_Ignorable: soft hyphens, zero-width spaces, variation selectors).
 */

export interface Folded {
  text: string;
  /** The offset in the source of each UTF-16 unit of `text`, and one more for the end. `null`: the same offsets. */
  places: Uint32Array | null;
}

/**
 * Each character with its marks is folded by itself, so that what is found in a part is found in the whole:
 * `fold(a) + fold(b)` is `fold(a + b)` unless `b` begins with a mark, or white space meets white space. Idempotent; halves
 * of surrogate pairs become U+FFFD.
 */
export function fold(text: string): string {
  return isAscii.test(text) ? text.toLowerCase().replace(spaces, ' ') : folding(text, false).text;
}

/** `fold`, and where each unit comes from. */
export function foldWithPlaces(text: string): Folded {
  return folding(text, true);
}

const isAscii = /^[\0-\x7f]*$/;
const spaces = /\s+/g;

// What `kinds` says of a UTF-16 unit. Any other number is the one unit that the character folds to.
// 0: not met yet.
const extending = 1;
const several = 2;
const white = 3;
const surrogate = 4;

/** By UTF-16 unit, filled when a character is met for the first time. */
const kinds = new Uint16Array(0x10000);
/** Folded clusters of more than one unit, and characters that fold to more than one. */
const known = new Map<string, string>();
const mostKnown = 5_000;

/** What is written of the folded text, and where it comes from. */
class Folding {
  length = 0;
  private units: Uint16Array<ArrayBuffer>;
  private places: Uint32Array<ArrayBuffer> | null;
  private isShifted = false;

  constructor(length: number, isPlaced: boolean) {
    this.units = kept.length >= length ? kept : new Uint16Array(length);
    this.places = isPlaced ? new Uint32Array(length + 1) : null;
  }

  write(unit: number, place: number): void {
    if (this.length >= this.units.length) this.units = longer(this.units);
    this.units[this.length] = unit;
    if (this.places) this.place(place);
    this.length++;
  }

  endsInSpace(): boolean {
    return this.length > 0 && this.units[this.length - 1] === 0x20;
  }

  end(place: number): Folded {
    if (this.units.length <= longestKept) kept = this.units;
    let text = '';
    // More arguments than this could overflow the stack.
    for (let from = 0; from < this.length; from += 8192) {
      const units = this.units.subarray(from, Math.min(this.length, from + 8192));
      text += String.fromCharCode.apply(null, units as unknown as number[]);
    }
    this.place(place);
    return { text, places: this.isShifted ? (this.places?.slice(0, this.length + 1) ?? null) : null };
  }

  private place(place: number): void {
    if (!this.places) return;
    if (this.length >= this.places.length) this.places = longer(this.places);
    this.places[this.length] = place;
    this.isShifted ||= place !== this.length;
  }
}

/** Kept from call to call, up to this length. */
const longestKept = 1 << 20;
let kept = new Uint16Array(1 << 14);

function longer<Numbers extends Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  numbers: Numbers,
): Numbers {
  const longer = new (numbers.constructor as new (length: number) => Numbers)(numbers.length * 2 + 16);
  longer.set(numbers);
  return longer;
}

function folding(source: string, isPlaced: boolean): Folded {
  const text = source.isWellFormed() ? source : source.toWellFormed();
  const folded = new Folding(text.length, isPlaced);
  // Of the cluster that was written last; -1: what follows begins one.
  let clusterAt = -1;
  let clusterFolded = 0;

  for (let at = 0; at < text.length;) {
    const kind = kindAt(text.charCodeAt(at));
    if (kind > surrogate) {
      clusterAt = at;
      clusterFolded = folded.length;
      folded.write(kind, at++);
    } else if (kind === white) {
      clusterAt = -1;
      if (!folded.endsInSpace()) folded.write(0x20, at);
      at++;
    } else {
      // Several units, or folded to several: a mark takes the character before it along.
      if (clusterAt < 0 || !extendsAt(text, at)) {
        clusterAt = at;
        clusterFolded = folded.length;
      }
      at = endOfCluster(text, at);
      const cluster = foldedCluster(text.slice(clusterAt, at));
      const isSame = cluster.length === at - clusterAt;
      folded.length = clusterFolded;
      for (let index = 0; index < cluster.length; index++)
        folded.write(cluster.charCodeAt(index), isSame ? clusterAt + index : clusterAt);
    }
  }
  return folded.end(text.length);
}

function endOfCluster(text: string, at: number): number {
  let end = at;
  do end += isLead(text.charCodeAt(end)) ? 2 : 1;
  while (end < text.length && extendsAt(text, end));
  return end;
}

const isLead = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

function kindAt(unit: number): number {
  const kind = kinds[unit] ?? 0;
  return kind === 0 ? (kinds[unit] = kindOf(unit)) : kind;
}

function kindOf(unit: number): number {
  if (unit >= 0xd800 && unit < 0xe000) return surrogate;
  const character = String.fromCharCode(unit);
  if (extender.test(character)) return extending;
  if (/\s/.test(character)) return white;
  const folded = foldedCluster(character);
  return folded.length === 1 && folded.charCodeAt(0) > surrogate ? folded.charCodeAt(0) : several;
}

/** Whether the character at `at` belongs to the one before it. */
function extendsAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const kind = kindAt(unit);
  return (
    kind === extending ||
    (kind === surrogate && extender.test(String.fromCodePoint(text.codePointAt(at) ?? 0)))
  );
}

/**
 * Marks; what can't be seen; vowels and final consonants of Hangul's letters; the half-width (han)dakuten; and what
 * Unicode composes with or decomposes into a mark though it is a letter (Thai and Lao AM, a vowel of Kirat Rai).
 */
const extender =
  /[\p{M}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9f\u0e33\u0eb3\u{16d67}]/u;
const ignorable = /\p{Default_Ignorable_Code_Point}+/gu;

function foldedCluster(cluster: string): string {
  const already = known.get(cluster);
  if (already !== undefined) return already;
  const folded = foldedOnce(cluster);
  if (known.size >= mostKnown) known.clear();
  known.set(cluster, folded);
  return folded;
}

function foldedOnce(cluster: string): string {
  const seen = cluster.replace(ignorable, '').replace(halfWidthHangul, hangulLetter).normalize('NFC');
  // Hangul's letters for showing one by one (ㅋㅋ) would become parts of syllables; ´ and ¨ a space and a mark.
  if (/^[\u3131-\u318e]/.test(seen)) return seen;
  const plain = seen.normalize('NFKC');
  if (plain.includes(' ')) return seen;
  const lower = plain.toLowerCase().replaceAll('ς', 'σ').replaceAll('ß', 'ss');
  const diacritics = /(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])\p{M}+/gu;
  return lower.normalize('NFD').replace(diacritics, '').normalize('NFKC');
}

const halfWidthHangul = /[\uffa1-\uffdc]/g;

/** ﾡ-ﾾ are ㄱ-ㅎ and ￂ-ￜ are ㅏ-ㅣ, with gaps in the block. */
function hangulLetter(letter: string): string {
  const unit = letter.charCodeAt(0);
  if (unit <= 0xffbe) return String.fromCharCode(unit - 0xffa1 + 0x3131);
  const row = (unit - 0xffc2) >> 3;
  return String.fromCharCode(0x314f + row * 6 + ((unit - 0xffc2) & 7));
}
