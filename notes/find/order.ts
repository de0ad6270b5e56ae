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
export function keysFor(pinyinOrder: string): (title: string) => string {
  const rank = new Map<string, string>();
  for (let index = 0; index < pinyinOrder.length; index++) {
    rank.set(pinyinOrder.charAt(index), String.fromCharCode(firstHan + index));
  }
  return (title) => {
    let key = '';
    const plain = title.slice(0, longestKey).normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '').trim();
    for (const [part] of plain.matchAll(/\d+|\s+|./gsu)) key += keyOf(part, rank);
    return key;
  };
}

function keyOf(part: string, rank: Map<string, string>): string {
  if (/^[0-9]/.test(part)) {
    const digits = part.replace(/^0+(?=.)/, '');
    // The number of digits first: 9 before 10.
    return `0${String.fromCharCode(0x21 + Math.min(digits.length, 90))}${digits}`;
  }
  if (/^\s/u.test(part)) return '\u0001';
  if (/^[\p{P}\p{S}]/u.test(part)) return `\u0002${part}`;
  return rank.get(part) ?? part;
}
