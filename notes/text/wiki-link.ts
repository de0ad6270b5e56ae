/** `[[links]]` to other notes, as Obsidian, Foam and Logseq write them: the one rule of editor, reading view and catalog. */

export interface WikiLink {
  /** Of the whole link, brackets and `!` included; UTF-16 offsets. */
  from: number;
  to: number;
  /** The note's name or path as written, trimmed; empty in `[[#heading]]`, a place in the same note. */
  target: string;
  /** Where `target` stands, for changing it and nothing else; both the same where it is empty. */
  targetFrom: number;
  targetTo: number;
  /** What follows `#`, trimmed: a heading, or `^block`. `null`: none. */
  heading: string | null;
  /** What is shown in place of the target: it follows `|`, or `\|` as it has to be written in a table. `null`: none. */
  alias: string | null;
  /** `![[picture.png]]`: shown in place. */
  isEmbed: boolean;
}

/** UTF-16 units between the brackets. */
const longestLink = 1000;

/**
 * The link that starts at `at`, with its `!` or its first bracket; `null` if none does. It stands on one line, may
 * hold `[single]` brackets and no others, and is none when `(` follows: `[[1]](url)` is a Markdown link named `[1]`.
 */
export function wikiLinkAt(text: string, at: number): WikiLink | null {
  const isEmbed = text.charCodeAt(at) === exclamation;
  const start = isEmbed ? at + 3 : at + 2;
  if (text.charCodeAt(start - 2) !== open || text.charCodeAt(start - 1) !== open) return null;
  const end = contentEnd(text, start);
  if (end === null || text.charCodeAt(end + 2) === parenthesis) return null;
  const content = text.slice(start, end);
  const bar = content.indexOf('|');
  const isEscaped = bar > 0 && content.charCodeAt(bar - 1) === backslash;
  const place = bar < 0 ? content : content.slice(0, isEscaped ? bar - 1 : bar);
  const hash = place.indexOf('#');
  const written = hash < 0 ? place : place.slice(0, hash);
  const target = written.trim();
  const heading = hash < 0 ? null : place.slice(hash + 1).trim() || null;
  if (target === '' && heading === null) return null;
  const targetFrom = start + (target === '' ? 0 : written.length - written.trimStart().length);
  const alias = bar < 0 ? null : content.slice(bar + 1).trim() || null;
  const targetTo = targetFrom + target.length;
  return { from: at, to: end + 2, target, targetFrom, targetTo, heading, alias, isEmbed };
}

/** Where the closing `]]` begins. */
function contentEnd(text: string, start: number): number | null {
  const most = Math.min(text.length, start + longestLink);
  let isInside = false;
  for (let at = start; at < most; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) return null;
    if (code === open) {
      if (isInside || text.charCodeAt(at + 1) === open) return null;
      isInside = true;
    } else if (code === close) {
      if (!isInside) return at > start && text.charCodeAt(at + 1) === close ? at : null;
      isInside = false;
    }
  }
  return null;
}

const lineFeed = 10;
const exclamation = 33;
const parenthesis = 40;
const open = 91;
const backslash = 92;
const close = 93;

/**
 * All links of a note's text in their order, without those in code and behind a `\`. Blocks are told by their
 * lines alone, so that time grows in proportion to the length: fenced code and code spans are known, indented code is not.
 */
export function wikiLinks(text: string): WikiLink[] {
  if (!text.includes('[[')) return [];
  const found: WikiLink[] = [];
  let fence: string | null = null;
  let paragraph = 0;
  const read = (to: number): void => readParagraph(text, paragraph, to, found);
  for (let from = 0; from <= text.length;) {
    const lineEnd = text.indexOf('\n', from);
    const to = lineEnd < 0 ? text.length : lineEnd;
    const line = text.slice(from, Math.min(to, from + longestLink));
    const marks = /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/.exec(line);
    const run = marks?.[1] ?? '';
    if (fence !== null) {
      if (run.startsWith(fence) && marks?.[2]?.trim() === '') fence = null;
      paragraph = to + 1;
    } else if (run !== '' && !(run.startsWith('`') && marks?.[2]?.includes('`'))) {
      read(from);
      fence = run;
      paragraph = to + 1;
    } else if (line.trim() === '') {
      read(from);
      paragraph = to + 1;
    }
    from = to + 1;
  }
  read(text.length);
  return found;
}

/** Code spans don't cross from one paragraph into the next. */
function readParagraph(text: string, from: number, to: number, found: WikiLink[]): void {
  const first = text.indexOf('[[', from);
  if (first < 0 || first >= to) return;
  const lastRuns = new Map<number, number>();
  for (const run of text.slice(from, to).matchAll(/`+/g)) lastRuns.set(run[0].length, from + run.index);
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === tick) at = codeEnd(text, at, lastRuns) - 1;
    else if (code === open || code === exclamation) {
      const link = wikiLinkAt(text, at);
      if (link === null) continue;
      found.push(link);
      at = link.to - 1;
    }
  }
}

const tick = 96;

/** Where the code span that starts at `at` ends; the end of its run of ticks if none starts there. */
function codeEnd(text: string, at: number, lastRuns: ReadonlyMap<number, number>): number {
  const start = endOfRun(text, at);
  const size = start - at;
  const last = lastRuns.get(size) ?? -1;
  if (last < start) return start;
  for (let next = text.indexOf('`', start); next >= 0 && next <= last;) {
    const end = endOfRun(text, next);
    if (end - next === size) return end;
    next = text.indexOf('`', end);
  }
  return start;
}

function endOfRun(text: string, at: number): number {
  while (text.charCodeAt(at) === tick) at++;
  return at;
}
