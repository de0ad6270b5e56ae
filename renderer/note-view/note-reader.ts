/** Keeps a note's page at the note's text: after a pause in typing, never while an input method composes. */
import { sessions } from '../actions.ts';
import { onTextChange } from './following.ts';
import type { NotePage } from './note-page.ts';
import { useNoteView } from './note-view-state.ts';
import { Renderer } from './renderer.ts';

const leastPauseMs = 250;
const mostPauseMs = 2000;
const composingPollMs = 150;

export class NoteReader {
  readonly #page: NotePage;
  readonly #onShown: () => void;
  readonly #renderer = new Renderer();
  readonly #unlisten: () => void;
  #timer = 0;
  #tookMs = 0;
  #isPaused = false;

  /** `onShown`: called whenever the page shows the text as it was a moment ago. */
  constructor(page: NotePage, onShown: () => void) {
    this.#page = page;
    this.#onShown = onShown;
    this.#unlisten = onTextChange(() => {
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
      if (sessions().isComposing()) this.#soon(composingPollMs);
      else void this.#read();
    }, ms);
  }

  async #read(): Promise<void> {
    const text = sessions().text();
    if (text === null) return;
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
    useNoteView.setState({ isPaused });
  }
}
