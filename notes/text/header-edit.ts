/**
 * Edits of a note's header: splices into its text, never a header written anew (safety M-03). Every edit is read
 * back before it is answered; one that would change anything else is refused.
 */
import { isScalar, type Pair } from 'yaml';
import type { Problem } from '../api.ts';
import { fieldText, type Header, keyOf, readHeader, takeApart } from './front-matter.ts';
import {
  indentOf,
  insertion,
  nextLine,
  type OpenHeader,
  pairOf,
  type Proposals,
  spanOf,
  type TextChange,
} from './open-header.ts';
import { waysToAdd } from './tag-additions.ts';
import { waysToRemove } from './tag-removals.ts';
import { isSameTag, tagKeys, tagName, tagsIn, tagsOf } from './tags.ts';
import { oneLine, type ScalarStyle, writeScalar } from './yaml-scalar.ts';

export type { TextChange } from './open-header.ts';

export type HeaderEdit =
  /** The changes are in order, do not overlap, and all count from the text as it was. */
  { kind: 'edited'; changes: TextChange[] } | { kind: 'unchanged' } | { kind: 'refused'; problem: Problem };

/** Sets the title that the header says, in the quotes it has; a note without a header gets one. */
export function setTitle(text: string, title: string): HeaderEdit {
  return setField(text, 'title', title);
}

/** Sets a field of one line. Refuses where the field is a list, an alias or goes over several lines. */
export function setField(text: string, name: string, value: string): HeaderEdit {
  const open = openHeader(text);
  if ('kind' in open) return open;
  const wanted = oneLine(value);
  if (wanted === null)
    return refused(1, `The ${name} holds characters that a header can't hold; take them out.`);
  const key = keyOf(open.header.fields, name) ?? name;
  if (key in open.header.fields && fieldText(open.header, key) === wanted) return { kind: 'unchanged' };
  const isWanted = (after: Header): boolean =>
    fieldText(after, key) === wanted && othersOf(after, [key]) === othersOf(open.header, [key]);
  return firstThatHolds(open, waysToSet(open, key, wanted), isWanted) ?? tooIntricate(open, key);
}

/**
 * Adds a tag in the style the header writes its tags in. A tag that is there already (`isSameTag`) changes
 * nothing. Removing it again gives the same text back (`tag-additions.ts` says how, and the one exception).
 */
export function addTag(text: string, tag: string): HeaderEdit {
  const open = openHeader(text);
  if ('kind' in open) return open;
  const wanted = tagName(oneLine(tag) ?? '');
  if (wanted === '')
    return refused(1, 'This is no tag: it is empty or holds characters that a header can’t hold.');
  if (tagsOf(open.header).some((each) => isSameTag(each, wanted))) return { kind: 'unchanged' };
  const keys = tagKeys(open.header);
  const isWanted = (after: Header): boolean =>
    isSameBag(writtenTags(after), [...writtenTags(open.header), wanted]) &&
    othersOf(after, tagKeys(after)) === othersOf(open.header, keys);
  return firstThatHolds(open, waysToAdd(open, wanted), isWanted) ?? tooIntricate(open, keys[0] ?? 'tags');
}

/** Takes a tag out, everywhere it stands in the header. */
export function removeTag(text: string, tag: string): HeaderEdit {
  const opened = openHeader(text);
  if ('kind' in opened) return opened;
  const unwanted = tagName(oneLine(tag) ?? '');
  let open = opened;
  for (let key = keyWith(open, unwanted); key !== null; key = keyWith(open, unwanted)) {
    const before = open.header;
    const left = writtenTags(before);
    left.splice(
      left.findIndex((each) => isSameTag(each, unwanted)),
      1,
    );
    const isWanted = (after: Header): boolean =>
      isSameBag(writtenTags(after), left) &&
      othersOf(after, tagKeys(after)) === othersOf(before, tagKeys(before));
    const edit = firstThatHolds(open, waysToRemove(open, key, unwanted), isWanted);
    if (edit?.kind !== 'edited') return tooIntricate(open, key);
    const next = openHeader(applyChanges(open.text, edit.changes));
    if ('kind' in next) return next;
    if (open === opened && keyWith(next, unwanted) === null) return edit;
    open = next;
  }
  return open === opened ? { kind: 'unchanged' } : { kind: 'edited', changes: [difference(text, open.text)] };
}

/** The text after `changes`, which are in order and count from `text`. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** The header taken apart; where it can't be edited at all, the refusal. */
export function openHeader(text: string): OpenHeader | HeaderEdit {
  const { header, reading } = takeApart(text);
  if (header.problem) {
    const message = `${header.problem.message} Mend this line first, then try again.`;
    return { kind: 'refused', problem: { ...header.problem, message } };
  }
  if (reading.kind !== 'mapping' || !reading.exact) {
    return refused(
      header.bodyLine,
      'The header mixes tabs and blanks. Indent it with blanks, then try again.',
    );
  }
  const newline = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
  const quote = /(?::|-|,|\[)[ \t]*(["'])/.exec(text.slice(header.from, header.to))?.[1] === "'" ? "'" : '"';
  return { text, header, root: reading.root, newline, quote };
}

function* waysToSet(open: OpenHeader, key: string, wanted: string): Proposals {
  const { text, header, root, newline: n } = open;
  const write = (style: ScalarStyle): string =>
    writeScalar(wanted, style, { inFlow: false, quote: open.quote });
  const line = `${writeScalar(key, 'PLAIN', { inFlow: false, quote: '"' })}: ${write('PLAIN')}${n}`;
  if (header.kind === 'none') yield insertion(header.from, `---${n}${line}---${n}${n}`);
  const pair: Pair | undefined = root ? pairOf(root, key) : undefined;
  if (!pair) {
    const indent = root ? indentOf(open, root) : '';
    // A title is what people look for at the top.
    if (indent !== null) yield insertion(key === 'title' ? header.from : header.to, indent + line);
    return;
  }
  const value = pair.value;
  if (value === null || (isScalar(value) && value.type === 'PLAIN' && value.source === '')) {
    const colon = text.indexOf(':', spanOf(open, pair.key)[1]) + 1;
    const isSpaced = /^[ \t](?![ \t]*#)/.test(text.slice(colon, nextLine(text, colon)));
    yield isSpaced ? insertion(colon + 1, write('PLAIN')) : insertion(colon, ` ${write('PLAIN')}`);
  } else if (isScalar(value) && value.anchor === undefined) {
    const [from, to] = spanOf(open, value);
    if (text.slice(from, to).includes('\n')) return;
    const quoted = value.type === 'QUOTE_DOUBLE' || value.type === 'QUOTE_SINGLE' ? value.type : 'PLAIN';
    yield [{ from, to, insert: write(quoted) }];
  }
}

/** The first of `ways` that reads back as wanted and leaves the body alone; `null`: none does. */
export function firstThatHolds(
  open: OpenHeader,
  ways: Iterable<TextChange[]>,
  isWanted: (after: Header) => boolean,
): HeaderEdit | null {
  for (const changes of ways) {
    const text = applyChanges(open.text, changes);
    const after = readHeader(text);
    if (after.problem === null && hasSameBody(open, text, after) && isWanted(after))
      return { kind: 'edited', changes };
  }
  return null;
}

/** A new header is parted from the body by a blank line; with the header that line goes. */
function hasSameBody(open: OpenHeader, text: string, after: Header): boolean {
  const before = open.text.slice(open.header.bodyFrom);
  const body = text.slice(after.bodyFrom);
  if (after.kind === open.header.kind) return body === before;
  return after.kind === 'none' ? before === open.newline + body : body === open.newline + before;
}

/** Every field but those under `keys`, in order, as one text to compare. */
export function othersOf(header: Header, keys: string[]): string {
  return JSON.stringify(Object.entries(header.fields).filter(([key]) => !keys.includes(key)));
}

/** Every tag of every key that holds tags, as often as it is there. */
export function writtenTags(header: Header): string[] {
  return tagKeys(header).flatMap((key) => tagsIn(key, header.fields[key] ?? null));
}

function keyWith(open: OpenHeader, tag: string): string | null {
  const holds = (key: string): boolean =>
    tagsIn(key, open.header.fields[key] ?? null).some((each) => isSameTag(each, tag));
  return tagKeys(open.header).find(holds) ?? null;
}

function isSameBag(one: string[], other: string[]): boolean {
  const bag = (tags: string[]): string => JSON.stringify(tags.map((tag) => tag.normalize('NFC')).sort());
  return bag(one) === bag(other);
}

/** One change that makes `after` out of `before`. */
export function difference(before: string, after: string): TextChange {
  const shortest = Math.min(before.length, after.length);
  let from = 0;
  while (from < shortest && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < shortest - from && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}

export function tooIntricate(open: OpenHeader, key: string): HeaderEdit {
  const pair = open.root && pairOf(open.root, key);
  const at = pair ? spanOf(open, pair.key)[0] : open.header.from;
  const line = open.text.slice(0, at).split('\n').length;
  return refused(
    line,
    `“${key}” is written in a way that Gleaner can't change without risk; edit it in the text.`,
  );
}

export function refused(line: number, message: string): HeaderEdit {
  return { kind: 'refused', problem: { code: 'yaml-syntax', line, message } };
}
