/** Tells what others may know about the note on one side of the screen. */
import type { NoteFacts } from '../../notes/api.ts';
import { isHeaderOpen } from '../editor/header.ts';
import { FactsReader, shared } from './facts.ts';
import type { NoteSession } from './note.ts';
import type { OpenNote } from '../store.ts';

/** Where the cursor is, is told at most once in so many ms of typing: no key waits for a status line. */
const placeMs = 100;

export class News {
  readonly #tell: (note: OpenNote | null) => void;
  #session: NoteSession | null = null;
  #facts: NoteFacts | null = null;
  readonly #reader = new FactsReader();
  #factsTimer: ReturnType<typeof setTimeout> | undefined;
  #placeTimer: ReturnType<typeof setTimeout> | undefined;
  #toldAt = -Infinity;

  /** `tell`: where the news go. */
  constructor(tell: (note: OpenNote | null) => void) {
    this.#tell = tell;
  }

  /** `session` is the open note now. */
  about(session: NoteSession | null): void {
    clearTimeout(this.#factsTimer);
    this.#session = session;
    this.#facts = session === null ? null : this.#reader.readFirst(session);
    this.tell();
    if (session !== null && this.#reader.isLong(session)) this.readFactsSoon(session);
  }

  /** The text, or the path, is another one: its facts follow in a moment. */
  readFactsSoon(session: NoteSession): void {
    if (session !== this.#session) return;
    clearTimeout(this.#factsTimer);
    const isLong = this.#reader.isLong(session);
    const read = () => (isLong ? void this.#readAside(session) : this.readFacts(session));
    this.#factsTimer = setTimeout(read, this.#reader.pauseMs);
  }

  async #readAside(session: NoteSession): Promise<void> {
    const { doc } = session.state;
    const facts = await this.#reader.readAside(session);
    // What has changed meanwhile is read when the typing pauses again.
    if (facts === null || session !== this.#session || session.state.doc !== doc) return;
    this.#facts = shared(this.#facts, facts) as NoteFacts;
    this.tell();
  }

  /** Without a pause: after an edit that is done. */
  readFacts(session: NoteSession): void {
    if (session !== this.#session) return;
    clearTimeout(this.#factsTimer);
    this.#facts = this.#reader.readFirst(session, this.#facts);
    this.tell();
    if (this.#reader.isLong(session)) this.readFactsSoon(session);
  }

  /** The text has changed, and with it the cursor's place. */
  typed(session: NoteSession): void {
    this.readFactsSoon(session);
    this.#placeTimer ??= setTimeout(() => this.tell(), placeMs);
  }

  /** The cursor is elsewhere: told now, and then only when a while has passed, for keys that are held down. */
  moved(): void {
    if (this.#placeTimer !== undefined) return;
    const now = performance.now();
    if (now - this.#toldAt > placeMs) this.tell();
    else this.#placeTimer = setTimeout(() => this.tell(), placeMs);
  }

  tell(): void {
    this.#toldAt = performance.now();
    clearTimeout(this.#placeTimer);
    this.#placeTimer = undefined;
    const session = this.#session;
    const facts = this.#facts;
    if (session === null || facts === null) {
      this.#tell(null);
      return;
    }
    const { id, path, status, state } = session;
    const { recovered, keptAs, inPlace } = session.happened;
    const { lineEnds, byteOrderMark, encoding = 'utf-8' } = session.facts;
    const head = state.selection.main.head;
    const line = state.doc.lineAt(head);
    this.#tell({
      id,
      path,
      status,
      facts,
      line: line.number,
      column: head - line.from + 1,
      lineEnds,
      byteOrderMark,
      encoding,
      recovered,
      keptAs,
      inPlace: inPlace === 'told',
      headerOpen: isHeaderOpen(state),
    });
  }
}
