/** Where a note's text names another note without linking to it, and the splice that makes a link of it. */
import type { Span } from '../api.ts';
import type { TextChange } from './header-edit.ts';
import { readHeader } from './front-matter.ts';
import { foldedWord, isSpaced, type Word } from './match.ts';
import { foundLines, type FoundLine } from './match-lines.ts';
import { wikiLinks } from './wiki-link.ts';

/** Shorter names stand everywhere by accident. */
const shortestName = 2;

/** The names that are worth to be looked for, longest first. */
export function mentionWords(names: readonly string[]): Word[] {
  const folded = [...new Set(names.map(foldedWord))].filter((name) => name.length >= shortestName);
  return folded.sort((a, b) => b.length - a.length).map((name) => ({ key: 'text', folded: [name] }));
}

/** The lines of the body with a whole name outside links, code and addresses. `rest` lets others work between two pieces. */
export async function unlinkedLines(
  text: string,
  words: readonly Word[],
  rest: () => Promise<unknown> = () => Promise.resolve(),
): Promise<FoundLine[]> {
  const { bodyFrom } = readHeader(text);
  const found: FoundLine[] = [];
  let isCode: ((at: number) => boolean) | null = null;
  for (const piece of foundLines(text, words)) {
    for (const one of piece) {
      if (one.from < bodyFrom) continue;
      isCode ??= codeIn(text, bodyFrom);
      if (isCode(one.from)) continue;
      const line = text.slice(one.from, one.to);
      const taken = takenIn(line);
      const spans = one.spans.filter(
        (span) => isWhole(line, span) && !taken.some((each) => overlap(each, span)),
      );
      if (spans.length > 0) found.push({ ...one, spans });
    }
    await rest();
  }
  return found;
}

/** Of a Latin word not only the beginning: `Go` is not named in `Google`. */
function isWhole(line: string, [from, to]: Span): boolean {
  if (from >= to) return false;
  const isLetter = (at: number) => at >= 0 && at < line.length && isSpaced(line.codePointAt(at) ?? 0);
  return !(isLetter(to - 1) && isLetter(to));
}

function overlap([from, to]: Span, [start, end]: Span): boolean {
  return from < end && start < to;
}

/** What of a line is a link, code or an address already. */
function takenIn(line: string): Span[] {
  const taken = wikiLinks(line).map(({ from, to }): Span => [from, to]);
  for (const match of line.matchAll(
    /(`+)[^`]+\1|!?\[[^[\]]*\](?:\([^)]*\)|\[[^\]]*\])|<[^<>]*>|https?:\/\/[^\s，。；：！？、）】》」』]+/g,
  ))
    taken.push([match.index, match.index + match[0].length]);
  if (/^\s{0,3}\[[^\]]+\]:/.test(line) || /^(?: {4}|\t)/.test(line)) taken.push([0, line.length]);
  return taken;
}

/** Whether a line that begins at this offset is in fenced code; to be asked with offsets that grow. */
function codeIn(text: string, from: number): (at: number) => boolean {
  const spans: Span[] = [];
  let open: { mark: string; at: number } | null = null;
  for (const match of text
    .slice(from)
    .matchAll(/^[\s>]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)*(`{3,}|~{3,})([^\n]*)$/gm)) {
    const at = from + match.index;
    const mark = match[1] ?? '';
    if (open === null) open = { mark, at };
    else if (mark.startsWith(open.mark) && match[2]?.trim() === '') {
      spans.push([open.at, at + match[0].length]);
      open = null;
    }
  }
  if (open !== null) spans.push([open.at, text.length]);
  return (at) => spans.some(([start, end]) => start <= at && at < end);
}

/**
 * Makes a link of the name that stands at `span` in line `line` (1-based). `target`: what the link says; the name stays
 * as it is written. `null`: there is something else by now.
 */
export function linkMention(
  text: string,
  { line, span, written }: { line: number; span: Span; written: string },
  target: string,
): TextChange | null {
  let from = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', from);
    if (end < 0) return null;
    from = end + 1;
  }
  const end = text.indexOf('\n', from);
  const whole = text.slice(from, end < 0 ? text.length : end);
  if (whole.slice(span[0], span[1]) !== written) return null;
  const insert = wikiLinkTo(target, written, whole.includes('|'));
  const change = { from: from + span[0], to: from + span[1], insert };
  const after = text.slice(0, change.from) + insert + text.slice(change.to);
  const isThere = wikiLinks(after).some((one) => one.from === change.from && one.target === target);
  return isThere ? change : null;
}

/** `[[target]]`, or `[[target|shown]]` where another text is to be shown. `isInTable`: a bar would end the cell. */
export function wikiLinkTo(target: string, shown: string, isInTable = false): string {
  const plain = shown
    .replace(/[[\]|\n]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' || plain === target
    ? `[[${target}]]`
    : `[[${target}${isInTable ? '\\|' : '|'}${plain}]]`;
}
