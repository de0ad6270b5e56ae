/** The lines of a note in which words of a filter stand, ready to be shown. */
import type { Heading, MatchLine, NoteFacts, Span } from '../api.ts';
import { readHeader } from './front-matter.ts';
import { spansIn, type Word } from './match.ts';

/** A line with a match, by its place in the note's text. */
export interface FoundLine {
  /** 1-based. */
  line: number;
  /** UTF-16 offsets in the note's text; the line's end is not included. */
  from: number;
  to: number;
  /** In UTF-16 offsets of the line. A match that goes on in the next line belongs to this one, to its end. */
  spans: Span[];
}

/** Of a long note, so much is searched at once, UTF-16 units: about 3 ms. */
const pieceLength = 64 * 1024;
/** A match that begins in a piece may end so much further on. */
const overlap = 4096;

/**
 * Finds the lines of a note's `text`, in order and piece by piece, so that a caller can let others work between two.
 * The body's lines, and those of the header that hold the excerpt; title and tags are shown by themselves.
 */
export function* foundLines(text: string, words: readonly Word[]): Generator<FoundLine[], void> {
  const inText = words.filter(({ key }) => key === 'text');
  if (inText.length === 0) return;
  const header = readHeader(text);
  const lines = new LineCount(text);
  yield headerLines(text.slice(0, header.to), header.from, inText);
  for (let from = header.bodyFrom; from < text.length;) {
    const to = pieceEnd(text, from);
    const spans = spansIn(text.slice(from, to + overlap), inText)
      .map(([start, end]): Span => [from + start, from + end])
      .filter(([start]) => start < to);
    yield byLine(spans, lines);
    from = to;
  }
}

/** After a line end, or else where a word is not cut: what stands before a word decides whether it is found. */
function pieceEnd(text: string, from: number): number {
  if (text.length - from <= pieceLength) return text.length;
  const latest = from + pieceLength;
  for (const gap of ['\n', '\r', ' ']) {
    const end = text.lastIndexOf(gap, latest - 1) + 1;
    if (end > from) return end;
  }
  return latest;
}

const shownKeys = /^(?:excerpt|description|summary)[ \t]*:/i;

function headerLines(header: string, from: number, words: readonly Word[]): FoundLine[] {
  const found: FoundLine[] = [];
  let isShown = false;
  let line = 1;
  for (const { text, at } of linesOf(header)) {
    const value = valueAt(text);
    if (value > 0) isShown = shownKeys.test(text);
    const spans = at >= from && isShown ? spansIn(text, words).filter(([start]) => start >= value) : [];
    if (spans.length > 0) found.push({ line, from: at, to: at + text.length, spans });
    line++;
  }
  return found;
}

/** Where the value begins in a header's line `key: value`; 0 in a line that goes on with the value of one above. */
function valueAt(line: string): number {
  return /^[\p{L}\p{N}_-]+[ \t]*:/u.exec(line)?.[0].length ?? 0;
}

function* linesOf(text: string): Generator<{ text: string; at: number }> {
  const end = /\r\n|\r|\n/g;
  let at = 0;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    yield { text: text.slice(at, found.index), at };
    at = end.lastIndex;
  }
  yield { text: text.slice(at), at };
}

/** Counts lines up to offsets that only grow. */
class LineCount {
  readonly #text: string;
  readonly #end = /\r\n|\r|\n/g;
  #line = 1;
  /** Where the counted line begins, and where its end does. */
  #from = 0;
  #to = -1;

  constructor(text: string) {
    this.#text = text;
    this.#to = this.#nextEnd();
  }

  at(offset: number): Omit<FoundLine, 'spans'> {
    while (offset >= this.#end.lastIndex && this.#to < this.#text.length) {
      this.#line += 1;
      this.#from = this.#end.lastIndex;
      this.#to = this.#nextEnd();
    }
    return { line: this.#line, from: this.#from, to: this.#to };
  }

  #nextEnd(): number {
    const found = this.#end.exec(this.#text);
    if (found !== null) return found.index;
    this.#end.lastIndex = this.#text.length + 1;
    return this.#text.length;
  }
}

function byLine(spans: readonly Span[], lines: LineCount): FoundLine[] {
  const found: FoundLine[] = [];
  for (const [start, end] of spans) {
    const place = lines.at(start);
    const span: Span = [start - place.from, Math.min(end, place.to) - place.from];
    // A match that begins with a line end shows nothing of itself in that line.
    if (span[1] <= span[0]) continue;
    const last = found.at(-1);
    if (last?.line === place.line) last.spans.push(span);
    else found.push({ ...place, spans: [span] });
  }
  return found;
}

/** A long line is shown from so far before its first match, UTF-16 units. */
const shownBefore = 60;
const longestShown = 300;

/** The line as written, of a long one at most 300 UTF-16 units around its first match; no character is cut in two. */
export function shownLine(line: string, spans: readonly Span[]): Pick<MatchLine, 'text' | 'spans'> {
  if (line.length <= longestShown) return { text: line, spans: [...spans] };
  const [first] = spans[0] ?? [0];
  const room = longestShown - 2;
  const start = Math.min(Math.max(0, first - shownBefore), line.length - room);
  const from = start === 0 ? 0 : nextBreak(line, start);
  const to = from + room >= line.length ? line.length : breakBefore(line, from + room);
  const lead = from === 0 ? '' : '…';
  const shift = lead.length - from;
  return {
    text: `${lead}${line.slice(from, to)}${to === line.length ? '' : '…'}`,
    spans: spans.flatMap(([start, end]): Span[] => {
      const inside: Span = [Math.max(start, from) + shift, Math.min(end, to) + shift];
      return inside[1] > inside[0] ? [inside] : [];
    }),
  };
}

let segmenter: Intl.Segmenter | null = null;
/** Made when it is needed: it takes a tenth of the time in which Gleaner starts. */
const clusters = (): Intl.Segmenter =>
  (segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' }));
/** More than any character that people write has, UTF-16 units. */
const longestCluster = 64;
/** No character begins before one of these and ends after it. Flags are told apart only from the first of a row. */
const beginsCharacter = /[\s\w\p{sc=Han}]/u;
const longestLookBack = 2048;

/** The last place at or before `at` where a character, as a person sees it, ends. */
function breakBefore(text: string, at: number): number {
  let from = at;
  while (from > Math.max(0, at - longestLookBack) && !beginsCharacter.test(text.charAt(from - 1))) from--;
  from = Math.max(0, from - 1);
  const near = clusters().segment(text.slice(from, at + longestCluster));
  const start = from + (near.containing(at - from)?.index ?? at - from);
  if (start > from || at === from) return start;
  // Marks upon marks: at least no surrogate pair is torn.
  return /^[\udc00-\udfff]/.test(text.slice(at, at + 1)) ? at - 1 : at;
}

function nextBreak(text: string, at: number): number {
  const start = breakBefore(text, at);
  if (start === at) return at;
  const cluster = clusters()
    .segment(text.slice(start, start + longestCluster))
    .containing(0);
  return start + (cluster?.segment.length ?? 1);
}

export type Place = Pick<MatchLine, 'heading' | 'headingLine' | 'inSource'>;

/** Where in the note a line is: in the section of a source, else under the nearest heading. */
export function placeOf(line: number, { headings, sources }: Pick<NoteFacts, 'headings' | 'sources'>): Place {
  const source = sources
    .filter((one) => one.inHeading && one.line <= line && line <= one.lastLine)
    .reduce<(typeof sources)[number] | null>(
      (best, one) => (best && best.line >= one.line ? best : one),
      null,
    );
  if (source) return { heading: source.heading ?? source.title, headingLine: source.line, inSource: true };
  const heading: Heading | undefined = headings.findLast((one) => one.line <= line);
  return { heading: heading?.text ?? null, headingLine: heading?.line ?? null, inSource: false };
}
