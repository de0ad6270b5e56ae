/**
 * The order of titles and tags. SQLite compares bytes, so a title gets a key whose bytes compare as a person would
 * expect: white space, punctuation, numbers by value, Latin letters without accents, then Han characters by pinyin.
 */

const firstHan = 0x4e00;
const lastHan = 0x9fff;
const longestKey = 60;

/**
 * The Han characters of Unicode's first block in pinyin order. Takes about 50 ms: the catalog keeps the answer, which
 * also keeps the order of one catalog from changing with a newer ICU.
 */
export function hanByPinyin(): string {
  return (pinyinOrder ??= sortedHan());
}

let pinyinOrder: string | null = null;

function sortedHan(): string {
  const han: string[] = [];
  for (let code = firstHan; code <= lastHan; code++) han.push(String.fromCharCode(code));
  return han.sort(new Intl.Collator('zh-u-co-pinyin').compare).join('');
}

/** Makes the function from a title to its key, for the order that `hanByPinyin` answered. */
export function keysFor(order: string): (title: string) => string {
  const keys = new Map<string, string>();
  for (let index = 0; index < order.length; index++) {
    keys.set(order.charAt(index), String.fromCharCode(firstHan + index));
  }
  const keyOf = (character: string): string => {
    const known = keys.get(character);
    if (known !== undefined) return known;
    const key = newKey(character);
    keys.set(character, key);
    return key;
  };
  return (title) => {
    const plain = title.slice(0, longestKey).normalize('NFKD').toLowerCase().trim();
    let key = '';
    let digits = '';
    for (const character of plain) {
      if (character >= '0' && character <= '9') {
        digits += character;
        continue;
      }
      if (digits !== '') key += numberKey(digits);
      digits = '';
      key += keyOf(character);
    }
    return digits === '' ? key : key + numberKey(digits);
  };
}

/** The number of digits first: 9 before 10. */
function numberKey(written: string): string {
  const digits = written.replace(/^0+(?=.)/, '');
  return `0${String.fromCharCode(0x21 + Math.min(digits.length, 90))}${digits}`;
}

function newKey(character: string): string {
  if (/^\p{M}/u.test(character)) return '';
  if (/^\s/u.test(character)) return '\u0001';
  return /^[\p{P}\p{S}]/u.test(character) ? `\u0002${character}` : character;
}
