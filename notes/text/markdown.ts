/** A note's body as a flat list of blocks: what facts are read from. */
import { type Env, inlineTokens, parseBlocks, type Token } from './markdown-parser.ts';
import {
  hrefOf,
  isTooBusy,
  linksInHtml,
  linksInLongLine,
  moreComment,
  plainText,
  textOfHtml,
} from './plain.ts';
import { withoutMarks } from './marked.ts';

export interface Link {
  /** As written, escapes of Markdown undone. */
  url: string;
  /** Plain text of the link, or of the picture in it; empty for bare URLs. */
  text: string;
  /** 0-based line in the body. */
  line: number;
}

/** Lines are 0-based in the body; `to` is exclusive. */
export interface Lines {
  from: number;
  to: number;
}

export interface Block extends Lines {
  /** `text` is a paragraph or a row of a table, wherever it stands. */
  kind: 'heading' | 'text' | 'code' | 'html';
  /** 1 to 6; 0 if this is not a heading. Headings in lists and quotations structure what they stand in, not the note: they are `text`. */
  level: number;
  /** Plain text; pictures have none. White space is one space each, except in `code`. */
  text: string;
  /** All links, of any scheme, but not pictures. */
  links: Link[];
  bold: number;
  struck: number;
  marked: number;
  /** What is **bold**, where that was asked for; `==` marks are plain text here. */
  boldTexts?: { text: string; line: number }[];
  /** What is ==marked==, without the signs, where that was asked for. */
  markedTexts?: string[];
  /** Offset in `text` of the first `<!-- more -->`; `null` when there is none. */
  more: number | null;
  /** The innermost list item that holds this block. */
  item: Item | null;
}

export interface Item extends Lines {
  /** Index of its first block. */
  first: number;
}

/** Reads any text. Time grows in proportion to the length (see `isTooBusy`). `withBold`: `boldTexts` and `markedTexts` too. */
export function readBlocks(body: string, withBold = false): Block[] {
  const env: Env = {};
  const blocks: Block[] = [];
  const items: Item[] = [];
  let row: Reading | null = null;
  let heading: Token | null = null;

  const add = (kind: Block['kind'], map: Token['map'], level = 0): Block => {
    const [from, to] = map ?? [0, 0];
    const item = items.at(-1) ?? null;
    const counts = { bold: 0, struck: 0, marked: 0 };
    const block = { kind, level, from, to, text: '', links: [], ...counts, more: null, item };
    blocks.push(withBold ? Object.assign(block, { boldTexts: [], markedTexts: [] }) : block);
    return block;
  };

  for (const token of parseBlocks(body, env)) {
    switch (token.type) {
      case 'list_item_open':
        items.push({ from: token.map?.[0] ?? 0, to: token.map?.[1] ?? 0, first: blocks.length });
        break;
      case 'list_item_close':
        items.pop();
        break;
      case 'heading_open':
        heading = token.level === 0 ? token : null;
        break;
      case 'heading_close':
        heading = null;
        break;
      case 'tr_open':
        row = readingOf(add('text', token.map));
        break;
      case 'tr_close':
        if (row) finish(row);
        row = null;
        break;
      case 'inline': {
        if (row) {
          readInline(row, token.content, env);
          row.raw += ' ';
          break;
        }
        const block = heading
          ? add('heading', heading.map, Number(heading.tag.slice(1)))
          : add('text', token.map);
        const reading = readingOf(block);
        readInline(reading, token.content, env);
        finish(reading);
        break;
      }
      case 'fence':
      case 'code_block':
        add('code', token.map).text = token.content.trim();
        break;
      case 'html_block':
        readHtml(add('html', token.map), token.content);
        break;
    }
  }
  return blocks;
}

// No `[`: without a `]` it is only a bracket.
const marks = /[\\`*_~\]<&]|==|:\/\//;

/** A block on the way: a row is made of several texts. */
interface Reading {
  block: Block;
  /** The text so far, with the line ends of the note. */
  raw: string;
  /** Offset in `raw` of `<!-- more -->`. */
  more: number | null;
}

function readingOf(block: Block): Reading {
  return { block, raw: '', more: null };
}

function finish({ block, raw, more }: Reading): void {
  block.text = plainText(raw);
  if (more !== null) block.more = plainText(raw.slice(0, more)).length;
}

function readInline(reading: Reading, content: string, env: Env): void {
  let line = reading.block.from;
  for (const part of isTooBusy(content) ? content.split('\n') : [content]) {
    if (line > reading.block.from) reading.raw += '\n';
    if (!marks.test(part)) reading.raw += part;
    else if (isTooBusy(part)) readLongLine(reading, part, line);
    else readMarks(reading, part, line, env);
    line++;
  }
}

interface OpenLink extends Link {
  /** What pictures in it are called. */
  picture: string;
  isAuto: boolean;
}

function readLongLine(reading: Reading, part: string, line: number): void {
  for (const link of linksInLongLine(part)) reading.block.links.push({ ...link, line });
  reading.raw += part;
}

function readMarks(reading: Reading, part: string, line: number, env: Env): void {
  const { block } = reading;
  let open = null as OpenLink | null;
  const firstLine = line;
  const depth = { strong: 0, s: 0 };
  let counted = 0;
  const boldTexts = block.boldTexts ?? null;
  let bold = '';
  let breaks = 0;
  // The text with an x for what has no marks in it: code, addresses, escaped characters, pictures.
  let seen = '';
  // Not at the end of `reading.raw`, which may be long: signs are taken out of it.
  let raw = '';
  let more: number | null = null;
  /** Where texts with `==` in them begin, in `seen` and in `raw`. */
  const maybeMarked: { seen: number; raw: number }[] = [];

  const openLink = (token: Token, url: string): void => {
    // Tokens come in the order of the text, so that its line ends are counted once.
    const at = Number(token.meta?.['at'] ?? 0);
    for (; counted < at; counted++) if (part.charCodeAt(counted) === 10) line++;
    open ??= { url, line, text: '', picture: '', isAuto: token.info === 'auto' };
  };
  const say = (text: string): void => {
    raw += text;
    // Not a slice of `raw`: looking at a string that grows would copy it for each link.
    if (open) open.text += text;
    if (boldTexts && depth.strong > 0) bold += text;
  };
  const closeLink = (): void => {
    if (!open) return;
    const text = open.isAuto ? '' : plainText(open.text) || plainText(open.picture);
    block.links.push({ url: open.url, text, line: open.line });
    open = null;
  };

  for (const token of inlineTokens(part, env)) {
    switch (token.type) {
      case 'text':
      case 'text_special':
      case 'code_inline':
        if (token.content.includes('==')) maybeMarked.push({ seen: seen.length, raw: raw.length });
        say(token.content);
        seen += token.type === 'text' && open?.isAuto !== true ? token.content : 'x';
        break;
      case 'softbreak':
      case 'hardbreak':
        say('\n');
        seen += '\n';
        breaks++;
        break;
      case 'strong_open':
        if (depth.strong++ === 0) block.bold++;
        break;
      case 'strong_close':
        if (--depth.strong > 0 || boldTexts === null) break;
        boldTexts.push({ text: plainText(bold), line: firstLine + breaks - (bold.split('\n').length - 1) });
        bold = '';
        break;
      case 's_open':
        if (depth.s++ === 0) block.struck++;
        break;
      case 's_close':
        depth.s--;
        break;
      case 'link_open':
        openLink(token, String(token.attrGet('href') ?? ''));
        break;
      case 'link_close':
        closeLink();
        break;
      case 'image':
        seen += 'x';
        if (open) open.picture += (token.children ?? []).map((child) => child.content).join('');
        break;
      case 'html_inline': {
        if (moreComment.test(token.content)) more ??= raw.length;
        if (/^<br\b/i.test(token.content)) say('\n');
        if (/^<\/a\b/i.test(token.content)) closeLink();
        const url = hrefOf(token.content);
        if (url !== null) openLink(token, url);
      }
    }
  }
  closeLink();
  const unmarked = withoutMarks(raw, seen, maybeMarked);
  block.marked += unmarked.passages.length;
  block.markedTexts?.push(...unmarked.passages.map(plainText));
  if (more !== null) reading.more ??= reading.raw.length + more - unmarked.takenBefore(more);
  reading.raw += unmarked.text;
}

function readHtml(block: Block, html: string): void {
  block.text = textOfHtml(html);
  for (const link of linksInHtml(html)) block.links.push({ ...link, line: block.from + link.line });
  const more = moreComment.exec(html);
  if (more) block.more = textOfHtml(html.slice(0, more.index)).length;
}
