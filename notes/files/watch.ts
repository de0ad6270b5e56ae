/**
 * Watches a notebook: one system watch a folder, and a comparison of what it points at. Measured against two
 * libraries and recursive watching: the only way that missed nothing and reported an atomic replace once.
 */
import { type FSWatcher, watch } from 'node:fs';
import { basename, join } from 'node:path';
import type { NotePath } from '../api.ts';
import { systemCode } from './errors.ts';
import type { WatchListener, Watching } from './stamps.ts';
import { ignoreFile, readIgnored } from './ignore.ts';
import { MassLoss } from './mass-loss.ts';
import { isHiddenFolder } from './paths.ts';
import { type Findings, Shelves } from './shelves.ts';
import { Turns } from './turns.ts';
import { hasNotes, identityOf, inSlices, stampOfNote, type Steps } from './walk.ts';

/** Events come in bunches: a replaced file causes three. */
const settleMs = 15;
/** After that long without events, the folders that had some are listed once: the system drops events when flooded. */
const calmMs = 1000;
/** How often to look whether a folder that vanished is back. */
const returnMs = 1000;
/** More names than this in one bunch: list the folder instead. */
const mostNames = 32;

/** The names that changed in a folder; `null`: look at all of it. */
type Pending = Map<string, Set<string> | null>;

export class FolderWatch implements Watching {
  readonly ready: Promise<void>;
  readonly #root: string;
  readonly #listener: WatchListener;
  readonly #shelves: Shelves;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #turns = new Turns();
  #pending: Pending = new Map();
  #touched = new Set<string>();
  #timers: { settle?: NodeJS.Timeout; calm?: NodeJS.Timeout; back?: NodeJS.Timeout } = {};
  readonly #massLoss = new MassLoss();
  #isAvailable = true;
  /** Why it is not available: so many notes; `null`: the folder itself. */
  #missing: number | null = null;
  /** What is missing now was deleted, a person says. */
  #isAccepted = false;
  #isOutOfWatches = false;
  #isDegraded = false;
  #isClosed = false;

  constructor(root: string, known: ReadonlyMap<NotePath, string>, listener: WatchListener) {
    this.#root = root;
    this.#listener = listener;
    this.#shelves = new Shelves(
      root,
      known,
      readIgnored(root),
      (folder, isNew) => this.#attend(folder, isNew),
      (folder) => this.#leave(folder),
    );
    this.ready = this.#inTurn(() => this.#compareAll());
  }

  check(): Promise<void> {
    return this.#inTurn(() => (this.#isAvailable ? this.#compareAll() : this.#comeBack()));
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    this.#leaveAll();
  }

  /** Gleaner itself took this note away: not a reason to think that the whole folder vanished. */
  forget(path: NotePath): void {
    if (this.#isClosed || !this.#shelves.forget(path)) return;
    this.#listener.changes({ changed: [], gone: [path] });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    return this.#turns.take('', () => (this.#isClosed ? Promise.resolve() : work()));
  }

  async #compareAll(): Promise<void> {
    this.#isOutOfWatches = false;
    this.#shelves.ignored = readIgnored(this.#root);
    await this.#find((findings) => this.#shelves.rescan('', findings));
  }

  /** Runs `steps` and tells the listener what they found. */
  async #find(steps: (findings: Findings) => Steps<unknown>): Promise<void> {
    const findings: Findings = { changed: [], gone: [], goneFolders: [], emptied: [], fresh: 0 };
    const tellChanged = () => {
      if (findings.changed.length > 0 && !this.#isClosed) {
        this.#listener.changes({ changed: findings.changed.splice(0), gone: [] });
      }
    };
    const outcome = await inSlices(steps(findings), () => {
      if (findings.changed.length > mostNames) tellChanged();
    });
    if (this.#isClosed) return;
    const gone = [...new Set(findings.gone)].filter((path) => this.#isGone(path));
    const lost = gone.length + findings.emptied.length - findings.fresh;
    const total = this.#shelves.total - findings.fresh;
    const isAway = outcome === 'unreadable' || identityOf(this.#root) === null;
    const isEmpty = gone.length > 0 && this.#shelves.total - gone.length <= 0;
    if (isAway || (!this.#isAccepted && (isEmpty || this.#massLoss.isTooMuch(lost, total)))) {
      tellChanged();
      this.#vanish(isAway || isEmpty ? null : lost);
      return;
    }
    this.#massLoss.took(this.#isAccepted ? 0 : lost);
    if (!this.#isAvailable) {
      this.#isAvailable = true;
      this.#missing = null;
      this.#listener.available();
    }
    this.#shelves.commit({ ...findings, gone });
    const changed = [...findings.changed.splice(0), ...findings.emptied];
    if (changed.length + gone.length > 0) this.#listener.changes({ changed, gone });
  }

  #isGone(path: NotePath): boolean {
    return stampOfNote(this.#root, path, this.#shelves.ignored) === null;
  }

  #vanish(missing: number | null): void {
    this.#leaveAll();
    this.#pending.clear();
    this.#touched.clear();
    if (this.#isAvailable || this.#missing !== missing) {
      this.#isAvailable = false;
      this.#missing = missing;
      this.#listener.unavailable(missing);
    }
    this.#setTimer('back', returnMs, () => this.#comeBack());
  }

  async #comeBack(): Promise<void> {
    const isBack =
      identityOf(this.#root) !== null && (await inSlices(hasNotes(this.#root, readIgnored(this.#root))));
    if (this.#isClosed || this.#isAvailable) return;
    if (isBack || (this.#isAccepted && identityOf(this.#root) !== null)) await this.#compareAll();
    else this.#setTimer('back', returnMs, () => this.#comeBack());
  }

  accept(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isAvailable) return;
      this.#isAccepted = true;
      try {
        await this.#comeBack();
      } finally {
        this.#isAccepted = false;
      }
    });
  }

  #attend(folder: string, isNew: boolean): void {
    if (this.#isClosed || (this.#watchers.has(folder) && !isNew) || this.#isOutOfWatches) return;
    this.#leave(folder);
    try {
      const path = join(this.#root, folder);
      const watcher = watch(path, { persistent: false }, (_, name) => this.#notice(folder, name));
      watcher.on('error', () => {
        this.#leave(folder);
        this.#notice(folder, null);
      });
      this.#watchers.set(folder, watcher);
    } catch (error) {
      if (!['ENOSPC', 'EMFILE', 'ENFILE'].includes(systemCode(error))) return;
      this.#isOutOfWatches = true;
      if (!this.#isDegraded) this.#listener.degraded?.();
      this.#isDegraded = true;
    }
  }

  #leave(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #leaveAll(): void {
    for (const folder of [...this.#watchers.keys()]) this.#leave(folder);
  }

  #notice(folder: string, name: string | null): void {
    if (this.#isClosed || !this.#isAvailable) return;
    // A folder's own end is told with its own name, hidden or not.
    const isOwn = name === basename(join(this.#root, folder));
    const isIgnoreFile = folder === '' && name === ignoreFile;
    if (name !== null && isHiddenFolder(name) && !isOwn && !isIgnoreFile) return;
    const names = this.#pending.get(folder);
    if (name === null || names === null || (names?.size ?? 0) >= mostNames) this.#pending.set(folder, null);
    else this.#pending.set(folder, (names ?? new Set()).add(name));
    this.#timers.settle ??= setTimeout(() => {
      delete this.#timers.settle;
      void this.#inTurn(() => this.#lookAtPending());
    }, settleMs);
  }

  async #lookAtPending(): Promise<void> {
    const pending = this.#pending;
    this.#pending = new Map();
    if (!this.#isAvailable) return;
    if (pending.get('')?.has(ignoreFile)) {
      await this.#compareAll();
      return;
    }
    await this.#recheck(pending);
    for (const folder of pending.keys()) this.#touched.add(folder);
    this.#setTimer('calm', calmMs, () => {
      const touched: Pending = new Map([...this.#touched].map((folder) => [folder, null]));
      this.#touched.clear();
      return this.#isAvailable ? this.#recheck(touched) : Promise.resolve();
    });
  }

  #recheck(pending: Pending): Promise<void> {
    const shelves = this.#shelves;
    return this.#find(function* (findings): Steps<void> {
      for (const [folder, names] of pending) yield* shelves.recheck(folder, names, findings);
    });
  }

  #setTimer(timer: 'calm' | 'back', ms: number, work: () => Promise<void>): void {
    clearTimeout(this.#timers[timer]);
    if (this.#isClosed) return;
    this.#timers[timer] = setTimeout(() => void this.#inTurn(work), ms).unref();
  }
}
