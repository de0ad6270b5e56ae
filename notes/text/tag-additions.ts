/**
 * The ways to write one tag into a header without touching anything else. Each is a proposal: `header-edit.ts` takes
 * the first one that reads back as wanted.
 *
 * Adding a tag and removing it again (`tag-removals.ts`) gives the same text back. So what a removal leaves must
 * show in what was added:
 * - no header: a whole header is added, with a blank line after it, and all of that goes;
 * - no key: an indented block list is added, and the key goes with its only item (four blanks in an empty header);
 * - `tags:`: a block list at the key's own column is added, and the key stays when its only item goes;
 * - `tags: []`: the brackets stay;
 * - one text, or `null`: becomes a list that ends with `,]`; `~`: one that ends with `, ]`; an empty text in quotes:
 *   one that ends with ` ,]`; a text of several tags: one that shows what was between them (`joints`). Such a list
 *   turns back when its last item goes.
 * The price: when a person removes the only tag of a list of their own, its shape decides what is left. Not undone
 * is a tag with special characters in a text with odd blanks or different commas.
 */
import { isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import {
  indentOf,
  insertion,
  isEmptyPlain,
  lineAfter,
  lineStart,
  nextLine,
  type OpenHeader,
  type Proposals,
  pairOf,
  spanOf,
  styleOf,
  wordsOf,
} from './open-header.ts';
import { tagKeys } from './tags.ts';
import { type ScalarStyle, writeScalar } from './yaml-scalar.ts';

/** What is between the tags of a text, and what is then between the items and at the end of the list made of it. */
export const joints = [
  { inText: ' ', inList: ', ', atEnd: ',' },
  { inText: ', ', inList: ', ', atEnd: ', ' },
  { inText: ',', inList: ',', atEnd: ',' },
  { inText: '，', inList: ' , ', atEnd: ',' },
  { inText: '， ', inList: ' , ', atEnd: ', ' },
  { inText: '、', inList: ' ,', atEnd: ',' },
];

export function* waysToAdd(open: OpenHeader, tag: string): Proposals {
  const { header, newline: n, root } = open;
  const write = (style: ScalarStyle, inFlow: boolean): string =>
    writeScalar(tag, style, { inFlow, quote: open.quote });
  if (header.kind === 'none') {
    yield insertion(header.from, `---${n}tags:${n}  - ${write('PLAIN', false)}${n}---${n}${n}`);
    return;
  }
  if (!root) {
    yield insertion(header.to, `tags:${n}    - ${write('PLAIN', false)}${n}`);
    return;
  }
  const key = tagKeys(header)[0];
  if (key === undefined) {
    const indent = indentOf(open, root);
    if (indent === null) return;
    const item = `${indent}  - ${write('PLAIN', false)}${n}`;
    yield insertion(afterOpening(open, root), `${indent}tags:${n}${item}`);
    return;
  }
  const pair = pairOf(root, key);
  if (!pair) return;
  const value = pair.value;
  if (isSeq(value)) yield* value.flow ? addToFlow(open, value, write) : addToBlock(open, value, write);
  else if (value === null || isScalar(value)) yield* addToScalar(open, pair, value, tag, write);
}

type Write = (style: ScalarStyle, inFlow: boolean) => string;

function* addToBlock(open: OpenHeader, list: YAMLSeq, write: Write): Proposals {
  const last = list.items.at(-1);
  const [at] = spanOf(open, last);
  const dash = /^[ \t]*-[ \t]*/.exec(open.text.slice(lineStart(open.text, at), at))?.[0];
  if (dash === undefined) return;
  const item = (dash.endsWith('-') ? `${dash} ` : dash) + write(styleOf(last), false);
  yield insertion(lineAfter(open, last), item + open.newline);
}

function* addToFlow(open: OpenHeader, list: YAMLSeq, write: Write): Proposals {
  const [from, to] = spanOf(open, list);
  const first = list.items[0];
  const last = list.items.at(-1);
  const item = write(styleOf(last), true);
  if (!first) {
    yield insertion(from + 1, open.text[from + 1] === ' ' ? ` ${item}` : item);
    return;
  }
  const inside = open.text.slice(from, to);
  if (!inside.includes('\n') && /,\s*\]$/.test(inside)) {
    yield insertion(spanOf(open, first)[0], `${item}, `);
    return;
  }
  const [lastFrom, lastTo] = spanOf(open, last);
  const previous = list.items.at(-2);
  const gap = open.text.slice(previous ? spanOf(open, previous)[1] : from + 1, lastFrom);
  const blanks = /\s*$/.exec(gap)?.[0] ?? '';
  const comma = /^\s*,\s*$/.test(gap) ? gap : blanks.includes('\n') ? `,${blanks}` : ', ';
  yield insertion(lastTo, comma + item);
}

function* addToScalar(
  open: OpenHeader,
  pair: Pair,
  value: Scalar | null,
  tag: string,
  write: Write,
): Proposals {
  // Such a value may not become a list: other programs could not read the header any more.
  if (value?.tag !== undefined) return;
  if (value === null || isEmptyPlain(value)) {
    const indent = open.root && indentOf(open, open.root);
    const item = `- ${write('PLAIN', false)}${open.newline}`;
    if (indent !== null) yield insertion(nextLine(open.text, spanOf(open, pair.key)[1]), indent + item);
    return;
  }
  const [from, to] = spanOf(open, value);
  const source = open.text.slice(from, to);
  if (source.includes('\n') || value.anchor !== undefined) return;
  if (value.type === 'PLAIN' && /^(?:~|null)$/i.test(source)) {
    const mark = source === '~' ? ', ' : source === 'null' ? ',' : '';
    yield [{ from, to, insert: `[${write('PLAIN', true)}${mark}]` }];
    return;
  }
  yield* addToText(open, value, source, String((pair.key as Scalar).value), tag, write);
}

function* addToText(
  open: OpenHeader,
  value: Scalar,
  source: string,
  key: string,
  tag: string,
  write: Write,
): Proposals {
  const [from, to] = spanOf(open, value);
  const style = styleOf(value);
  const quote = style === 'PLAIN' ? '' : source.charAt(0);
  const words = wordsOf(open, value, key);
  const last = words.at(-1);
  if (!last && quote) yield insertion(to - 1, tag);
  // One word alone may be one tag (Hexo) or a list of one (Jekyll): with a second one only a list is right for both.
  const previous = words.at(-2);
  const between =
    previous && last ? open.text.slice(previous.to, last.from) : source.includes(',') ? ', ' : '';
  if (last && between) yield insertion(last.to, between + tag);

  // In the list as they are written, so that the text can be rebuilt from it.
  const asWritten = words.length === 1 ? [source] : words.map((word) => quote + word.text + quote);
  const items = [...asWritten, write(style, true)];
  const joint = joints.find(
    ({ inText }) =>
      words.length === 1 || source === quote + words.map((word) => word.text).join(inText) + quote,
  );
  if (!last) yield [{ from, to, insert: `[${items.join(', ')} ,]` }];
  else if (joint) yield [{ from, to, insert: `[${items.join(joint.inList)}${joint.atEnd}]` }];
  const anew = words.map((word) => writeScalar(word.text, style, { inFlow: true, quote: open.quote }));
  yield [{ from, to, insert: `[${[...anew, write(style, true)].join(', ')}]` }];
}

/** After the keys that notes begin with, else at the header's end. */
function afterOpening(open: OpenHeader, root: YAMLMap): number {
  const opening = ['title', 'date', 'updated', 'category', 'categories'];
  const pair = root.items.findLast((each) => isScalar(each.key) && opening.includes(String(each.key.value)));
  return pair ? lineAfter(open, pair.value ?? pair.key) : open.header.to;
}
