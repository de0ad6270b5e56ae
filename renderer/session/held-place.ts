/** What is read stays where it is when somebody else writes above it. */
import { Transaction } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/**
 * CodeMirror (6.x, `measure`) holds the place only in a text that has the focus, or that scrolls by itself; ours is
 * scrolled by what is around it, and may be read while the focus is elsewhere.
 */
export class HeldPlace {
  readonly #view: EditorView;
  readonly #scroller: HTMLElement;
  /** A place in the text, and where it was on the screen, px. */
  #held: { at: number; top: number } | null = null;

  constructor(view: EditorView, scroller: HTMLElement) {
    this.#view = view;
    this.#scroller = scroller;
  }

  /** Call before the view is updated with these, and what it answers afterwards. */
  before(transactions: readonly Transaction[]): () => void {
    const view = this.#view;
    if (!transactions.some(isFromElsewhere) || (view.hasFocus && this.#held === null)) return () => undefined;
    if (this.#held === null) {
      const { top } = this.#scroller.getBoundingClientRect();
      const { from: at } = view.lineBlockAtHeight(top - view.documentTop);
      this.#held = { at, top: this.#topOf(at) };
      // After CodeMirror's own frame, which was asked for by an earlier update or is by this one.
      queueMicrotask(() => requestAnimationFrame(() => this.#putBack()));
    }
    return () => {
      for (const { changes } of transactions)
        if (this.#held !== null) this.#held.at = changes.mapPos(this.#held.at, -1);
    };
  }

  /** Another text is shown. */
  forget(): void {
    this.#held = null;
  }

  #putBack(): void {
    if (this.#held === null) return;
    const { at, top } = this.#held;
    this.#held = null;
    const moved = this.#topOf(at) - top;
    if (Math.abs(moved) > 1) this.#scroller.scrollTop += moved;
  }

  #topOf(at: number): number {
    return this.#view.documentTop + this.#view.lineBlockAt(at).top;
  }
}

function isFromElsewhere(transaction: Transaction): boolean {
  return transaction.docChanged && transaction.annotation(Transaction.remote) === true;
}
