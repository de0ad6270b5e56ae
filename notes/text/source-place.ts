/** Where a new article goes in a note, and how it is written there: as its reader would have done it by hand. */
import { NotesError, type NoteFacts } from '../api.ts';
import { type Place, placesIn } from './collecting-place.ts';
import { readFacts } from './facts.ts';
import { applyChanges, type TextChange } from './header-edit.ts';
import { destination, escapedText, plainLine, plainUrl } from './markdown-writing.ts';
import { isHeading, lastWritten, lineEnd, type Outline, outlineOf, provablePart } from './note-outline.ts';
import { plainText, shortened } from './plain.ts';
import { isQuotedBelow, quoteLines, quoteUnder } from './quoting.ts';
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
  /** Also where the note has it already: under a heading more. */
  anyway?: boolean | undefined;
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
 * address and title, and everything else it had, unchanged. Of a very long note the part that is read is proved, and the
 * article goes into that part. `bad-argument`: not an http(s) address; `internal`: no place could be proved.
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
  const known = readFacts('note.md', text).sources.find((one) => one.normalised === normalised);
  if (known && source.anyway !== true) {
    const quoted = quote === null ? null : quoteUnder(text, normalised, quote, linked);
    return quoted ?? { kind: 'known', changes: [], line: known.line };
  }
  const wanted = { url, normalised, title: titleOf(source.title, url), quote, linked };
  const placed = provedPlace(text, wanted);
  if (placed === null)
    throw new NotesError('internal', 'No place in the note takes the article and leaves all else as it is.');
  return placed;
}

interface Wanted {
  url: string;
  normalised: string;
  title: string;
  quote: string | null;
  /** What the quote links to. */
  linked: string | null;
}

/** Reading a text of more UTF-16 units than this again and again would be noticed. */
const longText = 200_000;
const mostTriesOfLong = 4;

/** The first place, and the nicest way to write it there, that prove right. */
function provedPlace(text: string, { url, normalised, title, quote, linked }: Wanted): PlacedSource | null {
  const { part, isWhole } = provablePart(text);
  const outline = outlineOf(part);
  const before = readFacts('note.md', part);
  const lines = quote === null ? [] : quoteLines(quote, linked);
  const end = lastWritten(outline, outline.lines.length);
  const places = [...placesIn(outline)].filter(({ after }) => isWhole || after < end);
  // The last one, at the beginning, is tried whatever comes before: there nothing swallows what is written.
  const tried = part.length > longText ? [...places.slice(0, 1), ...places.slice(-1)] : places;
  let tries = 0;
  // The first way is the right one but for odd notes and odd titles: an HTML block or a fence that nobody closed.
  for (const [at, place] of tried.entries()) {
    for (const { written, read } of waysToWrite(url, title)) {
      const isLast = at === tried.length - 1;
      if (part.length > longText && !isLast && ++tries > mostTriesOfLong) break;
      const { change, line } = insertionAt(outline, place, `${'#'.repeat(place.level)} ${written}`, lines);
      const made = applyChanges(part, [change]);
      const isRight =
        hasOneMore(before, made, { url, normalised, title: read, line }) &&
        (quote === null || isQuotedBelow(made, line, quote));
      if (isRight) return { kind: 'added', changes: [change], line };
    }
  }
  return null;
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

/** Whether `made` is the note of `before` with this article in a heading of its own, and nothing else. */
function hasOneMore(
  before: NoteFacts,
  made: string,
  { url, normalised, title, line }: { url: string; normalised: string; title: string | null; line: number },
): boolean {
  const { blocks, bodyLine } = outlineOf(made);
  const own = blocks.find((block) => isHeading(block) && bodyLine + block.from === line);
  const link = own?.links.find((one) => normaliseUrl(one.url) === normalised);
  if (link?.url !== url || (title !== null && link.text !== title)) return false;
  const after = readFacts('note.md', made);
  // A note that mentions it already may have it in this heading from now on.
  const added = after.sources.find((one) => one.normalised === normalised);
  if (added?.inHeading !== true) return false;
  const others = (facts: NoteFacts) => facts.sources.filter((one) => one.normalised !== normalised);
  const headings = after.headings.filter((one) => one.line !== line);
  return restOf(after, others(after), headings) === restOf(before, others(before), before.headings);
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
