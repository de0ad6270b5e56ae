/**
 * Other names for the tags of one note, or none: splices into its header, in the style that it has. Every step is read
 * back: the tags are exactly the planned ones, in their order, and nothing else is another.
 */
import {
  applyChanges,
  difference,
  firstThatHolds,
  type HeaderEdit,
  openHeader,
  othersOf,
  refused,
  tooIntricate,
  writtenTags,
} from './header-edit.ts';
import { labelName } from './labels.ts';
import { type OpenHeader, spanOf, styleOf, type TextChange } from './open-header.ts';
import { type ItemPlace, placesOfTags, type TagPlace, type WordPlace } from './tag-places.ts';
import { waysToRemoveItem } from './tag-removals.ts';
import { waysToRewrite } from './tag-words.ts';
import { isSameTag, tagKeys, tagName } from './tags.ts';
import { oneLine, writeScalar } from './yaml-scalar.ts';

/** The tag that takes the place of `tag`: the same, another, or `null` for none. */
type NameAfter = (tag: string) => string | null;

/** Each one costs a reading of the header. No note that a person wrote needs as many. */
const mostRemovals = 100;

/**
 * Gives all of `from`, and what is below them, the name `to` (`from/x` becomes `to/x`). Where the new name is there
 * already, the old one is taken out instead.
 */
export function renameTags(text: string, from: readonly string[], to: string): HeaderEdit {
  const wanted = tagName(oneLine(to) ?? '');
  if (wanted === '')
    return refused(1, 'This is no tag: it is empty or holds characters that a header can’t hold.');
  return changeTags(text, namesAfter(from, wanted));
}

/** Takes `names` out, and what is below them. */
export function deleteTags(text: string, names: readonly string[]): HeaderEdit {
  const unwanted = names.map(composed);
  return changeTags(text, (tag) => (unwanted.some((name) => isAtOrBelow(composed(tag), name)) ? null : tag));
}

/** The longest of `from` and `to` that a tag is, or is below, decides; `to` keeps it, so that nothing is renamed twice. */
function namesAfter(from: readonly string[], to: string): NameAfter {
  const longestFirst = [...from, to].map(composed).sort((a, b) => b.length - a.length);
  return (tag) => {
    const written = composed(tag);
    const old = longestFirst.find((name) => isAtOrBelow(written, name));
    if (old === undefined || old === composed(to)) return tag;
    return written.startsWith(`${old}/`) ? to + written.slice(old.length) : to;
  };
}

/** As tags are compared. */
function composed(written: string): string {
  return tagName(written).normalize('NFC');
}

function isAtOrBelow(tag: string, name: string): boolean {
  return name !== '' && (tag === name || tag.startsWith(`${name}/`) || labelName(tag) === name);
}

function changeTags(text: string, nameAfter: NameAfter): HeaderEdit {
  const opened = openHeader(text);
  if ('kind' in opened) return opened;
  const before = writtenTags(opened.header);
  const after = decide(before, nameAfter);
  if (after.every((tag, index) => tag === before[index])) return { kind: 'unchanged' };
  const steps = new Steps(opened, before);
  return steps.take(after)
    ? { kind: 'edited', changes: [difference(text, steps.text)] }
    : tooIntricate(opened, steps.key);
}

/** What becomes of each tag; `null`: it is taken out. A name that stays wins over one that comes, the first over the next. */
function decide(tags: readonly string[], nameAfter: NameAfter): (string | null)[] {
  const names = tags.map((tag) => {
    const name = nameAfter(tag);
    return name !== null && isSameTag(name, tag) ? tag : name;
  });
  const taken = new Set(tags.filter((tag, index) => names[index] === tag).map(composed));
  return names.map((name, index) => {
    if (name === null || name === tags[index]) return name;
    if (taken.has(composed(name))) return null;
    taken.add(composed(name));
    return name;
  });
}

/** Edits one header in several steps, each of which is proved before the next. */
class Steps {
  #text: string;
  /** `null`: not looked at since the last step. */
  #opened: OpenHeader | null;
  #tags: string[];
  /** The key that the last step was about. */
  key: string;

  constructor(open: OpenHeader, tags: string[]) {
    this.#text = open.text;
    this.#opened = open;
    this.#tags = tags;
    this.key = tagKeys(open.header)[0] ?? 'tags';
  }

  get text(): string {
    return this.#text;
  }

  get #open(): OpenHeader {
    const open = this.#opened ?? openHeader(this.#text);
    // It was read back when the step was taken.
    if ('kind' in open) throw new RangeError('A header that was read back can’t be read.');
    this.#opened = open;
    return open;
  }

  /** From here on the tags are `after`, of which `null` is one that goes. Answers whether that could be done. */
  take(after: readonly (string | null)[]): boolean {
    if (after.filter((tag) => tag === null).length > mostRemovals) return false;
    if (!this.#renameItems(after)) return false;
    if (after.every((tag, index) => tag === this.#tags[index])) return true;
    // From the end, so that the places before are still counted the same.
    for (let index = after.length - 1; index >= 0; index--) {
      const place = this.#places()?.[index];
      if (place === undefined) return false;
      if (place?.kind === 'word') {
        const first = index - place.index;
        if (!this.#rewrite(place, first, after.slice(first, index + 1))) return false;
        index = first;
      } else if (after[index] === null) {
        if (place === null || !this.#remove(place, index)) return false;
      }
    }
    return true;
  }

  /** All items of lists at once. */
  #renameItems(after: readonly (string | null)[]): boolean {
    const places = this.#places();
    if (!places) return false;
    const changes: TextChange[] = [];
    const expected = this.#tags.map((tag, index) => {
      const wanted = after[index] ?? tag;
      const place = places[index];
      if (wanted === tag || place?.kind === 'word') return tag;
      if (place) changes.push(this.#renamed(place, tag, wanted));
      return wanted;
    });
    if (changes.length === 0) return expected.every((tag, index) => tag === this.#tags[index]);
    return this.#step([changes.sort((a, b) => a.from - b.from)], expected);
  }

  #renamed({ list, index }: ItemPlace, tag: string, wanted: string): TextChange {
    const item = list.items[index];
    const [from, to] = spanOf(this.#open, item);
    const place = { inFlow: list.flow === true, quote: this.#open.quote };
    return { from, to, insert: writeScalar(dressed(item, tag, wanted), styleOf(item), place) };
  }

  #remove({ list, index, pair, key }: ItemPlace, ordinal: number): boolean {
    this.key = key;
    return this.#step(waysToRemoveItem(this.#open, list, index, pair), this.#tags.toSpliced(ordinal, 1));
  }

  #rewrite(place: WordPlace, first: number, names: (string | null)[]): boolean {
    this.key = place.key;
    const old = this.#tags.slice(first, first + names.length);
    if (names.every((name, index) => name === old[index])) return true;
    const left = names.filter((name) => name !== null);
    const expected = this.#tags.toSpliced(first, names.length, ...left);
    return this.#step(waysToRewrite(this.#open, place, names), expected);
  }

  #step(ways: Iterable<TextChange[]>, expected: string[]): boolean {
    const others = othersOf(this.#open.header, tagKeys(this.#open.header));
    const edit = firstThatHolds(this.#open, ways, (after) => {
      const tags = writtenTags(after);
      return (
        tags.length === expected.length &&
        tags.every((tag, index) => isSameTag(tag, expected[index] ?? '')) &&
        othersOf(after, tagKeys(after)) === others
      );
    });
    if (edit?.kind !== 'edited') return false;
    this.#text = applyChanges(this.#text, edit.changes);
    this.#opened = null;
    this.#tags = expected;
    return true;
  }

  #places(): (TagPlace | null)[] | null {
    const places = placesOfTags(this.#open);
    return places.length === this.#tags.length ? places : null;
  }
}

/** `wanted` with what stood around the old name: blanks in quotes, a leading `#`. */
function dressed(item: unknown, tag: string, wanted: string): string {
  const written = String((item as { value: unknown }).value);
  const at = written.indexOf(tag);
  return at < 0 ? wanted : written.slice(0, at) + wanted + written.slice(at + tag.length);
}
