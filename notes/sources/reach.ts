/** Whether this machine is on the network, by what answered lately: then a host that can't be found is itself to blame. */
import { kindOfAddress } from './addresses.ts';
import { isOnline } from './destinations.ts';
import type { DoorFailure } from './unfetched.ts';
import { Unreached } from './unreached.ts';

/** How long an answer proves that there is a network, ms. */
const provenMs = 5 * 60_000;
/** The same for names that nobody knows: old sites come in runs, and behind some routers without a connection no name is known. */
const namesProvenMs = 60_000;

export class Reach {
  readonly #now: () => number;
  readonly #hasNetwork: () => boolean;
  #answeredAt = -Infinity;
  /** Since the last answer. */
  readonly #unreached = new Unreached();

  constructor(now: () => number = () => performance.now(), hasNetwork: () => boolean = isOnline) {
    this.#now = now;
    this.#hasNetwork = hasNetwork;
  }

  /** A server at one of these addresses answered. One at home tells nothing. */
  answered(addresses: readonly { address: string }[]): void {
    if (!addresses.some(({ address }) => kindOfAddress(address) === 'public')) return;
    this.#answeredAt = this.#now();
    this.#unreached.clear();
  }

  /** `offline` only where that may be so; else that this host can't be reached. And that nobody knows a name, or any name. */
  judged(failure: DoorFailure, url: URL): DoorFailure {
    if (failure.reason !== 'offline' && failure.reason !== 'name-unknown') return failure;
    this.#unreached.add(url.href);
    const isDown = this.#unreached.isNetworkDown;
    const answeredMs = this.#now() - this.#answeredAt;
    if (failure.reason === 'name-unknown')
      return isDown && answeredMs >= namesProvenMs ? noNames(url) : failure;
    const isProven = answeredMs < provenMs && !isDown;
    if (!isProven || !this.#hasNetwork()) return failure;
    const message = `${url.host} can't be found or reached from here, although others can. Try again later.`;
    return { ...failure, reason: 'failed', message };
  }
}

/** Behind some routers without a connection no name is known. */
function noNames(url: URL): DoorFailure {
  const message = `No name server knows ${url.hostname}, nor the others before it: this machine seems to be offline. Try again when it is connected.`;
  return { kind: 'failed', reason: 'offline', status: null, message };
}
