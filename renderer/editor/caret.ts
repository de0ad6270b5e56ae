/**
 * The cursor, which blinks by itself: an animation of the browser's would have every frame of the screen drawn anew as
 * long as the text has the focus. It stands still while somebody types, and once nobody has for a while.
 */
import { type Extension } from '@codemirror/state';
import {
  drawSelection,
  type EditorView,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

const blinkMs = 600;
/** As browsers and systems do, to spare the battery. */
const longestBlinkMs = 15_000;

class Blink implements PluginValue {
  readonly #view: EditorView;
  #timer: ReturnType<typeof setInterval> | undefined;
  #turns = 0;

  constructor(view: EditorView) {
    this.#view = view;
    this.#start();
  }

  update(update: ViewUpdate): void {
    if (update.docChanged || update.selectionSet || update.focusChanged) this.#start();
  }

  destroy(): void {
    clearInterval(this.#timer);
  }

  #start(): void {
    this.#show(true);
    this.#turns = 0;
    // A key more only begins the count anew: no timer is made for each.
    if (!this.#view.hasFocus) this.#stop();
    else this.#timer ??= setInterval(() => this.#turn(), blinkMs);
  }

  #turn(): void {
    this.#turns++;
    if (this.#turns * blinkMs > longestBlinkMs || !this.#view.hasFocus) {
      this.#show(true);
      this.#stop();
    } else if (this.#turns > 1) this.#show(this.#turns % 2 === 1);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #isShown = true;
  #show(isShown: boolean): void {
    if (isShown === this.#isShown) return;
    this.#isShown = isShown;
    const layer = this.#view.scrollDOM.querySelector<HTMLElement>('.cm-cursorLayer');
    if (layer !== null) layer.style.visibility = isShown ? '' : 'hidden';
  }
}

export const caret: Extension = [drawSelection({ cursorBlinkRate: 0 }), ViewPlugin.fromClass(Blink)];
