/** Carries a batch out, or takes it back, note by note: each is old or new at any moment, whatever happens. */
import { type NoteEncoding, type NotePath, NotesError, type SkippedNote, type Version } from './api.ts';
import { type Batch, type BatchNote, type Batches } from './files/batches.ts';
import { encode, versionOf } from './files/bytes.ts';
import { Unmappable } from './files/encoders.ts';
import { Slices } from './slices.ts';
import { objection, type PlannedNote, type Shelf, type TagPlan } from './tag-plan.ts';
import { applyChanges } from './text/header-edit.ts';

export type Way = 'forward' | 'back';

type Outcome = 'changed' | 'already' | SkippedNote;

export interface RunResult {
  /** Notes that this run changed. */
  changed: number;
  /** Notes that were so already. */
  already: number;
  skipped: SkippedNote[];
  /** Notes that were not come to. */
  left: number;
}

/**
 * So many are on their way to the disk at the same time, which takes them as one where it can, and are taken into the
 * list together. More would keep other calls waiting.
 */
const notesAtOnce = 8;

/** What follows a run from outside. */
export interface Watch {
  step(done: number): void;
  /** Asked between two groups of notes: a batch that is stopped ends early, as one of fewer notes. */
  isStopped(): boolean;
  /** What else belongs to the batch, before it is marked as ended: a crash makes it be done once more. */
  beforeEnd(left: number): Promise<void>;
  /** Notes that are new already, although not at this path. */
  isSettled?(path: NotePath): boolean;
}

/**
 * Does all of it and marks the batch as ended. When the folder is gone (`unavailable`), or `watch.step` throws, it stays pending.
 */
export async function runBatch(
  shelf: Shelf,
  batches: Batches,
  batch: Batch,
  way: Way,
  watch: Watch,
): Promise<RunResult> {
  const result: RunResult = { changed: 0, already: 0, skipped: [], left: 0 };
  const expected = way === 'back' ? await batches.leftOut(batch) : new Set<NotePath>();
  const slices = new Slices();
  let done = 0;
  for (const notes of inGroups(batches.notes(batch), notesAtOnce)) {
    await slices.rest();
    if (watch.isStopped()) {
      for (const { path } of notes) expected.add(path);
      result.left += notes.length;
      continue;
    }
    const outcomes = await changeSome(shelf, notes, way, watch);
    const changed = notes.filter((_, at) => isFulfilled(outcomes[at], 'changed')).map(({ path }) => path);
    await shelf.indexing.update(changed);
    for (const [at, { path }] of notes.entries()) {
      const settled = outcomes[at];
      if (settled === undefined) continue;
      if (settled.status === 'rejected') throw settled.reason;
      const outcome = settled.value;
      if (outcome === 'already') result.already += 1;
      else if (outcome === 'changed') result.changed += 1;
      else if (!(outcome.code === 'changed' && expected.has(path))) result.skipped.push(outcome);
      watch.step(++done);
    }
  }
  const left = [...result.skipped.map(({ path }) => path), ...expected];
  await watch.beforeEnd(result.left);
  // Stopped before its first note there is nothing to take back.
  const isDone = way === 'forward' && (result.left === 0 || result.changed + result.already > 0);
  await batches.end(batch, isDone ? 'done' : 'undone', left);
  return result;
}

async function changeSome(
  shelf: Shelf,
  notes: readonly BatchNote[],
  way: Way,
  watch: Pick<Watch, 'isSettled'>,
): Promise<PromiseSettledResult<Outcome>[]> {
  const outcomes = await Promise.allSettled(
    notes.map((note) =>
      watch.isSettled?.(note.path) === true
        ? Promise.resolve<Outcome>('already')
        : changeOne(shelf, note, way),
    ),
  );
  for (const [at, note] of notes.entries()) {
    const outcome = outcomes[at];
    // Where the disk has room for one more note, it may have none for eight.
    if (outcome?.status !== 'fulfilled' || typeof outcome.value === 'string') continue;
    if (outcome.value.code !== 'failed') continue;
    [outcomes[at] = outcome] = await Promise.allSettled([changeOne(shelf, note, way)]);
  }
  return outcomes;
}

function isFulfilled<T>(settled: PromiseSettledResult<T> | undefined, value: T): boolean {
  return settled?.status === 'fulfilled' && settled.value === value;
}

function* inGroups<T>(all: Iterable<T>, most: number): Generator<T[]> {
  let group: T[] = [];
  for (const one of all) {
    group.push(one);
    if (group.length < most) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** Notes that are new already, of all; in slices. */
export async function progressOf(
  { folder }: Shelf,
  batches: Batches,
  batch: Batch,
): Promise<{ done: number; total: number }> {
  let done = 0;
  let total = 0;
  const slices = new Slices();
  for (const { path, after } of batches.notes(batch)) {
    total += 1;
    if (versionAt(folder, path) === after) done += 1;
    await slices.rest();
  }
  return { done, total };
}

function versionAt(folder: Shelf['folder'], path: NotePath): Version | null {
  try {
    return versionOf(folder.bytes(path));
  } catch (error) {
    if (error instanceof NotesError) return null;
    throw error;
  }
}

async function changeOne(shelf: Shelf, note: BatchNote, way: Way): Promise<Outcome> {
  const { path } = note;
  const [from, to] = way === 'forward' ? [note.before, note.after] : [note.after, note.before];
  const [there, coming] = way === 'forward' ? [note.old, note.fresh] : [note.fresh, note.old];
  try {
    const bytes = shelf.folder.bytes(path);
    const version = versionOf(bytes);
    if (version === to) return 'already';
    if (version !== from) return isOther(path);
    const skipped = objection(shelf, path, shelf.folder.decode(path, bytes));
    if (skipped) return skipped;
    const target = Buffer.concat([
      bytes.subarray(0, note.at),
      coming,
      bytes.subarray(note.at + there.length),
    ]);
    if (versionOf(target) !== to) {
      const message = `${path} was left as it is: what was written down of the change does not fit it.`;
      return { path, code: 'failed', message };
    }
    const saved = await shelf.folder.putBytes(path, from, target);
    if (saved.kind === 'gone') return isGone(path);
    if (saved.kind === 'conflict') return isOther(path);
    await forget(shelf, path, target);
    return 'changed';
  } catch (error) {
    if (!(error instanceof NotesError) || error.code === 'unavailable') throw error;
    return error.code === 'not-found' ? isGone(path) : { path, code: 'failed', message: error.message };
  }
}

/** What was kept for a note with several names (hard links), which is written in place. */
async function forget({ folder, journal }: Shelf, path: NotePath, bytes: Buffer): Promise<void> {
  if (journal instanceof NotesError) return;
  for (const { text, writer } of journal.of(path))
    if (text === folder.decode(path, bytes).text) await journal.drop(path, writer);
}

function isOther(path: NotePath): SkippedNote {
  const message = `${path} was changed by somebody else meanwhile, so it was left as it is.`;
  return { path, code: 'changed', message };
}

function isGone(path: NotePath): SkippedNote {
  return { path, code: 'gone', message: `${path} is not there any more.` };
}

/** What is to become of each note of the plan; `skipped` gets those that are not any more what was shown. */
export async function* recordsOf(
  plan: TagPlan,
  shelf: Shelf,
  skipped: SkippedNote[],
): AsyncGenerator<BatchNote> {
  const slices = new Slices();
  for (const note of plan.notes) {
    await slices.rest();
    const record = recordOf(note, shelf);
    if ('code' in record) skipped.push(record);
    else yield record;
  }
}

function recordOf({ path, version, splice }: PlannedNote, shelf: Shelf): BatchNote | SkippedNote {
  let bytes: Buffer;
  try {
    bytes = shelf.folder.bytes(path);
  } catch (error) {
    if (!(error instanceof NotesError) || error.code === 'unavailable') throw error;
    return error.code === 'not-found' ? isGone(path) : { path, code: 'failed', message: error.message };
  }
  if (versionOf(bytes) !== version) return isOther(path);
  const file = shelf.folder.decode(path, bytes);
  const fresh = freshBytes(applyChanges(file.text, [splice]), bytes, file.encoding);
  if (fresh instanceof Unmappable) {
    const message = `${path} is in ${fresh.encoding}, which has no ${fresh.characters.join(' ')}. Convert it to UTF-8 first.`;
    return { path, code: 'refused', message };
  }
  return (
    objection(shelf, path, file) ?? {
      path,
      before: version,
      after: versionOf(fresh),
      ...between(bytes, fresh),
    }
  );
}

function freshBytes(text: string, bytes: Buffer, encoding: NoteEncoding): Buffer | Unmappable {
  try {
    return encode(text, bytes, encoding);
  } catch (error) {
    if (error instanceof Unmappable) return error;
    throw error;
  }
}

/** What differs: one stretch of bytes. */
function between(old: Buffer, fresh: Buffer): Pick<BatchNote, 'at' | 'old' | 'fresh'> {
  const shorter = Math.min(old.length, fresh.length);
  let at = 0;
  while (at < shorter && old[at] === fresh[at]) at += 1;
  let tail = 0;
  while (tail < shorter - at && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  return { at, old: old.subarray(at, old.length - tail), fresh: fresh.subarray(at, fresh.length - tail) };
}
