/** Where in a note `#heading` and `#^block` of a link lead. */
import { readHeader } from './front-matter.ts';
import { readBlocks } from './markdown.ts';
import { longestBody } from './sizes.ts';

/** 1-based line; `null`: there is no such place. A heading is named by its text or as an anchor; a path `A#B` by its last part. */
export function placeOfHeading(text: string, heading: string): number | null {
  const { bodyFrom, bodyLine } = readHeader(text);
  const body = text.slice(bodyFrom, bodyFrom + longestBody);
  if (heading.startsWith('^')) return blockLine(body, heading, bodyLine);
  const wanted = plain(heading.split('#').at(-1) ?? heading);
  if (wanted === '') return null;
  const headings = readBlocks(body).filter(({ kind }) => kind === 'heading');
  const found =
    headings.find((one) => one.text.trim() === heading) ?? headings.find((one) => plain(one.text) === wanted);
  return found === undefined ? null : bodyLine + found.from;
}

/** `^name` at the end of a line, as Obsidian writes it. */
function blockLine(body: string, name: string, bodyLine: number): number | null {
  const at = body
    .split(/\r\n|\r|\n/)
    .findIndex((line) => line.trimEnd().endsWith(name) && /(?:^|\s)\^[\w-]+\s*$/.test(line));
  return at < 0 ? null : bodyLine + at;
}

/** Letters and digits alone: `Was ist V8?` and `was-ist-v8` are one. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
