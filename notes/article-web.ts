/** What one notebook has of the web: its door, opened when somebody first asks for something, and its manners. */
import { type FetchFailure, NotesError } from './api.ts';
import type { Door } from './sources/fetch.ts';
import type { Pacing } from './sources/pacing.ts';
import type { Robots } from './sources/robots.ts';
import { hostPortOf } from './text/host-port.ts';

/** How slowly, ms. Each can be told for tests and for the terminal. */
export interface Pace {
  /** Between two cards, copies or checks of one host. */
  card: number;
  copy: number;
  check: number;
  /** The same for all of them at a host that a person allowed by name. Default: as at any other. */
  allowed?: number;
  /** Before a host that is too busy is asked for a link once more, where it does not say when. */
  backOff: number;
  /** After opening, and after a look that found nothing to do, until links are checked in the background. */
  rest: number;
}

const usualPace: Pace = { card: 500, copy: 2000, check: 5000, backOff: 5000, rest: 60_000 };
const closeWithinMs = 500;

export interface OpenWeb {
  door: Door;
  robots: Robots;
  cards: Pacing;
  copies: Pacing;
  checks: Pacing;
}

export class ArticleWeb {
  readonly pace: Pace;
  readonly #allowed: readonly string[];
  readonly #ownPort: () => number | null;
  #opening: Promise<OpenWeb> | null = null;
  #isClosed = false;

  /** `ownPort`: where this notebook itself is served; nothing is fetched from there, whatever was allowed. */
  constructor(allowed: readonly string[], pace: Partial<Pace>, ownPort: () => number | null) {
    this.pace = { ...usualPace, ...pace };
    this.#allowed = allowed.map(hostPortOf).filter((address) => address !== null);
    this.#ownPort = ownPort;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  open(): Promise<OpenWeb> {
    if (this.#isClosed) throw new NotesError('offline', 'The notebook is closed.');
    return (this.#opening ??= this.#open());
  }

  /** What is under way is aborted. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const opened = await this.#opening?.catch(() => null);
    if (!opened) return;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((over) => (timer = setTimeout(over, closeWithinMs)));
    await Promise.race([opened.door.close(), patience]);
    clearTimeout(timer);
  }

  async #open(): Promise<OpenWeb> {
    const [{ openDoor }, { Pacing }, { openRobots }] = await Promise.all([
      import('./sources/fetch.ts'),
      import('./sources/pacing.ts'),
      import('./sources/robots.ts'),
    ]);
    const port = this.#ownPort();
    const allowed = this.#allowed.filter((address) => !isOwn(address, port));
    const door = openDoor({ allowed });
    const paced = (usual: number) => new Pacing({ usual, allowed: this.pace.allowed ?? usual }, allowed);
    const { card, copy, check } = this.pace;
    return { door, robots: openRobots(door), cards: paced(card), copies: paced(copy), checks: paced(check) };
  }
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
