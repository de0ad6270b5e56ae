/** Where a new article goes in a note, and how it is written there: as its reader would have done it by hand. */
import { NotesError, type NoteFacts } from '../api.ts';
import { type Place, placesIn } from './collecting-place.ts';
import { readFacts } from './facts.ts';
import { applyChanges, type TextChange } from './header-edit.ts';
import { destination, escapedText, plainLine, plainUrl } from './markdown-writing.ts';
import { isWhole, lastWritten, lineEnd, type Outline, outlineOf } from './note-outline.ts';
import { plainText, shortened } from './plain.ts';
import { isQuoted, quoteLines, quoteUnder } from './quoting.ts';
import { textFragment, withFragment } from './text-fragment.ts';
import { normaliseUrl } from './urls.ts';

export interface NewSource {
  url: string;
  /** `null`: the bare address. */
  title: string | null;
  /** Plain text out of the article. */
  quote: string | null;
  /** `#:~:text=…`, the quote's place in the article. Absent: made from the quote. `null`: the quote gets no link. */
  fragment?: string | null;
}

export interface PlacedSource {
  /** `quoted`: the note had the article and got the quote. `known`: it had both. */
  kind: 'added' | 'quoted' | 'known';
  /** Insertions, in order; offsets are UTF-16 and count from the text as it was. */
  changes: TextChange[];
  /** 1-based, of the article's heading in the text afterwards; of its first mention where no heading holds it. */
  line: number;
}

/**
 * Puts an article into a note (line ends `\n`). What comes out is read again: the note then has this article, with this
 * address and title, and everything else it had, unchanged. `bad-argument`: not an http(s) address.
 */
export function placeSource(text: string, source: NewSource): PlacedSource {
  const url = plainUrl(source.url);
  const normalised = normaliseUrl(url);
  if (normalised === null)
    throw new NotesError(
      'bad-argument',
      `${url.slice(0, 200)} is not the address of an article (http or https).`,
    );
  const quote = source.quote?.trim() ? source.quote : null;
  const fragment = source.fragment === undefined ? textFragment(quote ?? '', '', '') : source.fragment;
  const linked = fragment === null ? null : withFragment(url, fragment);
  const before = readFacts('note.md', text);
  const known = before.sources.find((one) => one.normalised === normalised);
  if (known) {
    const quoted = quote === null ? null : quoteUnder(text, normalised, quote, linked);
    return quoted ?? { kind: 'known', changes: [], line: known.line };
  }
  const title = titleOf(source.title, url);
  const outline = outlineOf(text);
  const isRight = (made: string, read: string | null): boolean =>
    hasOneMore(before, readFacts('note.md', made), { url, normalised, title: read }) &&
    (quote === null || isQuoted(made, normalised, quote));
  const lines = quote === null ? [] : quoteLines(quote, linked);
  if (!isWhole(outline)) return atTheEnd(text, `### ${firstWay(url, title)}`, lines);
  let tries = text.length > longText ? mostTriesOfLong : Infinity;
  let first: PlacedSource | null = null;
  // The first way is the right one but for odd notes and odd titles: an HTML block or a fence that nobody closed.
  for (const place of placesIn(outline)) {
    for (const { written, read } of waysToWrite(url, title)) {
      const { change, line } = insertionAt(outline, place, `${'#'.repeat(place.level)} ${written}`, lines);
      const placed: PlacedSource = { kind: 'added', changes: [change], line };
      if (isRight(applyChanges(text, [change]), read)) return placed;
      first ??= placed;
      if (--tries <= 0) return first;
    }
  }
  return first ?? atTheEnd(text, `### ${firstWay(url, title)}`, lines);
}

/** Reading a text of more UTF-16 units than this again and again would be noticed. */
const longText = 200_000;
const mostTriesOfLong = 4;

/** Behind the part of a very long note that is read: what comes out can't be proved. */
function atTheEnd(text: string, heading: string, quote: readonly string[]): PlacedSource {
  const at = text.trimEnd().length;
  const insert = ['', '', heading, ...(quote.length === 0 ? [] : ['', ...quote])].join('\n');
  return {
    kind: 'added',
    changes: [{ from: at, to: at, insert }],
    line: text.slice(0, at).split('\n').length + 2,
  };
}

function firstWay(url: string, title: string): string {
  const [way] = waysToWrite(url, title);
  return way?.written ?? url;
}

/** Of what a card or a person says. Empty: none. */
function titleOf(title: string | null, url: string): string {
  const line = shortened(plainLine(title ?? ''), longestTitle);
  return line === url ? '' : line;
}

/** Characters. */
const longestTitle = 500;

/** Ways to write the link, the nicest first, and the title that is read back from each; `null`: the address in some form. */
function* waysToWrite(url: string, title: string): Generator<{ written: string; read: string | null }> {
  if (title !== '') {
    // A footnote's mark is never read as a title.
    const read = /^\^\S+$/.test(title) ? null : plainText(title);
    yield { written: `[${escapedText(title)}](${destination(url)})`, read };
    yield { written: `[${escapedText(title, true)}](${destination(url)})`, read };
  }
  yield { written: url, read: null };
  yield { written: `<${url}>`, read: null };
  yield { written: `[${escapedText(url, true)}](${destination(url)})`, read: null };
}

function insertionAt(
  outline: Outline,
  place: Place,
  heading: string,
  quote: readonly string[],
): { change: TextChange; line: number } {
  const { text, bodyFrom, bodyLine, lines } = outline;
  const blank = (count: number): string[] => Array<string>(count).fill('');
  const written = quote.length === 0 ? [heading] : [heading, ...blank(place.below), ...quote];
  if (place.after < 0) {
    // Nothing is written in the body before it: a blank line below the header, and what there is below that.
    const isBelowHeader = bodyFrom > 0 && text.slice(0, bodyFrom).trim() !== '';
    const above = !isBelowHeader ? 0 : text.charAt(bodyFrom - 1) === '\n' ? 1 : 2;
    const isFollowed = lastWritten(outline, lines.length) >= 0;
    const isParted = text.charAt(bodyFrom) === '\n';
    const below = isFollowed ? (isParted ? 1 : 2) : isParted ? 0 : 1;
    const insert = '\n'.repeat(above) + written.join('\n') + '\n'.repeat(below);
    return { change: { from: bodyFrom, to: bodyFrom, insert }, line: bodyLine + above };
  }
  const at = lineEnd(outline, place.after);
  const next = lines[place.after + 1];
  const below = next === undefined || next.trim() === '' ? 0 : place.above;
  const insert = ['', ...blank(place.above), ...written, ...blank(below)].join('\n');
  return {
    change: { from: at, to: at, insert },
    line: bodyLine + place.after + 1 + place.above,
  };
}

/** Whether `after` is `before` with this article in a heading of its own, and nothing else. */
function hasOneMore(
  before: NoteFacts,
  after: NoteFacts,
  wanted: { url: string; normalised: string; title: string | null },
): boolean {
  const added = after.sources.find(({ normalised }) => normalised === wanted.normalised);
  if (added?.url !== wanted.url || !added.inHeading) return false;
  if (wanted.title !== null && added.title !== wanted.title) return false;
  const headings = after.headings.filter(({ line }) => line !== added.line);
  return (
    restOf(
      after,
      after.sources.filter((one) => one !== added),
      headings,
    ) === restOf(before, before.sources, before.headings)
  );
}

/** What an article more must leave as it is, as one text to compare. */
function restOf(facts: NoteFacts, sources: NoteFacts['sources'], headings: NoteFacts['headings']): string {
  const { date, tags, categories, layout, unpublished, bold, struck, marked, problem } = facts;
  return JSON.stringify({
    ...{ date, tags, categories, layout, unpublished, bold, struck, marked, problem },
    title: facts.titleFrom === 'header' ? facts.title : null,
    sources: sources.map(({ url, title, heading, inHeading }) => ({ url, title, heading, inHeading })),
    headings: headings.map(({ level, text }) => ({ level, text })),
  });
}
