/**
 * A note's place: the number under which the index knows it. Places are in the order of the list (newest first), so
 * that the index answers the newest hits without looking at the others. They are close together, because small
 * differences keep the index small, and there is always room above the newest.
 */
import type { Database, Row } from '../database.ts';

/** What of a note its place follows from. */
export interface Dated {
  undated: boolean;
  /** Ms since the epoch. */
  time: number;
  path: string;
}

interface Neighbour {
  place: number;
  undated: boolean;
}

export interface Neighbours {
  before: Neighbour | null;
  /** With where it stands in the list. */
  after: (Neighbour & Dated) | null;
}

/** The notes next to one that has no place, or not the right one, of those that have. */
export function neighboursOf(database: Database, { undated, time, path }: Dated): Neighbours {
  const u = undated ? 1 : 0;
  const first = (where: string, order: string, ...values: (string | number)[]): Row | undefined =>
    database.get(
      // As the index `notes_placed` has it.
      `SELECT place, undated, time, path FROM notes WHERE place IS NOT NULL AND pending <> ${misplaced}
       AND ${where} ORDER BY ${order} LIMIT 1`,
      ...values,
    );
  const up = 'undated DESC, time, path';
  const down = 'undated, time DESC, path DESC';
  const before =
    first('undated = ? AND time = ? AND path > ?', up, u, time, path) ??
    first('undated = ? AND time > ?', up, u, time) ??
    (undated ? first('undated = 0', up) : undefined);
  const after =
    first('undated = ? AND time = ? AND path < ?', down, u, time, path) ??
    first('undated = ? AND time < ?', down, u, time) ??
    (undated ? undefined : first('undated = 1', down));
  return { before: before ? neighbour(before) : null, after: after ? neighbour(after) : null };
}

function neighbour(row: Row): Neighbour & Dated {
  const { undated, time, path, place } = row;
  return { undated: undated === 1, time: Number(time), path: String(path), place: Number(place) };
}

/** Values of `notes.pending`: what is still to be done for a note's text. */
export const settled = 0;
/** It is to be put into the index. */
export const unindexed = 1;
/** It is in the index, but at a place that is not in the list's order. */
export const misplaced = 2;
/** It is in the index at the right place, but nothing vouches for what is there. */
export const doubted = 3;

/** Where the first note is: as many notes may become newer ones before places fall below zero, which they may. */
const middle = 2 ** 21;
/** Between two places of a notebook that is indexed for the first time. */
const step = 2;
/** Between notes with and without a date: undated notes are sorted by their last change, which is always the newest. */
const apart = 2 ** 18;

/**
 * Places for `count` notes that follow each other in the list between these neighbours. `waiting`: how many others
 * may have to go there too, `onBothSides` of them or only behind. `null`: there is no room.
 */
export function placesBetween(
  { before, after }: Neighbours,
  {
    undated,
    count,
    waiting,
    onBothSides,
  }: { undated: boolean; count: number; waiting: number; onBothSides: boolean },
): number[] | null {
  const all = (placeOf: (index: number) => number): number[] =>
    Array.from({ length: count }, (_, i) => placeOf(i));
  const ahead = onBothSides ? waiting : 0;
  if (!before && !after) return all((index) => middle + step * (index + ahead));
  const gapBefore = before && before.undated !== undated ? apart : 0;
  const gapAfter = after && after.undated !== undated ? apart : 0;
  const fromBefore = before ? before.place + gapBefore + step * (ahead + 1) : 0;
  const fromAfter = after ? after.place - gapAfter - step * (count + waiting) : 0;
  if (before && !after) return all((index) => fromBefore + step * index);
  if (after && !before) return all((index) => fromAfter + step * index);
  if (!before || !after) return null;
  // Next to the notes of one's own kind, so that the room between the two kinds is not halved each time.
  if (gapBefore > 0 && fromAfter > before.place) return all((index) => fromAfter + step * index);
  const last = before.place + step * (ahead + count);
  if (gapAfter > 0 && last < after.place) return all((index) => last - step * (count - 1 - index));
  const room = after.place - before.place;
  const shares = count + (onBothSides ? 0 : waiting) + 1;
  return room < shares ? null : all((index) => before.place + Math.floor((room * (index + 1)) / shares));
}
