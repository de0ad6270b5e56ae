/** Whether an article has changed since a copy of it was kept. */
import { diffIndices } from 'node-diff3';
import type { CopyComparison } from '../api.ts';

/** Lines that are shown around those that differ. */
const around = 3;
const mostLines = 2_000;

type Line = Extract<CopyComparison, { kind: 'changed' }>['lines'][number];

/**
 * Compares two texts of Markdown by lines. Blank lines, the amount of white space, the width of signs and where
 * pictures are kept don't count.
 */
export function compareMarkdown(before: string, after: string): CopyComparison {
  const [old, now] = [before, after].map(linesOf) as [Lines, Lines];
  const lines: Line[] = [];
  let at = 0;
  const same = (from: number, to: number, isFirst: boolean, isLast: boolean): void => {
    for (let line = from; line < to; line++) {
      const isNear = (!isFirst && line < from + around) || (!isLast && line >= to - around);
      if (isNear) lines.push({ kind: 'same', text: old.written[line] ?? '' });
    }
  };
  for (const { from, to, newFrom, newTo } of differences(old.plain, now.plain)) {
    same(at, from, lines.length === 0, false);
    for (const text of old.written.slice(from, to)) lines.push({ kind: 'gone', text });
    for (const text of now.written.slice(newFrom, newTo)) lines.push({ kind: 'new', text });
    at = to;
  }
  if (lines.length === 0) return { kind: 'same' };
  same(at, old.plain.length, false, true);
  return { kind: 'changed', markdown: after, lines: lines.slice(0, mostLines) };
}

interface Difference {
  from: number;
  to: number;
  newFrom: number;
  newTo: number;
}

/** Lines on both sides multiplied. The diff takes time in proportion to it. */
const mostWork = 25_000_000;

function differences(old: readonly string[], now: readonly string[]): Difference[] {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const before = old.slice(start, old.length - end);
  const after = now.slice(start, now.length - end);
  if (before.length === 0 && after.length === 0) return [];
  if (before.length * after.length > mostWork)
    return [{ from: start, to: old.length - end, newFrom: start, newTo: now.length - end }];
  return diffIndices(before, after).map(({ buffer1, buffer2 }) => ({
    from: start + buffer1[0],
    to: start + buffer1[0] + buffer1[1],
    newFrom: start + buffer2[0],
    newTo: start + buffer2[0] + buffer2[1],
  }));
}

interface Lines {
  /** What is compared. */
  plain: string[];
  /** What is shown. */
  written: string[];
}

function linesOf(text: string): Lines {
  const written = text.split(/\r\n?|\n/).filter((line) => plainLine(line) !== '');
  return { plain: written.map(plainLine), written };
}

function plainLine(line: string): string {
  return line
    .replace(/!\[((?:[^\]\\]|\\.)*)\]\([^)\s]*\)/g, '![$1]')
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/gu, '');
}
