/** Tells the store what others may know about the open note. */
import type { NoteFacts } from '../notes/api.ts';
import { readFacts } from '../notes/text/facts.ts';
import { isHeaderOpen } from './editor/header.ts';
import type { NoteSession } from './session-note.ts';
import { useStore } from './store.ts';

const factsMs = 150;
/** Reading facts of a note longer than this (UTF-16 units) takes long enough to be felt while typing. */
const longNote = 200_000;
const longFactsMs = 1000;

export class News {
  #session: NoteSession | null = null;
  #facts: NoteFacts | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `session` is the open note now. */
  about(session: NoteSession | null): void {
    clearTimeout(this.#timer);
    this.#session = session;
    this.#facts = session === null ? null : factsOf(session);
    this.tell();
  }

  /** The text, or the path, is another one: its facts follow in a moment. */
  readFactsSoon(session: NoteSession): void {
    if (session !== this.#session) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#facts = factsOf(session);
        this.tell();
      },
      session.state.doc.length > longNote ? longFactsMs : factsMs,
    );
  }

  tell(): void {
    const session = this.#session;
    const facts = this.#facts;
    if (session === null || facts === null) {
      useStore.setState({ note: null });
      return;
    }
    const { path, status, state, recovered, keptAs } = session;
    const { lineEnds, byteOrderMark } = session.facts;
    const head = state.selection.main.head;
    const line = state.doc.lineAt(head);
    useStore.setState({
      note: {
        path,
        status,
        facts,
        line: line.number,
        column: head - line.from + 1,
        lineEnds,
        byteOrderMark,
        recovered,
        keptAs,
        headerOpen: isHeaderOpen(state),
      },
    });
  }
}

function factsOf(session: NoteSession): NoteFacts {
  return readFacts(session.path, session.state.doc.toString());
}
