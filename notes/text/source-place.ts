/** Where a new article goes in a note, and how it is written there: as its reader would have done it by hand. */
import { NotesError, type NoteFacts } from '../api.ts';
import { readFacts } from './facts.ts';
import { applyChanges, type TextChange } from './header-edit.ts';
import { destination, escapedText, plainLine, plainUrl } from './markdown-writing.ts';
import {
  blanksAround,
  holdsSource,
  isHeading,
  lastWritten,
  lineEnd,
  type Outline,
  outlineOf,
  sectionEnd,
} from './note-outline.ts';
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
  let first: PlacedSource | null = null;
  // The first way is the right one but for odd notes and odd titles: an HTML block or a fence that nobody closed.
  for (const place of placesIn(outline)) {
    for (const { written, read } of waysToWrite(url, title)) {
      const { change, line } = insertionAt(outline, place, `${'#'.repeat(place.level)} ${written}`, lines);
      const placed: PlacedSource = { kind: 'added', changes: [change], line };
      if (isRight(applyChanges(text, [change]), read)) return placed;
      first ??= placed;
    }
  }
  // Only behind the part of a very long note that is read at all.
  if (first === null) throw new NotesError('internal', 'There is no place in this note.');
  return first;
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

interface Place {
  /** Of the new heading. */
  level: number;
  /** 0-based line of the body after which it goes, the last written one; -1: at the body's beginning. */
  after: number;
  /** Blank lines above the heading, and between it and a quote. */
  above: number;
  below: number;
}

/** Where the article may go, the best place first. */
function* placesIn(outline: Outline): Generator<Place> {
  const { blocks } = outline;
  const best = bestPlace(outline);
  yield best;
  if (best.above === 0) yield { ...best, above: 1 };
  // Before the block that swallows what comes after it, and at last at the beginning, where nothing does.
  for (const block of blocks.slice(-3).reverse()) {
    yield { ...best, above: 1, after: lastWritten(outline, block.from) };
  }
  yield { ...best, above: 1, after: -1 };
}

function bestPlace(outline: Outline): Place {
  const { blocks, lines } = outline;
  const sources = collecting(outline);
  const last = sources.at(-1);
  if (last !== undefined) {
    const habit = habitOf(outline, sources);
    const after = lastWritten(outline, sectionEnd(outline, last));
    return { level: blocks[last]?.level ?? 3, after, ...habit };
  }
  const headings = blocks.filter(isHeading);
  const named = blocks.findLastIndex((block) => isHeading(block) && namesCollection(block.text));
  if (named >= 0) {
    const level = Math.min(6, (blocks[named]?.level ?? 2) + 1);
    return { level, after: lastWritten(outline, sectionEnd(outline, named)), above: 1, below: 1 };
  }
  return {
    level: levelBeside(headings.map(({ level }) => level)),
    after: lastWritten(outline, lines.length),
    above: 1,
    below: 1,
  };
}

/**
 * Indexes of the headings that collect articles: those that link to one and are not below another such heading, which are
 * part of that article's excerpt. One heading above several others is the collection itself: a translation's original.
 */
function collecting({ blocks }: Outline): number[] {
  const all = [...blocks.keys()].filter((index) => {
    const block = blocks[index];
    return block !== undefined && holdsSource(block);
  });
  const outermost = (indexes: readonly number[]): number[] => {
    const found: number[] = [];
    let level = 7;
    let end = 0;
    for (const index of indexes) {
      const block = blocks[index];
      if (!block) continue;
      if (block.from >= end || block.level <= level) {
        found.push(index);
        level = block.level;
        const next = blocks.slice(index + 1).find((other) => isHeading(other) && other.level <= level);
        end = next?.from ?? Infinity;
      }
    }
    return found;
  };
  const outer = outermost(all);
  const inner = outermost(all.filter((index) => !outer.includes(index)));
  return outer.length === 1 && inner.length > 1 ? inner : outer;
}

/** The blank lines around the headings of the articles that are there. */
function habitOf(outline: Outline, sources: readonly number[]): { above: number; below: number } {
  const gaps = sources.map((index) => {
    const { from, to } = outline.blocks[index] ?? { from: 0, to: 0 };
    return blanksAround(outline, from, to);
  });
  const usual = (counts: (number | null)[]): number =>
    Math.min(2, counts.findLast((count) => count !== null) ?? 1);
  return { above: usual(gaps.map(({ before }) => before)), below: usual(gaps.map(({ after }) => after)) };
}

/** Beside the note's sections, not inside the last one: the level of its highest headings but for a title. */
function levelBeside(levels: readonly number[]): number {
  const titles = levels.filter((level) => level === 1).length;
  const sections = titles === 1 ? levels.filter((level) => level > 1) : levels;
  return sections.length === 0 ? 3 : Math.min(...sections);
}

/** Whether a heading says that articles follow: `## 网上文章`, `## Links:`, `## 3. 参考资料`. */
function namesCollection(heading: string): boolean {
  const words = heading.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return collectionNames.test(words);
}

const collectionNames = new RegExp(
  [
    '^(?:(?:网上|網上|网络|網絡|相关|相關|推荐|推薦|参考|參考|外部|延伸|扩展|擴展|好的?|待读|待讀|优秀|優秀|资料)?(?:文章|链接|鏈接|連結|资料|資料|资源|資源|文献|文獻|阅读|閱讀|收集|来源|來源|出处|出處))(?:收集|列表|清单|清單|整理|汇总|匯總|链接|鏈接)?$',
    '^(?:参考|參考|摘录|摘錄|文摘|书签|書籤|收藏|收藏夹|稍后阅读|稍後閱讀|待读|待讀|读过的文章)$',
    '^(?:(?:online|web|useful|related|external|good|reading|saved|interesting|more|my|the) )?(?:articles?|links?|sources?|references?|readings?|reading list|resources?|bookmarks?|clippings?|citations?)(?: (?:and|&) (?:articles?|links?|sources?|references?|resources?))?$',
    '^(?:further reading|see also|read later|to read|reading)$',
  ].join('|'),
  'iu',
);

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
