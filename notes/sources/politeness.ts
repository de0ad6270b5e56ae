/** When a host may be asked again. Nobody asks one server for many articles at once. */

interface Line {
  /** When it was asked last, and until when it is left alone; ms of `performance.now`, which no change of the clock turns back. */
  last: number;
  held: number;
  waiting: Waiting[];
  timer: NodeJS.Timeout | null;
}

interface Waiting {
  gapMs: number;
  go: () => void;
}

/** The longest that a server can keep us away with `Retry-After`, ms: a day. */
const longestHold = 24 * 60 * 60 * 1000;
/** What a timer of Node can wait, ms; beyond, it would fire at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * Gives turns: to a host, one at a time, each with its own gap after the turn before; other hosts don't wait for it. Who
 * asks for the smallest gap goes first, because a person waits for that, and among equals who asked first. A turn begins
 * the gap; how long the request then takes does not count.
 */
export class Politeness {
  readonly #lines = new Map<string, Line>();
  readonly #longestGap: number;

  /** `longestGapMs`: of all that will be asked for; a host is remembered for so long. */
  constructor(longestGapMs: number) {
    this.#longestGap = longestGapMs;
  }

  /** Resolves when `host` may be asked. Rejects with the signal's reason when it is aborted, and leaves the line. */
  turn(host: string, gapMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(reasonOf(signal));
        return;
      }
      const line = this.#lineOf(host);
      const leave = (): void => {
        line.waiting = line.waiting.filter((one) => one !== mine);
        this.#look(host, line);
        reject(reasonOf(signal));
      };
      const go = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const mine = { gapMs, go };
      signal?.addEventListener('abort', leave, { once: true });
      const after = line.waiting.findIndex((one) => one.gapMs > gapMs);
      line.waiting.splice(after < 0 ? line.waiting.length : after, 0, mine);
      this.#look(host, line);
    });
  }

  /** Leaves `host` alone until then (ms since the epoch, at most a day from now); an earlier time changes nothing. */
  holdOff(host: string, untilMs: number): void {
    const line = this.#lineOf(host);
    line.held = Math.max(line.held, performance.now() + Math.min(untilMs - Date.now(), longestHold));
    this.#look(host, line);
  }

  #lineOf(host: string): Line {
    const known = this.#lines.get(host);
    if (known) return known;
    const line: Line = { last: -Infinity, held: -Infinity, waiting: [], timer: null };
    this.#lines.set(host, line);
    return line;
  }

  /** Lets the first go if it is time, and comes back when it will be. */
  #look(host: string, line: Line): void {
    if (line.timer) clearTimeout(line.timer);
    line.timer = null;
    const [first] = line.waiting;
    if (first && freeFor(first.gapMs, line) <= performance.now()) {
      line.waiting.shift();
      line.last = performance.now();
      first.go();
    }
    const [next] = line.waiting;
    const left = freeFor(next?.gapMs ?? this.#longestGap, line) - performance.now();
    // A host that nobody has asked for a whole gap is forgotten.
    if (!next && left <= 0) {
      this.#lines.delete(host);
      return;
    }
    line.timer = setTimeout(() => this.#look(host, line), Math.min(Math.max(1, left), longestTimer));
    // A gap in which nobody waits keeps no process alive.
    if (!next) line.timer.unref();
  }
}

function freeFor(gapMs: number, { last, held }: Line): number {
  return Math.max(last + gapMs, held);
}

/**
 * How long a `Retry-After` asks us to wait, ms from `now`: seconds or a date (RFC 9110, 10.2.3), at most a day. `null`:
 * there is none, or it is neither.
 */
export function retryAfterMs(value: string | undefined, now = Date.now()): number | null {
  const text = value?.trim() ?? '';
  const wait = /^\d+$/.test(text)
    ? Number(text) * 1000
    : /^[a-z]{3},? /i.test(text)
      ? Date.parse(text) - now
      : NaN;
  return Number.isNaN(wait) ? null : Math.min(Math.max(0, wait), longestHold);
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('No longer wanted.');
}
