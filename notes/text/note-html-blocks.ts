/** Cuts a parsed note into the blocks that it is shown in, so that a change draws one of them and not the note. */
import type { Token } from 'markdown-it';

export interface NoteBlock {
  /** Where it begins in the note, 0-based; `data-line` of what is in it counts from here. */
  line: number;
  /** Its HTML; a long list or table comes in several, of the same element each, to be put together again. */
  pieces: string[];
}

/** UTF-16 units of Markdown's inline text, or items, in one piece of a list or table. */
const pieceLength = 20_000;
const pieceTokens = 1200;

/** `offset`: the line of the note where the tokens' lines begin. */
export function blocksOf(
  tokens: readonly Token[],
  offset: number,
  render: (tokens: Token[]) => string,
): NoteBlock[] {
  nameHeadings(tokens);
  let last = 0;
  return groupsOf(tokens).map((group) => {
    const isNotes = group[0]?.type === 'footnote_block_open';
    const line: number = isNotes ? last : (group.find(({ map }) => map !== null)?.map?.[0] ?? last);
    last = Math.max(last, group.findLast(({ map }) => map !== null && !isNotes)?.map?.[0] ?? line);
    if (!isNotes) countLinesFrom(line, group);
    return { line: line + offset, pieces: piecesOf(group).map(render) };
  });
}

/** One for each block of the top level; raw HTML that opens an element takes all up to where it is closed. */
function groupsOf(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [];
  let group: Token[] = [];
  let depth = 0;
  let open = 0;
  for (const token of tokens) {
    group.push(token);
    depth += token.nesting;
    if (token.type === 'html_block') open = Math.max(0, open + opened(token.content));
    if (depth > 0 || open > 0) continue;
    groups.push(group);
    group = [];
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

const neverClosed = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd)$/i;

/** How many more elements a piece of HTML opens than it closes. */
function opened(html: string): number {
  let count = 0;
  for (const [, slash, name = ''] of html
    .replace(/<!--[\s\S]*?-->/g, '')
    .matchAll(/<(\/?)([a-z][\w-]*)\b/gi)) {
    if (!neverClosed.test(name)) count += slash === '' ? 1 : -1;
  }
  return count;
}

/** Scrolling beside the text needs to know where the text of an element stands. */
function countLinesFrom(line: number, group: readonly Token[]): void {
  for (const token of group) {
    if (token.map === null || token.nesting < 0 || token.type === 'inline') continue;
    token.attrSet('data-line', String(token.map[0] - line));
  }
}

/** A long list or table in parts, each with the element around it. */
function piecesOf(group: Token[]): Token[][] {
  const first = group[0];
  const isList = first?.type === 'bullet_list_open' || first?.type === 'ordered_list_open';
  const rows = first?.type === 'table_open' ? group.findIndex(({ type }) => type === 'tbody_open') : -1;
  if (!isList && rows < 0) return [group];
  const from = isList ? 1 : rows + 1;
  const to = isList ? group.length - 1 : group.findLastIndex(({ type }) => type === 'tbody_close');
  const [head, foot] = [group.slice(0, from), group.slice(to)];
  const pieces: Token[][] = [];
  let piece: Token[] = [];
  let length = 0;
  let depth = 0;
  for (const token of group.slice(from, to)) {
    piece.push(token);
    depth += token.nesting;
    length += token.content.length;
    if (depth > 0 || (length < pieceLength && piece.length < pieceTokens)) continue;
    pieces.push([...head, ...piece, ...foot]);
    piece = [];
    length = 0;
  }
  if (piece.length > 0 || pieces.length === 0) pieces.push([...head, ...piece, ...foot]);
  return pieces;
}

/** Names of headings as GitHub makes them: what `[text](#name)` leads to. */
function nameHeadings(tokens: readonly Token[]): void {
  const used = new Map<string, number>();
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const name = anchorOf(textOf(tokens[index + 1]?.children ?? []));
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    const id = count === 0 ? name : `${name}-${count}`;
    if (id !== '') token.attrSet('id', id);
  });
}

/** `深入 V8: a look` -> `深入-v8-a-look`. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_ -]+/gu, '')
    .replaceAll(' ', '-');
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'image') return '';
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
      return token.type === 'html_inline' ? '' : token.content;
    })
    .join('');
}
