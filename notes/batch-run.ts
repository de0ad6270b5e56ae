/** Carries a batch out, or takes it back, note by note: each is old or new at any moment, whatever happens. */
import { type NotePath, NotesError, type SkippedNote, type Version } from './api.ts';
import { type Batch, type BatchNote, type Batches } from './files/batches.ts';
import { decode, encode, versionOf } from './files/bytes.ts';
import { setImmediate } from 'node:timers/promises';
import { objection, type PlannedNote, type Shelf, sliceMs, type TagPlan } from './tag-plan.ts';
import { applyChanges } from './text/header-edit.ts';

export type Way = 'forward' | 'back';

export interface RunResult {
  /** Notes that this run changed. */
  changed: number;
  /** Notes that were so already. */
  already: number;
  skipped: SkippedNote[];
}

/** Taken into the list together: one reading after the other keeps other calls waiting. */
const indexedAtOnce = 8;

/**
 * Does all of it and marks the batch as ended. When the folder is gone (`unavailable`), or `step` throws, it stays pending.
 */
export async function runBatch(
  shelf: Shelf,
  batches: Batches,
  batch: Batch,
  way: Way,
  step: (done: number) => void,
): Promise<RunResult> {
  const result: RunResult = { changed: 0, already: 0, skipped: [] };
  const expected = way === 'back' ? await batches.leftOut(batch) : new Set<NotePath>();
  let changed: NotePath[] = [];
  let done = 0;
  const index = async () => {
    await shelf.indexing.update(changed);
    changed = [];
  };
  try {
    for (const note of batches.notes(batch)) {
      const outcome = await changeOne(shelf, note, way);
      if (outcome === 'already') result.already += 1;
      else if (outcome === 'changed') {
        result.changed += 1;
        changed.push(note.path);
      } else if (!(outcome.code === 'changed' && expected.has(note.path))) result.skipped.push(outcome);
      if (changed.length >= indexedAtOnce) await index();
      step(++done);
    }
  } finally {
    await index();
  }
  const left = [...result.skipped.map(({ path }) => path), ...expected];
  await batches.end(batch, way === 'forward' ? 'done' : 'undone', left);
  return result;
}

/** Notes that are new already, of all; in slices. */
export async function progressOf(
  { folder }: Shelf,
  batches: Batches,
  batch: Batch,
): Promise<{ done: number; total: number }> {
  let done = 0;
  let total = 0;
  let end = performance.now() + sliceMs;
  for (const { path, after } of batches.notes(batch)) {
    total += 1;
    if (versionAt(folder, path) === after) done += 1;
    if (performance.now() < end) continue;
    await setImmediate();
    end = performance.now() + sliceMs;
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

async function changeOne(
  shelf: Shelf,
  note: BatchNote,
  way: Way,
): Promise<'changed' | 'already' | SkippedNote> {
  const { path } = note;
  const [from, to] = way === 'forward' ? [note.before, note.after] : [note.after, note.before];
  const [there, coming] = way === 'forward' ? [note.old, note.fresh] : [note.fresh, note.old];
  try {
    const bytes = shelf.folder.bytes(path);
    const version = versionOf(bytes);
    if (version === to) return 'already';
    if (version !== from) return isOther(path);
    const skipped = objection(shelf, path, decode(bytes));
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
async function forget({ journal }: Shelf, path: NotePath, bytes: Buffer): Promise<void> {
  if (journal instanceof NotesError || journal.get(path) === null) return;
  if (journal.get(path)?.text === decode(bytes).text) await journal.drop(path);
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
  let end = performance.now() + sliceMs;
  for (const note of plan.notes) {
    if (performance.now() > end) {
      await setImmediate();
      end = performance.now() + sliceMs;
    }
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
  const file = decode(bytes);
  const fresh = encode(applyChanges(file.text, [splice]), bytes);
  return (
    objection(shelf, path, file) ?? {
      path,
      before: version,
      after: versionOf(fresh),
      ...between(bytes, fresh),
    }
  );
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
