/** Keeps a note's page at the note's text: after a pause in typing, never while an input method composes. */
import { textOn } from '../editor/text-on-screen.ts';
import type { Side } from '../store.ts';
import { onTextChange } from './following.ts';
import type { NotePage } from './note-page.ts';
import { noteView } from './note-view-state.ts';
import { Renderer } from './renderer.ts';

const leastPauseMs = 250;
const mostPauseMs = 2000;
const composingPollMs = 150;

export class NoteReader {
  readonly #page: NotePage;
  readonly #side: Side;
  readonly #onShown: () => void;
  readonly #renderer = new Renderer();
  readonly #unlisten: () => void;
  #timer = 0;
  #tookMs = 0;
  #isPaused = false;

  /** `side`: where the text is; `onShown`: called whenever the page shows the text as it was a moment ago. */
  constructor(page: NotePage, side: Side, onShown: () => void) {
    this.#page = page;
    this.#side = side;
    this.#onShown = onShown;
    this.#unlisten = onTextChange((view) => {
      if (view !== textOn(side)) return;
      if (!this.#isPaused) this.#soon(Math.min(Math.max(leastPauseMs, this.#tookMs * 2), mostPauseMs));
    });
  }

  /** Reads the text now, also when it was too much before. */
  read(): void {
    this.#setPaused(false);
    this.#soon(0);
  }

  close(): void {
    this.#unlisten();
    window.clearTimeout(this.#timer);
    this.#renderer.close();
    this.#setPaused(false);
  }

  #soon(ms: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      const view = textOn(this.#side);
      if (view !== null && (view.composing || view.compositionStarted)) this.#soon(composingPollMs);
      else void this.#read();
    }, ms);
  }

  async #read(): Promise<void> {
    const text = textOn(this.#side)?.state.doc.toString();
    if (text === undefined) return;
    const since = performance.now();
    const outcome = await this.#renderer.render(text);
    if (outcome === null) return;
    if (outcome.kind === 'stopped') {
      this.#page.showPlain(text);
      this.#setPaused(true);
    } else if (!(await this.#page.show(outcome.rendered, text))) return;
    this.#tookMs = performance.now() - since;
    this.#onShown();
  }

  #setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    noteView(this.#side).setState({ isPaused });
  }
}
