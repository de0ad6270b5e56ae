/** The ways to take one tag out of a header: the counterpart of `tag-additions.ts`, which says what they must leave. */
import { isScalar, isSeq, type Pair, type Scalar, type YAMLSeq } from 'yaml';
import {
  lineAfter,
  lineStart,
  nextLine,
  type OpenHeader,
  pairOf,
  type Proposals,
  spanOf,
  styleOf,
  wordsOf,
} from './open-header.ts';
import { joints } from './tag-additions.ts';
import { isSameTag, tagName } from './tags.ts';

/** Takes out the first place where `tag` stands under `key`. */
export function* waysToRemove(open: OpenHeader, key: string, tag: string): Proposals {
  const pair = open.root && pairOf(open.root, key);
  const value = pair?.value;
  if (isScalar(value)) yield* removeFromText(open, value, key, tag);
  else if (pair && isSeq(value)) yield* removeFromList(open, value, pair, tag);
}

/** Takes out one item of a list; `pair`: the key of the list, `null` for a list in a list. */
export function* waysToRemoveItem(
  open: OpenHeader,
  list: YAMLSeq,
  index: number,
  pair: Pair | null,
): Proposals {
  if (list.flow) yield* removeFromFlow(open, list, index);
  else yield* removeFromBlock(open, list, index, pair);
}

function* removeFromText(open: OpenHeader, value: Scalar, key: string, tag: string): Proposals {
  const words = wordsOf(open, value, key);
  const index = words.findIndex((word) => isSameTag(tagName(word.text), tag));
  const word = words[index];
  if (!word) return;
  const before = words[index - 1];
  const after = words[index + 1];
  if (before) yield [{ from: before.to, to: word.to, insert: '' }];
  else if (after) yield [{ from: word.from, to: after.from, insert: '' }];
  else {
    const blanks = styleOf(value) === 'PLAIN' ? /[ \t]*$/.exec(open.text.slice(0, word.from))?.[0].length : 0;
    yield [{ from: word.from - (blanks ?? 0), to: word.to, insert: '' }];
  }
}

function* removeFromList(open: OpenHeader, list: YAMLSeq, pair: Pair | null, tag: string): Proposals {
  const index = list.items.findIndex((item) => isScalar(item) && isSameTag(tagName(String(item.value)), tag));
  if (index >= 0) {
    yield* waysToRemoveItem(open, list, index, pair);
    return;
  }
  for (const item of list.items) if (isSeq(item)) yield* removeFromList(open, item, null, tag);
}

function* removeFromBlock(open: OpenHeader, list: YAMLSeq, index: number, pair: Pair | null): Proposals {
  const { text, header, newline: n } = open;
  const item = list.items[index];
  const from = lineStart(text, spanOf(open, item)[0]);
  const to = lineAfter(open, item);
  if (!/^[ \t]*-[ \t]*$/.test(text.slice(from, spanOf(open, item)[0]))) return;
  if (pair && list.items.length === 1) {
    const keyFrom = lineStart(text, spanOf(open, pair.key)[0]);
    const isIndented = /^[ \t]*/.exec(text.slice(from, to))?.[0] !== indentBefore(text, keyFrom);
    // A comment beside the key is the person's: the key stays with it.
    const isBare = /^[ \t]*[^\s:]+:[ \t]*\r?\n$/.test(text.slice(keyFrom, from));
    if (isIndented && isBare) {
      const whole = `---${n}${text.slice(header.from, header.to)}---${n}${n}`;
      const top = header.from - `---${n}`.length;
      const isAll = keyFrom === header.from && to === header.to && text.startsWith('  - ', from);
      if (isAll && text.startsWith(whole, top)) yield [{ from: top, to: top + whole.length, insert: '' }];
      yield [{ from: keyFrom, to, insert: '' }];
    }
  }
  yield [{ from, to, insert: '' }];
}

function indentBefore(text: string, from: number): string {
  return /^[ \t]*/.exec(text.slice(from, nextLine(text, from)))?.[0] ?? '';
}

function* removeFromFlow(open: OpenHeader, list: YAMLSeq, index: number): Proposals {
  const { text } = open;
  const [listFrom, listTo] = spanOf(open, list);
  const [from, to] = spanOf(open, list.items[index]);
  const before = list.items[index - 1];
  const after = list.items[index + 1];
  const isLast = index === list.items.length - 1;
  if (isLast) yield* turnBack(open, list);
  if (!before && !after) {
    const comma = /^\s*,/.exec(text.slice(to, listTo))?.[0].length ?? 0;
    const blanks = /[ \t]*$/.exec(text.slice(listFrom + 1, from))?.[0].length ?? 0;
    yield [{ from: from - blanks, to: to + comma, insert: '' }];
    return;
  }
  // A comment in the gap belongs to its neighbour: only the item and its comma go then.
  const start = before ? spanOf(open, before)[1] : from;
  const end = before ? to : spanOf(open, after)[0];
  const gap = text.slice(start, from) + text.slice(to, end);
  if (!gap.includes('#')) yield [{ from: start, to: end, insert: '' }];
  const comma = /^[ \t]*,/.exec(text.slice(to, listTo))?.[0].length ?? 0;
  yield [{ from, to: to + comma, insert: '' }];
}

/** What a list was before Gleaner made it out of something else: see `tag-additions.ts`. */
function* turnBack(open: OpenHeader, list: YAMLSeq): Proposals {
  const [from, to] = spanOf(open, list);
  const source = open.text.slice(from, to);
  const mark = /[^\s,]( ,|, ?)\]$/.exec(source)?.[1];
  if (mark === undefined || source.includes('\n')) return;
  const rest = list.items.slice(0, -1).map((item) => open.text.slice(...spanOf(open, item)));
  const [first] = rest;
  if (first === undefined) {
    const quotes = styleOf(list.items[0]) === 'QUOTE_SINGLE' ? "''" : '""';
    yield [{ from, to, insert: mark === ',' ? 'null' : mark === ', ' ? '~' : quotes }];
  } else if (mark === ' ,') return;
  else if (rest.length === 1) yield [{ from, to, insert: first }];
  // Only a tag that a text can't hold made a list of several words; in any other the comma is the person's.
  else if (/[\s,，、:#"'\\[\]{}]/.test(String((list.items.at(-1) as Scalar).value))) {
    const gaps = list.items.slice(1).map((item, before) => between(open, list.items[before], item));
    const joint = joints.find(({ inList, atEnd }) => atEnd === mark && gaps.every((gap) => gap === inList));
    if (!joint) return;
    const quote = /^["']/.exec(first)?.[0] ?? '';
    const words = rest.map((word) => (quote && word.startsWith(quote) ? word.slice(1, -1) : word));
    yield [{ from, to, insert: quote + words.join(joint.inText) + quote }];
  }
}

function between(open: OpenHeader, one: unknown, next: unknown): string {
  return open.text.slice(spanOf(open, one)[1], spanOf(open, next)[0]);
}
