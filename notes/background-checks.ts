/** Looks after links while nobody waits for it: only where a person allowed it, slowly, and never without a network. */
import { setTimeout as pause } from 'node:timers/promises';
import { overdueIn } from './find/articles/overdue.ts';
import type { Indexing } from './indexing.ts';
import { logFailure } from './log.ts';
import type { CheckedLink } from './sources/health.ts';

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
      const overdue = await indexing.ask(({ database }) => overdueIn(database, before, batch));
      for (const normalised of overdue) if (!(await this.#checkOne(normalised, signal))) break;
    }
  }

  /** Answers whether to go on at once. */
  async #checkOne(normalised: string, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    if (!this.#parts.isAllowed()) {
      this.stop();
      signal.throwIfAborted();
    }
    const { state, isDown } = await this.#parts.check(normalised, signal);
    const isOffline = state === 'offline' && isDown !== true;
    this.#timesOffline = isOffline ? Math.min(this.#timesOffline + 1, mostDoublings) : 0;
    return !isOffline && !this.#parts.isBusy();
  }
}
