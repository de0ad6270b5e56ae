/** The notes whose text is still to be put into the index, newest first. */
import { putTexts, removeTexts } from './full-text.ts';
import type { Database, Row } from '../database.ts';
import { type Dated, doubted, misplaced, neighboursOf, placesBetween, settled, unindexed } from './place.ts';

export interface WaitingNote extends Dated {
  id: number;
  version: string;
  /** Where in the text its body begins, UTF-16. */
  bodyFrom: number;
  pending: number;
  place: number | null;
  title: string;
  labels: string[];
  excerpt: string;
}

/** Notes that the index does not know yet. */
export function countUnindexed(database: Database): number {
  const sql = `SELECT count(*) AS n FROM notes WHERE pending > 0 AND pending = ${unindexed}`;
  return Number(database.get(sql)?.['n']);
}

function countWaiting(database: Database): number {
  return Number(database.get('SELECT count(*) AS n FROM notes WHERE pending > 0')?.['n']);
}

/** Whether the order of places is not that of the list, for a moment. */
export function isDisordered(database: Database): boolean {
  const sql = `SELECT 1 FROM notes WHERE pending > 0 AND pending = ${misplaced} LIMIT 1`;
  return database.get(sql) !== undefined;
}

const batch = 24;

/**
 * Puts the texts of some waiting notes into the index until `isOver`. `bodyOf` must answer the body of the note as it
 * was when it was put into the catalog, `null` to end here. Answers how many were done; 0: none waits, or it was ended.
 */
export function putWaiting(
  database: Database,
  bodyOf: (note: WaitingNote) => string | null,
  isOver: () => boolean,
): number {
  const notes = database
    .all(
      `SELECT id, path, version, undated, time, body_from, pending, place, title, tags, categories, excerpt
       FROM notes WHERE pending > 0 ORDER BY pending, undated, time DESC, path DESC LIMIT ${batch}`,
    )
    .map(waitingNote);
  const [first] = notes;
  if (!first) return 0;
  let done = 0;
  for (const { note, place } of planned(database, notes, first)) {
    const body = bodyOf(note);
    if (body === null) break;
    database.join(() => moveTo(database, note, place, body));
    done++;
    if (isOver()) break;
  }
  return done;
}

interface Planned {
  note: WaitingNote;
  place: number;
}

/** Places for the first notes of the batch: all that stand between the same two neighbours. */
function planned(database: Database, notes: readonly WaitingNote[], first: WaitingNote): Planned[] {
  if (first.pending === doubted) return notes.map((note) => ({ note, place: note.place ?? 0 }));
  for (let wanted = batch; ; wanted *= 2) {
    const neighbours = neighboursOf(database, first);
    const { after } = neighbours;
    const end = notes.findIndex(
      (note) =>
        note.pending !== first.pending ||
        note.undated !== first.undated ||
        (after !== null && !isBefore(note, after)),
    );
    const run = end < 0 ? notes : notes.slice(0, end);
    const waiting = end < 0 && after !== null ? countWaiting(database) - run.length : 0;
    const places = placesBetween(neighbours, {
      ...{ undated: first.undated, count: run.length, waiting, onBothSides: false },
    });
    if (places) return run.map((note, index) => ({ note, place: places[index] ?? 0 }));
    makeRoom(database, first, Math.max(wanted, run.length + waiting));
  }
}

/** In the order of the list. */
function isBefore(a: Dated, b: Dated): boolean {
  if (a.undated !== b.undated) return b.undated;
  return a.time !== b.time ? a.time > b.time : a.path > b.path;
}

/** Has the next notes that have a place get another one, further on. They can be found meanwhile. */
function makeRoom(database: Database, from: Dated, count: number): void {
  database.join(() => {
    for (let moved = 0, at = from; moved < count; moved++) {
      const { after } = neighboursOf(database, at);
      if (!after) return;
      database.run(`UPDATE notes SET pending = ${misplaced} WHERE place = ?`, after.place);
      at = after;
    }
  });
}

function moveTo(database: Database, note: WaitingNote, place: number, body: string): void {
  // Not what was read with the batch: another note of it may have taken the place since.
  const now = database.get('SELECT place FROM notes WHERE id = ?', note.id)?.['place'] ?? null;
  if (now !== place) {
    if (now !== null) removeTexts(database, Number(now));
    // One that must move too holds this place: it waits for its new one.
    database.run(`UPDATE notes SET place = NULL, pending = ${unindexed} WHERE place = ?`, place);
  }
  database.run(`UPDATE notes SET place = ?, pending = ${settled} WHERE id = ?`, place, note.id);
  putTexts(database, place, { ...note, body });
}

function waitingNote(row: Row): WaitingNote {
  return {
    id: Number(row['id']),
    path: String(row['path']),
    version: String(row['version']),
    undated: row['undated'] === 1,
    time: Number(row['time']),
    bodyFrom: Number(row['body_from']),
    pending: Number(row['pending']),
    place: row['place'] === null ? null : Number(row['place']),
    title: String(row['title']),
    labels: ['tags', 'categories'].flatMap((name) => JSON.parse(String(row[name])) as string[]),
    excerpt: String(row['excerpt']),
  };
}

/** The place of one note whose text is put into the index at once; what is to be done for it later. */
export function placeAtOnce(
  database: Database,
  note: Dated & { place: number | null },
): { place: number; pending: number } {
  const neighbours = neighboursOf(database, note);
  const { before, after } = neighbours;
  const { place } = note;
  const isRight =
    (!before || (place ?? -Infinity) > before.place) && (!after || (place ?? Infinity) < after.place);
  if (place !== null && isRight) return { place, pending: settled };
  const waiting = countWaiting(database);
  const [found] = placesBetween(neighbours, { ...note, count: 1, waiting, onBothSides: true }) ?? [];
  const holder = found === undefined ? undefined : database.get('SELECT 1 FROM notes WHERE place = ?', found);
  if (found !== undefined && holder === undefined) return { place: found, pending: settled };
  const last = Number(database.get('SELECT max(place) AS n FROM notes')?.['n']);
  return { place: last + 1, pending: misplaced };
}
