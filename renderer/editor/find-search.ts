/** Runs searches: plain words at once, regular expressions in a worker that is ended when it takes too long. */
import type { Findings, FindQuery } from './find-matches.ts';
import { findMatches } from './find-matches.ts';
import type { FindAnswer, FindRequest } from './find-worker.ts';

/** A regular expression may run so long, ms. */
export const longestFindMs = 1000;
/** Until the worker's program has come. */
const longestLoadMs = 10_000;

export type Finder = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export class Search {
  readonly #start: () => Promise<Finder>;
  #worker: Finder | null = null;
  #last = 0;
  #running: { id: number; settle: (findings: Findings) => void } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `start` makes the worker (find-worker.ts). */
  constructor(start: () => Promise<Finder>) {
    this.#start = start;
  }

  /** Calls `settle` before it returns for plain words, later for expressions, and never when another search has begun. */
  find(text: string, query: FindQuery, settle: (findings: Findings) => void): void {
    // A search that nobody waits for any more might run forever.
    if (this.#running !== null) this.#end();
    if (!query.isRegexp) {
      settle(findMatches(text, query));
      return;
    }
    const id = ++this.#last;
    this.#running = { id, settle };
    this.#allow(longestLoadMs);
    void this.#send({ id, text, query });
  }

  close(): void {
    this.#end();
  }

  async #send(request: FindRequest): Promise<void> {
    try {
      const worker = this.#worker ?? (await this.#open());
      if (request.id !== this.#running?.id) return worker.terminate();
      this.#worker = worker;
      worker.postMessage(request);
    } catch {
      // Without a worker nothing could end it.
      if (request.id === this.#running?.id) this.#giveUp();
    }
  }

  async #open(): Promise<Finder> {
    const worker = await this.#start();
    worker.addEventListener('message', (event: MessageEvent<FindAnswer>) => {
      const { id, findings } = event.data;
      if (id !== this.#running?.id) return;
      if (findings === null) this.#allow(longestFindMs);
      else this.#settle(findings);
    });
    worker.addEventListener('error', () => this.#giveUp());
    return worker;
  }

  #allow(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#giveUp(), ms);
  }

  #giveUp(): void {
    const settle = this.#running?.settle;
    this.#end();
    settle?.({ kind: 'slow' });
  }

  #settle(findings: Findings): void {
    const settle = this.#running?.settle;
    this.#running = null;
    clearTimeout(this.#timer);
    settle?.(findings);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#running = null;
    this.#worker?.terminate();
    this.#worker = null;
  }
}
