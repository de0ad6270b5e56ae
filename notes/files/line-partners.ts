/** Which line of a text before an edit each line after it continues. */
import { diffIndices } from 'node-diff3';

/** Lines in a changed part up to which it is worth to look for lines that stayed. */
const mostCompared = 4000;

/** For each line the index of the line before the edit that it continues; -1 for a new line. */
export function partnersOf(lines: readonly string[], before: readonly string[]): number[] {
  const partners = new Array<number>(lines.length).fill(-1);
  const shorter = Math.min(lines.length, before.length);
  let head = 0;
  while (head < shorter && lines[head] === before[head]) partners[head] = head++;
  let tail = 0;
  while (tail < shorter - head && lines[lines.length - 1 - tail] === before[before.length - 1 - tail]) {
    tail++;
    partners[lines.length - tail] = before.length - tail;
  }
  const inside = lines.slice(head, lines.length - tail);
  const insideBefore = before.slice(head, before.length - tail);
  // A changed line keeps its own line end: within a change, lines pair up in order.
  const pair = (at: number, atBefore: number, count: number) => {
    for (let step = 0; step < count; step++) partners[head + at + step] = head + atBefore + step;
  };
  if (inside.length + insideBefore.length > mostCompared) {
    pair(0, 0, Math.min(inside.length, insideBefore.length));
    return partners;
  }
  let at = 0;
  let atBefore = 0;
  for (const change of changesBetween(insideBefore, inside)) {
    pair(at, atBefore, change.at - at);
    pair(change.at, change.atBefore, Math.min(change.length, change.lengthBefore));
    at = change.at + change.length;
    atBefore = change.atBefore + change.lengthBefore;
  }
  pair(at, atBefore, inside.length - at);
  return partners;
}

interface LineChange {
  at: number;
  length: number;
  atBefore: number;
  lengthBefore: number;
}

function changesBetween(before: string[], lines: string[]): LineChange[] {
  const changes = diffIndices(before, lines) as { buffer1: [number, number]; buffer2: [number, number] }[];
  return changes.map(({ buffer1, buffer2 }) => ({
    atBefore: buffer1[0],
    lengthBefore: buffer1[1],
    at: buffer2[0],
    length: buffer2[1],
  }));
}
