/** Two texts that grew out of one, passage by passage, for a person who chooses what becomes of each. */
import { diffIndices } from 'node-diff3';
import { commonEnd, commonStart, isTooMuch } from './merge.ts';

export type Side = 'mine' | 'theirs';
export type Choice = Side | 'both';

export type MergePart = { kind: 'same'; lines: string[] } | MergePassage;

/** Lines that are not the same on both sides. */
export interface MergePassage {
  kind: 'passage';
  mine: string[];
  theirs: string[];
  /** What both had; `null`: nobody knows. */
  base: string[] | null;
  /** Who has changed it, where only one of both has; `null`: both have, so that a person must say. */
  by: Side | null;
}

/** `base`: what both texts were; `null`: not known, and nothing is decided by itself. Line ends are `\n`. */
export function passagesOf(base: string | null, mine: string, theirs: string): MergePart[] {
  const [a, b] = [linesOf(mine), linesOf(theirs)];
  return base === null ? withoutBase(a, b) : withBase(linesOf(base), a, b);
}

/** What the passages are by `chosen`, one for each in their order; `null`: it is not chosen yet, and both are kept. */
export function textOf(
  parts: readonly MergePart[],
  chosen: readonly (Choice | null)[],
  { mine, theirs, base }: { mine: string; theirs: string; base: string | null },
): string {
  let at = 0;
  const lines = parts.flatMap((part) =>
    part.kind === 'same' ? part.lines : take(part, chosen[at++] ?? null),
  );
  // A final newline that only one side has added or removed is no passage of its own.
  const final = base !== null && mine.endsWith('\n') === base.endsWith('\n') ? theirs : mine;
  return lines.join('\n') + (final.endsWith('\n') ? '\n' : '');
}

function take({ mine, theirs }: MergePassage, choice: Choice | null): string[] {
  if (choice === 'mine') return mine;
  return choice === 'theirs' ? theirs : [...mine, ...theirs];
}

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');

interface Hunk {
  side: Side;
  /** Lines of the base, and those that stand in their place. */
  from: number;
  to: number;
  start: number;
  end: number;
}

function withBase(base: string[], mine: string[], theirs: string[]): MergePart[] {
  const hunks = [...hunksOf(base, mine, 'mine'), ...hunksOf(base, theirs, 'theirs')].sort(
    (one, other) => one.from - other.from || one.to - other.to,
  );
  const parts = new Parts();
  /** How far each side is ahead of the base. */
  const ahead = { mine: 0, theirs: 0 };
  let at = 0;
  for (const group of touching(hunks)) {
    const from = Math.min(...group.map((hunk) => hunk.from));
    const to = Math.max(...group.map((hunk) => hunk.to));
    const sideIn = (side: Side, lines: string[]) => {
      const start = from + ahead[side];
      const own = group.filter((hunk) => hunk.side === side);
      for (const hunk of own) ahead[side] += hunk.end - hunk.start - (hunk.to - hunk.from);
      return { lines: lines.slice(start, to + ahead[side]), has: own.length > 0 };
    };
    parts.same(base.slice(at, from));
    const [a, b] = [sideIn('mine', mine), sideIn('theirs', theirs)];
    const by = a.has && b.has ? null : a.has ? 'mine' : 'theirs';
    parts.passage({ kind: 'passage', mine: a.lines, theirs: b.lines, base: base.slice(from, to), by });
    at = to;
  }
  parts.same(base.slice(at));
  return parts.all;
}

function withoutBase(mine: string[], theirs: string[]): MergePart[] {
  const parts = new Parts();
  let at = 0;
  for (const { from, to, start, end } of hunksOf(mine, theirs, 'theirs')) {
    parts.same(mine.slice(at, from));
    const [a, b] = [mine.slice(from, to), theirs.slice(start, end)];
    parts.passage({ kind: 'passage', mine: a, theirs: b, base: null, by: null });
    at = to;
  }
  parts.same(mine.slice(at));
  return parts.all;
}

class Parts {
  readonly all: MergePart[] = [];

  same(lines: string[]): void {
    const last = this.all.at(-1);
    if (lines.length === 0) return;
    if (last?.kind === 'same') last.lines = last.lines.concat(lines);
    else this.all.push({ kind: 'same', lines: [...lines] });
  }

  passage(passage: MergePassage): void {
    const { mine, theirs } = passage;
    const isEqual = mine.length === theirs.length && mine.every((line, index) => line === theirs[index]);
    if (isEqual) this.same(mine);
    else this.all.push(passage);
  }
}

/** Changes of the same lines, or of lines that touch, belong together. */
function touching(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = [];
  let end = -1;
  for (const hunk of hunks) {
    if (hunk.from <= end) groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
    end = Math.max(end, hunk.to);
  }
  return groups;
}

function hunksOf(base: string[], changed: string[], side: Side): Hunk[] {
  const start = commonStart(base, changed);
  const tail = commonEnd(base, changed, start);
  const [old, now] = [base.slice(start, base.length - tail), changed.slice(start, changed.length - tail)];
  if (old.length === 0 && now.length === 0) return [];
  const whole = { side, from: start, to: start + old.length, start, end: start + now.length };
  if (isTooMuch(old, now)) return [whole];
  return diffIndices(old, now).map(({ buffer1, buffer2 }) => ({
    side,
    from: start + buffer1[0],
    to: start + buffer1[0] + buffer1[1],
    start: start + buffer2[0],
    end: start + buffer2[0] + buffer2[1],
  }));
}
