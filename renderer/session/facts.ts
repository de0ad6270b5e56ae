/** Facts of the text on screen, read when the typing pauses: those of a long one in a worker. */
import type { NoteFacts } from '../../notes/api.ts';
import { readFacts } from '../../notes/text/facts.ts';
import { longestBody } from '../../notes/text/sizes.ts';
import type { FactsAnswer, FactsRequest } from './facts-worker.ts';
import address from './facts-worker.ts?worker&url';
import type { NoteSession } from './note.ts';

const pauseMs = 150;
/** The pause is so many times what reading took the last time: in a long note it would be felt between two keys. */
const patience = 20;
const longestPauseMs = 1500;

/** UTF-16 units: of a longer note only so much is read before it is on screen, and the rest in a moment. */
const longestAtOnce = 25_000;
/** A header is shorter than that, and its reader looks no further. */
const longestHeader = 80_000;

type Reader = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export class FactsReader {
  #lastMs = 0;
  #lastId = 0;
  #worker: Promise<Reader | null> | null = null;
  #waiting: { id: number; settle: (facts: NoteFacts | null) => void } | null = null;
  readonly #start: () => Promise<Reader>;

  /** `start` makes the worker (facts-worker.ts). */
  constructor(start: () => Promise<Reader> = startWorker) {
    this.#start = start;
  }

  /** How long nobody must have typed before the facts are read again, ms. */
  get pauseMs(): number {
    return Math.min(longestPauseMs, Math.max(pauseMs, this.#lastMs * patience));
  }

  /** Whether the text is so long that `readAside` is to read it. */
  isLong(session: NoteSession): boolean {
    return session.state.doc.length > longestAtOnce * 2;
  }

  /**
   * Facts of a note that is about to be shown, or was changed by a dialog. Of a long one: what its beginning says, and
   * from `before` what only the whole text can.
   */
  readFirst(session: NoteSession, before: NoteFacts | null = null): NoteFacts {
    if (!this.isLong(session)) return this.read(session, before);
    const { doc } = session.state;
    const line = doc.lineAt(longestAtOnce);
    const end = line.from > 0 ? line.from : longestAtOnce;
    const first = readFacts(session.path, doc.sliceString(0, end));
    if (before === null) return first;
    const { title, titleFrom, date, instant, tags, categories, layout, unpublished, problem } = first;
    const now = {
      ...before,
      title,
      titleFrom,
      date,
      instant,
      tags,
      categories,
      layout,
      unpublished,
      problem,
    };
    return shared(before, now) as NoteFacts;
  }

  /** What `before` says already is answered as the same objects, so that nobody draws it again. */
  read(session: NoteSession, before: NoteFacts | null): NoteFacts {
    const start = performance.now();
    const facts = readFacts(session.path, session.state.doc.toString());
    this.#lastMs = performance.now() - start;
    return before === null ? facts : (shared(before, facts) as NoteFacts);
  }

  /** The facts of a long text, when a worker has read them; `null`: another reading has begun, or there are none to be had. */
  async readAside(session: NoteSession): Promise<NoteFacts | null> {
    this.#waiting?.settle(null);
    const start = performance.now();
    const id = ++this.#lastId;
    const answer = new Promise<NoteFacts | null>((settle) => (this.#waiting = { id, settle }));
    // Of the rest nothing is known anyway, and copying it to the worker takes its time.
    const text = session.state.doc.sliceString(0, longestHeader + longestBody);
    const worker = await (this.#worker ??= this.#open());
    if (worker === null) this.#settle(id, this.read(session, null));
    else if (id === this.#lastId) worker.postMessage({ id, path: session.path, text } satisfies FactsRequest);
    const facts = await answer;
    this.#lastMs = performance.now() - start;
    return facts;
  }

  async #open(): Promise<Reader | null> {
    try {
      const worker = await this.#start();
      worker.addEventListener('message', (event: MessageEvent<FactsAnswer>) => {
        this.#settle(event.data.id, event.data.facts);
      });
      worker.addEventListener('error', () => {
        this.#worker = null;
        this.#settle(this.#lastId, null);
      });
      return worker;
    } catch {
      // A long pause now and then is better than facts that are wrong.
      return null;
    }
  }

  #settle(id: number, facts: NoteFacts | null): void {
    if (this.#waiting?.id !== id) return;
    this.#waiting.settle(facts);
    this.#waiting = null;
  }
}

/** What starts workers is loaded with the first long note. */
async function startWorker(): Promise<Worker> {
  return (await import('../reading/sanitize.ts')).startOwnWorker(address);
}

/** `now`, with every part that is equal to the part at its place in `before` replaced by that. */
export function shared(before: unknown, now: unknown): unknown {
  if (Object.is(before, now) || !isHolder(before) || !isHolder(now)) return now;
  if (Array.isArray(before) !== Array.isArray(now)) return now;
  const keys = Object.keys(now);
  let isSame = keys.length === Object.keys(before).length;
  for (const key of keys) {
    const part = shared(before[key], now[key]);
    if (!Object.is(part, before[key])) isSame = false;
    now[key] = part;
  }
  return isSame ? before : now;
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
