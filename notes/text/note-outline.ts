/** A note's text with the places of its lines and blocks, for edits of its body. Line ends are `\n`. */
import { readHeader } from './front-matter.ts';
import { type Block, readBlocks } from './markdown.ts';
import { longestBody } from './sizes.ts';
import { normaliseUrl } from './urls.ts';

export interface Outline {
  text: string;
  /** UTF-16. */
  bodyFrom: number;
  /** 1-based line of the note at which the body begins. */
  bodyLine: number;
  blocks: Block[];
  /** Of the body. */
  lines: string[];
  /** Where in the text each line begins. */
  starts: number[];
}

export function outlineOf(text: string): Outline {
  const { bodyFrom, bodyLine } = readHeader(text);
  const body = wholeLines(text.slice(bodyFrom, bodyFrom + longestBody + 1));
  const lines = body.split('\n');
  const starts: number[] = [];
  let at = bodyFrom;
  for (const line of lines) {
    starts.push(at);
    at += line.length + 1;
  }
  return { text, bodyFrom, bodyLine, blocks: readBlocks(body), lines, starts };
}

/** Of a body that is longer than what is read, the lines that are read whole. */
function wholeLines(body: string): string {
  return body.length <= longestBody
    ? body
    : body.slice(0, Math.max(0, body.lastIndexOf('\n', longestBody - 1)));
}

/** Room for what is put into a very long note, UTF-16 units: with it, all that was read before is read again. */
const room = 256 * 1024;

/**
 * What of a note an edit can be proved on: all of it, or of a longer one so much, in whole lines, that it is read with
 * what is added as well. `isWhole: false`: the note goes on, and nothing is put at the end of this part.
 */
export function provablePart(text: string): { part: string; isWhole: boolean } {
  const { bodyFrom } = readHeader(text);
  if (text.length - bodyFrom <= longestBody - room) return { part: text, isWhole: true };
  const end = text.lastIndexOf('\n', bodyFrom + longestBody - room);
  return { part: text.slice(0, Math.max(bodyFrom, end + 1)), isWhole: false };
}

/** Where the body's line `line` (0-based) ends in the text, before its line end. */
export function lineEnd({ starts, lines }: Outline, line: number): number {
  return (starts[line] ?? 0) + (lines[line]?.length ?? 0);
}

/** The last line before `end` that is not blank; -1 if there is none. 0-based in the body. */
export function lastWritten({ lines }: Outline, end: number): number {
  let line = end - 1;
  while (line >= 0 && lines[line]?.trim() === '') line--;
  return line;
}

/** The line (exclusive) at which the section of the heading at `index` ends, before a heading of its level or higher. */
export function sectionEnd({ blocks, lines }: Outline, index: number): number {
  const level = blocks[index]?.level ?? 0;
  const next = blocks.slice(index + 1).find((block) => isHeading(block) && block.level <= level);
  return next?.from ?? lines.length;
}

export function isHeading(block: Block): boolean {
  return block.kind === 'heading';
}

/** Whether a heading links to an article. */
export function holdsSource(block: Block): boolean {
  return isHeading(block) && block.links.some(({ url }) => normaliseUrl(url) !== null);
}

/** Blank lines directly before and after lines `from` to `to` (exclusive); `null`: nothing is written on that side. */
export function blanksAround(
  { lines }: Outline,
  from: number,
  to: number,
): { before: number | null; after: number | null } {
  let first = from;
  while (first > 0 && lines[first - 1]?.trim() === '') first--;
  let last = to;
  while (last < lines.length && lines[last]?.trim() === '') last++;
  return {
    before: first === 0 ? null : from - first,
    after: last === lines.length ? null : last - to,
  };
}
