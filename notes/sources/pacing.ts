/** Whose turn it is among the links to one host, and how long the host wants to be left alone. */
import { hostOf, hostPortOfUrl } from '../text/host-port.ts';
import type { Door } from './fetch.ts';
import { Politeness } from './politeness.ts';

export interface Gaps {
  /** Between the beginnings of two links to one host, ms. */
  usual: number;
  /** The same at a host that a person allowed by name (`--allow-address`), ms. */
  allowed: number;
}

export class Pacing {
  readonly #usual: Politeness;
  readonly #atHome: Politeness;
  readonly #gaps: Gaps;
  readonly #allowed: ReadonlySet<string>;

  /** `allowed`: `host:port` each. */
  constructor(gaps: Gaps, allowed: readonly string[]) {
    this.#gaps = gaps;
    this.#usual = new Politeness(gaps.usual);
    this.#atHome = new Politeness(gaps.allowed);
    this.#allowed = new Set(allowed);
  }

  /** Resolves when the host of `url` may be asked for the next link; rejects when `signal` is aborted. */
  turn(url: string, signal?: AbortSignal): Promise<void> {
    return (this.#isAllowed(url) ? this.#atHome : this.#usual).turn(hostOf(url), signal);
  }

  /** Leaves a host alone until then, ms since the epoch. */
  holdOff(host: string, untilMs: number): void {
    this.#usual.holdOff(host, untilMs);
    this.#atHome.holdOff(host, untilMs);
  }

  gapOf(url: string): number {
    return this.#isAllowed(url) ? this.#gaps.allowed : this.#gaps.usual;
  }

  #isAllowed(url: string): boolean {
    return this.#allowed.has(hostPortOfUrl(url) ?? '');
  }
}

/** `door`, but that every single request waits for its host's turn: for what nobody waits for. */
export function slowDoor(door: Pick<Door, 'fetch'>, pacing: Pacing): Pick<Door, 'fetch'> {
  return {
    async fetch(url, request) {
      await pacing.turn(url, request.signal);
      return door.fetch(url, request);
    },
  };
}
