/** The places for notes on screen, one or two beside each other, and which of them everything else is about. */
import { useTexts } from '../editor/text-on-screen.ts';
import { type OpenNote, type Side, useStore } from '../store.ts';
import { News } from './news.ts';
import type { NoteSession } from './note.ts';
import { EditorScreen } from './screen.ts';

/** One place: its editor, the note in it, and what the store is told of that. */
export class NoteSide {
  readonly name: Side;
  readonly screen: EditorScreen;
  readonly news: News;
  /** Grows with every note that is asked for here: an answer that comes late is not shown. */
  turn = 0;
  #session: NoteSession | null = null;

  constructor(name: Side, tell: (note: OpenNote | null) => void) {
    this.name = name;
    this.screen = new EditorScreen(name);
    this.news = new News(tell);
  }

  get session(): NoteSession | null {
    return this.#session;
  }

  show(session: NoteSession | null): void {
    this.#session = session;
    this.screen.show(session);
    this.news.about(session);
  }
}

export class Sides {
  readonly #all: Record<Side, NoteSide>;
  readonly #told: Record<Side, OpenNote | null> = { one: null, two: null };
  /** From left to right; never none. */
  #shown: readonly NoteSide[];
  #active: NoteSide;

  constructor() {
    const make = (name: Side) =>
      new NoteSide(name, (note) => {
        this.#told[name] = note;
        this.#tell();
      });
    this.#all = { one: make('one'), two: make('two') };
    this.#active = this.#all.one;
    this.#shown = [this.#active];
  }

  /** The one that had the focus last. */
  get active(): NoteSide {
    return this.#active;
  }

  get shown(): readonly NoteSide[] {
    return this.#shown;
  }

  /** The place beside the active one, on screen or not. */
  get beside(): NoteSide {
    return this.#active === this.#all.one ? this.#all.two : this.#all.one;
  }

  named(name: Side): NoteSide {
    return this.#all[name];
  }

  of(session: NoteSession): NoteSide | null {
    return this.#shown.find((side) => side.session === session) ?? null;
  }

  ofPath(path: string): NoteSide | null {
    return this.#shown.find((side) => side.session?.path === path) ?? null;
  }

  /** Puts it on screen, at the right, where it is not there yet. */
  add(side: NoteSide): void {
    if (!this.#shown.includes(side)) this.#shown = [...this.#shown, side];
  }

  activate(side: NoteSide): void {
    if (side === this.#active || !this.#shown.includes(side)) return;
    this.#active = side;
    this.#tell();
    useTexts.setState({ side: side.name });
  }

  /** Shows nothing there; where another note is on screen, that one stays alone. */
  clear(side: NoteSide): void {
    side.turn += 1;
    const others = this.#shown.filter((one) => one !== side);
    const [left] = others;
    if (left !== undefined) {
      this.activate(left);
      this.#shown = others;
    }
    side.show(null);
  }

  #tell(): void {
    const [note, beside] = [this.#told[this.#active.name], this.#told[this.beside.name]];
    const sides = this.#shown.map((one) => one.name);
    const before = useStore.getState().sides;
    useStore.setState({
      note,
      beside: sides.length > 1 ? beside : null,
      side: this.#active.name,
      // The same ones as the same object, so that nobody draws them again.
      sides: sides.join() === before.join() ? before : sides,
    });
  }
}
