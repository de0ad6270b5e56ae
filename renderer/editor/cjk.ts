/** Whether a run of marks opens or closes beside Chinese: the rule of markdown-it-cjk-friendly 3.0.0. */

export interface Flanks {
  opens: boolean;
  closes: boolean;
}

/**
 * What the run of marks from `start` to `end` may do. A mark beside a CJK character opens and closes even next to
 * punctuation, so that `这是**我想做的事。**所以` is bold. `splitsWords`: false for `_`. `from` and `to` bound the text that is looked at.
 */
export function flanksOf(
  text: string,
  start: number,
  end: number,
  splitsWords: boolean,
  from = 0,
  to = text.length,
): Flanks {
  const last = start > from ? codeBefore(text, start) : space;
  const next = end < to ? (text.codePointAt(end) ?? space) : space;
  // A variation selector belongs to the character before it; white space has none.
  const selected = isSelector(last) ? codeBefore(text, start - 1) : null;
  const before = selected !== null && !isSpaceSeparator(selected) ? selected : last;
  const spaceBefore = isSpace(before);
  const spaceAfter = isSpace(next);
  if (spaceBefore || spaceAfter) return { opens: !spaceAfter, closes: !spaceBefore };
  const markBefore = isPunctuation(before);
  const markAfter = isPunctuation(next);
  if (!splitsWords) return { opens: markBefore, closes: markAfter };
  const besideCjk =
    isCjk(next) ||
    (selected === null
      ? isCjk(last) || isIdeographicSelector(last)
      : isCjk(selected) || (last === fullWidthSelector && isQuote(selected)));
  return { opens: markBefore || besideCjk || !markAfter, closes: markAfter || besideCjk || !markBefore };
}

const space = 32;
const fullWidthSelector = 0xfe01;

function codeBefore(text: string, at: number): number {
  if (at <= 0) return space;
  const code = text.charCodeAt(at - 1);
  if ((code & 0xfc00) !== 0xdc00) return code;
  const pair = text.codePointAt(at - 2) ?? code;
  return pair > 0xffff ? pair : code;
}

function isSelector(code: number): boolean {
  return code >= 0xfe00 && code <= 0xfe0e;
}

function isIdeographicSelector(code: number): boolean {
  return code >= 0xe0100 && code <= 0xe01ef;
}

function isQuote(code: number): boolean {
  return code === 0x2018 || code === 0x2019 || code === 0x201c || code === 0x201d;
}

function isSpaceSeparator(code: number): boolean {
  return /^\p{Zs}/u.test(String.fromCodePoint(code));
}

/** CommonMark's Unicode white space. */
function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    (code >= 0x1680 &&
      (code === 0x1680 ||
        (code >= 0x2000 && code <= 0x200a) ||
        code === 0x202f ||
        code === 0x205f ||
        code === 0x3000))
  );
}

function isPunctuation(code: number): boolean {
  return /^[\p{P}\p{S}]/u.test(String.fromCodePoint(code));
}

function isCjk(code: number): boolean {
  return code >= 0x1100 && cjk.test(String.fromCodePoint(code));
}

/** East Asian Width F, H and W without emoji, and Hangul: UAX #11 of Unicode 17. */
const cjk =
  /^(?!\p{Emoji_Presentation})[\u1100-\u11ff\u20a9\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u2ff0-\u303e\u3041-\u3096\u3099-\u30ff\u3105-\u312f\u3131-\u318e\u3190-\u31e5\u31ef-\u321e\u3220-\u3247\u3250-\ua48c\ua490-\ua4c6\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6\ud7cb-\ud7fb\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe52\ufe54-\ufe66\ufe68-\ufe6b\uff01-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc\uffe0-\uffe6\uffe8-\uffee\u{16fe0}-\u{16fe4}\u{16ff0}-\u{16ff6}\u{17000}-\u{18cda}\u{18cff}-\u{18d20}\u{18d80}-\u{18df2}\u{18e00}-\u{19191}\u{191a0}-\u{191d2}\u{1aff0}-\u{1aff3}\u{1aff5}-\u{1affb}\u{1affd}\u{1affe}\u{1b000}-\u{1b128}\u{1b132}\u{1b150}-\u{1b152}\u{1b155}\u{1b164}-\u{1b168}\u{1b170}-\u{1b2fb}\u{1d300}-\u{1d356}\u{1d360}-\u{1d376}\u{1f1ae}\u{1f200}\u{1f202}\u{1f210}-\u{1f219}\u{1f21b}-\u{1f22e}\u{1f230}\u{1f231}\u{1f237}\u{1f23b}\u{1f240}-\u{1f248}\u{1f260}-\u{1f265}\u{1f6d9}\u{1f7da}\u{1fa8b}-\u{1fa8d}\u{1facc}\u{1fadd}\u{1faeb}\u{1faf9}\u{1fafa}\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}]/u;
