/** Looks after links while nobody waits for it: only where a person allowed it, slowly, and never without a network. */
import { setTimeout as pause } from 'node:timers/promises';
import { overdueIn, type OverdueLink } from './find/articles/overdue.ts';
import type { Indexing } from './indexing.ts';
import { logFailure } from './log.ts';
import type { CheckedLink } from './sources/health.ts';
import { Unreached } from './sources/unreached.ts';

export interface BackgroundParts {
  indexing: Indexing;
  /** Asked before each link: another window may have taken it back. */
  isAllowed: () => boolean;
  /** Whether something that was asked for is under way: that goes first. */
  isBusy: () => boolean;
  check: (normalised: string, signal: AbortSignal) => Promise<CheckedLink>;
  restMs: number;
}

const monthMs = 30 * 24 * 60 * 60 * 1000;
/** Without a network each rest is twice as long as the one before, at most so many times. */
const mostDoublings = 6;
/** Looked up at once. */
const batch = 20;

export class BackgroundChecks {
  readonly #parts: BackgroundParts;
  #stop: AbortController | null = null;
  /** Since the network was last there. */
  #timesOffline = 0;
  /** Since a link could be reached. Other links of the same sites wait: whether it is the network is told by other hosts. */
  readonly #unreached = new Unreached();
  readonly #waitingSites = new Set<string>();

  constructor(parts: BackgroundParts) {
    this.#parts = parts;
  }

  /** Begins, or ends at once, as it is allowed now. */
  follow(): void {
    if (!this.#parts.isAllowed()) return this.stop();
    if (this.#stop !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    void this.#goOn(stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) logFailure('links could not be checked in the background', error);
      if (this.#stop === stop) this.#stop = null;
    });
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
  }

  async #goOn(signal: AbortSignal): Promise<void> {
    const { indexing, isBusy, restMs } = this.#parts;
    const rest = (): Promise<void> =>
      pause(restMs * 2 ** this.#timesOffline, undefined, { signal, ref: false });
    for (;;) {
      await rest();
      if (isBusy()) continue;
      const before = Date.now() - monthMs;
      const without = [...this.#waitingSites];
      const overdue = await indexing.ask(({ database }) => overdueIn(database, before, batch, without));
      // Nobody is left who could tell.
      if (overdue.length === 0 && without.length > 0) {
        this.#restLonger();
        this.#waitingSites.clear();
      }
      for (const link of overdue) {
        if (this.#waitingSites.has(link.site) || this.#unreached.has(link.normalised)) continue;
        if (!(await this.#checkOne(link, signal))) break;
      }
    }
  }

  /** Answers whether to go on at once. */
  async #checkOne({ normalised, site }: OverdueLink, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    if (!this.#parts.isAllowed()) {
      this.stop();
      signal.throwIfAborted();
    }
    const { state, isDown } = await this.#parts.check(normalised, signal);
    if (state === 'offline' && isDown !== true) {
      this.#unreached.add(normalised);
      this.#waitingSites.add(site);
      if (this.#unreached.isNetworkDown) {
        this.#restLonger();
        return false;
      }
    } else {
      this.#unreached.clear();
      this.#waitingSites.clear();
      this.#timesOffline = 0;
    }
    return !this.#parts.isBusy();
  }

  /** The sites that could not be reached go on waiting: after the rest others are asked. */
  #restLonger(): void {
    this.#timesOffline = Math.min(this.#timesOffline + 1, mostDoublings);
    this.#unreached.clear();
  }
}
