/**
 * Reads a paragraph's inline text as markdown-it does, rule by rule and in its order, so that the editor shows what the
 * reading view will. One pass from left to right, brackets on a stack: time grows in proportion to the length.
 */
import { mathAt } from '../../notes/text/math.ts';
import { bareUrlEnd } from '../../notes/text/urls.ts';
import { wikiLinkAt } from '../../notes/text/wiki-link.ts';
import { Brackets } from './inline-brackets.ts';
import { isPairedMark, type Mark, pairMarks, readRun, spansOf } from './inline-marks.ts';
import type { Span } from './inline-spans.ts';
import { angleSpans, escapeEnd, lastRunsOf, openLinkTag, runEnd } from './inline-tokens.ts';

/** Marks and brackets of one paragraph that are looked at; nobody writes more, and each key reads them all again. */
const mostMarks = 10_000;

export function scanInline(text: string): Span[] {
  return new InlineScan(text).read();
}

class InlineScan {
  readonly #text: string;
  readonly #spans: Span[] = [];
  readonly #marks: Mark[] = [];
  readonly #brackets: Brackets;
  /** Where the plain text before the place that is read begins. */
  #plainFrom: number;
  /** How many `<a>` are open: no address in their text is a link. */
  #openLinks: number;
  /** By the length of a run of ticks, where the last such run begins; `null` until one is needed. */
  #lastRuns: ReadonlyMap<number, number> | null = null;
  /** A `<!--` or the like has no end, so that no other one has. */
  #hasOpenSpecial = false;
  #count = 0;
  /** Where the last signs end that turned out to be text. */
  #plainTo = -1;

  /** Reads `text` from `from` on, where `openLinks` links are open. */
  constructor(text: string, from = 0, openLinks = 0) {
    this.#text = text;
    this.#plainFrom = from;
    this.#openLinks = openLinks;
    const again = (inside: number, to: number): Span[] =>
      new InlineScan(text.slice(0, to), inside, this.#openLinks + 1).read();
    this.#brackets = new Brackets(text, this.#spans, this.#marks, again);
  }

  read(): Span[] {
    const text = this.#text;
    for (let at = this.#plainFrom; at < text.length;) {
      const code = text.charCodeAt(at);
      if (code > 127 || special[code] !== 1) {
        at++;
        continue;
      }
      const end = this.#count > mostMarks ? null : this.#token(at, code);
      at = end ?? at + 1;
      // As in markdown-it, a sign that begins nothing belongs to the text before it.
      if (end !== null && end !== this.#plainTo) this.#plainFrom = at;
    }
    pairMarks(this.#marks);
    return [...this.#spans, ...spansOf(this.#marks), ...this.#brackets.references()];
  }

  /** Reads what starts at `at` and answers where it ends; `null`: nothing does. */
  #token(at: number, code: number): number | null {
    const text = this.#text;
    if (isPairedMark(code)) {
      const before = this.#marks.length;
      const end = readRun(text, at, this.#marks);
      this.#count += this.#marks.length - before;
      if (this.#marks.length === before) this.#plainTo = end;
      return end;
    }
    switch (code) {
      case 10:
        return this.#lineBreak(at);
      case 33:
        return text.charCodeAt(at + 1) === 91 ? (this.#wikiLink(at) ?? this.#open('image', at, 2)) : null;
      case 36:
        return this.#math(at);
      case 38: {
        const entity = /^&(?:#\d{1,7}|#x[a-f\d]{1,6}|[a-z][a-z\d]{1,31});/i.exec(text.slice(at, at + 40));
        if (entity === null) return null;
        this.#count++;
        return this.#add('Entity', at, at + entity[0].length);
      }
      case 58:
        return this.#address(at);
      case 60:
        return this.#angle(at);
      case 91:
        return this.#wikiLink(at) ?? this.#footnote(at) ?? this.#open('link', at, 1);
      case 92:
        return this.#escape(at);
      case 93:
        return this.#brackets.close(at);
      case 94:
        return text.charCodeAt(at + 1) === 91 ? this.#open('note', at, 2) : null;
      case 96:
        return this.#code(at);
      default:
        return null;
    }
  }

  #add(name: string, from: number, to: number): number {
    this.#spans.push({ name, from, to });
    return to;
  }

  #open(kind: 'link' | 'image' | 'note', at: number, size: number): number {
    this.#count++;
    return this.#brackets.open(kind, at, at + size);
  }

  #lineBreak(at: number): number {
    let from = at;
    while (from > this.#plainFrom && this.#text.charCodeAt(from - 1) === 32) from--;
    if (at - from >= 2) this.#add('HardBreak', from, at + 1);
    return this.#indentEnd(at + 1);
  }

  #indentEnd(at: number): number {
    while (this.#text.charCodeAt(at) === 32 || this.#text.charCodeAt(at) === 9) at++;
    return at;
  }

  #escape(at: number): number | null {
    const end = escapeEnd(this.#text, at);
    if (end === null) return null;
    if (this.#text.charCodeAt(at + 1) === 10) return this.#indentEnd(this.#add('HardBreak', at, at + 2));
    this.#count++;
    if (/[!-/:-@[-`{-~]/.test(this.#text.charAt(at + 1)) && end > at + 1) this.#add('Escape', at, end);
    return end;
  }

  #code(at: number): number {
    const text = this.#text;
    const start = runEnd(text, at);
    const size = start - at;
    this.#lastRuns ??= lastRunsOf(text);
    const last = this.#lastRuns.get(size) ?? -1;
    for (let next = last < start ? -1 : text.indexOf('`', start); next >= 0;) {
      const end = runEnd(text, next);
      if (end - next === size) {
        this.#count++;
        this.#add('CodeMark', at, start);
        this.#add('CodeMark', next, end);
        return this.#add('InlineCode', at, end);
      }
      next = text.indexOf('`', end);
    }
    this.#plainTo = start;
    return start;
  }

  #math(at: number): number | null {
    const math = mathAt(this.#text, at);
    if (math === null) return null;
    this.#count++;
    this.#add('MathMark', at, at + math.mark);
    this.#add('MathMark', math.to - math.mark, math.to);
    return this.#add('InlineMath', at, math.to);
  }

  #wikiLink(at: number): number | null {
    const link = wikiLinkAt(this.#text, at);
    if (link === null) return null;
    this.#count++;
    if (!link.isEmbed) this.#brackets.holdsLink();
    const open = at + (link.isEmbed ? 3 : 2);
    const close = link.to - 2;
    const bar = this.#text.indexOf('|', open);
    const hasAlias = bar >= 0 && bar < close;
    const isEscaped = hasAlias && this.#text.charCodeAt(bar - 1) === 92;
    this.#add('WikiLinkMark', at, open);
    this.#add('WikiTarget', open, hasAlias ? bar - (isEscaped ? 1 : 0) : close);
    if (hasAlias) {
      this.#add('WikiLinkMark', bar - (isEscaped ? 1 : 0), bar + 1);
      if (bar + 1 < close) this.#add('WikiAlias', bar + 1, close);
    }
    this.#add('WikiLinkMark', close, link.to);
    return this.#add('WikiLink', at, link.to);
  }

  /** `[^1]`; whether the note has such a footnote is not known here. */
  #footnote(at: number): number | null {
    if (this.#text.charCodeAt(at + 1) !== 94) return null;
    const label = /^\[\^[^\]\s[\\^*`~=<$]+\](?!\()/.exec(this.#text.slice(at, at + 200))?.[0];
    if (label === undefined) return null;
    this.#count++;
    this.#brackets.holdsLink();
    const to = at + label.length;
    this.#add('FootnoteMark', at, at + 2);
    this.#add('FootnoteMark', to - 1, to);
    return this.#add('Footnote', at, to);
  }

  /** A bare address: `at` is its colon, the scheme has been passed as text. */
  #address(at: number): number | null {
    const text = this.#text;
    if (this.#openLinks > 0 || !text.startsWith('://', at)) return null;
    const scheme = /https?$/i.exec(text.slice(Math.max(this.#plainFrom, at - 5), at))?.[0];
    if (scheme === undefined) return null;
    const end = bareUrlEnd(text, at - scheme.length);
    if (end === null) return null;
    this.#count++;
    return this.#brackets.address(at - scheme.length, end);
  }

  #angle(at: number): number | null {
    const found = angleSpans(this.#text, at, this.#hasOpenSpecial);
    if (found === 'open') this.#hasOpenSpecial = true;
    if (found === null || found === 'open') return null;
    this.#count++;
    this.#spans.push(...found);
    const [whole] = found;
    if (whole?.name === 'HTMLTag') this.#openLinks += openLinkTag(this.#text.slice(at, whole.to));
    return whole?.to ?? null;
  }
}

const special = new Uint8Array(128);
for (const sign of '\n!$&*:<=[\\]^_`~') special[sign.charCodeAt(0)] = 1;
