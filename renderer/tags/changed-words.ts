/** Which words of a changed line are others than before, so that the eye need not look for them. */
import type { ChangedLines } from '../../notes/api.ts';

export interface Piece {
  text: string;
  isChanged: boolean;
}

export interface MarkedLines {
  before: Piece[][];
  after: Piece[][];
}

/** Lines of more words than this, together, are shown without marks: comparing them takes too long. */
const mostWords = 600;

/** Both sides of a change, each line in pieces that are the same as on the other side or not. */
export function markedLines({ before, after }: Pick<ChangedLines, 'before' | 'after'>): MarkedLines {
  const from = wordsIn(before);
  const to = wordsIn(after);
  if (from.length + to.length > mostWords) return { before: before.map(plain), after: after.map(plain) };
  const kept = commonWords(from, to);
  return { before: linesOf(from, kept.from), after: linesOf(to, kept.to) };
}

const plain = (text: string): Piece[] => [{ text, isChanged: false }];

/** Words with the hyphens and marks of a tag in them, blanks, line ends, and every other character by itself. */
function wordsIn(lines: readonly string[]): string[] {
  return lines.join('\n').match(/[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_]|\n|[^\S\n]+|./gsu) ?? [];
}

/** The longest sequence of words that both have, as a flag for each word. */
function commonWords(from: readonly string[], to: readonly string[]): { from: boolean[]; to: boolean[] } {
  const width = to.length + 1;
  const lengths = new Uint16Array((from.length + 1) * width);
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        from[i] === to[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  const kept = { from: from.map(() => false), to: to.map(() => false) };
  for (let i = 0, j = 0; i < from.length && j < to.length;) {
    if (from[i] === to[j]) {
      kept.from[i++] = true;
      kept.to[j++] = true;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return kept;
}

/** One array of pieces a line; neighbours of the same kind are one piece. */
function linesOf(words: readonly string[], kept: readonly boolean[]): Piece[][] {
  const lines: Piece[][] = [[]];
  words.forEach((text, at) => {
    if (text === '\n') return void lines.push([]);
    const line = lines.at(-1) ?? [];
    const isChanged = kept[at] !== true;
    const last = line.at(-1);
    if (last?.isChanged === isChanged) last.text += text;
    else line.push({ text, isChanged });
  });
  return words.length === 0 ? [] : lines;
}
