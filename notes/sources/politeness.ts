/** When a host may be asked again. Nobody asks one server for many articles at once. */

interface Line {
  /** Before this the host is left alone; ms of `performance.now`, which no change of the clock turns back. */
  free: number;
  waiting: (() => void)[];
  timer: NodeJS.Timeout | null;
}

/** The longest that a server can keep us away with `Retry-After`, ms: a day. */
const longestHold = 24 * 60 * 60 * 1000;
/** What a timer of Node can wait, ms; beyond, it would fire at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * Gives turns: at most one each `gapMs` for one host, in the order they were asked for; other hosts don't wait for it.
 * A turn begins the gap; how long the request then takes does not count.
 */
export class Politeness {
  readonly #gapMs: number;
  readonly #lines = new Map<string, Line>();

  constructor(gapMs: number) {
    this.#gapMs = gapMs;
  }

  /** Resolves when `host` may be asked. Rejects with the signal's reason when it is aborted, and leaves the line. */
  turn(host: string, signal?: AbortSignal): Promise<void> {
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
      const mine = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      signal?.addEventListener('abort', leave, { once: true });
      line.waiting.push(mine);
      this.#look(host, line);
    });
  }

  /** Leaves `host` alone until then (ms since the epoch, at most a day from now); an earlier time changes nothing. */
  holdOff(host: string, untilMs: number): void {
    const line = this.#lineOf(host);
    line.free = Math.max(line.free, performance.now() + Math.min(untilMs - Date.now(), longestHold));
    this.#look(host, line);
  }

  #lineOf(host: string): Line {
    const known = this.#lines.get(host);
    if (known) return known;
    const line: Line = { free: -Infinity, waiting: [], timer: null };
    this.#lines.set(host, line);
    return line;
  }

  /** Lets the first go if it is time, and comes back when it will be. */
  #look(host: string, line: Line): void {
    if (line.timer) clearTimeout(line.timer);
    line.timer = null;
    const left = line.free - performance.now();
    if (left <= 0) {
      const first = line.waiting.shift();
      // A host that nobody has asked for a whole gap is forgotten.
      if (!first) {
        this.#lines.delete(host);
        return;
      }
      line.free = performance.now() + this.#gapMs;
      first();
    }
    line.timer = setTimeout(
      () => this.#look(host, line),
      Math.min(Math.max(1, line.free - performance.now()), longestTimer),
    );
    // A gap in which nobody waits keeps no process alive.
    if (line.waiting.length === 0) line.timer.unref();
  }
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
