/** Looks through all names for those that fit what was typed, and keeps the best. */
import { exactMark, type Typed } from '../text/fuzzy.ts';
import { type Letters, lettersNeeded } from '../text/fuzzy-letters.ts';
import { beginningMark, insideCost, markOf, nextWordCost, wordMark } from '../text/fuzzy-mark.ts';
import { type Hold, holdOf, type Part } from '../text/fuzzy-part.ts';
import { Best, type Candidate } from './best.ts';
import { type Block, nameKinds } from './name-blocks.ts';

/** A note comes before a heading or source that fits as well; its path is a way to find it, not its name. */
const titleMark = 240;
const pathMark = -350;
/** For a heading or source: a part of what was typed may stand in its note's title only. */
const titleHelpMark = -500;
const perUnitCost = 0.5;
const mostUnits = 100;

interface Wanted extends Letters {
  part: Part;
}

/** No better mark is possible for a part that is held so. */
const bestOf: Record<Exclude<Hold, 'none'>, number> = {
  word: wordMark + beginningMark,
  inside: wordMark - insideCost,
  scattered: wordMark + beginningMark - nextWordCost,
};

/** The best `limit` of the names, best first. */
export function bestNames(
  { blocks, newness }: { blocks: readonly Block[]; newness: Float32Array },
  typed: Typed,
  limit: number,
): Candidate[] {
  if (typed.parts.length === 0) return [];
  const scan = new Scan(typed, newness, limit);
  for (const block of blocks) scan.look(block);
  return scan.best.inOrder();
}

/** A name as the parts are looked for in it. */
interface Field {
  name: number;
  from: number;
  to: number;
}

class Scan {
  readonly best: Best;
  readonly #text: string;
  readonly #wanted: readonly Wanted[];
  readonly #newness: Float32Array;
  /** For each part, the most it can get in the name at hand. */
  readonly #most: Float64Array;
  readonly #title: Field = { name: 0, from: 0, to: 0 };
  /** For each part, what it gets in the title of the note at hand; `undefined`: nobody has asked yet. */
  #titleMarks: (number | null | undefined)[] = [];

  constructor(typed: Typed, newness: Float32Array, limit: number) {
    this.best = new Best(limit);
    this.#text = typed.text;
    this.#wanted = typed.parts.map((part) => ({ part, ...lettersNeeded(part.typed) }));
    this.#newness = newness;
    this.#most = new Float64Array(typed.parts.length);
  }

  look(block: Block): void {
    const own: Field = { name: 0, from: 0, to: 0 };
    for (let name = 0; name < block.ends.length; name++) {
      own.name = name;
      own.from = own.to;
      own.to = block.ends[name] ?? own.from;
      const kind = block.kinds[name] ?? 0;
      if (kind === nameKinds.title) {
        Object.assign(this.#title, own);
        this.#titleMarks = [];
      } else if (kind === nameKinds.path) this.#lookAtNote(block, own);
      else if (this.#mayFit(block, own)) this.#lookInNote(block, own, kind);
    }
  }

  /** A note: each part in its title or, if not there, in its path. */
  #lookAtNote(block: Block, path: Field): void {
    const title = this.#title;
    const count = this.#wanted.length;
    const note = block.notes[path.name] ?? 0;
    const bonus = (this.#newness[note] ?? 0) + this.#lengthMark(block, title);
    if (wordMark + beginningMark + titleMark + bonus <= this.best.least) return;
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
      const inTitle = this.#markIn(block, title, at, needed - titleMark);
      this.#titleMarks[at] = inTitle;
      const mark =
        inTitle === null
          ? plus(this.#markIn(block, path, at, needed - pathMark), pathMark)
          : inTitle + titleMark;
      if (mark === null) {
        this.#titleMarks = [];
        return;
      }
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
    if (wordMark + beginningMark + bonus <= this.best.least) return false;
    const [first, second] = this.#wanted;
    if (first === undefined || second !== undefined) return true;
    if ((first.latin & ~(block.latin[name] ?? 0)) !== 0 || (first.others & ~(block.others[name] ?? 0)) !== 0)
      return false;
    const canBegin = ((first.part.any[block.units[from] ?? 0] ?? 0) & 1) !== 0;
    return canBegin || wordMark + bonus > this.best.least;
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
      this.#most[at] = one ?? wordMark + beginningMark + titleHelpMark;
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
        mark = plus(
          (this.#titleMarks[at] ??= this.#markIn(block, this.#title, at, -Infinity)),
          titleHelpMark,
        );
      }
      if (mark === null || helped === count) return;
      most += mark - (this.#most[at] ?? 0);
    }
    // A note whose title holds everything is offered already.
    if (helped > 0 && this.#isAllInTitle(block)) return;
    this.best.offer(most / count + bonus, note, block.lines[own.name] ?? 0, kind);
  }

  #isAllInTitle(block: Block): boolean {
    return this.#wanted.every(
      (_one, at) => (this.#titleMarks[at] ??= this.#markIn(block, this.#title, at, -Infinity)) !== null,
    );
  }

  /** The most that a part can get in a name, from two looks; `null`: it is not there. */
  #mostIn(block: Block, { name, from }: Field, at: number): number | null {
    const wanted = this.#wanted[at];
    if (wanted === undefined) return null;
    if ((wanted.latin & ~(block.latin[name] ?? 0)) !== 0) return null;
    if ((wanted.others & ~(block.others[name] ?? 0)) !== 0) return null;
    const canBegin = ((wanted.part.any[block.units[from] ?? 0] ?? 0) & 1) !== 0;
    return canBegin ? wordMark + beginningMark : wordMark;
  }

  /** What a part gets in a name; `null`: nothing, or less than is needed. */
  #markIn(block: Block, field: Field, at: number, needed: number): number | null {
    const wanted = this.#wanted[at];
    const most = this.#mostIn(block, field, at);
    if (wanted === undefined || most === null || most <= needed) return null;
    const hold = holdOf(wanted.part, block.units, field.from, field.to);
    if (hold === 'none' || bestOf[hold] <= needed) return null;
    return markOf(wanted.part, block.units, field.from, field.to);
  }

  #lengthMark({ units }: Block, { from, to }: Field): number {
    const length = to - from;
    const mark = -Math.min(mostUnits, length) * perUnitCost;
    if (length !== this.#text.length) return mark;
    for (let at = from; at < to; at++) if (units[at] !== this.#text.charCodeAt(at - from)) return mark;
    return mark + exactMark;
  }
}

function plus(mark: number | null, more: number): number | null {
  return mark === null ? null : mark + more;
}
