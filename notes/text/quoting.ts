/** A passage out of an article, put below its heading in a note as a quotation with a link to the place. */
import { type NoteFacts, NotesError, type NoteSource } from '../api.ts';
import { readFacts } from './facts.ts';
import { fold } from './fold.ts';
import { applyChanges, type TextChange } from './header-edit.ts';
import { destination, escapedParagraph, plainLine } from './markdown-writing.ts';
import type { Block } from './markdown.ts';
import {
  holdsSource,
  isHeading,
  lastWritten,
  lineEnd,
  type Outline,
  outlineOf,
  provablePart,
  sectionEnd,
} from './note-outline.ts';
import { normaliseUrl } from './urls.ts';

export interface PlacedQuote {
  /** `known`: the note has this quote already. */
  kind: 'quoted' | 'known';
  changes: TextChange[];
  /** 1-based, of the article's heading (or first mention), in the text as it was and as it will be. */
  line: number;
}

/**
 * Puts `quote` (plain text; each of its lines becomes a paragraph) at the end of what the note (line ends `\n`) says about
 * the article `normalised`, followed by a link to `url`, the place in the article; `null`: without one. `null`: the note
 * does not link to that article. `internal`: no place leaves everything else as it was.
 */
export function quoteUnder(
  text: string,
  normalised: string,
  quote: string,
  url: string | null,
): PlacedQuote | null {
  const { part } = provablePart(text);
  const facts = readFacts('note.md', part);
  const isInPart = facts.sources.some((one) => one.normalised === normalised);
  const [within, before] = isInPart ? [part, facts] : [text, readFacts('note.md', text)];
  const source = before.sources.find((one) => one.normalised === normalised);
  if (!source) return null;
  // A link to anything else would be one more article of the note.
  const written = quoteLines(quote, url !== null && normaliseUrl(url) === normalised ? url : null);
  if (written.length === 0 || hasQuote(text, normalised, quote))
    return { kind: 'known', changes: [], line: source.line };
  const outline = outlineOf(within);
  const end = within === text ? Infinity : lastWritten(outline, outline.lines.length);
  let safe: TextChange | null = null;
  for (const { after, indent } of placesUnder(outline, source)) {
    if (after >= end) continue;
    const change = insertion(
      outline,
      after,
      written.map((line) => indent + line),
    );
    const made = applyChanges(within, [change]);
    if (!isSameBut(before, readFacts('note.md', made))) continue;
    safe ??= change;
    if (isQuoted(made, normalised, quote)) return { kind: 'quoted', changes: [change], line: source.line };
  }
  if (safe === null)
    throw new NotesError('internal', 'No place in the note takes the quote and leaves all else as it is.');
  return { kind: 'quoted', changes: [safe], line: source.line };
}

/** The lines of a quotation, without indentation; none: there is nothing to quote. */
export function quoteLines(quote: string, url: string | null): string[] {
  const paragraphs = paragraphsOf(quote).map((line) => [`> ${escapedParagraph(line)}`]);
  if (paragraphs.length === 0) return [];
  const label = /\p{sc=Han}/u.test(quote) ? '原文' : 'source';
  if (url !== null) paragraphs.push([`> — [${label}](${destination(url)})`]);
  return paragraphs.flatMap((lines, index) => (index === 0 ? lines : ['>', ...lines]));
}

function paragraphsOf(quote: string): string[] {
  return quote
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(plainLine)
    .filter((line) => line !== '');
}

/** Whether what the note says about the article holds `quote`, whatever its white space and marks. */
export function hasQuote(text: string, normalised: string, quote: string): boolean {
  return isSaid(text, normalised, quote, () => true);
}

/** `hasQuote`, and it is read as text: not as code or HTML. */
export function isQuoted(text: string, normalised: string, quote: string): boolean {
  return isSaid(text, normalised, quote, isText);
}

/** Whether `quote` is read as text below the heading in the line `line` (1-based). */
export function isQuotedBelow(text: string, line: number, quote: string): boolean {
  const outline = outlineOf(text);
  const at = outline.blocks.findIndex((block) => isHeading(block) && outline.bodyLine + block.from === line);
  const heading = outline.blocks[at];
  return heading !== undefined && holds(outline, heading.to, sectionEnd(outline, at) - 1, quote, isText);
}

type Counts = (block: Block) => boolean;
const isText: Counts = ({ kind }) => kind === 'text';

function isSaid(text: string, normalised: string, quote: string, counts: Counts): boolean {
  const outline = outlineOf(text);
  const source = readFacts('note.md', text).sources.find((one) => one.normalised === normalised);
  if (!source) return false;
  const [from, to] = [source.line - outline.bodyLine, source.lastLine - outline.bodyLine];
  // The heading is the article's title, not something that was quoted.
  return holds(
    outline,
    from,
    to,
    quote,
    (block) => !(source.inHeading && block.from <= from) && counts(block),
  );
}

/** Whether the lines `from` to `to` (inclusive, of the body) hold `quote`. */
function holds({ blocks }: Outline, from: number, to: number, quote: string, counts: Counts): boolean {
  const said = blocks
    .filter((block) => block.from <= to && block.to > from)
    .filter(counts)
    .map((block) => block.text)
    .join('\n');
  const wanted = bare(paragraphsOf(quote).join('\n'));
  return wanted === '' || bare(said).includes(wanted);
}

function bare(text: string): string {
  return fold(text).replace(/\s+/g, '');
}

/** Where the quotation may go, the best place first. */
function* placesUnder(outline: Outline, source: NoteSource): Generator<{ after: number; indent: string }> {
  const line = source.line - outline.bodyLine;
  const at = outline.blocks.findIndex((block) => block.from <= line && block.to > line);
  const block = outline.blocks[at];
  if (!block) return;
  if (source.inHeading) {
    const end = source.lastLine - outline.bodyLine + 1;
    const other = outline.blocks.slice(at + 1).find((one) => holdsSource(one) && one.from < end);
    yield { after: lastWritten(outline, other?.from ?? end), indent: '' };
    yield { after: block.to - 1, indent: '' };
    return;
  }
  if (block.item) {
    // Inside the list item, so that the list goes on below it.
    const marker = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/.exec(outline.lines[block.item.from] ?? '')?.[0];
    const after = lastWritten(outline, block.item.to);
    if (marker !== undefined) yield { after, indent: marker.replace(/[^\t]/g, ' ') };
    yield { after, indent: '' };
  }
  // A row's table goes on below it, and so may a quotation.
  let end = block.to;
  while (outline.lines[end]?.trim() && !outline.blocks.some((one) => isHeading(one) && one.from === end))
    end++;
  yield { after: lastWritten(outline, end), indent: '' };
  yield { after: lastWritten(outline, outline.lines.length), indent: '' };
}

function insertion(outline: Outline, after: number, written: readonly string[]): TextChange {
  const at = lineEnd(outline, after);
  const next = outline.lines[after + 1];
  const isParted = next === undefined || next.trim() === '';
  const insert = ['', '', ...written, ...(isParted ? [] : [''])].join('\n');
  return { from: at, to: at, insert };
}

/** Whether a quotation more left the note's header, headings, articles and marks as they were. */
function isSameBut(before: NoteFacts, after: NoteFacts): boolean {
  return kept(before) === kept(after);
}

function kept(facts: NoteFacts): string {
  const { title, date, tags, categories, layout, unpublished, bold, struck, marked, problem } = facts;
  return JSON.stringify({
    ...{ title, date, tags, categories, layout, unpublished, bold, struck, marked, problem },
    sources: facts.sources.map((one) => [one.url, one.title, one.heading, one.inHeading]),
    headings: facts.headings.map(({ level, text }) => [level, text]),
  });
}
