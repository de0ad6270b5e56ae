/** Which articles a note links to, and what the reader wrote about each. */
import type { NoteSource } from '../api.ts';
import type { Block, Item, Link } from './markdown.ts';
import { shortened } from './plain.ts';
import { normaliseUrl, readableUrl, siteOf } from './urls.ts';

/** Characters (code points). */
export const longestExcerpt = 280;

interface Mention {
  link: Link;
  normalised: string;
  /** Index of its block. */
  at: number;
  /** Index of the heading that holds it or stands above it; -1 if there is none. */
  heading: number;
}

/**
 * One entry for each article, in the order of the note: at its first mention in a heading, else at its first
 * mention. `lines` are the body's, `firstLine` is the first one's 1-based number in the note.
 */
export function sourcesOf(blocks: Block[], lines: string[], firstLine: number): NoteSource[] {
  const mentions = new Map<string, Mention>();
  let heading = -1;
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'heading') heading = at;
    for (const link of block.links) {
      const normalised = normaliseUrl(link.url);
      if (normalised === null) continue;
      const known = mentions.get(normalised);
      if (!known || (heading === at && known.heading !== known.at))
        mentions.set(normalised, { link, normalised, at, heading });
    }
  }

  // By what they belong to: a list item with a thousand links is read once.
  const owns = new Map<Block | Item, Own>();
  const ownAt = (index: number): Own => {
    const block = blocks[index];
    if (!block) return { excerpt: '', excerptLength: 0, lastLine: 0 };
    const owner = block.kind === 'heading' ? block : (block.item ?? block);
    const own =
      owns.get(owner) ??
      (block.kind === 'heading' ? sectionOf(blocks, lines, index) : itemOf(blocks, lines, block));
    owns.set(owner, own);
    return own;
  };
  const inOrder = [...mentions.values()].sort((a, b) => a.at - b.at || a.link.line - b.link.line);
  return inOrder.map(({ link, normalised, at, heading: above }) => {
    const { excerpt, excerptLength, lastLine } = ownAt(at);
    const title = titleOf(link);
    // A line that holds nothing but the link says nothing about it.
    const isLinkOnly = excerpt === title || excerpt === link.url;
    return {
      url: link.url,
      normalised,
      site: siteOf(link.url),
      title,
      heading: blocks[above]?.text ?? null,
      inHeading: above === at,
      line: firstLine + link.line,
      lastLine: firstLine + lastLine,
      excerpt: isLinkOnly ? '' : excerpt,
      excerptLength: isLinkOnly ? 0 : excerptLength,
    };
  });
}

/** The texts of `blocks`, a line each, as far as an excerpt goes. */
export function textOf(blocks: Iterable<{ text: string }>): string {
  let text = '';
  for (const block of blocks) {
    if (block.text !== '') text += (text && '\n') + block.text;
    if (text.length > 2 * longestExcerpt) break;
  }
  return shortened(text, longestExcerpt);
}

// A footnote's mark is not a title: `[^1]: https://…` is a link definition to CommonMark.
function titleOf({ text, url }: Link): string {
  return text === '' || text === url || /^\^\S+$/.test(text) ? readableUrl(url) : text;
}

/** What belongs to a link. `lastLine` is 0-based in the body. */
interface Own {
  excerpt: string;
  excerptLength: number;
  lastLine: number;
}

/** From a heading to before the next one of the same or a higher level. */
function sectionOf(blocks: Block[], lines: string[], heading: number): Own {
  const level = blocks[heading]?.level ?? 0;
  let end = heading + 1;
  while (end < blocks.length && !isHeadingUpTo(blocks[end], level)) end++;
  const nextLine = blocks[end]?.from ?? lines.length;
  return { ...written(blocks.slice(heading + 1, end)), lastLine: lastWritten(lines, nextLine) };
}

/** The list item that holds a block, with the lists below it; the block alone where there is no list. */
function itemOf(blocks: Block[], lines: string[], block: Block): Own {
  const { item } = block;
  if (!item) return { ...written([block]), lastLine: lastWritten(lines, block.to) };
  let end = item.first;
  while ((blocks[end]?.from ?? Infinity) < item.to) end++;
  return { ...written(blocks.slice(item.first, end)), lastLine: lastWritten(lines, item.to) };
}

function written(blocks: readonly Block[]): Pick<Own, 'excerpt' | 'excerptLength'> {
  const excerptLength = blocks.reduce((length, { text }) => length + text.length, 0);
  return { excerpt: textOf(blocks), excerptLength };
}

function isHeadingUpTo(block: Block | undefined, level: number): boolean {
  return block?.kind === 'heading' && block.level <= level;
}

/** The last line before `end` that is not blank. 0-based. */
function lastWritten(lines: string[], end: number): number {
  let line = end - 1;
  while (line > 0 && lines[line]?.trim() === '') line--;
  return line;
}
