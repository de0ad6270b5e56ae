/** What one notebook has of the web: its door, opened when somebody first asks for something, and its manners. */
import { type FetchFailure, NotesError } from './api.ts';
import type { Door } from './sources/fetch.ts';
import type { Gaps, Pacing } from './sources/pacing.ts';
import type { PageThread } from './sources/page-thread.ts';
import type { Robots } from './sources/robots.ts';
import { hostPortOf } from './text/host-port.ts';

/** How slowly, ms. Each can be told for tests and for the terminal. */
export interface Pace extends Gaps {
  /** At a host that a person allowed by name, for all of them. Default: as at any other. */
  allowed?: number;
  /** Before a host that is too busy is asked for a link once more, where it does not say when. */
  backOff: number;
  /** After opening, and after a look that found nothing to do, until links are checked in the background. */
  rest: number;
  /** What a page may take to be read, once it is here. Default: of `PageThread`. */
  page?: number;
}

const usualPace: Pace = { card: 500, copy: 2000, check: 5000, picture: 200, backOff: 5000, rest: 60_000 };
const closeWithinMs = 500;

export interface OpenWeb {
  door: Door;
  /** The same with the patience that hosts ask for, for cards and copies. */
  heeding: Pick<Door, 'fetch'>;
  robots: Robots;
  pacing: Pacing;
}

export class ArticleWeb {
  readonly pace: Pace;
  readonly #allowed: readonly string[];
  readonly #ownPort: () => number | null;
  #opening: Promise<OpenWeb> | null = null;
  #pages: Promise<PageThread> | null = null;
  readonly #closing = new AbortController();

  /** `ownPort`: where this notebook itself is served; nothing is fetched from there, whatever was allowed. */
  constructor(allowed: readonly string[], pace: Partial<Pace>, ownPort: () => number | null) {
    this.pace = { ...usualPace, ...pace };
    this.#allowed = allowed.map(hostPortOf).filter((address) => address !== null);
    this.#ownPort = ownPort;
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** For what waits: it is given up when the notebook closes. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  open(): Promise<OpenWeb> {
    this.stopIfClosed();
    return (this.#opening ??= this.#open());
  }

  /** Where pages are taken apart; nothing of the web is opened for it. */
  pages(): Promise<PageThread> {
    this.stopIfClosed();
    return (this.#pages ??= import('./sources/page-thread.ts').then(
      ({ PageThread }) => new PageThread(limitsOf(this.pace.page)),
    ));
  }

  /** What is under way is aborted. */
  async close(): Promise<void> {
    this.#closing.abort();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((over) => (timer = setTimeout(over, closeWithinMs)));
    const ended = Promise.all([
      this.#opening?.then(({ door }) => door.close()).catch(() => undefined),
      this.#pages?.then((pages) => pages.close()).catch(() => undefined),
    ]);
    await Promise.race([ended, patience]);
    clearTimeout(timer);
  }

  stopIfClosed(): void {
    if (this.isClosed) throw new NotesError('offline', 'The notebook is closed.');
  }

  async #open(): Promise<OpenWeb> {
    const [{ openDoor }, { Pacing }, { heedingDoor }, { openRobots }] = await Promise.all([
      import('./sources/fetch.ts'),
      import('./sources/pacing.ts'),
      import('./sources/paced-door.ts'),
      import('./sources/robots.ts'),
    ]);
    const port = this.#ownPort();
    const allowed = this.#allowed.filter((address) => !isOwn(address, port));
    const door = openDoor({ allowed });
    const pacing = new Pacing(this.pace, allowed, this.pace.allowed ?? null);
    const heeding = heedingDoor(door, pacing, this.pace.backOff);
    return { door, heeding, robots: openRobots(door), pacing };
  }
}

function limitsOf(page: number | undefined): { card?: number; other?: number } {
  return page === undefined ? {} : { card: page, other: page };
}

/** Whether `host:port` may be where this process itself listens. A name may lead to this machine; a number of another can't. */
function isOwn(address: string, port: number | null): boolean {
  if (port === null || !address.endsWith(`:${port}`)) return false;
  const host = address.slice(0, -`:${port}`.length);
  const isNumber = /^[\d.]+$/.test(host) || host.startsWith('[');
  const isThisMachine =
    /^(?:127\.|0\.)/.test(host) || /^\[(?:::|::1|::ffff:.*|::[\da-f]+:[\da-f]+)\]$/.test(host);
  return !isNumber || isThisMachine;
}

/** An error as a reason why there is no card or copy. */
export function failureOf(error: unknown): FetchFailure {
  const isFull = error instanceof NotesError && error.code === 'disk-full';
  const message =
    error instanceof NotesError ? error.message : 'Something happened that Gleaner did not expect.';
  return { kind: 'failed', reason: isFull ? 'disk-full' : 'failed', status: null, message };
}
