/** Brackets of inline text: links, pictures, footnotes written in place, and what may be a link by reference. */
import { endAt, type Mark, pairMarks, spansOf } from './inline-marks.ts';
import type { Span } from './inline-spans.ts';
import { linkTail } from './link-tail.ts';

type Kind = 'link' | 'image' | 'note';

interface Bracket {
  kind: Kind;
  from: number;
  /** Where the text in it begins. */
  inside: number;
  /** How many there were of each when it opened. */
  spans: number;
  marks: number;
  references: number;
  addresses: number;
  /** A link lies in it: it is none itself. */
  hasLink: boolean;
}

/** `[text]`: a link if the note says where `text` leads. Its marks are paired with those around it all the same. */
interface Reference {
  kind: 'link' | 'image';
  from: number;
  inside: number;
  to: number;
  firstMark: number;
  endMark: number;
}

/** Footnotes in footnotes: deeper than that, `^[` is text. */
const deepestNotes = 10;

export class Brackets {
  readonly #text: string;
  readonly #spans: Span[];
  readonly #marks: Mark[];
  readonly #again: (from: number, to: number) => Span[];
  readonly #open: Bracket[] = [];
  readonly #references: Reference[] = [];
  /** Bare addresses: they are text after all where a link turns out to be around them. */
  readonly #addresses: Span[] = [];
  /** Where links and pictures begin. */
  readonly #starts = new Set<number>();
  #notes = 0;

  /**
   * Adds to `spans`, and takes those of `marks` that lie in a link away from it. `again` reads the text of a link once more, without
   * looking for addresses.
   */
  constructor(text: string, spans: Span[], marks: Mark[], again: (from: number, to: number) => Span[]) {
    this.#text = text;
    this.#again = again;
    this.#spans = spans;
    this.#marks = marks;
  }

  open(kind: Kind, from: number, inside: number): number {
    const isNote = kind === 'note' && this.#notes < deepestNotes;
    if (isNote) this.#notes++;
    this.#open.push({
      kind: kind === 'note' && !isNote ? 'link' : kind,
      from: kind === 'note' && !isNote ? inside - 1 : from,
      inside,
      spans: this.#spans.length,
      marks: this.#marks.length,
      references: this.#references.length,
      addresses: this.#addresses.length,
      hasLink: false,
    });
    return inside;
  }

  /** A link that is not written in brackets of this kind ends here: those around it are none. */
  holdsLink(): void {
    const around = this.#open.at(-1);
    if (around !== undefined) around.hasLink = true;
  }

  address(from: number, to: number): number {
    this.#addresses.push({ name: 'URL', from, to });
    return to;
  }

  /** The `]` at `at`: answers where what it closes ends; `null`: it closes nothing. */
  close(at: number): number | null {
    const bracket = this.#open.pop();
    if (bracket === undefined) return null;
    if (bracket.kind === 'note') return this.#closeNote(bracket, at);
    const tail = bracket.kind === 'link' && bracket.hasLink ? null : linkTail(this.#text, at + 1);
    if (tail === null) {
      if (bracket.hasLink) this.holdsLink();
      this.#refer(bracket, at);
      return null;
    }
    if (bracket.kind === 'image') {
      this.#resolve(bracket, bracket.inside, at);
      this.#spans.push(...this.#addresses.slice(bracket.addresses));
    } else {
      if (bracket.addresses < this.#addresses.length) this.#rescan(bracket, at);
      else this.#resolve(bracket, 0, at);
      this.holdsLink();
    }
    this.#references.length = bracket.references;
    this.#addresses.length = bracket.addresses;
    this.#starts.add(bracket.from);
    const [opening, closing] = this.#markNames(bracket, at);
    this.#spans.push(opening, closing, { name: 'LinkMark', from: at + 1, to: at + 2 }, ...tail.parts);
    this.#spans.push({ name: 'LinkMark', from: tail.to - 1, to: tail.to });
    this.#spans.push({ name: bracket.kind === 'image' ? 'Image' : 'Link', from: bracket.from, to: tail.to });
    return tail.to;
  }

  #markNames({ from, inside }: { from: number; inside: number }, at: number): [Span, Span] {
    return [
      { name: 'LinkMark', from, to: inside },
      { name: 'LinkMark', from: at, to: at + 1 },
    ];
  }

  /** Marks inside are paired with each other only. What lies before `from` or after `to` they don't see: so does markdown-it. */
  #resolve(bracket: Bracket, from: number, to: number): void {
    const own = this.#marks.splice(bracket.marks);
    endAt(this.#text, own, from, to);
    pairMarks(own);
    for (const span of spansOf(own)) this.#spans.push(span);
  }

  /** An address in a link's text is text, and what it had taken in has its own meaning again. */
  #rescan(bracket: Bracket, at: number): void {
    this.#marks.length = bracket.marks;
    this.#spans.length = bracket.spans;
    for (const span of this.#again(bracket.inside, at)) this.#spans.push(span);
  }

  /** `^[a note where it belongs]` */
  #closeNote(bracket: Bracket, at: number): number {
    this.#notes--;
    this.#resolve(bracket, bracket.inside, at);
    this.#spans.push(...this.#addresses.splice(bracket.addresses));
    this.#references.length = bracket.references;
    this.#spans.push(
      { name: 'FootnoteMark', from: bracket.from, to: bracket.inside },
      { name: 'FootnoteMark', from: at, to: at + 1 },
      { name: 'Footnote', from: bracket.from, to: at + 1 },
    );
    return at + 1;
  }

  #refer(bracket: Bracket, at: number): void {
    const { kind, from, inside } = bracket;
    if (kind === 'note' || bracket.hasLink) return;
    // No label holds a bracket, and nothing is a link that an address or another link lies in.
    const isPlain =
      bracket.references === this.#references.length && bracket.addresses === this.#addresses.length;
    if (!isPlain || this.#text.slice(inside, at).trim() === '') return;
    const reference = {
      kind,
      from,
      inside,
      to: at + 1,
      firstMark: bracket.marks,
      endMark: this.#marks.length,
    };
    this.#references.push(reference);
  }

  /** When all is read and all marks are paired: bare addresses, and references that cross no marks. */
  references(): Span[] {
    const spans = [...this.#addresses];
    const references = this.#references.filter((reference) => this.#isWhole(reference));
    for (let i = 0; i < references.length; i++) {
      const reference = references[i];
      if (reference === undefined) continue;
      const label = references[i + 1];
      const end = reference.to;
      spans.push(...this.#markNames(reference, end - 1));
      let to = end;
      if (label?.from === end && label.kind === 'link') {
        to = label.to;
        i++;
      } else if (this.#text.startsWith('[]', end) && !this.#starts.has(end)) to = end + 2;
      if (to > end) spans.push({ name: 'LinkLabel', from: end, to });
      spans.push({ name: reference.kind === 'image' ? 'Image' : 'Link', from: reference.from, to });
    }
    return spans;
  }

  #isWhole({ firstMark, endMark }: Reference): boolean {
    for (let i = firstMark; i < endMark; i++) {
      const mark = this.#marks[i];
      const other = mark?.partner ?? -1;
      if (other >= endMark || (mark !== undefined && mark.opener >= 0 && mark.opener < firstMark))
        return false;
    }
    return true;
  }
}
