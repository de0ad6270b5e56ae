/**
 * Changes of many notes, written down before the first of them is made: enough to finish them after a crash, or to take
 * them back byte for byte. One file a batch; its name says how far it is.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as z from 'zod';
import { type BulkChange, type NotePath, NotesError, type Version } from '../api.ts';
import { calls, readState } from '../calls.ts';
import { syncFolder } from './durable.ts';
import { isMissing, toNotesError } from './errors.ts';
import { appendLine, linesOf, writeLines } from './lines.ts';
import type { Reading } from './reading-file.ts';

/** `pending`: under way, or cut off. `undone`: taken back. */
export type BatchState = 'pending' | 'done' | 'undone';

export interface Batch {
  id: string;
  state: BatchState;
  change: BulkChange;
  /** When it began, ms since the epoch. */
  at: number;
  /** Saved filters that are to follow the change. */
  filters: FollowedFilter[];
  /** What is to follow an article to its new address. */
  article: FollowedArticle | null;
}

/** A saved filter whose text becomes another one. */
export interface FollowedFilter {
  name: string;
  before: string;
  after: string;
}

/** What lies beside the notes about articles that become one. */
export interface FollowedArticle {
  /** From the notebook's folder, and the article that it is the copy of before. */
  copy: { path: string; of: string } | null;
  /** What is said of how far the article at the new address was read. */
  reading: { before: Reading; after: Reading } | null;
}

/** What becomes of one note: the bytes `old`, which begin at `at`, give way to `fresh`. */
export interface BatchNote {
  path: NotePath;
  before: Version;
  after: Version;
  at: number;
  old: Buffer;
  fresh: Buffer;
}

export interface Batches {
  /** Resolves once all of it would survive a power cut; nothing is left of it otherwise. `disk-full`, `denied`. */
  begin(
    change: BulkChange,
    notes: AsyncIterable<BatchNote>,
    following?: Partial<Pick<Batch, 'filters' | 'article'>>,
  ): Promise<Batch>;
  /** Those in one of these states, newest first. One that can't be read is left alone. */
  list(states: readonly BatchState[]): Batch[];
  get(id: string): Batch | null;
  newest(state: BatchState): Batch | null;
  /** In the order of `begin`. The file stays open until the last one is taken. `broken`, with the line: it is damaged. */
  notes(batch: Batch): Generator<BatchNote>;
  /** How many notes, all of which could be read. `broken`: see `notes`. */
  count(batch: Batch): Promise<number>;
  /** Notes that the batch did not change, although it was to: they are others now, or could not be written. */
  leftOut(batch: Batch): Promise<Set<NotePath>>;
  /** Durable too. `leftOut`: see above. */
  end(batch: Batch, state: 'done' | 'undone', leftOut: readonly NotePath[]): Promise<void>;
  /** Under way again, to be taken back. */
  reopen(batch: Batch): Promise<void>;
}

/** A batch is kept while it is one of the last, or young; and none but the newest once the bytes are used up. */
const keptBatches = 20;
const keptMs = 30 * 24 * 60 * 60 * 1000;
const keptBytes = 256 * 1024 * 1024;

/** Read before other work has its turn. */
const linesAtOnce = 1000;

const followedShape = z.object({ name: z.string(), before: z.string(), after: z.string() });
const reading = z.object({ state: readState, at: z.string().nullable() });
const articleShape = z.object({
  copy: z.object({ path: z.string(), of: z.string() }).nullable(),
  reading: z.object({ before: reading, after: reading }).nullable(),
});
const headShape = z.object({
  change: calls.bulkPreview.shape.change,
  at: z.number(),
  // Batches of older versions have none.
  filters: z.array(followedShape).default([]),
  article: articleShape.nullable().default(null),
});
const noteShape = z.object({
  path: z.string(),
  before: z.string(),
  after: z.string(),
  at: z.int().min(0),
  old: z.base64(),
  fresh: z.base64(),
});
const leftOutShape = z.object({ leftOut: z.array(z.string()) });
const fileName = /^(\d{8}-\d{9}-[0-9a-f]{6})\.(pending|done|undone)\.jsonl$/;
const unfinishedName = /^\d{8}-\d{9}-[0-9a-f]{6}\.tmp$/;

/** `folder` is made when needed. */
export function openBatches(folder: string): Batches {
  const fileOf = ({ id, state }: Pick<Batch, 'id' | 'state'>) => join(folder, `${id}.${state}.jsonl`);

  const names = (): { id: string; state: BatchState }[] =>
    namesIn(folder)
      .map((name) => fileName.exec(name))
      .filter((match) => match !== null)
      .map(([, id = '', state]) => ({ id, state: state as BatchState }))
      .sort((a, b) => (a.id < b.id ? 1 : -1));
  const opened = (name: { id: string; state: BatchState }): Batch | null => {
    try {
      for (const line of linesOf(fileOf(name))) return { ...name, ...headShape.parse(JSON.parse(line)) };
    } catch {
      // Damaged, or gone meanwhile: nothing can be made of it here, and it stays for whoever can.
    }
    return null;
  };
  const rename = async (batch: Batch, state: BatchState): Promise<void> => {
    try {
      renameSync(fileOf(batch), fileOf({ ...batch, state }));
      batch.state = state;
      await syncFolder(folder);
    } catch (error) {
      throw toNotesError(error, 'write down how far the change of many notes is');
    }
  };

  return {
    async begin(change, notes, { filters = [], article = null } = {}) {
      const at = Date.now();
      const head = { change, at, filters, article };
      const batch: Batch = { id: newId(at), state: 'pending', ...head };
      const unfinished = join(folder, `${batch.id}.tmp`);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        prune(
          folder,
          names()
            .filter(({ state }) => state !== 'pending')
            .map(fileOf),
        );
        await writeLines(unfinished, journalLines(head, notes));
        renameSync(unfinished, fileOf(batch));
        await syncFolder(folder);
        return batch;
      } catch (error) {
        rmSync(unfinished, { force: true });
        throw toNotesError(error, 'write down the change before it is made', 'No note was changed.');
      }
    },
    list: (states) =>
      names()
        .filter(({ state }) => states.includes(state))
        .map(opened)
        .filter((batch) => batch !== null),
    newest(state) {
      for (const name of names()) {
        const batch = name.state === state ? opened(name) : null;
        if (batch !== null) return batch;
      }
      return null;
    },
    get(id) {
      const name = names().find((each) => each.id === id);
      return name ? opened(name) : null;
    },
    notes: (batch) => notesIn(fileOf(batch)),
    async count(batch) {
      const notes = notesIn(fileOf(batch));
      let count = 0;
      while (notes.next().done !== true) if (++count % linesAtOnce === 0) await setImmediate();
      return count;
    },
    async leftOut(batch) {
      let last: string[] = [];
      let count = 0;
      for (const line of linesOf(fileOf(batch))) {
        if (isLeftOut(line)) last = leftOutIn(line) ?? last;
        if (++count % linesAtOnce === 0) await setImmediate();
      }
      return new Set(last);
    },
    async end(batch, state, leftOut) {
      try {
        appendLine(fileOf(batch), JSON.stringify({ leftOut }));
      } catch (error) {
        // On a full disk: then an undo names these notes as changed by someone else, which does no harm.
        if (toNotesError(error, '').code !== 'disk-full') throw toNotesError(error, 'end the change');
      }
      await rename(batch, state);
    },
    reopen: (batch) => rename(batch, 'pending'),
  };
}

async function* journalLines(
  head: Omit<Batch, 'id' | 'state'>,
  notes: AsyncIterable<BatchNote>,
): AsyncGenerator<string> {
  yield JSON.stringify(head);
  for await (const { old, fresh, ...note } of notes)
    yield JSON.stringify({ ...note, old: old.toString('base64'), fresh: fresh.toString('base64') });
}

function* notesIn(file: string): Generator<BatchNote> {
  let number = 0;
  for (const line of linesOf(file)) if (++number > 1 && !isLeftOut(line)) yield noteIn(line, file, number);
}

function noteIn(line: string, file: string, number: number): BatchNote {
  try {
    const { old, fresh, ...note } = noteShape.parse(JSON.parse(line));
    return { ...note, old: Buffer.from(old, 'base64'), fresh: Buffer.from(fresh, 'base64') };
  } catch {
    const message =
      `What was written down of a change of many notes is damaged: ${file}, line ${number}. ` +
      `It can't be finished or taken back. Delete this file to change tags again; every note stays as it is.`;
    throw new NotesError('broken', message, number);
  }
}

/** Also one that a crash cut off after a few characters. */
function isLeftOut(line: string): boolean {
  const start = '{"leftOut"';
  return line.startsWith(start) || start.startsWith(line);
}

/** `null`: a crash cut the line off. */
function leftOutIn(line: string): NotePath[] | null {
  try {
    return leftOutShape.parse(JSON.parse(line)).leftOut;
  } catch {
    return null;
  }
}

function newId(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  return `${day.replaceAll('-', '')}-${time.replace(/\D/g, '')}-${randomBytes(3).toString('hex')}`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw toNotesError(error, 'look for changes of many notes that were cut off');
  }
}

/** `files`: newest first. Also what a crash left of batches that never began. */
function prune(folder: string, files: readonly string[]): void {
  for (const name of namesIn(folder))
    if (unfinishedName.test(name)) rmSync(join(folder, name), { force: true });
  let bytes = 0;
  files.forEach((file, index) => {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) return;
    bytes += stats.size;
    const isOld = index >= keptBatches && Date.now() - stats.mtimeMs > keptMs;
    if (isOld || (index > 0 && bytes > keptBytes)) rmSync(file, { force: true });
  });
}

/** `not-found`: it was too long ago, or never was. */
export function batchAt(batches: Batches, id: string): Batch {
  const batch = batches.get(id);
  if (batch) return batch;
  throw new NotesError(
    'not-found',
    `There is no change ${id} to take back or to finish: it was too long ago.`,
  );
}
