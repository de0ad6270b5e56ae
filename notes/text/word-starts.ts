/** Where words begin, for finding names by their first letters. */

const space = 1;
const letter = 2;
const digit = 3;
const mark = 4;
/** Each character is a word of its own: Han, Kana, Hangul. */
const each = 5;

/** By UTF-16 unit, filled when one is met; 0: not yet. */
const kinds = new Uint8Array(0x10000);

/** Whether a word begins with `unit` when `before` stands before it. In `V8` the number begins one too. */
export function beginsWord(before: number, unit: number): boolean {
  const own = kindOf(unit);
  return own === each || (own !== space && own !== kindOf(before));
}

function kindOf(unit: number): number {
  const known = kinds[unit] ?? 0;
  return known === 0 ? (kinds[unit] = kindOfCharacter(String.fromCharCode(unit))) : known;
}

function kindOfCharacter(character: string): number {
  if (/\s/.test(character)) return space;
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}]/u.test(character)) return each;
  if (/[\p{L}\p{M}]/u.test(character)) return letter;
  return /\p{N}/u.test(character) ? digit : mark;
}
