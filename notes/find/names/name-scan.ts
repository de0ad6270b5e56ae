/** Looks through all names for those that fit what was typed, and keeps the best. */
import { setImmediate } from 'node:timers/promises';
import { exactMark, type Typed } from '../../text/fuzzy.ts';
import { type Letters, lettersNeeded } from '../../text/fuzzy-letters.ts';
import { beginningMark, insideCost, markOf, nextWordCost, wordMark } from '../../text/fuzzy-mark.ts';
import { type Hold, holdOf, type Part } from '../../text/fuzzy-part.ts';
import { Best, type Candidate } from './best.ts';
import { type Block, nameKinds } from './name-blocks.ts';

/** A note comes before a heading or source that fits as well; its path is a way to find it, not its name. */
const titleMark = 240;
const pathMark = -350;
/** For a heading or source: a part of what was typed may stand in its note's title only. */
const titleHelpMark = -500;
const perUnitCost = 0.5;
const mostUnits = 100;
const mostPerPart = wordMark + beginningMark;
/** How long one slice of looking may keep other calls waiting. */
const sliceMs = 8;

interface Wanted extends Letters {
  part: Part;
}

/** No better mark is possible for a part that is held so. */
const bestOf: Record<Exclude<Hold, 'none'>, number> = {
  word: mostPerPart,
  inside: wordMark - insideCost,
  scattered: mostPerPart - nextWordCost,
};

/**
 * The best `limit` of the names, best first; in slices between which other work is done. Notes are looked at before
 * headings and sources: the marks that they get leave little to look for in those.
 */
export async function bestNames(
  { blocks, newness }: { blocks: readonly Block[]; newness: Float32Array },
  typed: Typed,
  limit: number,
): Promise<Candidate[]> {
  if (typed.parts.length === 0) return [];
  const scan = new Scan(typed, newness, limit);
  // What is gathered meanwhile is for the next question.
  const all = [...blocks];
  let end = performance.now() + sliceMs;
  for (const look of [(block: Block) => scan.lookAtNotes(block), (block: Block) => scan.lookInNotes(block)]) {
    for (const block of all) {
      look(block);
      if (performance.now() < end) continue;
      await setImmediate();
      end = performance.now() + sliceMs;
    }
  }
  return scan.best.inOrder();
}

/** A name as the parts are looked for in it. */
interface Field {
  name: number;
  from: number;
  to: number;
}

/** What a part gets that is there, but less than is of any use. */
const tooLittle = -Infinity;

class Scan {
  readonly best: Best;
  readonly #text: string;
  readonly #wanted: readonly Wanted[];
  /** What all parts need together. */
  readonly #all: Letters = { latin: 0, first: 0, inner: 0, others: 0 };
  readonly #newness: Float32Array;
  /** For each part, the most it can get in the name at hand. */
  readonly #most: Float64Array;
  readonly #title: Field = { name: 0, from: 0, to: 0 };
  readonly #own: Field = { name: 0, from: 0, to: 0 };
  /** For each part, what it gets in the title of the note at hand; `undefined`: nobody has asked yet. */
  #titleMarks: (number | null | undefined)[] = [];

  constructor(typed: Typed, newness: Float32Array, limit: number) {
    this.best = new Best(limit);
    this.#text = typed.text;
    this.#wanted = typed.parts.map((part) => ({ part, ...lettersNeeded(part.typed) }));
    for (const { latin, first, inner, others } of this.#wanted) {
      this.#all.latin |= latin;
      this.#all.first |= first;
      this.#all.inner |= inner;
      this.#all.others |= others;
    }
    this.#newness = newness;
    this.#most = new Float64Array(typed.parts.length);
  }

  /** Each part in a note's title or, if not there, in its path. */
  lookAtNotes(block: Block): void {
    const { titles, latin, first, inner, others } = block;
    const all = this.#all;
    for (const name of titles) {
      const path = name + 1;
      if ((all.first & ~((first[name] ?? 0) | (first[path] ?? 0))) !== 0) continue;
      if ((all.inner & ~((inner[name] ?? 0) | (inner[path] ?? 0))) !== 0) continue;
      if ((all.latin & ~((latin[name] ?? 0) | (latin[path] ?? 0))) !== 0) continue;
      if ((all.others & ~((others[name] ?? 0) | (others[path] ?? 0))) !== 0) continue;
      this.#lookAtNote(block, put(this.#title, block, name), put(this.#own, block, name + 1));
    }
  }

  /** Headings and sources. */
  lookInNotes(block: Block): void {
    const { titles, notes, latin, first, inner, others } = block;
    const all = this.#all;
    const isOne = this.#wanted.length === 1;
    for (let at = 0; at < titles.length; at++) {
      const title = titles[at] ?? 0;
      const next = titles[at + 1] ?? notes.length;
      // With several parts, some of them may stand in the title only.
      const lackFirst = all.first & ~(isOne ? 0 : (first[title] ?? 0));
      const lackInner = all.inner & ~(isOne ? 0 : (inner[title] ?? 0));
      const lackLatin = all.latin & ~(isOne ? 0 : (latin[title] ?? 0));
      const lackOthers = all.others & ~(isOne ? 0 : (others[title] ?? 0));
      let isFirst = true;
      for (let name = title + 2; name < next; name++) {
        if ((lackFirst & ~(first[name] ?? 0)) !== 0 || (lackInner & ~(inner[name] ?? 0)) !== 0) continue;
        if ((lackLatin & ~(latin[name] ?? 0)) !== 0 || (lackOthers & ~(others[name] ?? 0)) !== 0) continue;
        if (isFirst) {
          isFirst = false;
          this.#titleMarks = [];
          put(this.#title, block, title);
        }
        const own = put(this.#own, block, name);
        if (this.#mayFit(block, own)) this.#lookInNote(block, own, block.kinds[name] ?? 0);
      }
    }
  }

  #lookAtNote(block: Block, title: Field, path: Field): void {
    const count = this.#wanted.length;
    const note = block.notes[title.name] ?? 0;
    const bonus = (this.#newness[note] ?? 0) + this.#lengthMark(block, title);
    if (mostPerPart + titleMark + bonus <= this.best.least) return;
    let most = 0;
    for (let at = 0; at < count; at++) {
      const inTitle = this.#mostIn(block, title, at);
      const one = inTitle === null ? this.#mostIn(block, path, at) : null;
      if (inTitle === null && one === null) return;
      // It may still be in the path only, where it gets less.
      this.#most[at] = inTitle === null ? (one ?? 0) + pathMark : inTitle + titleMark;
      most += this.#most[at] ?? 0;
    }
    for (let at = 0; at < count; at++) {
      const needed = (this.best.least - bonus) * count - (most - (this.#most[at] ?? 0));
      const mark =
        plus(this.#markIn(block, title, at, needed - titleMark), titleMark) ??
        plus(this.#markIn(block, path, at, needed - pathMark), pathMark);
      if (mark === null || mark === tooLittle) return;
      most += mark - (this.#most[at] ?? 0);
    }
    this.best.offer(most / count + bonus, note, 0, nameKinds.title);
  }

  /** Whether a heading or source is worth a closer look: most are not, and this is asked of each. */
  #mayFit(block: Block, { name, from, to }: Field): boolean {
    const length = to - from;
    const exact = length === this.#text.length ? exactMark : 0;
    const bonus =
      (this.#newness[block.notes[name] ?? 0] ?? 0) - Math.min(mostUnits, length) * perUnitCost + exact;
    if (mostPerPart + bonus <= this.best.least) return false;
    const [first, second] = this.#wanted;
    if (first === undefined || second !== undefined) return true;
    return wordMark + bonus > this.best.least || canBegin(block, from, first.part);
  }

  /** A heading or a source: at least one part in its own text, the others there or in the title of its note. */
  #lookInNote(block: Block, own: Field, kind: number): void {
    const count = this.#wanted.length;
    let most = 0;
    let held = 0;
    for (let at = 0; at < count; at++) {
      const one = this.#mostIn(block, own, at);
      if (one !== null) held++;
      else if (count === 1 || this.#mostIn(block, this.#title, at) === null) return;
      this.#most[at] = one ?? mostPerPart + titleHelpMark;
      most += this.#most[at] ?? 0;
    }
    if (held === 0) return;
    const note = block.notes[own.name] ?? 0;
    const bonus = (this.#newness[note] ?? 0) + this.#lengthMark(block, own);
    let helped = 0;
    for (let at = 0; at < count; at++) {
      const needed = (this.best.least - bonus) * count - (most - (this.#most[at] ?? 0));
      let mark = this.#markIn(block, own, at, needed);
      if (mark === null && count > 1) {
        helped++;
        mark = plus(this.#markInTitle(block, at), titleHelpMark);
      }
      if (mark === null || mark === tooLittle || helped === count) return;
      most += mark - (this.#most[at] ?? 0);
      if (most / count + bonus <= this.best.least) return;
    }
    // A note whose title holds everything is offered already.
    if (helped > 0 && this.#wanted.every((_one, at) => this.#markInTitle(block, at) !== null)) return;
    this.best.offer(most / count + bonus, note, block.lines[own.name] ?? 0, kind);
  }

  #markInTitle(block: Block, at: number): number | null {
    const known = this.#titleMarks[at];
    if (known !== undefined) return known;
    return (this.#titleMarks[at] = this.#markIn(block, this.#title, at, -Infinity));
  }

  /** The most that a part can get in a name, from two looks; `null`: it is not there. */
  #mostIn(block: Block, { name, from }: Field, at: number): number | null {
    const wanted = this.#wanted[at];
    if (wanted === undefined) return null;
    if ((wanted.first & ~(block.first[name] ?? 0)) !== 0 || (wanted.inner & ~(block.inner[name] ?? 0)) !== 0)
      return null;
    if (
      (wanted.latin & ~(block.latin[name] ?? 0)) !== 0 ||
      (wanted.others & ~(block.others[name] ?? 0)) !== 0
    )
      return null;
    return canBegin(block, from, wanted.part) ? mostPerPart : wordMark;
  }

  /** What a part gets in a name; `null`: it is not there; `tooLittle`: it is or may be, with no more than `needed`. */
  #markIn(block: Block, field: Field, at: number, needed: number): number | null {
    const wanted = this.#wanted[at];
    const most = this.#mostIn(block, field, at);
    if (wanted === undefined || most === null) return null;
    if (most <= needed) return tooLittle;
    const hold = holdOf(wanted.part, block.units, field.from, field.to);
    if (hold === 'none') return null;
    if (bestOf[hold] <= needed) return tooLittle;
    return (
      markOf(wanted.part, block.units, field.from, field.to, null, Math.max(leastNeeded, needed)) ?? tooLittle
    );
  }

  #lengthMark({ units }: Block, { from, to }: Field): number {
    const length = to - from;
    const mark = -Math.min(mostUnits, length) * perUnitCost;
    if (length !== this.#text.length) return mark;
    for (let at = from; at < to; at++) if (units[at] !== this.#text.charCodeAt(at - from)) return mark;
    return mark + exactMark;
  }
}

/** Every mark is higher: no name is so long. */
const leastNeeded = -100_000;

function canBegin(block: Block, from: number, part: Part): boolean {
  return ((part.any[block.units[from] ?? 0] ?? 0) & 1) !== 0;
}

function put(field: Field, { ends }: Block, name: number): Field {
  field.name = name;
  field.from = name === 0 ? 0 : (ends[name - 1] ?? 0);
  field.to = ends[name] ?? field.from;
  return field;
}

function plus(mark: number | null, more: number): number | null {
  return mark === null ? null : mark + more;
}
