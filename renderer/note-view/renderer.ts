/** The worker seen from the page: one text at a time, the newest one wins, and a hard stop. */
import { startOwnWorker } from '../reading/sanitize.ts';
import address from './render-worker.ts?worker&url';
import type { RenderAnswer, RenderRequest } from './render-messages.ts';
import type { Rendered } from './rendering.ts';

/** safety.md R-10: rendering that takes longer is stopped. */
export const longestRenderMs = 2000;
/** Until parts of the program have come. */
const longestLoadMs = 15_000;

export type Outcome = { kind: 'rendered'; rendered: Rendered } | { kind: 'stopped' };

export class Renderer {
  #worker: Worker | null = null;
  #last = 0;
  #running: { id: number; settle: (outcome: Outcome | null) => void; timer: number } | null = null;
  #next: { text: string; settle: (outcome: Outcome | null) => void } | null = null;

  /** Answers `null` when a newer text was asked for meanwhile. */
  render(text: string): Promise<Outcome | null> {
    return new Promise((settle) => {
      this.#next?.settle(null);
      this.#next = { text, settle };
      if (this.#running === null) this.#start();
    });
  }

  /** Ends everything; what was asked for is answered with `null`. */
  close(): void {
    this.#next?.settle(null);
    this.#next = null;
    this.#finish(null);
    this.#worker?.terminate();
    this.#worker = null;
  }

  #start(): void {
    if (this.#next === null) return;
    const { text, settle } = this.#next;
    this.#next = null;
    const id = ++this.#last;
    this.#running = { id, settle, timer: 0 };
    this.#allow(longestRenderMs);
    const request: RenderRequest = { id, text };
    (this.#worker ??= this.#open()).postMessage(request);
  }

  #open(): Worker {
    const worker = startOwnWorker(address);
    worker.addEventListener('message', (event: MessageEvent<RenderAnswer>) => this.#hear(event.data));
    worker.addEventListener('error', () => this.#stop());
    // The program itself has to come first.
    this.#allow(longestLoadMs);
    return worker;
  }

  #hear(answer: RenderAnswer): void {
    if (answer.id !== this.#running?.id) return;
    if (answer.kind === 'loading') this.#allow(longestLoadMs);
    else if (answer.kind === 'loaded') this.#allow(longestRenderMs);
    else if (answer.kind === 'rendered') this.#finish({ kind: 'rendered', rendered: answer.rendered });
    else this.#finish({ kind: 'stopped' });
  }

  #allow(ms: number): void {
    if (this.#running === null) return;
    window.clearTimeout(this.#running.timer);
    this.#running.timer = window.setTimeout(() => this.#stop(), ms);
  }

  #stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#finish({ kind: 'stopped' });
  }

  #finish(outcome: Outcome | null): void {
    const running = this.#running;
    if (running === null) return;
    window.clearTimeout(running.timer);
    this.#running = null;
    running.settle(outcome);
    this.#start();
  }
}
