/** Versions of notes, kept outside the notebook. Losing them costs nothing but them. */
import { join } from 'node:path';
import type { NotePath, VersionMaker, VersionReason } from '../../api.ts';
import { versionOf } from '../bytes.ts';
import type { Exclusively } from '../durable.ts';
import { Turns } from '../turns.ts';
import { Blobs } from './blobs.ts';
import { excessOf, usualBudget } from './retention.ts';
import { type KeptVersion, VersionLog } from './version-log.ts';

export interface Keeping {
  by: VersionMaker;
  why: VersionReason;
  /** Default: now. */
  at?: number;
  then?: KeptVersion['then'];
  /** Default: it survives a power cut as soon as `keep` resolves. */
  isDurable?: boolean;
}

export interface HistoryOptions {
  exclusively?: Exclusively;
  /** Bytes on the disk. */
  budget?: number;
}

/** So many new ones between two looks at how much room they take. */
const keptBetweenLooks = 100;
/** A version whose text is older than this when it is kept says so. */
const lateMs = 60 * 60 * 1000;

export class History {
  readonly #log: VersionLog;
  readonly #blobs: Blobs;
  readonly #budget: number;
  /** Of one note one after the other, so that each is held against the one before. */
  readonly #turns = new Turns();
  #sinceLook = keptBetweenLooks;
  /** Kept by this process without waiting for the disk. */
  readonly #soon = new Set<number>();

  private constructor(folder: string, { exclusively, budget = usualBudget }: HistoryOptions) {
    this.#log = new VersionLog(join(folder, 'versions.log'), exclusively ?? ((work) => work()));
    this.#blobs = new Blobs(join(folder, 'blobs'));
    this.#budget = budget;
  }

  /** `folder` is made when it is needed. */
  static async open(folder: string, options: HistoryOptions = {}): Promise<History> {
    const history = new History(folder, options);
    await history.#log.load();
    return history;
  }

  /** Keeps these bytes as the newest version of the note; `null`: they are that already. The system's errors. */
  keep(path: NotePath, bytes: Buffer, keeping: Keeping): Promise<KeptVersion | null> {
    return this.#turns.take(path, () => this.#keep(path, bytes, keeping));
  }

  async #keep(path: NotePath, bytes: Buffer, keeping: Keeping): Promise<KeptVersion | null> {
    const { at = Date.now(), isDurable = true, by, why, then } = keeping;
    const version = versionOf(bytes);
    this.#log.catchUp();
    const newest = this.newestOf(path);
    const isThere = newest?.version === version && (then === undefined || newest.then === then);
    // Kept once more where a power cut could still take it.
    if (isThere && (!isDurable || !this.#soon.has(newest.id))) return null;
    for (;;) {
      const stored = await this.#blobs.put(version, bytes, isDurable);
      const now = Date.now();
      const late = Math.abs(now - at) > lateMs ? { keptAt: now } : {};
      const made = { path, version, size: bytes.length, stored, at, ...late, by, why, ...(then && { then }) };
      // Another process may have pruned it away between the two.
      const kept = await this.#log.add(made, () => this.#blobs.has(version), isDurable);
      if (kept === null) continue;
      if (!isDurable) this.#soon.add(kept.id);
      if (++this.#sinceLook >= keptBetweenLooks) this.prune();
      return kept;
    }
  }

  /** Of one note, the newest first; not those of which a crash left no bytes. */
  of(path: NotePath): KeptVersion[] {
    this.#log.catchUp();
    return this.#log
      .of(path)
      .filter((kept) => this.#isWhole(kept))
      .reverse();
  }

  /** The last whole one of each note, the newest first; also of notes that are gone. */
  newest(): KeptVersion[] {
    this.#log.catchUp();
    return this.#log
      .paths()
      .map((path) => this.#newestWhole(path))
      .filter((kept) => kept !== null)
      .sort((one, other) => other.id - one.id);
  }

  newestOf(path: NotePath): KeptVersion | null {
    this.#log.catchUp();
    return this.#newestWhole(path);
  }

  #newestWhole(path: NotePath): KeptVersion | null {
    return this.#log.of(path).findLast((kept) => this.#isWhole(kept)) ?? null;
  }

  /** Its line may have reached the disk, and its bytes not, when the power was cut. */
  #isWhole({ version, stored }: KeptVersion): boolean {
    return this.#blobs.isWhole(version, stored);
  }

  /** `null`: damaged, or not there any more. */
  bytes({ version }: KeptVersion): Promise<Buffer | null> {
    return this.#blobs.get(version);
  }

  /** The note has another path. */
  async moved(from: NotePath, to: NotePath): Promise<void> {
    this.#log.catchUp();
    if (from !== to && this.#log.newest(from) !== null) await this.#log.move(from, to);
  }

  /** Makes room, where there is too much. */
  prune(): void {
    this.#sinceLook = 0;
    this.#log.drop(
      (all) => excessOf(all, this.#budget),
      (gone, left) => {
        const used = new Set(left.map(({ version }) => version));
        for (const { version } of gone) if (!used.has(version)) this.#blobs.remove(version);
      },
    );
  }
}
