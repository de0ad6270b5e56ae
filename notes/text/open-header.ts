/** A header taken apart for an edit: its YAML nodes with their places in the note's text. */
import { isScalar, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { Header } from './front-matter.ts';
import type { ScalarStyle } from './yaml-scalar.ts';

/** Replaces [from, to) (UTF-16 offsets) by `insert`. */
export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/** A note's text with its header taken apart; offsets in `root` count from `header.from`. */
export interface OpenHeader {
  text: string;
  header: Header;
  root: YAMLMap | null;
  newline: '\n' | '\r\n';
  /** The quote that the header uses, for values that need one. */
  quote: '"' | "'";
}

export type Proposals = Generator<TextChange[], void>;

export function insertion(at: number, insert: string): TextChange[] {
  return [{ from: at, to: at, insert }];
}

export function pairOf(root: YAMLMap, key: string): Pair | undefined {
  return root.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** Offsets in the text, without what follows on the line. */
export function spanOf(open: OpenHeader, node: unknown): [number, number] {
  const range = (node as Node).range;
  if (!range) throw new RangeError('A node without a place in the text.');
  return [open.header.from + range[0], open.header.from + range[1]];
}

/** What stands before the header's keys; `null` when the header is written `{…}`. */
export function indentOf(open: OpenHeader, root: YAMLMap): string | null {
  const first = root.items[0];
  if (root.flow || !first) return null;
  const [at] = spanOf(open, first.key);
  const indent = open.text.slice(lineStart(open.text, at), at);
  return /^[ \t]*$/.test(indent) ? indent : null;
}

/** Where the line after the one that holds offset `at` begins. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the line after a value begins. A block scalar's span ends with its line end. */
export function lineAfter(open: OpenHeader, node: unknown): number {
  const [from, to] = spanOf(open, node);
  return nextLine(open.text, to > from && open.text[to - 1] === '\n' ? to - 1 : to);
}

/** The tags of a text value with their places, split as `tags.ts` splits them. */
export function wordsOf(
  open: OpenHeader,
  value: Scalar,
  key: string,
): { text: string; from: number; to: number }[] {
  const [from, to] = spanOf(open, value);
  const quote = styleOf(value) === 'PLAIN' ? 0 : 1;
  const source = open.text.slice(from + quote, to - quote);
  const atBlanks = key.toLowerCase() === 'tags';
  const word = /[,，、]/.test(source)
    ? /[^,，、\s](?:[^,，、]*[^,，、\s])?/g
    : atBlanks
      ? /\S+/g
      : /\S(?:.*\S)?/g;
  return [...source.matchAll(word)].map((match) => {
    const start = from + quote + match.index;
    return { text: match[0], from: start, to: start + match[0].length };
  });
}

export function styleOf(item: unknown): ScalarStyle {
  const type = isScalar(item) ? item.type : 'PLAIN';
  return type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? type : 'PLAIN';
}

/** `key:` with nothing behind it. */
export function isEmptyPlain(value: Scalar): boolean {
  return value.type === 'PLAIN' && value.source === '';
}
