/** A change of the tags of many notes at once: preview, journal, undo, and what a crash cut off. */
import { join } from 'node:path';
import {
  type Arguments,
  type BulkNote,
  type ChangedLines,
  NotesError,
  type Results,
  type SkippedNote,
} from './api.ts';
import type { Followed, FollowShelf } from './batch-following.ts';
import { type Batch, batchAt, type Batches, openBatches } from './files/batches.ts';
import { usedNames } from './find/labelled.ts';
import { holdLock } from './find/lock.ts';
import type { PlannedNote, Shelf, TagPlan } from './tag-plan.ts';

// What reads and changes notes is loaded when it is first needed: opening a notebook need not wait for it.
const loadPlan = () => import('./tag-plan.ts');
const loadRun = () => import('./batch-run.ts');
const loadFollowing = () => import('./following.ts');
const loadBatchFollowing = () => import('./batch-following.ts');

/** Skipped notes that an answer names. */
const mostSkipped = 1000;
/** How long a batch under way may go on when the notebook is closed. A longer one is left pending. */
const graceMs = 5000;
/** Between two tellings of how far a batch is. */
const tellMs = 100;

/** What a change is made from, and what follows it. */
export interface BulkShelf extends Shelf, FollowShelf {}

export class Bulk {
  readonly #shelf: BulkShelf;
  readonly #batches: Batches | NotesError;
  /** Held while a batch is under way, by this process or another one. */
  readonly #lockFile: string;
  readonly #onProgress: () => void;
  #progress: { done: number; total: number } | null = null;
  /** The last one that was shown. */
  #plan: TagPlan | null = null;
  #previews = 0;
  #looking: Promise<Results['bulkPending']> | null = null;
  #isRunning = false;
  /** Of what is under way: whether it may be stopped, and whether it is to be. */
  #stopping: 'no' | 'may' | 'wanted' = 'no';
  #lastTold = 0;
  /** When whatever is under way has to stop. */
  #deadline = Infinity;

  /** `home`: where batches are written down; or why they can't be. */
  constructor(shelf: BulkShelf, home: string | NotesError, onProgress: () => void) {
    this.#shelf = shelf;
    this.#batches = home instanceof NotesError ? home : openBatches(join(home, 'batches'));
    this.#lockFile = home instanceof NotesError ? '' : join(home, 'batch.sqlite');
    this.#onProgress = onProgress;
  }

  /** Notes done so far of the batch under way. */
  get progress(): { done: number; total: number } | null {
    return this.#progress;
  }

  async twins(): Promise<Results['tagTwins']> {
    const { twinsOf } = await import('./text/tag-twins.ts');
    return twinsOf(await this.#shelf.indexing.ask(({ database }) => usedNames(database)));
  }

  /** A window further down is one of the plan that was shown, whatever happened to its notes since. */
  async preview({ change, offset, limit }: Arguments<'bulkPreview'>): Promise<Results['bulkPreview']> {
    const { isSameChange } = await loadPlan();
    const known = offset > 0 && this.#plan && isSameChange(this.#plan.change, change) ? this.#plan : null;
    const plan = known ?? (await this.#look(change));
    const notes = plan.notes.slice(offset, offset + limit).map(shown);
    const { followingNow } = await loadFollowing();
    const filters = followingNow(this.#shelf.saved, plan.change).map(({ name }) => name);
    const skipped = plan.skipped.slice(0, mostSkipped);
    return {
      ...{ plan: plan.id, total: plan.notes.length, notes, skipped },
      ...(filters.length > 0 && { filters }),
    };
  }

  async apply({ change, plan: wanted }: Arguments<'bulkApply'>): Promise<Results['bulkApply']> {
    return this.#alone(async (batches) => {
      refuseWhilePending(batches, null);
      const { isSameChange, planOf } = await loadPlan();
      const { recordsOf } = await loadRun();
      const known = this.#plan;
      const plan = known?.id === wanted ? known : await planOf(change, this.#shelf, () => undefined);
      if (plan.id !== wanted || !isSameChange(plan.change, change))
        throw new NotesError('busy', 'Notes have changed since. Look at what would be done once more.');
      this.#plan = null;
      const skipped: SkippedNote[] = [];
      // Half of the links to a note that keeps its path are of no use.
      this.#stopping = change.kind === 'rename-note' ? 'no' : 'may';
      this.#tell(0, plan.notes.length);
      const { followingNow } = await loadFollowing();
      const filters = followingNow(this.#shelf.saved, plan.change);
      const records = recordsOf(plan, this.#shelf, skipped);
      const { articleOf } = await loadBatchFollowing();
      const article = await articleOf(this.#shelf, plan.change);
      const batch = await batches.begin(plan.change, records, { filters, article });
      const result = await this.#run(batches, batch, 'forward', plan.notes.length).catch(
        async (error: unknown) => {
          // A note that can't have its new path leaves no links changed.
          if (change.kind === 'rename-note' && error instanceof NotesError && error.code !== 'offline')
            await this.#run(batches, batch, 'back', plan.notes.length);
          throw error;
        },
      );
      return { ...result, skipped: [...skipped, ...result.skipped].slice(0, mostSkipped) };
    });
  }

  undo({ batch: id }: Arguments<'bulkUndo'>): Promise<Results['bulkUndo']> {
    return this.#alone(async (batches) => {
      refuseWhilePending(batches, id);
      const batch = id === null ? batches.newest('done') : batchAt(batches, id);
      if (!batch) throw new NotesError('not-found', 'There is no change of many notes to take back.');
      if (batch.state === 'done' && batch.change.kind === 'rename-note') {
        const { refuseTaken } = await import('./note-renaming.ts');
        refuseTaken(batch.change, this.#shelf.folder);
      }
      const total = await batches.count(batch);
      // From here on a crash leaves it pending: to be finished in one direction or the other.
      if (batch.state !== 'pending') await batches.reopen(batch);
      return this.#run(batches, batch, 'back', total);
    });
  }

  cancel(): boolean {
    if (this.#stopping === 'no') return false;
    this.#stopping = 'wanted';
    return true;
  }

  last(): Results['bulkLast'] {
    const batch = this.#batches instanceof NotesError ? null : this.#batches.newest('done');
    return batch && { batch: batch.id, change: batch.change, at: batch.at };
  }

  /** Two that ask at once get one answer: each would find the lock of the other and take it for another process. */
  pending(): Promise<Results['bulkPending']> {
    return (this.#looking ??= this.#lookForPending().finally(() => {
      this.#looking = null;
    }));
  }

  async #lookForPending(): Promise<Results['bulkPending']> {
    if (this.#isRunning || this.#batches instanceof NotesError) return null;
    const batch = pendingIn(this.#batches);
    if (batch === null) return null;
    const giveBack = holdLock(this.#lockFile);
    // Another process is at it.
    if (giveBack === null) return null;
    try {
      const { progressOf } = await loadRun();
      const { done, total } = await progressOf(this.#shelf, this.#batches, batch);
      return { batch: batch.id, change: batch.change, done, total, at: batch.at };
    } finally {
      giveBack();
    }
  }

  resolve({ batch: id, way }: Arguments<'bulkResolve'>): Promise<Results['bulkResolve']> {
    return this.#alone(async (batches) => {
      const batch = batchAt(batches, id);
      if (batch.state !== 'pending') {
        // Asked for twice.
        if (batch.state === (way === 'continue' ? 'done' : 'undone'))
          return { batch: id, changed: 0, skipped: [] };
        throw new NotesError('not-found', `The change ${id} has ended already.`);
      }
      const total = await batches.count(batch);
      return this.#run(batches, batch, way === 'continue' ? 'forward' : 'back', total);
    });
  }

  /** Ends what is under way, soon. */
  close(): void {
    this.#previews += 1;
    this.#deadline = performance.now() + graceMs;
  }

  async #look(change: Arguments<'bulkPreview'>['change']): Promise<TagPlan> {
    const mine = ++this.#previews;
    this.#plan = null;
    const { planOf } = await loadPlan();
    const plan = await planOf(change, this.#shelf, () => {
      if (mine !== this.#previews) throw new NotesError('busy', 'Another preview was asked for meanwhile.');
    });
    if (mine === this.#previews) this.#plan = plan;
    return plan;
  }

  async #run(
    batches: Batches,
    batch: Batch,
    way: 'forward' | 'back',
    total: number,
  ): Promise<Results['bulkApply']> {
    const { runBatch } = await loadRun();
    const { followBatch, movingOf } = await loadBatchFollowing();
    const moving = await movingOf(this.#shelf, batch.change);
    if (way === 'forward' && this.#stopping === 'no' && moving === null) this.#stopping = 'may';
    if (way === 'back') await moving?.back();
    let followed: Followed = {};
    const result = await runBatch(this.#shelf, batches, batch, way, {
      step: (done) => this.#tell(done, total),
      isStopped: () => this.#stopping === 'wanted',
      isSettled: (path) =>
        way === 'forward' && moving?.isDone === true && 'path' in batch.change && path === batch.change.path,
      beforeEnd: async (left) => {
        this.#stopping = 'no';
        // The old name goes on being that of the notes which were not come to.
        if (left > 0) return;
        if (way === 'forward') await moving?.forward();
        followed = await followBatch(this.#shelf, batch, way);
      },
    });
    // What was done before the crash is a part of it.
    const changed = way === 'forward' ? result.changed + result.already : result.changed;
    return {
      ...{ batch: batch.id, changed, skipped: result.skipped.slice(0, mostSkipped) },
      ...followed,
      ...(result.left > 0 && { left: result.left }),
    };
  }

  /** One batch at a time, in this process and all others that have the notebook open. */
  async #alone<T>(work: (batches: Batches) => Promise<T>): Promise<T> {
    if (this.#batches instanceof NotesError) throw this.#batches;
    // Looking for what was cut off takes the lock too.
    await this.#looking?.catch(() => undefined);
    const giveBack = this.#isRunning ? null : holdLock(this.#lockFile);
    if (giveBack === null)
      throw new NotesError('busy', 'Another change of many notes is under way. Wait until it is done.');
    this.#isRunning = true;
    try {
      return await work(this.#batches);
    } finally {
      this.#isRunning = false;
      this.#stopping = 'no';
      giveBack();
      if (this.#progress) {
        this.#progress = null;
        this.#onProgress();
      }
    }
  }

  #tell(done: number, total: number): void {
    if (performance.now() > this.#deadline)
      throw new NotesError(
        'offline',
        'The notebook was closed. The change waits to be finished or taken back.',
      );
    this.#progress = { done, total };
    if (performance.now() - this.#lastTold < tellMs) return;
    this.#lastTold = performance.now();
    this.#onProgress();
  }
}

function shown({ path, title, changes }: PlannedNote): BulkNote {
  return { path, title, changes: JSON.parse(changes) as ChangedLines[] };
}

/** The one that was begun first. */
function pendingIn(batches: Batches): Batch | null {
  return batches.list(['pending']).at(-1) ?? null;
}

function refuseWhilePending(batches: Batches, except: string | null): void {
  const batch = pendingIn(batches);
  if (batch === null || batch.id === except) return;
  const message = `A change of many notes (${batch.id}) was cut off. Finish it or take it back first.`;
  throw new NotesError('busy', message);
}
