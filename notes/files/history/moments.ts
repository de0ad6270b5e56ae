/**
 * When versions of notes are kept: every five minutes of writing, when the writing pauses, when somebody else writes, and
 * before whatever can't be taken back by typing. Nothing here fails or holds up what it is told of.
 */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { NotePath, SaveResult, Version, VersionMaker, VersionReason } from '../../api.ts';
import { decode, versionOf } from '../bytes.ts';
import { toNotesError } from '../errors.ts';
import type { History } from './history.ts';
import { isDue, justNow, type Latest, mostReadBytes, readTooMany } from './latest-text.ts';
import { PatientHistory, type PatientOptions } from './patient-history.ts';

export interface MomentsOptions extends PatientOptions {
  /** Writing goes on for so long before a version is kept; and it has paused when nothing was saved for so long. ms. */
  everyMs?: number;
  pauseMs?: number;
}

/** What is there of the note's bytes on the disk. */
export type ReadBytes = (path: NotePath) => Buffer | null;

/** Left of a note, as a part of it, below which its text before is kept. */
const shrunkPart = 0.5;

export class Moments {
  readonly #root: string;
  readonly #read: ReadBytes;
  readonly #options: MomentsOptions;
  readonly #history: PatientHistory;
  readonly #latest = new Map<NotePath, Latest>();
  /** Notes that Gleaner itself is changing at this moment, and how many such changes there are. */
  readonly #changing = new Map<NotePath, number>();

  /** `folder`: `null` where there is no place for a history. */
  constructor(root: string, read: ReadBytes, folder: string | null, options: MomentsOptions = {}) {
    this.#root = root;
    this.#read = read;
    this.#options = options;
    const isInMemory = (path: NotePath): boolean => Boolean(this.#latest.get(path)?.bytes);
    this.#history = new PatientHistory(root, folder, options, isInMemory);
  }

  /** `null`: there is no place for it. */
  history(): Promise<History | null> {
    return this.#history.opened();
  }

  /** A person looks at the note: another program may write over it. */
  opened(path: NotePath): void {
    if (!this.#history.hasPlace || this.#latest.has(path)) return;
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

  /** A text of `length` UTF-16 units is about to be saved over `base`. Resolves when what must be kept is, or can't be. */
  async beforeSave(path: NotePath, base: Version, length: number): Promise<void> {
    if (!this.#history.hasPlace) return;
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
    if (latest.bytes && isShrunk(latest.bytes, length)) return 'shrink';
    if (this.#isDue(latest)) return 'time';
    return hasOtherNames(join(this.#root, path)) ? 'links' : null;
  }

  /** What became of a save. */
  wasSaved(path: NotePath, result: SaveResult): void {
    if (!this.#history.hasPlace) return;
    if (result.kind === 'gone') return this.#leave(path);
    const bytes = this.#read(path);
    if (bytes === null) return;
    const isOurs = result.kind === 'saved' && versionOf(bytes) === result.version;
    this.#see(path, bytes, isOurs ? 'you' : 'other', isOurs ? null : 'changed');
  }

  /** These bytes are about to be put in the place of the note's. */
  async beforePut(path: NotePath, bytes: Buffer, why: 'bulk' | 'restore'): Promise<void> {
    const before = !this.#history.hasPlace ? null : this.#read(path);
    if (before === null) return;
    this.#see(path, before, 'other', 'found', false);
    const keep = async (history: History) => {
      const { version, by, at } = this.#madeHere(path) ?? (await this.#history.knownAs(path, before));
      // What is changed in many notes at once is written down elsewhere too, where a power cut can't take it.
      const keeping = { by, at, why, then: versionOf(bytes), isDurable: why !== 'bulk' };
      await this.#history.keepIn(history, path, before, keeping);
      this.#isKept(path, version);
    };
    if (why === 'bulk') return await this.#history.patiently(path, keep);
    // What is there would be nowhere else.
    await this.#history.surely(path, keep).catch((error: unknown) => {
      throw toNotesError(error, `keep what ${path} has now in the history`, 'The note was left as it is.');
    });
  }

  wasPut(path: NotePath, bytes: Buffer, by: VersionMaker): void {
    if (this.#latest.has(path) || by === 'restore') this.#see(path, bytes, by, null);
  }

  /** Something is about to be done to the note as it is on the disk. */
  async keepNow(path: NotePath, why: VersionReason): Promise<void> {
    const bytes = !this.#history.hasPlace ? null : this.#read(path);
    if (bytes === null) return;
    this.#see(path, bytes, 'other', 'found', false);
    await this.#history.patiently(path, async (history) => {
      const { by, at } = this.#madeHere(path) ?? (await this.#history.knownAs(path, bytes));
      await this.#history.keepIn(history, path, bytes, { by, at, why });
      this.#isKept(path, versionOf(bytes));
    });
  }

  wentToTrash(path: NotePath): void {
    this.#forget(path);
  }

  /** Text that never reached the file is about to be forgotten: fails where it can't be kept, for it is nowhere else. */
  async discarded(path: NotePath, text: string, at: number): Promise<void> {
    if (!this.#history.hasPlace) return;
    const bytes = Buffer.from(text);
    await this.#history.surely(path, (history) =>
      this.#history.keepIn(history, path, bytes, { by: 'recovered', why: 'discard', at }),
    );
  }

  async moved(from: NotePath, to: NotePath): Promise<void> {
    if (!this.#history.hasPlace || from === to) return;
    const latest = this.#latest.get(from);
    if (latest !== undefined) {
      this.#forget(from);
      this.#remember(to, latest);
    }
    await this.#history.patiently(from, (history) => history.moved(from, to));
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
    return this.#history.isBusy;
  }

  /** Keeps what is not kept yet. */
  async close(): Promise<void> {
    for (const [path, latest] of this.#latest)
      if (latest.bytes !== null && latest.why !== 'found') void this.#keep(path, latest, 'pause');
    for (const { pause } of this.#latest.values()) if (pause !== null) clearTimeout(pause);
    await this.#history.settled();
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
    this.#history.put({ path, by, at, bytes });
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
    if (latest !== undefined) this.#history.drop(path);
  }

  #forgetSomeRead(): void {
    for (const path of readTooMany(this.#latest)) this.#latest.delete(path);
  }

  #isDue(latest: Latest): boolean {
    return isDue(latest, this.#options.everyMs ?? 300_000);
  }

  // ---- keeping

  async #keep(path: NotePath, latest: Latest, why: VersionReason): Promise<void> {
    const { bytes } = latest;
    if (bytes === null) return;
    await this.#history.patiently(path, async (history) => {
      const { by, at } = latest.why === 'found' ? await this.#history.knownAs(path, bytes) : latest;
      await this.#history.keepIn(history, path, bytes, { by, at, why });
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
    this.#history.drop(path);
  }

  /** `null`: nothing was seen of it but that it is there. */
  #madeHere(path: NotePath): Latest | null {
    const latest = this.#latest.get(path);
    return latest === undefined || latest.why === 'found' ? null : latest;
  }
}

/** Whether the file has several names: it is written in place, which is no matter of all or nothing. */
function hasOtherNames(file: string): boolean {
  try {
    return lstatSync(file).nlink > 1;
  } catch {
    return false;
  }
}

function isShrunk(before: Buffer, length: number): boolean {
  // No text has more units than bytes: whatever is long by its bytes need not be decoded at each save.
  return length < before.length * shrunkPart && length < decode(before).text.length * shrunkPart;
}
