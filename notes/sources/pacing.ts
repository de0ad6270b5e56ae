/** Whose turn it is among all that is asked of one host, and which hosts want to be left alone. */
import { hostOf, hostPortOfUrl } from '../text/host-port.ts';
import { Politeness } from './politeness.ts';

/** Between a request to a host and the one before, ms: how long each of these waits. */
export interface Gaps {
  card: number;
  copy: number;
  check: number;
  /** Pictures of a copy: they have a line of their own, as they belong to a page that had its turn. */
  picture: number;
}

/** How long a host that wants to be left alone is waited for, ms. Beyond, that is the answer. */
export const mostPatienceMs = 60_000;
const mostResting = 2000;

export class Pacing {
  readonly #pages: Politeness;
  readonly #pictures: Politeness;
  readonly #gaps: Gaps;
  readonly #allowedGap: number | null;
  readonly #allowed: ReadonlySet<string>;
  readonly #resting = new Map<string, { until: number; status: number }>();

  /** `allowed`: `host:port` each, that a person allowed by name; `allowedGap`: the gap at those. `null`: the usual one. */
  constructor(gaps: Gaps, allowed: readonly string[] = [], allowedGap: number | null = null) {
    this.#gaps = gaps;
    this.#pages = new Politeness(Math.max(gaps.card, gaps.copy, gaps.check));
    this.#pictures = new Politeness(gaps.picture);
    this.#allowed = new Set(allowed);
    this.#allowedGap = allowedGap;
  }

  /** Resolves when the host of `url` may be asked for `what`; rejects when `signal` is aborted. */
  turn(url: string, what: keyof Gaps, signal?: AbortSignal): Promise<void> {
    const line = what === 'picture' ? this.#pictures : this.#pages;
    return line.turn(hostOf(url), this.gapOf(url, what), signal);
  }

  /** A host answered `status`, and wants to be left alone for `waitMs`. */
  leaveAlone(url: string, waitMs: number, status: number): void {
    const host = hostOf(url);
    const until = Date.now() + waitMs;
    if (waitMs <= mostPatienceMs) {
      this.#pages.holdOff(host, until);
      this.#pictures.holdOff(host, until);
      return;
    }
    this.#resting.set(host, { until, status });
    const [oldest] = this.#resting.keys();
    if (this.#resting.size > mostResting && oldest !== undefined) this.#resting.delete(oldest);
  }

  /** What a host said that wants to be left alone for longer than anybody waits; `null`: it may be asked. */
  restOf(url: string): { until: number; status: number } | null {
    const host = hostOf(url);
    const rest = this.#resting.get(host) ?? null;
    if (rest === null || rest.until > Date.now()) return rest;
    this.#resting.delete(host);
    return null;
  }

  gapOf(url: string, what: keyof Gaps): number {
    const usual = this.#gaps[what];
    const isAllowed = this.#allowed.has(hostPortOfUrl(url) ?? '');
    return isAllowed && this.#allowedGap !== null ? Math.min(this.#allowedGap, usual) : usual;
  }
}
