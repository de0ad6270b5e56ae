/** What CommonMark gets wrong beside Chinese, put right with the rules that notes/text reads facts by. */
import { type DelimiterType, InlineContext, type MarkdownConfig } from '@lezer/markdown';
import { tags } from '@lezer/highlight';
import { bareUrlEnd } from '../../notes/text/urls.ts';
import { markedText } from './colours.ts';

// Character codes.
const asterisk = 42;
const underscore = 95;
const tilde = 126;
const equalsSign = 61;
const letterH = 104;

const strike: DelimiterType = { resolve: 'Strikethrough', mark: 'StrikethroughMark' };
const highlight: DelimiterType = { resolve: 'Highlight', mark: 'HighlightMark' };

/**
 * Emphasis as markdown-it-cjk-friendly 3.0.0 sees it: a delimiter beside a CJK character opens and closes even next
 * to punctuation, so that `这是**我想做的事。**所以` is bold. `~~` the same; `==marked==` is added.
 */
export const cjkEmphasis: MarkdownConfig = {
  defineNodes: [
    { name: 'Highlight', style: { 'Highlight/...': markedText } },
    { name: 'HighlightMark', style: tags.processingInstruction },
  ],
  parseInline: [
    {
      name: 'CjkEmphasis',
      before: 'Emphasis',
      parse(cx, next, start) {
        if (next !== asterisk && next !== underscore) return -1;
        const end = runEnd(cx, next, start);
        const { opens, closes } = flanks(cx, start, end, next === asterisk);
        const type = next === asterisk ? InlineContext.emphasisAsterisk : InlineContext.emphasisUnderscore;
        return cx.addDelimiter(type, start, end, opens, closes);
      },
    },
    { name: 'CjkStrikethrough', before: 'Strikethrough', parse: pair(tilde, strike) },
    { name: 'Highlight', after: 'Emphasis', parse: pair(equalsSign, highlight) },
  ],
};

/** A bare address ends where Chinese begins: `https://example.com/a。后面` (product idea 25). */
export const cjkUrls: MarkdownConfig = {
  parseInline: [
    {
      name: 'CjkAutolink',
      before: 'Autolink',
      parse(cx, next, start) {
        if ((next | 32) !== letterH || !/^https?:/i.test(cx.slice(start, start + 6))) return -1;
        if (/\w/.test(cx.slice(start - 1, start))) return -1;
        const end = bareUrlEnd(cx.slice(start, cx.end), 0);
        return end === null ? -1 : cx.addElement(cx.elt('URL', start, start + end));
      },
    },
  ],
};

/** Exactly two of `code` are a delimiter of `type`. */
function pair(code: number, type: DelimiterType) {
  return (cx: InlineContext, next: number, start: number): number => {
    if (next !== code || cx.char(start + 1) !== code || cx.char(start + 2) === code) return -1;
    if (cx.char(start - 1) === code) return -1;
    const { opens, closes } = flanks(cx, start, start + 2, true);
    return cx.addDelimiter(type, start, start + 2, opens, closes);
  };
}

function runEnd(cx: InlineContext, code: number, start: number): number {
  let end = start;
  while (cx.char(end) === code) end++;
  return end;
}

function flanks(cx: InlineContext, start: number, end: number, splitsWords: boolean) {
  const before = lastOf(cx.slice(Math.max(cx.offset, start - 3), start));
  const after = firstOf(cx.slice(end, Math.min(cx.end, end + 2)));
  const spaceBefore = space.test(before);
  const spaceAfter = space.test(after);
  if (spaceBefore || spaceAfter) return { opens: !spaceAfter, closes: !spaceBefore };
  const markBefore = punctuation.test(before);
  const markAfter = punctuation.test(after);
  if (!splitsWords) return { opens: markBefore, closes: markAfter };
  const besideCjk = cjk.test(before) || cjk.test(after);
  return { opens: markBefore || besideCjk || !markAfter, closes: markAfter || besideCjk || !markBefore };
}

const space = /^(?:\s|$)/u;
const punctuation = /^[\p{P}\p{S}]/u;
/** East Asian Width F, H and W without emoji, and Hangul: UAX #11. */
const cjk =
  /^(?!\p{Emoji_Presentation})[\u1100-\u11ff\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u4dbf\u4dc0-\ua4cf\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uffdc\uffe0-\uffee\u20a9\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2fb}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;

function firstOf(text: string): string {
  return Array.from(text)[0] ?? '';
}

/** The character before a delimiter; a variation selector belongs to the one before it. */
function lastOf(text: string): string {
  const characters = Array.from(text);
  const last = characters.at(-1) ?? '';
  return /^[\ufe00-\ufe0e]$/.test(last) ? (characters.at(-2) ?? '') : last;
}
