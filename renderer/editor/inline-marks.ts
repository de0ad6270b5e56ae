/** Marks that stand in pairs around text: which runs there are, and which of them belong together. */
import { flanksOf } from './cjk.ts';
import type { Span } from './inline-spans.ts';

/** One mark that may open or close: a single `*` or `_`, or two of `~` or `=`. */
export interface Mark {
  /** Character code. */
  code: number;
  from: number;
  to: number;
  /** Length of its run for the rule of three (CommonMark 0.31.2, section 6.2); 0 for `~~` and `==`, which have no such rule. */
  run: number;
  runFrom: number;
  runTo: number;
  opens: boolean;
  closes: boolean;
  /** Index of the mark that closes this one; -1 when none does. */
  partner: number;
  /** Index of the mark that this one closes; -1: it closes none. */
  opener: number;
}

const asterisk = 42;
const tilde = 126;
const equalsSign = 61;
const underscore = 95;

export function isPairedMark(code: number): boolean {
  return code === asterisk || code === underscore || code === tilde || code === equalsSign;
}

/** Adds the marks of the run at `from` to `marks` and answers where the run ends. */
export function readRun(text: string, from: number, marks: Mark[]): number {
  const code = text.charCodeAt(from);
  let end = from + 1;
  while (text.charCodeAt(end) === code) end++;
  const isSingle = code === asterisk || code === underscore;
  const length = end - from;
  // Two equals signs mark; `a === b` compares, and a row of tildes is a drawing.
  if (!isSingle && length !== 2) return end;
  const flanks = flanksOf(text, from, end, code !== underscore);
  const size = isSingle ? 1 : 2;
  const run = isSingle ? length : 0;
  for (let at = from; at < end; at += size) {
    marks.push({
      code,
      from: at,
      to: at + size,
      run,
      runFrom: from,
      runTo: end,
      ...flanks,
      partner: -1,
      opener: -1,
    });
  }
  return end;
}

/** What the marks at the edges may do when there is nothing before `from` and after `to`. */
export function endAt(text: string, marks: readonly Mark[], from: number, to: number): void {
  const look = (mark: Mark): void => {
    Object.assign(mark, flanksOf(text, mark.runFrom, mark.runTo, mark.code !== underscore, from, to));
  };
  for (let i = marks.length - 1; i >= 0; i--) {
    const mark = marks[i];
    if (mark?.runTo !== to) break;
    look(mark);
  }
  for (const mark of marks) {
    if (mark.runFrom !== from) break;
    look(mark);
  }
}

/** Sets the partners: markdown-it's algorithm, linear for all but the last six kinds of opener (its `balance_pairs`). */
export function pairMarks(marks: readonly Mark[]): void {
  const bottoms = new Map<number, number[]>();
  const jumps: number[] = [];
  let header = 0;
  let lastTo = -1;
  for (const [index, closer] of marks.entries()) {
    jumps.push(0);
    if (marks[header]?.code !== closer.code || lastTo !== closer.from) header = index;
    lastTo = closer.to;
    if (!closer.closes) continue;
    let bottom = bottoms.get(closer.code);
    if (bottom === undefined) bottoms.set(closer.code, (bottom = [-1, -1, -1, -1, -1, -1]));
    const kind = (closer.opens ? 3 : 0) + (closer.run % 3);
    const lowest = bottom[kind] ?? -1;
    const highest = header - (jumps[header] ?? 0) - 1;
    let isPaired = false;
    for (let at = highest; at > lowest; at -= (jumps[at] ?? 0) + 1) {
      const opener = marks[at];
      if (opener?.code !== closer.code || !opener.opens || opener.partner >= 0) continue;
      if (isOddMatch(opener, closer)) continue;
      const skip = at > 0 && marks[at - 1]?.opens === false ? (jumps[at - 1] ?? 0) + 1 : 0;
      jumps[index] = index - at + skip;
      jumps[at] = skip;
      closer.opens = false;
      opener.partner = index;
      opener.closes = false;
      closer.opener = at;
      lastTo = -2;
      isPaired = true;
      break;
    }
    if (!isPaired) bottom[(closer.opens ? 3 : 0) + (closer.run % 3)] = highest;
  }
}

function isOddMatch(opener: Mark, closer: Mark): boolean {
  if (!opener.closes && !closer.opens) return false;
  return (opener.run + closer.run) % 3 === 0 && (opener.run % 3 !== 0 || closer.run % 3 !== 0);
}

/** What the paired marks make of the text. */
export function spansOf(marks: readonly Mark[]): Span[] {
  const spans: Span[] = [];
  const add = (name: string, open: Span, close: Span): void => {
    const mark = `${name === 'StrongEmphasis' ? 'Emphasis' : name}Mark`;
    spans.push(
      { name, from: open.from, to: close.to },
      { name: mark, from: open.from, to: open.to },
      { name: mark, from: close.from, to: close.to },
    );
  };
  for (let i = marks.length - 1; i >= 0; i--) {
    const open = marks[i];
    const close = open === undefined ? undefined : marks[open.partner];
    if (open === undefined || close === undefined) continue;
    if (open.code === tilde || open.code === equalsSign) {
      add(open.code === tilde ? 'Strikethrough' : 'Highlight', place(open), place(close));
      continue;
    }
    const outer = marks[i - 1];
    const outerClose = marks[open.partner + 1];
    const isStrong =
      outer?.partner === open.partner + 1 &&
      outer.code === open.code &&
      outer.to === open.from &&
      outerClose?.from === close.to;
    if (isStrong) {
      add(
        'StrongEmphasis',
        { name: '', from: outer.from, to: open.to },
        { name: '', from: close.from, to: outerClose.to },
      );
      i--;
    } else add('Emphasis', place(open), place(close));
  }
  return spans;
}

function place({ from, to }: Mark): Span {
  return { name: '', from, to };
}
