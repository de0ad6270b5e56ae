/** Joining two texts that grew out of one, and finding the small edits that turn a text into another. */
import { diff3MergeRegions, diffIndices } from 'node-diff3';
import type { TextChange } from './header-edit.ts';

export type Merge = { kind: 'merged'; text: string } | { kind: 'conflict' };

/**
 * Three-way merge by lines (line ends `\n`). `merged` holds every edit of both sides; the same edit on both sides
 * counts once. `conflict`: both sides changed the same line or lines that touch, or the texts are too long and too
 * different to compare. A final newline that only one side has added or removed never conflicts.
 */
export function merge(base: string, mine: string, theirs: string): Merge {
  if (mine === theirs || theirs === base) return { kind: 'merged', text: mine };
  if (mine === base) return { kind: 'merged', text: theirs };
  const lines = [base, mine, theirs].map((text) => text.replace(/\n$/, '').split('\n'));
  const [o = [], a = [], b = []] = lines;
  const start = Math.min(commonStart(o, a), commonStart(o, b));
  const end = Math.min(commonEnd(o, a, start), commonEnd(o, b, start));
  const [changedO = [], changedA = [], changedB = []] = lines.map((all) =>
    all.slice(start, all.length - end),
  );
  if (isTooMuch(changedO, changedA) || isTooMuch(changedO, changedB)) return { kind: 'conflict' };
  // Not diff3Merge: it spreads lines into arguments and overflows the stack from about 100,000 of them.
  let merged = o.slice(0, start);
  for (const region of diff3MergeRegions(changedA, changedO, changedB)) {
    if (region.stable) merged = merged.concat(region.bufferContent);
    else if (isEqual(region.aContent, region.bContent)) merged = merged.concat(region.aContent);
    else return { kind: 'conflict' };
  }
  const final = mine.endsWith('\n') === base.endsWith('\n') ? theirs : mine;
  return {
    kind: 'merged',
    text: merged.concat(o.slice(o.length - end)).join('\n') + (final.endsWith('\n') ? '\n' : ''),
  };
}

/**
 * Edits that turn `a` into `b`, small enough that a cursor elsewhere stays where it was: sorted, not overlapping,
 * offsets in `a` (UTF-16), never through the middle of a surrogate pair. Empty when the texts are equal.
 */
export function changesBetween(a: string, b: string): TextChange[] {
  const [aLines, bLines] = [a, b].map((text) => text.split(/(?<=\n)/)) as [string[], string[]];
  const start = commonStart(aLines, bLines);
  const end = commonEnd(aLines, bLines, start);
  const [aChanged, bChanged] = [
    aLines.slice(start, aLines.length - end),
    bLines.slice(start, bLines.length - end),
  ];
  const from = lengthOf(aLines, 0, start);
  if (isTooMuch(aChanged, bChanged)) return trimmed(from, aChanged.join(''), bChanged.join(''));
  const changes: TextChange[] = [];
  let line = 0;
  let offset = from;
  for (const { buffer1, buffer1Content: gone, buffer2Content: come } of diffIndices(aChanged, bChanged)) {
    offset += lengthOf(aChanged, line, buffer1[0]);
    line = buffer1[0];
    if (gone.length !== come.length) {
      changes.push(...trimmed(offset, gone.join(''), come.join('')));
      continue;
    }
    // As many lines as before: most likely the same lines, each edited a little.
    let at = offset;
    for (const [i, old] of gone.entries()) {
      changes.push(...trimmed(at, old, come[i] ?? ''));
      at += old.length;
    }
  }
  return changes;
}

/** The one edit that turns `old` into `next` without what they have in common at either end; none if they are equal. */
function trimmed(offset: number, old: string, next: string): TextChange[] {
  if (old === next) return [];
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && old.charCodeAt(start) === next.charCodeAt(start)) start++;
  if (start > 0 && isSurrogate(old, start - 1, 0xd800)) start--;
  let end = 0;
  while (
    end < most - start &&
    old.charCodeAt(old.length - 1 - end) === next.charCodeAt(next.length - 1 - end)
  )
    end++;
  if (end > 0 && isSurrogate(old, old.length - end, 0xdc00)) end--;
  return [
    { from: offset + start, to: offset + old.length - end, insert: next.slice(start, next.length - end) },
  ];
}

function isSurrogate(text: string, at: number, kind: 0xd800 | 0xdc00): boolean {
  return (text.charCodeAt(at) & 0xfc00) === kind;
}

export function commonStart(a: string[], b: string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

export function commonEnd(a: string[], b: string[], start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

// Comparing costs up to the product of the line counts: 14,000 lines against 14,000 are about half a second.
export function isTooMuch(a: string[], b: string[]): boolean {
  return a.length * b.length > 200_000_000;
}

function isEqual(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}

function lengthOf(lines: string[], from: number, to: number): number {
  let length = 0;
  for (let i = from; i < to; i++) length += lines[i]?.length ?? 0;
  return length;
}
