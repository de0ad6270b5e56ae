/** Where in a header its tags stand. */
import { isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLSeq } from 'yaml';
import type { HeaderValue } from './front-matter.ts';
import { type OpenHeader, pairOf, spanOf, wordsOf } from './open-header.ts';
import { tagKeys, tagName, tagsIn } from './tags.ts';

/** An item of a list. */
export interface ItemPlace {
  kind: 'item';
  key: string;
  list: YAMLSeq;
  index: number;
  /** `null`: the list is in a list. */
  pair: Pair | null;
}

/** A word of a text. */
export interface WordPlace {
  kind: 'word';
  key: string;
  value: Scalar;
  /** Which of the text's tags, from 0. */
  index: number;
}

export type TagPlace = ItemPlace | WordPlace;

/** One for each of `writtenTags`; `null` where it can't be edited: behind an alias or an anchor, over several lines. */
export function placesOfTags(open: OpenHeader): (TagPlace | null)[] {
  return tagKeys(open.header).flatMap((key) => {
    const field = open.header.fields[key] ?? null;
    const pair = open.root ? pairOf(open.root, key) : undefined;
    if (typeof field === 'string') return inText(open, key, pair?.value, field);
    return pair ? inList(open, key, pair.value as Node | null, field, pair) : [];
  });
}

/** The words of a text that are tags. */
export function tagWords(open: OpenHeader, { value, key }: WordPlace): ReturnType<typeof wordsOf> {
  return wordsOf(open, value, key).filter(({ text }) => tagName(text) !== '');
}

function inText(open: OpenHeader, key: string, value: unknown, field: string): (TagPlace | null)[] {
  const tags = tagsIn(key, field);
  if (!isScalar(value) || !isEditable(open, value)) return tags.map(() => null);
  const places = tags.map((_, index) => ({ kind: 'word' as const, key, value, index }));
  const first = places[0];
  const words = first ? tagWords(open, first) : [];
  // Escapes in quotes: what is written is not what is read.
  const isPlainToSee =
    words.length === tags.length && words.every((word, i) => tagName(word.text) === tags[i]);
  return isPlainToSee ? places : tags.map(() => null);
}

function inList(
  open: OpenHeader,
  key: string,
  node: Node | null,
  field: HeaderValue,
  pair: Pair | null,
): (TagPlace | null)[] {
  if (!isSeq(node) || !Array.isArray(field)) return tagsIn(key, [field]).map(() => null);
  return node.items.flatMap((item, index) => {
    const value = field[index] ?? null;
    if (typeof value !== 'string') return inList(open, key, item as Node | null, value, null);
    if (tagName(value) === '') return [];
    const isPlace = isScalar(item) && isEditable(open, item);
    return [isPlace ? { kind: 'item', key, list: node, index, pair } : null];
  });
}

function isEditable(open: OpenHeader, value: Scalar): boolean {
  const isBare = value.anchor === undefined && value.tag === undefined;
  return isBare && !open.text.slice(...spanOf(open, value)).includes('\n');
}
