/**
 * When versions of notes are kept: every five minutes of writing, when the writing pauses, when somebody else writes, and
 * before whatever can't be taken back by typing. Nothing here fails or holds up what it is told of.
 */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { NotePath, SaveResult, Version, VersionMaker, VersionReason } from '../../api.ts';
import { versionOf } from '../bytes.ts';
import { Turns } from '../turns.ts';
import type { History, HistoryOptions, Keeping } from './history.ts';
import type { KeptVersion } from './version-log.ts';
import { type Slot, Slots } from './slots.ts';

export interface MomentsOptions extends HistoryOptions {
  /** Writing goes on for so long before a version is kept; and it has paused when nothing was saved for so long. ms. */
  everyMs?: number;
  pauseMs?: number;
  /** Hears once of what could not be kept, and again when it could in between. */
  complain?: (what: string, error: unknown) => void;
}

/** The text that a note has now, as far as is known here. */
interface Latest {
  version: Version;
  /** `null`: they are kept, as a version. */
  bytes: Buffer | null;
  by: VersionMaker;
  why: VersionReason | null;
  at: number;
  /** When a version was kept last: by a clock that only goes forward, and by that of the wall, which may be faked or set. */
  kept: { steady: number; wall: number };
  pause: NodeJS.Timeout | null;
}

/** What is there of the note's bytes on the disk. */
export type ReadBytes = (path: NotePath) => Buffer | null;

/** A change of a note waits at most so long for the version before it. It is in memory all the same. */
const patienceMs = 2000;
/** Notes that were only read, and bytes of them, which are remembered in case another program writes over them. */
const mostRead = 40;
const mostReadBytes = 32 * 1024 * 1024;
/** Left of a note, as a part of it, below which its text before is kept. */
const shrunkPart = 0.5;

export class Moments {
  readonly #root: string;
  readonly #read: ReadBytes;
  readonly #folder: string | null;
  readonly #options: MomentsOptions;
  readonly #slots: Slots | null;
  #left: Slot[] | null = null;
  readonly #latest = new Map<NotePath, Latest>();
  readonly #underWay = new Set<Promise<unknown>>();
  /** Notes that Gleaner itself is changing at this moment, and how many such changes there are. */
  readonly #changing = new Map<NotePath, number>();
  readonly #turns = new Turns();
  #history: Promise<History> | null = null;
  #hasComplained = false;

  /** `folder`: `null` where there is no place for a history. */
  constructor(root: string, read: ReadBytes, folder: string | null, options: MomentsOptions = {}) {
    this.#root = root;
    this.#read = read;
    this.#folder = folder;
    this.#options = options;
    this.#slots = folder === null ? null : new Slots(join(folder, 'last'));
  }

  /** `null`: there is no place for it. */
  async history(): Promise<History | null> {
    if (this.#folder === null) return null;
    return (this.#history ??= this.#open(this.#folder).catch((error: unknown) => {
      this.#history = null;
      throw error;
    }));
  }

  async #open(folder: string): Promise<History> {
    const { History } = await import('./history.ts');
    const history = await History.open(folder, this.#options);
    for (const { path, bytes, by, at } of this.#leftByOthers()) {
      await this.#trying(async () => {
        await this.#keepIn(history, path, bytes, { by, why: 'pause', at });
        // By now it may be this one's.
        if (!this.#latest.get(path)?.bytes) this.#slots?.drop(path);
      });
    }
    return history;
  }

  /** What was in the slots before this one wrote the first. */
  #leftByOthers(): Slot[] {
    return (this.#left ??= this.#slots?.all() ?? []);
  }

  /** A person looks at the note: another program may write over it. */
  opened(path: NotePath): void {
    if (this.#folder === null || this.#latest.has(path)) return;
    setImmediate(() => {
      const bytes = this.#latest.has(path) ? null : this.#read(path);
      if (bytes === null || bytes.length > mostReadBytes / 4) return;
      this.#remember(path, { version: versionOf(bytes), bytes, by: 'other', why: 'found', at: Date.now() });
      this.#forgetSomeRead();
    });
  }

  /** Does `work`, by which this note changes: what is noticed of it meanwhile is not somebody else's. */
  async during<T>(path: NotePath, work: () => Promise<T>): Promise<T> {
    this.#changing.set(path, (this.#changing.get(path) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = (this.#changing.get(path) ?? 1) - 1;
      if (left > 0) this.#changing.set(path, left);
      else this.#changing.delete(path);
    }
  }

  /** A text of `length` is about to be saved over `base`. Resolves when what must be kept is, or can't be. */
  async beforeSave(path: NotePath, base: Version, length: number): Promise<void> {
    if (this.#folder === null) return;
    let latest = this.#latest.get(path);
    if (latest?.version !== base) {
      const bytes = this.#read(path);
      if (bytes === null) return;
      this.#see(path, bytes, 'other', 'found');
      latest = this.#latest.get(path);
    }
    if (!latest?.bytes) return;
    const why = this.#reasonToKeep(path, latest, length);
    if (why !== null) await this.#keep(path, latest, why);
  }

  #reasonToKeep(path: NotePath, latest: Latest, length: number): VersionReason | null {
    if (latest.by !== 'you') return latest.why ?? 'changed';
    if (length < (latest.bytes?.length ?? 0) * shrunkPart) return 'shrink';
    if (this.#isDue(latest)) return 'time';
    return hasOtherNames(join(this.#root, path)) ? 'links' : null;
  }

  /** What became of a save. */
  wasSaved(path: NotePath, result: SaveResult): void {
    if (this.#folder === null) return;
    if (result.kind === 'gone') {
      this.#leave(path);
      return;
    }
    const bytes = this.#read(path);
    if (bytes === null) return;
    const isOurs = result.kind === 'saved' && versionOf(bytes) === result.version;
    this.#see(path, bytes, isOurs ? 'you' : 'other', isOurs ? null : 'changed');
  }

  /** These bytes are about to be put in the place of the note's. */
  async beforePut(path: NotePath, bytes: Buffer, why: 'bulk' | 'restore'): Promise<void> {
    const before = this.#folder === null ? null : this.#read(path);
    if (before === null) return;
    this.#see(path, before, 'other', 'found', false);
    await this.#patiently(path, async (history) => {
      const { version, by, at } = this.#madeHere(path) ?? (await this.#knownAs(path, before));
      // What is changed in many notes at once is written down elsewhere too, where a power cut can't take it.
      const isDurable = why !== 'bulk';
      await this.#keepIn(history, path, before, { by, at, why, then: versionOf(bytes), isDurable });
      this.#isKept(path, version);
    });
  }

  wasPut(path: NotePath, bytes: Buffer, by: VersionMaker): void {
    if (this.#latest.has(path) || by === 'restore') this.#see(path, bytes, by, null);
  }

  /** Something is about to be done to the note as it is on the disk. */
  async keepNow(path: NotePath, why: VersionReason): Promise<void> {
    const bytes = this.#folder === null ? null : this.#read(path);
    if (bytes === null) return;
    this.#see(path, bytes, 'other', 'found', false);
    await this.#patiently(path, async (history) => {
      const { by, at } = this.#madeHere(path) ?? (await this.#knownAs(path, bytes));
      await this.#keepIn(history, path, bytes, { by, at, why });
      this.#isKept(path, versionOf(bytes));
    });
  }

  wentToTrash(path: NotePath): void {
    this.#forget(path);
  }

  /** Text that never reached the file is about to be forgotten. */
  async discarded(path: NotePath, text: string, at: number): Promise<void> {
    if (this.#folder === null) return;
    const bytes = Buffer.from(text);
    await this.#patiently(path, (history) =>
      this.#keepIn(history, path, bytes, { by: 'recovered', why: 'discard', at }),
    );
  }

  async moved(from: NotePath, to: NotePath): Promise<void> {
    if (this.#folder === null || from === to) return;
    const latest = this.#latest.get(from);
    if (latest !== undefined) {
      this.#forget(from);
      this.#remember(to, latest);
    }
    await this.#patiently(from, (history) => history.moved(from, to));
  }

  /** What notes are by now, by whomever; `null`: gone. */
  noticed(path: NotePath, version: Version | null): void {
    const latest = this.#latest.get(path);
    if (latest === undefined || latest.version === version || this.#changing.has(path)) return;
    if (version === null) {
      this.#leave(path);
      return;
    }
    const bytes = this.#read(path);
    if (bytes !== null) this.#see(path, bytes, 'other', 'changed');
  }

  /** Notes that had this version a moment ago, and are not there any more. */
  missingWith(version: Version): NotePath[] {
    return [...this.#latest]
      .filter(([path, latest]) => latest.version === version && !this.#changing.has(path))
      .map(([path]) => path)
      .filter((path) => this.#read(path) === null);
  }

  /** The version that a note had last, as far as is known. */
  async lastVersionOf(path: NotePath): Promise<Version | null> {
    const known = this.#latest.get(path)?.version;
    if (known !== undefined) return known;
    return (await this.history())?.newestOf(path)?.version ?? null;
  }

  /** Whether versions are on their way to the disk. */
  get isBusy(): boolean {
    return this.#underWay.size > 0;
  }

  /** Keeps what is not kept yet. */
  async close(): Promise<void> {
    for (const [path, latest] of this.#latest)
      if (latest.bytes !== null && latest.why !== 'found') void this.#keep(path, latest, 'pause');
    for (const { pause } of this.#latest.values()) if (pause !== null) clearTimeout(pause);
    await Promise.allSettled([...this.#underWay]);
    this.#latest.clear();
  }

  // ---- what is known of a note

  /** The note has these bytes now. `isLasting: false`: it need not be remembered, because it is about to change. */
  #see(path: NotePath, bytes: Buffer, by: VersionMaker, why: VersionReason | null, isLasting = true): void {
    const version = versionOf(bytes);
    const former = this.#latest.get(path);
    if (former?.version === version) return;
    if (former === undefined && !isLasting) return;
    if (former?.bytes && (former.by !== by || former.why === 'found' || this.#isDue(former)))
      void this.#keep(path, former, former.why ?? (by === 'you' ? 'time' : 'changed'));
    this.#remember(path, { version, bytes, by, why, at: Date.now(), kept: former?.kept ?? justNow() });
  }

  #remember(path: NotePath, latest: Omit<Latest, 'kept' | 'pause'> & Partial<Latest>): void {
    const before = this.#latest.get(path);
    if (before?.pause) clearTimeout(before.pause);
    const isRead = latest.why === 'found';
    const pause =
      latest.bytes === null || isRead
        ? null
        : setTimeout(() => {
            const now = this.#latest.get(path);
            if (now?.bytes) void this.#keep(path, now, now.why ?? 'pause');
          }, this.#options.pauseMs ?? 120_000);
    pause?.unref();
    this.#latest.delete(path);
    this.#latest.set(path, { ...latest, kept: latest.kept ?? justNow(), pause });
    const { bytes, by, at } = latest;
    if (bytes === null || isRead) return;
    this.#leftByOthers();
    this.#tryingNow(() => this.#slots?.put({ path, by, at, bytes }));
  }

  /** The note is not there any more, and nobody asked Gleaner for that. */
  #leave(path: NotePath): void {
    const latest = this.#latest.get(path);
    if (latest?.bytes) void this.#keep(path, latest, 'gone').finally(() => this.#forget(path, latest));
    else this.#forget(path);
  }

  #forget(path: NotePath, only?: Latest): void {
    const latest = this.#latest.get(path);
    if (only !== undefined && latest !== only) return;
    if (latest?.pause) clearTimeout(latest.pause);
    this.#latest.delete(path);
    if (latest !== undefined) this.#tryingNow(() => this.#slots?.drop(path));
  }

  #forgetSomeRead(): void {
    const read = [...this.#latest].filter(([, { why, bytes }]) => why === 'found' && bytes !== null);
    let size = read.reduce((sum, [, { bytes }]) => sum + (bytes?.length ?? 0), 0);
    let count = read.length;
    for (const [path, { bytes }] of read) {
      if (count <= mostRead && size <= mostReadBytes) return;
      count -= 1;
      size -= bytes?.length ?? 0;
      this.#latest.delete(path);
    }
  }

  #isDue({ kept }: Latest): boolean {
    const every = this.#options.everyMs ?? 300_000;
    const { steady, wall } = justNow();
    return steady - kept.steady >= every || Math.abs(wall - kept.wall) >= every;
  }

  // ---- keeping

  async #keep(path: NotePath, latest: Latest, why: VersionReason): Promise<void> {
    const { bytes } = latest;
    if (bytes === null) return;
    await this.#patiently(path, async (history) => {
      const { by, at } = latest.why === 'found' ? await this.#knownAs(path, bytes) : latest;
      await this.#keepIn(history, path, bytes, { by, at, why });
      this.#isKept(path, latest.version);
    });
  }

  #isKept(path: NotePath, version: Version): void {
    const now = this.#latest.get(path);
    if (now === undefined) return;
    now.kept = justNow();
    if (now.version !== version) return;
    now.bytes = null;
    if (now.pause !== null) clearTimeout(now.pause);
    now.pause = null;
    this.#slots?.drop(path);
  }

  /** `null`: nothing was seen of it but that it is there. */
  #madeHere(path: NotePath): Latest | null {
    const latest = this.#latest.get(path);
    return latest === undefined || latest.why === 'found' ? null : latest;
  }

  /** Who made what is found on the disk: a change of many notes that was written down, or nobody knows. */
  async #knownAs(path: NotePath, bytes: Buffer): Promise<{ version: Version; by: VersionMaker; at: number }> {
    const version = versionOf(bytes);
    const history = await this.history();
    const made = history?.of(path).find((kept: KeptVersion) => kept.then === version);
    if (made !== undefined) return { version, by: made.why === 'restore' ? 'restore' : 'bulk', at: made.at };
    const same = history?.of(path).find((kept) => kept.version === version);
    return { version, by: same?.by ?? 'other', at: same?.at ?? modifiedAt(join(this.#root, path)) };
  }

  async #keepIn(history: History, path: NotePath, bytes: Buffer, keeping: Keeping): Promise<void> {
    await history.keep(path, bytes, keeping);
    this.#hasComplained = false;
  }

  /** Of one note one after the other: what is kept before a rename must not come after it. */
  async #patiently(path: NotePath, work: (history: History) => Promise<unknown>): Promise<void> {
    const done = this.#turns.take(path, () =>
      this.#trying(async () => {
        const history = await this.history();
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

const justNow = (): Latest['kept'] => ({ steady: performance.now(), wall: Date.now() });

/** Whether the file has several names: it is written in place, which is no matter of all or nothing. */
function hasOtherNames(file: string): boolean {
  try {
    return lstatSync(file).nlink > 1;
  } catch {
    return false;
  }
}

function modifiedAt(file: string): number {
  return lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}
