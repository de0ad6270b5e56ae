/**
 * Addresses that lead to a passage of a page: https://wicg.github.io/scroll-to-text-fragment/, which Chromium, Safari and
 * Firefox follow.
 */

/**
 * `#:~:text=…` for `quote`, which stands between `before` and `after` (as much as is known of the page; all of it, best).
 * A long quote, or one of several paragraphs, is named by its beginning and its end; one that stands elsewhere too gets
 * the words around it. Empty: there is nothing to look for. Letters stay readable; what means something is encoded.
 */
export function textFragment(quote: string, before: string, after: string): string {
  const [left, wanted, right] = wholeWords(oneSpace(before), quote.trim(), oneSpace(after));
  if (wanted === '') return '';
  const blocks = wanted.split(/\s*[\r\n\u2028\u2029]+\s*/).map((block) => oneSpace(block).trim());
  const first = blocks[0] ?? '';
  const last = blocks.at(-1) ?? '';
  const isExact = blocks.length === 1 && characters(first) <= longestExact;
  const [start, end] = isExact ? [first, null] : [beginningOf(first), endOf(last)];
  const isTwice = [left, right].some((text) => fold(text).includes(fold(start)));
  const prefix = isTwice ? endOf(left) : '';
  const suffix = isTwice ? beginningOf(right) : '';
  const parts = [
    ...(prefix === '' ? [] : [`${encoded(prefix)}-`]),
    encoded(start),
    ...(end === null ? [] : [encoded(end)]),
    ...(suffix === '' ? [] : [`-${encoded(suffix)}`]),
  ];
  return `#:~:text=${parts.join(',')}`;
}

/** `url` with `fragment` (`#:~:text=…`); a place or route that it names already stays before it. */
export function withFragment(url: string, fragment: string): string {
  if (fragment === '') return url;
  const hash = url.indexOf('#');
  if (hash < 0) return url + fragment;
  const own = url.slice(hash).split(':~:')[0] ?? '#';
  return url.slice(0, hash) + own + fragment.slice(1);
}

/** Characters of a quote that is looked for as a whole. */
const longestExact = 300;
/** Of a beginning or an end: words, or characters of a script that does not part words. */
const namedWords = 6;
const namedCharacters = 16;

function characters(text: string): number {
  return Array.from(text).length;
}

/** Browsers look for whole words: half of a Latin word at an edge belongs to what is around. */
function wholeWords(before: string, quote: string, after: string): [string, string, string] {
  const isCut = (left: string, right: string): boolean =>
    latin.test(left.slice(-1)) && latin.test(right.charAt(0));
  const head = isCut(before, quote) ? (/^[\p{sc=Latin}\p{N}]+\s*/u.exec(quote)?.[0] ?? '') : '';
  const tail = isCut(quote, after) ? (/\s*[\p{sc=Latin}\p{N}]+$/u.exec(quote)?.[0] ?? '') : '';
  const whole = quote.slice(head.length, quote.length - tail.length);
  // Nothing but one half of a word: better that than nothing.
  return whole === '' || head.length + tail.length >= quote.length
    ? [before, quote, after]
    : [before + head, whole, tail + after];
}

const latin = /[\p{sc=Latin}\p{N}]/u;

function beginningOf(text: string): string {
  return text.trimStart().match(named)?.slice(0, most(text)).join('').trim() ?? '';
}

function endOf(text: string): string {
  return text.trimEnd().match(named)?.slice(-most(text)).join('').trim() ?? '';
}

/** A word with the white space before it, or a character of a script without words. */
const named =
  /\s*(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]+)/gu;

function most(text: string): number {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(text) ? namedCharacters : namedWords;
}

/** As browsers compare: whatever the letter case. */
function fold(text: string): string {
  return oneSpace(text).toLowerCase();
}

function oneSpace(text: string): string {
  return text.replace(/\s+/gu, ' ');
}

/** Letters, marks, digits and the signs of Chinese text stay; `-`, `,` and `&` part a directive. */
function encoded(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[^\p{L}\p{M}\p{N}._\u3001-\u301f\uff01-\uff65“”‘’…—]|[\u115f\u1160\u3164\uffa0]/gu,
      (character) =>
        [...new TextEncoder().encode(character)]
          .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
          .join(''),
    );
}
