/**
 * The history as whoever changes notes meets it: opened when it is first needed, one thing after another for each note. It
 * never fails them, and never holds them up for long.
 */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { NotePath, Version, VersionMaker } from '../../api.ts';
import { versionOf } from '../bytes.ts';
import { Turns } from '../turns.ts';
import type { History, HistoryOptions, Keeping } from './history.ts';
import { type Slot, Slots } from './slots.ts';
import type { KeptVersion } from './version-log.ts';

export interface PatientOptions extends HistoryOptions {
  /** Hears once of what could not be kept, and again when it could in between. */
  complain?: (what: string, error: unknown) => void;
}

/** A change of a note waits at most so long for the version before it. It is in memory all the same. */
const patienceMs = 2000;

export class PatientHistory {
  readonly #root: string;
  readonly #folder: string | null;
  readonly #options: PatientOptions;
  readonly #isInMemory: (path: NotePath) => boolean;
  readonly #slots: Slots | null;
  #left: Slot[] | null = null;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #turns = new Turns();
  #history: Promise<History> | null = null;
  #hasComplained = false;

  /** `root`: where the notes are. `folder`: `null` where there is no place for a history. `isInMemory`: a text of the note waits to be kept. */
  constructor(
    root: string,
    folder: string | null,
    options: PatientOptions,
    isInMemory: (path: NotePath) => boolean,
  ) {
    this.#root = root;
    this.#folder = folder;
    this.#options = options;
    this.#isInMemory = isInMemory;
    this.#slots = folder === null ? null : new Slots(join(folder, 'last'));
  }

  get hasPlace(): boolean {
    return this.#folder !== null;
  }

  /** Whether versions are on their way to the disk. */
  get isBusy(): boolean {
    return this.#underWay.size > 0;
  }

  /** `null`: there is no place for it. */
  async opened(): Promise<History | null> {
    if (this.#folder === null) return null;
    return (this.#history ??= this.#open(this.#folder).catch((error: unknown) => {
      this.#history = null;
      throw error;
    }));
  }

  /** Of one note one after the other: what is kept before a rename must not come after it. */
  async patiently(path: NotePath, work: (history: History) => Promise<unknown>): Promise<void> {
    const done = this.#turns.take(path, () =>
      this.#trying(async () => {
        const history = await this.opened();
        if (history !== null) await work(history);
      }),
    );
    this.#underWay.add(done);
    void done.finally(() => this.#underWay.delete(done));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([done, late]);
    clearTimeout(timer);
  }

  /** As `patiently`, for as long as it takes; fails when it can't be done. */
  async surely(path: NotePath, work: (history: History) => Promise<unknown>): Promise<void> {
    const done = this.#turns.take(path, async () => {
      const history = await this.opened();
      if (history !== null) await work(history);
    });
    this.#underWay.add(done);
    try {
      await done;
    } finally {
      this.#underWay.delete(done);
    }
  }

  async keepIn(history: History, path: NotePath, bytes: Buffer, keeping: Keeping): Promise<void> {
    await history.keep(path, bytes, keeping);
    this.#hasComplained = false;
  }

  /** Who made what is found on the disk: a change of many notes that was written down, or nobody knows. */
  async knownAs(path: NotePath, bytes: Buffer): Promise<{ version: Version; by: VersionMaker; at: number }> {
    const version = versionOf(bytes);
    const history = await this.opened();
    const made = history?.of(path).find((kept: KeptVersion) => kept.then === version);
    if (made !== undefined) return { version, by: made.why === 'restore' ? 'restore' : 'bulk', at: made.at };
    const same = history?.of(path).find((kept) => kept.version === version);
    return { version, by: same?.by ?? 'other', at: same?.at ?? modifiedAt(join(this.#root, path)) };
  }

  /** Puts what was saved last where it is found after a crash, until `drop`. */
  put(slot: Slot): void {
    this.#leftByOthers();
    this.#tryingNow(() => this.#slots?.put(slot));
  }

  drop(path: NotePath): void {
    this.#tryingNow(() => this.#slots?.drop(path));
  }

  async settled(): Promise<void> {
    await Promise.allSettled([...this.#underWay]);
  }

  async #open(folder: string): Promise<History> {
    const { History } = await import('./history.ts');
    const history = await History.open(folder, this.#options);
    for (const { path, bytes, by, at } of this.#leftByOthers()) {
      await this.#trying(async () => {
        await this.keepIn(history, path, bytes, { by, why: 'pause', at });
        // By now it may be this one's.
        if (!this.#isInMemory(path)) this.#slots?.drop(path);
      });
    }
    return history;
  }

  /** What was in the slots before this one wrote the first. */
  #leftByOthers(): Slot[] {
    return (this.#left ??= this.#slots?.all() ?? []);
  }

  /** Said once: a full disk would say so at every note. */
  async #trying(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#complain('a version of a note could not be kept in the history', error);
    }
  }

  #tryingNow(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#complain('what was saved last could not be kept for the history', error);
    }
  }

  #complain(what: string, error: unknown): void {
    if (!this.#hasComplained) this.#options.complain?.(what, error);
    this.#hasComplained = true;
  }
}

function modifiedAt(file: string): number {
  return lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}
