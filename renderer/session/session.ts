/** The open note and those visited before: the one owner of notes' texts. The store gets what others may know. */
import { isolateHistory, undo } from '@codemirror/commands';
import { EditorState, type Extension, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Facet, Notebook, NotePath, NoteText } from '../../notes/api.ts';
import type { TextChange } from '../../notes/text/header-edit.ts';
import type { Word } from '../../notes/text/match.ts';
import { marksWords, setFoundWords, type Step, stepTo } from '../editor/found.ts';
import { bodyStart, setHeaderOpen } from '../editor/header.ts';
import { type EditorCommand, runCommand } from '../editor/keys.ts';
import { noteExtensions } from '../editor/setup.ts';
import { follow } from './follow.ts';
import { docOf } from './merge.ts';
import { News } from './news.ts';
import { NoteSession } from './note.ts';
import { type PaceTimes, usualTimes } from './pace.ts';
import { type EditorPlaces, EditorScreen } from './screen.ts';
import { editing, isFromHere } from './text.ts';

export interface Sessions {
  /**
   * Puts a note on screen, at a line or at a match of the words that are marked; the one before is flushed and keeps
   * its undo history. Fails as `read` does.
   */
  open(path: NotePath, at?: OpenAt): Promise<void>;
  /** Flushes the open note and shows none. */
  close(): Promise<void>;
  /** Saves what is unsaved of this note, or of all notes; `true`: nothing is left. Waits at most 10 s. */
  flush(path?: NotePath): Promise<boolean>;
  /** Notes whose text is not in their files. */
  unsaved(): NotePath[];
  /** A note was renamed by Gleaner itself. */
  moved(from: NotePath, to: NotePath): void;
  /** Puts the cursor at the start of this 1-based line, scrolls it near the top and focuses the editor. */
  goToLine(line: number): void;
  /** Puts the cursor at a match of the marked words, without taking the focus. `false`: there is none that way. */
  goToMatch(step: Step): boolean;
  /** Marks these words in the open note and in those that are opened later. */
  mark(words: readonly Word[]): void;
  /** Takes the marks away; `false`: there were none. */
  unmark(): boolean;
  focus(): void;
  /**
   * Changes the open note's text in one undo step; its facts follow at once. What it answers takes the step back where
   * it is still the last one; `false`: it is not, and nothing was done.
   */
  edit(changes: TextChange[]): () => boolean;
  /** Out of a conflict: see NoteSession. */
  keepBoth(): Promise<void>;
  keepMine(): Promise<void>;
  /** After `gone`: writes the file again. After `failed`: tries again. */
  saveAgain(): Promise<void>;
  /** The person has read that text was put back, or where a text was kept. */
  dismissNews(): void;
  isComposing(): boolean;
  run(command: EditorCommand): void;
  /** The text of the open note, `null` when there is none. */
  text(): string | null;
  /** Opens or folds the open note's header in the text. */
  setHeaderOpen(isOpen: boolean): void;
  /** Every tag of the notebook. */
  knownTags(): Promise<Facet[]>;
  /** Makes the editor; the returned function takes it away. */
  attach(places: EditorPlaces): () => void;
}

export type OpenAt = { line: number } | { match: Step };

export interface SessionOptions {
  /** Opens an article: a link that was Mod-clicked, or is under the cursor when its key is pressed. */
  openSource?: (url: string) => void;
  /** The text is about to be shown at a place or take the focus: what covers it must go. `isOpening`: another note is opened. */
  uncover?: (isOpening: boolean) => void;
  /** What else the text of every note is edited with. */
  extras?: Extension;
  times?: PaceTimes;
}

const keptNotes = 20;

export function createSessions(
  notebook: Notebook,
  {
    openSource = () => undefined,
    uncover = () => undefined,
    extras = [],
    times = usualTimes,
  }: SessionOptions = {},
): Sessions {
  /** By path, the least recently shown first. */
  const kept = new Map<NotePath, NoteSession>();
  const screen = new EditorScreen();
  const news = new News();
  let current: NoteSession | null = null;
  let turn = 0;
  let marked: readonly Word[] = [];

  function sessionOn(note: NoteText): NoteSession {
    const doc = docOf(note.text);
    const { panelPlace } = screen;
    const save = () => void current?.flush();
    const state = EditorState.create({
      doc,
      selection: { anchor: bodyStart(doc) },
      extensions: [
        noteExtensions({ text: note.text, openLink: openSource, save, panelPlace }),
        extras,
        editing.of(EditorState.readOnly.of(note.readOnly !== null)),
      ],
    });
    return new NoteSession({ notebook, note, state, times, onChange });
  }

  function onChange(session: NoteSession, transactions: readonly Transaction[]): void {
    if (session !== current) return;
    if (transactions.some(isFromHere)) {
      news.typed(session);
      return;
    }
    const isTextNew = transactions.some((transaction) => transaction.docChanged);
    if (isTextNew) news.readFactsSoon(session);
    if (isTextNew || !transactions.some(isStep)) news.tell();
    else news.moved();
  }

  function show(session: NoteSession | null): void {
    if (current === session) return;
    current = session;
    screen.show(session);
    news.about(session);
    if (session === null) return;
    showMarks();
    kept.delete(session.path);
    kept.set(session.path, session);
    for (const [path, old] of kept) {
      if (kept.size <= keptNotes) break;
      if (old !== session && !old.isDirty) kept.delete(path);
    }
  }

  async function open(path: NotePath, at?: OpenAt): Promise<void> {
    uncover(true);
    const mine = ++turn;
    const former = current;
    const flushed = former !== null && former.path !== path ? former.flush() : null;
    const before = kept.get(path);
    if (before !== undefined) {
      show(before);
      goTo(at);
      await before.check();
    } else {
      const note = await notebook.read({ path });
      if (mine === turn) {
        show(sessionOn(note));
        goTo(at);
      }
    }
    await flushed;
  }

  function goTo(at: OpenAt | undefined): void {
    if (at === undefined) return;
    if ('line' in at) goToLine(at.line);
    // The line of a match in the header, which is folded, or of one that was changed since.
    else if (!goToMatch(at.match) && typeof at.match === 'object') goToLine(at.match.line);
  }

  function goToMatch(step: Step): boolean {
    const found = current === null ? null : stepTo(current.state, step);
    if (found === null) return false;
    uncover(false);
    current?.dispatch(found.go);
    screen.scrollTo(found.scroll);
    return true;
  }

  function showMarks(): void {
    if (current === null || marksWords(current.state, marked)) return;
    current.dispatch({ effects: setFoundWords.of(marked) });
  }

  function goToLine(line: number): void {
    if (current === null) return;
    uncover(false);
    const { doc } = current.state;
    const anchor = doc.line(Math.min(Math.max(1, line), doc.lines)).from;
    current.dispatch({ selection: { anchor }, userEvent: 'select.goto' });
    screen.scrollTo(EditorView.scrollIntoView(anchor, { y: 'start', yMargin: 48 }));
    screen.view?.focus();
  }

  async function flush(path?: NotePath): Promise<boolean> {
    const sessions = [...kept.values()].filter((session) => path === undefined || session.path === path);
    return (await Promise.all(sessions.map((session) => session.flush()))).every(Boolean);
  }

  function unsaved(): NotePath[] {
    return [...kept.values()].filter((session) => session.isDirty).map((session) => session.path);
  }

  function moved(from: NotePath, to: NotePath): void {
    const session = kept.get(from);
    if (session === undefined) return;
    kept.delete(from);
    kept.set(to, session);
    session.moved(to);
    news.readFactsSoon(session);
  }

  /** Tries a way out; when it fails, looks what the disk has by now and lets the caller say so. */
  async function wayOut(way: (session: NoteSession) => Promise<void>): Promise<void> {
    const session = current;
    if (session === null) return;
    try {
      await way(session);
    } catch (error) {
      void session.check();
      throw error;
    }
  }

  follow(notebook, { kept, isOpen: (session) => session === current, moved });
  if (typeof window !== 'undefined') saveBeforeLeaving(flush, unsaved);

  return {
    open,
    goToLine,
    goToMatch,
    mark(words) {
      marked = words;
      showMarks();
    },
    unmark() {
      const had = current !== null && !marksWords(current.state, []);
      marked = [];
      showMarks();
      return had;
    },
    flush,
    unsaved,
    async close() {
      turn += 1;
      const flushed = current?.flush();
      show(null);
      await flushed;
    },
    moved,
    focus() {
      uncover(false);
      screen.view?.focus();
    },
    edit(changes) {
      const session = current;
      if (session === null) return () => false;
      session.dispatch({ changes, userEvent: 'properties', annotations: isolateHistory.of('full') });
      news.readFacts(session);
      const { doc } = session.state;
      return () => {
        if (session !== current || !session.state.doc.eq(doc) || screen.view === null) return false;
        const isDone = undo(screen.view);
        news.readFacts(session);
        return isDone;
      };
    },
    keepBoth: () => wayOut((session) => session.keepBoth()),
    keepMine: () => wayOut((session) => session.keepMine()),
    saveAgain: () => wayOut((session) => session.saveAgain()),
    dismissNews() {
      current?.dismissNews();
    },
    isComposing: () => screen.isComposing,
    run(command) {
      uncover(false);
      if (screen.view !== null) runCommand(screen.view, command);
    },
    text: () => current?.state.doc.toString() ?? null,
    setHeaderOpen(isOpen) {
      const toTop = {
        effects: EditorView.scrollIntoView(0, { y: 'nearest', yMargin: 80 }),
        selection: { anchor: 0 },
      };
      current?.dispatch({ effects: setHeaderOpen.of(isOpen) });
      if (!isOpen) return;
      current?.dispatch(toTop);
      screen.view?.focus();
    },
    async knownTags() {
      const query = { filter: '', sort: 'title', offset: 0, limit: 0, facets: true } as const;
      return (await notebook.query(query)).facets?.tags ?? [];
    },
    attach: (places) => screen.attach(places),
  };
}

/** A step of the cursor by key or pointer, of which there may be thirty in a second. */
function isStep(transaction: Transaction): boolean {
  const event = transaction.annotation(Transaction.userEvent);
  return event === 'select' || event === 'select.pointer';
}

function saveBeforeLeaving(flush: () => Promise<boolean>, unsaved: () => NotePath[]): void {
  window.addEventListener('pagehide', () => void flush());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void flush();
  });
  window.addEventListener('beforeunload', (event) => {
    if (unsaved().length === 0) return;
    void flush();
    event.preventDefault();
  });
}
