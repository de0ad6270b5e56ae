/** A line with matches as a row has room for it: without the marks of Markdown, from shortly before its first match. */
import type { MatchLine, Span } from '../../notes/api.ts';

export interface Piece {
  text: string;
  isMatch: boolean;
}

/** `text` in pieces, of which those in `spans` (in order, not overlapping) are matches. */
export function piecesOf(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of spans) {
    if (from > at) pieces.push({ text: text.slice(at, from), isMatch: false });
    pieces.push({ text: text.slice(from, to), isMatch: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMatch: false });
  return pieces;
}

/** Before the first match so much is shown, in Latin letters; a Chinese character is as wide as two. */
const mostBefore = 22;
/** As much as one more line of a narrow list has. */
const lineWidth = 36;

/** `lines`: how many lines on the screen the text may take. */
export function shownPieces({ text, spans }: Pick<MatchLine, 'text' | 'spans'>, lines = 1): Piece[] {
  const kept = piecesOf(text, spans).flatMap((piece, at): Piece[] => {
    if (piece.isMatch) return [piece];
    const plain = withoutMarks(piece.text, at === 0);
    return plain === '' ? [] : [{ text: plain, isMatch: false }];
  });
  const [first, ...rest] = kept;
  if (first === undefined || first.isMatch || rest.length === 0) return kept;
  return [{ ...first, text: endOf(first.text, mostBefore + lineWidth * (lines - 1)) }, ...rest];
}

const blockMarks =
  /^…?[\s>]*(?:(?:excerpt|description|summary)[ \t]*:[ \t]*["'>|-]*)?(?:(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|#{1,6}[ \t]+|\|[ \t]*)*/;

/** Only whole marks beside text that is no match: what was searched for is shown as it is written. */
function withoutMarks(text: string, isStart: boolean): string {
  return (isStart ? text.replace(blockMarks, '') : text)
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/^([^[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)/, '$1')
    .replace(/!?\[(?=[^\]]*$)/, '')
    .replace(/\*\*|__|~~|==|`+/g, '')
    .replace(/\s+/g, ' ');
}

const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The end of `text` that is at most `most` wide, from the beginning of a word or a part of a sentence where there is one. */
function endOf(text: string, most: number): string {
  let width = 0;
  let from = text.length;
  // Every character is at least one wide, and has hardly ever more than a few units.
  const near = Array.from(clusters.segment(text.slice(-8 * most)), ({ segment }) => segment);
  for (const character of near.reverse()) {
    width += /[\u1100-\u{3fffd}]/u.test(character) ? 2 : 1;
    if (width > most) break;
    from -= character.length;
  }
  if (from === 0) return text;
  const end = text.slice(from);
  const begin = /^[^\s，。；：、！？,;:]{0,10}[\s，。；：、！？,;:]+(?=.{4})/u.exec(end)?.[0].length ?? 0;
  return `…${end.slice(begin)}`;
}
