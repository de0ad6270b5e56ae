/** The one editor on screen, whichever note it shows. Until it is attached, and in tests, there is none. */
import type { StateEffect, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { asChosen } from '../editor/chosen.ts';
import { drawGapsUpright } from '../editor/long-lines.ts';
import type { NoteSession } from './note.ts';
import type { Screen } from './text.ts';

export interface EditorPlaces {
  text: HTMLElement;
  panels: HTMLElement;
  /** What scrolls the text. */
  scroller: HTMLElement;
}

export class EditorScreen {
  /** Where the search panel goes. */
  readonly panelPlace: HTMLElement | null =
    typeof document === 'undefined' ? null : document.createElement('div');
  #view: EditorView | null = null;
  #scroller: HTMLElement | null = null;
  #session: NoteSession | null = null;
  /** Brings the text where it is to be, once more; `null`: it is there. */
  #scrollAgain: (() => void) | null = null;

  get view(): EditorView | null {
    return this.#view;
  }

  get isComposing(): boolean {
    return this.#view !== null && screenOf(this.#view).composing;
  }

  /** Shows `session`'s text where it was left; the one shown before keeps its text and its place. */
  show(session: NoteSession | null): void {
    const former = this.#session;
    if (former !== null) {
      former.scrollTop = this.#scroller?.scrollTop ?? 0;
      former.hide();
    }
    this.#session = session;
    const view = this.#view;
    const scroller = this.#scroller;
    if (session === null || view === null || scroller === null) return;
    view.setState(asChosen(session.state));
    drawGapsUpright(view);
    session.show(screenOf(view));
    scroller.scrollTop = session.scrollTop;
    // Once more when the parts around the text have been drawn for this note.
    this.#scrollAgain = () => (scroller.scrollTop = session.scrollTop);
    requestAnimationFrame(() => {
      if (session === this.#session) this.#scrollAgain?.();
      this.#scrollAgain = null;
    });
  }

  /** Scrolls to a place in the text that is shown, also when it was shown only a moment ago and has a place to return to. */
  scrollTo(place: StateEffect<unknown>): void {
    const scroll = () => this.#view?.dispatch({ effects: place });
    if (this.#scrollAgain !== null) this.#scrollAgain = scroll;
    scroll();
  }

  /** Makes the editor; the returned function takes it away. */
  attach(places: EditorPlaces): () => void {
    const session = this.#session;
    const view = new EditorView({
      parent: places.text,
      ...(session === null ? {} : { state: asChosen(session.state) }),
      dispatchTransactions: (transactions: readonly Transaction[], shown: EditorView) => {
        shown.update(transactions);
        this.#session?.applied(transactions);
      },
    });
    drawGapsUpright(view);
    this.#view = view;
    this.#scroller = places.scroller;
    if (this.panelPlace !== null) places.panels.append(this.panelPlace);
    session?.show(screenOf(view));
    return () => {
      this.#session?.hide();
      view.destroy();
      if (this.#view === view) this.#view = null;
    };
  }
}

function screenOf(view: EditorView): Screen {
  return {
    get state() {
      return view.state;
    },
    get composing() {
      return view.composing || view.compositionStarted;
    },
    dispatch: (spec) => view.dispatch(spec),
  };
}
