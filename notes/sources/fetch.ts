/**
 * The door: the only way of Gleaner to the network. What passes it was asked for by a person, goes to public addresses
 * and to those that a person allowed, and stays within a budget of time and bytes. Safety S-01 to S-06.
 */
import { hostPortOf } from '../text/host-port.ts';
import { answerOf, isRedirect, type Kind } from './answers.ts';
import { destinationOf, isOnline, webAddress } from './destinations.ts';
import { Reach } from './reach.ts';
import { type DoorFailure, reasonOf, shown, unfetched } from './unfetched.ts';

export interface FetchRequest {
  /** `check`: any type and any status, and at most 64 KB of the body. */
  what: Kind;
  method?: 'GET' | 'HEAD';
  signal?: AbortSignal;
}

export interface Fetched {
  kind: 'fetched';
  /** Where it was in the end. */
  url: string;
  status: number;
  /** By lower-case name; without cookies. */
  headers: Record<string, string>;
  /** Media type in lower case, without parameters. Of a page that has none it is told by its bytes; else it may be empty. */
  type: string;
  /** As the header names it, in lower case. */
  charset: string | null;
  /** Unpacked. Empty after HEAD. */
  bytes: Buffer;
  hops: Hop[];
  /** A redirect led from https to http. */
  isDowngraded: boolean;
}

export interface Hop {
  from: string;
  to: string;
  status: number;
}

export interface Door {
  /** Never rejects. A status outside 200–299 is a failure, but for a check. */
  fetch(url: string, request: FetchRequest): Promise<Fetched | DoorFailure>;
  /** Leaves what is under way; its sockets are closed when this resolves. Afterwards nothing is fetched any more. */
  close(): Promise<void>;
}

const mostHops = 5;
const mostAtOnce = 4;

/** Of a fetch, ms. */
export interface TimeBudget {
  /** For everything, from the first name that is looked up to the last byte. */
  totalMs: number;
  /** Of each hop, until the headers are there. */
  firstByteMs: number;
}

export const usualTime: TimeBudget = { totalMs: 10_000, firstByteMs: 5_000 };

export interface DoorOptions {
  /** `host:port`, as URLs write them, that may be private and may have any port. Others in it are passed over. */
  allowed: readonly string[];
  /** For tests, which don't want to wait for ten seconds. */
  time?: TimeBudget;
}

export function openDoor(options: DoorOptions): Door {
  const { time = usualTime } = options;
  const allowed = new Set(options.allowed.map(hostPortOf).filter((one) => one !== null));
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const reach = new Reach();
  let waiting: (() => void)[] = [];
  let free = mostAtOnce;

  async function place(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (free > 0) {
      free--;
      return;
    }
    const turn = Promise.withResolvers<undefined>();
    const go = (): void => turn.resolve(undefined);
    const leave = (): void => {
      waiting = waiting.filter((one) => one !== go);
      turn.reject(signal.reason);
    };
    waiting.push(go);
    signal.addEventListener('abort', leave, { once: true });
    await turn.promise;
    signal.removeEventListener('abort', leave);
  }

  function leavePlace(): void {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  async function fetched(text: string, request: FetchRequest): Promise<Fetched | DoorFailure> {
    const stop = new AbortController();
    const outside = AbortSignal.any([closing.signal, ...(request.signal ? [request.signal] : [])]);
    const cancel = (): void => stop.abort(unfetched('failed', 'The fetch was cancelled.'));
    if (outside.aborted) cancel();
    outside.addEventListener('abort', cancel, { once: true });
    let url: URL | null = null;
    let hasPlace = false;
    try {
      url = webAddress(text);
      await place(stop.signal);
      hasPlace = true;
      return await followed(url, request, { allowed, stop, reach, time });
    } catch (error) {
      const why: unknown = stop.signal.aborted ? stop.signal.reason : error;
      const at = url ?? new URL('http://nowhere.invalid/');
      return reach.judged(reasonOf(why, at, isOnline()).failure, at);
    } finally {
      outside.removeEventListener('abort', cancel);
      if (hasPlace) leavePlace();
    }
  }

  return {
    fetch(url, request) {
      const result = fetched(url, request);
      underWay.add(result);
      void result.then(() => underWay.delete(result));
      return result;
    },
    async close() {
      closing.abort();
      await Promise.all(underWay);
    },
  };
}

/** What all hops of a fetch share. */
interface Way {
  allowed: ReadonlySet<string>;
  stop: AbortController;
  reach: Reach;
  time: TimeBudget;
}

/** Goes from redirect to redirect, each judged like the first, within one budget of time. */
async function followed(start: URL, request: FetchRequest, way: Way): Promise<Fetched> {
  const { totalMs } = way.time;
  const slow = (): void =>
    way.stop.abort(
      unfetched('too-slow', `${shown(start)} took longer than ${totalMs / 1000} seconds. Try again later.`),
    );
  const timer = setTimeout(slow, totalMs);
  const hops: Hop[] = [];
  try {
    let url = start;
    for (;;) {
      const answer = await oneHop(url, request, way);
      if (!isRedirect(answer)) {
        return {
          kind: 'fetched',
          url: url.href,
          ...answer,
          hops,
          isDowngraded: hops.some(({ from, to }) => from.startsWith('https:') && to.startsWith('http:')),
        };
      }
      const next = webAddress(encodedLocation(answer.headers['location'] ?? ''), url);
      // RFC 9110, 10.2.2: a fragment is kept over a redirect that names none.
      if (next.hash === '') next.hash = url.hash;
      hops.push({ from: url.href, to: next.href, status: answer.status });
      if (hops.length > mostHops) {
        throw unfetched(
          'redirects',
          `${shown(start)} leads on and on, from one address to the next. It was left after ${mostHops}.`,
          answer.status,
        );
      }
      url = next;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Sites write UTF-8 or GBK as it is; each byte comes as one character. Encoded, it is what a browser would send. */
function encodedLocation(location: string): string {
  return location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

async function oneHop(
  url: URL,
  { what, method }: FetchRequest,
  { allowed, stop, reach, time: { firstByteMs } }: Way,
): ReturnType<typeof answerOf> {
  const silent = (): void =>
    stop.abort(
      unfetched(
        'too-slow',
        `${shown(url)} did not answer within ${firstByteMs / 1000} seconds. Try again later.`,
      ),
    );
  const timer = setTimeout(silent, firstByteMs);
  try {
    const destination = await destinationOf(url, allowed, stop.signal);
    const hasBegun = (): void => {
      clearTimeout(timer);
      reach.answered(destination.addresses);
    };
    return await answerOf(destination, what, method ?? 'GET', stop.signal, hasBegun);
  } finally {
    clearTimeout(timer);
  }
}
