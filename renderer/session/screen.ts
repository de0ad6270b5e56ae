/** The editor on one side of the screen, whichever note it shows. Until it is attached, and in tests, there is none. */
import {
  Compartment,
  type EditorState,
  type Extension,
  type StateEffect,
  type Transaction,
} from '@codemirror/state';
import { EditorView, panels } from '@codemirror/view';
import { asChosen } from '../editor/chosen.ts';
import { drawGapsUpright } from '../editor/long-lines.ts';
import { keepText, textOn } from '../editor/text-on-screen.ts';
import type { Side } from '../store.ts';
import { HeldPlace } from './held-place.ts';
import type { NoteSession } from './note.ts';
import type { Screen } from './text.ts';

export interface EditorPlaces {
  text: HTMLElement;
  panels: HTMLElement;
  /** What scrolls the text. */
  scroller: HTMLElement;
}

export class EditorScreen {
  readonly #side: Side;
  /** Where panels go; without it, above the text. */
  readonly #panelPlace: HTMLElement | null =
    typeof document === 'undefined' ? null : document.createElement('div');
  #view: EditorView | null = null;
  #scroller: HTMLElement | null = null;
  #heldPlace: HeldPlace | null = null;
  #session: NoteSession | null = null;
  /** Brings the text where it is to be, once more; `null`: it is there. */
  #scrollAgain: (() => void) | null = null;
  /** The focus was asked for before there was an editor. */
  #wantsFocus = false;

  constructor(side: Side) {
    this.#side = side;
  }

  get view(): EditorView | null {
    return this.#view;
  }

  get isComposing(): boolean {
    return this.#view !== null && screenOf(this.#view).composing;
  }

  focus(): void {
    this.#wantsFocus = this.#view === null;
    this.#view?.focus();
  }

  /** What the state of a note that is shown here must have in it. */
  placed(): Extension {
    return place.of(this.#place());
  }

  /** Shows `session`'s text where it was left; the one shown before keeps its text and its place. */
  show(session: NoteSession | null): void {
    const former = this.#session;
    if (former !== null) {
      former.scrollTop = this.#scroller?.scrollTop ?? 0;
      former.hide();
    }
    this.#session = session;
    this.#scrollAgain = null;
    this.#heldPlace?.forget();
    const view = this.#view;
    const scroller = this.#scroller;
    if (session === null || view === null || scroller === null) return;
    view.setState(this.#asPlaced(asChosen(session.state)));
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
    if (this.#scrollAgain !== null || this.#view === null) this.#scrollAgain = scroll;
    scroll();
  }

  /** Makes the editor; the returned function takes it away. */
  attach(places: EditorPlaces): () => void {
    const session = this.#session;
    const view = new EditorView({
      parent: places.text,
      ...(session === null ? {} : { state: this.#asPlaced(asChosen(session.state)) }),
      dispatchTransactions: (transactions: readonly Transaction[], shown: EditorView) => {
        const hold = this.#heldPlace?.before(transactions);
        shown.update(transactions);
        hold?.();
        this.#session?.applied(transactions);
      },
    });
    drawGapsUpright(view);
    this.#view = view;
    this.#scroller = places.scroller;
    this.#heldPlace = new HeldPlace(view, places.scroller);
    if (this.#panelPlace !== null) places.panels.append(this.#panelPlace);
    session?.show(screenOf(view));
    places.scroller.scrollTop = session?.scrollTop ?? 0;
    keepText(this.#side, view);
    if (this.#wantsFocus) this.focus();
    if (this.#scrollAgain !== null) {
      requestAnimationFrame(() => {
        this.#scrollAgain?.();
        this.#scrollAgain = null;
      });
    }
    return () => {
      if (this.#view === view) this.#session?.hide();
      view.destroy();
      if (this.#view === view) {
        this.#view = null;
        this.#heldPlace = null;
      }
      if (textOn(this.#side) === view) keepText(this.#side, null);
    };
  }

  /** `state`, which may have been shown on the other side, with its panels here. */
  #asPlaced(state: EditorState): EditorState {
    const here = this.#place();
    if (place.get(state) === here) return state;
    return state.update({ effects: place.reconfigure(here) }).state;
  }

  #place(): Extension {
    return (this.#placing ??= this.#panelPlace === null ? [] : panels({ topContainer: this.#panelPlace }));
  }
  #placing: Extension | null = null;
}

const place = new Compartment();

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
