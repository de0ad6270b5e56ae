/** The open note and those visited before: the one owner of notes' texts. The store gets what others may know. */
import { isolateHistory } from '@codemirror/commands';
import { EditorState, type StateEffect, Text, type Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Facet, NoteFacts, Notebook, NotebookEvent, NotePath, NoteText } from '../notes/api.ts';
import { readFacts } from '../notes/text/facts.ts';
import type { TextChange } from '../notes/text/header-edit.ts';
import { bodyStart, isHeaderOpen, setHeaderOpen } from './editor/header.ts';
import { type EditorCommand, runCommand } from './editor/keys.ts';
import { noteExtensions } from './editor/setup.ts';
import { editing, NoteSession, type Screen } from './session-note.ts';
import { type PaceTimes, usualTimes } from './session-pace.ts';
import { useStore } from './store.ts';

export interface Sessions {
  /** Puts a note on screen; the one before is flushed and keeps its undo history. Fails as `read` does. */
  open(path: NotePath, at?: { line: number }): Promise<void>;
  /** Flushes the open note and shows none. */
  close(): Promise<void>;
  /** Saves all that is unsaved, in whatever note; `true`: nothing is left. Waits at most 10 s. */
  flush(): Promise<boolean>;
  /** Notes whose text is not in their files. */
  unsaved(): NotePath[];
  /** A note was renamed by Gleaner itself. */
  moved(from: NotePath, to: NotePath): void;
  /** Puts the cursor at the start of this 1-based line, scrolls it near the top and focuses the editor. */
  goToLine(line: number): void;
  focus(): void;
  /** Changes the open note's text in one undo step. */
  edit(changes: TextChange[]): void;
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

export interface EditorPlaces {
  text: HTMLElement;
  panels: HTMLElement;
  /** What scrolls the text. */
  scroller: HTMLElement;
}

export interface SessionOptions {
  /** Opens an article: a link that was Mod-clicked, or is under the cursor when its key is pressed. */
  openSource?: (url: string) => void;
  times?: PaceTimes;
}

const keptNotes = 20;
const factsMs = 150;
/** Reading facts of a note longer than this (UTF-16 units) takes long enough to be felt while typing. */
const longNote = 200_000;
const longFactsMs = 1000;
/** A rename outside arrives as two events, and one by Gleaner itself before its answer: wait for both. */
const changedMs = 150;

type Timer = ReturnType<typeof setTimeout>;

export function createSessions(
  notebook: Notebook,
  { openSource = () => undefined, times = usualTimes }: SessionOptions = {},
): Sessions {
  /** By path, the least recently shown first. */
  const kept = new Map<NotePath, NoteSession>();
  let current: NoteSession | null = null;
  let facts: NoteFacts | null = null;
  let view: EditorView | null = null;
  let turn = 0;
  let factsTimer: Timer | undefined;
  let checkTimer: Timer | undefined;
  const toCheck = new Set<NoteSession>();
  /** Where the search panel goes, whichever note is on screen. */
  const panelPlace = typeof document === 'undefined' ? null : document.createElement('div');
  let scroller: HTMLElement | null = null;

  function stateFor(note: NoteText): EditorState {
    const doc = Text.of(note.text.split('\n'));
    const setup = { text: note.text, openLink: openSource, save: () => void current?.flush(), panelPlace };
    return EditorState.create({
      doc,
      selection: { anchor: bodyStart(doc) },
      extensions: [noteExtensions(setup), editing.of(EditorState.readOnly.of(note.readOnly !== null))],
    });
  }

  function onChange(session: NoteSession, transactions: readonly Transaction[]): void {
    if (session !== current) return;
    if (transactions.some((transaction) => transaction.docChanged)) readFactsSoon(session);
    publish();
  }

  function readFactsSoon(session: NoteSession): void {
    clearTimeout(factsTimer);
    factsTimer = setTimeout(
      () => {
        if (session !== current) return;
        facts = readFacts(session.path, session.state.doc.toString());
        publish();
      },
      session.state.doc.length > longNote ? longFactsMs : factsMs,
    );
  }

  function publish(): void {
    if (current === null || facts === null) {
      useStore.setState({ note: null });
      return;
    }
    const { path, status, state, recovered, keptAs } = current;
    const head = state.selection.main.head;
    const line = state.doc.lineAt(head);
    const { lineEnds, byteOrderMark } = current.facts;
    const note = { path, status, facts, line: line.number, column: head - line.from + 1 };
    const headerOpen = isHeaderOpen(state);
    useStore.setState({ note: { ...note, lineEnds, byteOrderMark, recovered, keptAs, headerOpen } });
  }

  function show(session: NoteSession | null): void {
    if (current === session) return;
    if (current !== null) leave(current);
    current = session;
    clearTimeout(factsTimer);
    if (session === null) {
      facts = null;
    } else {
      kept.delete(session.path);
      kept.set(session.path, session);
      facts = readFacts(session.path, session.state.doc.toString());
      if (view !== null) putOnScreen(session, view);
    }
    publish();
    for (const [path, old] of kept) {
      if (kept.size <= keptNotes) break;
      if (old !== current && !old.isDirty) kept.delete(path);
    }
  }

  function leave(session: NoteSession): void {
    session.scrollTop = scroller?.scrollTop ?? 0;
    session.hide();
  }

  function putOnScreen(session: NoteSession, screen: EditorView): void {
    screen.setState(session.state);
    session.show(screenOf(screen));
    if (scroller === null) return;
    const box = scroller;
    box.scrollTop = session.scrollTop;
    // Once more when the panes around the text have been drawn for this note.
    requestAnimationFrame(() => {
      if (session === current) box.scrollTop = session.scrollTop;
    });
  }

  async function open(path: NotePath, at?: { line: number }): Promise<void> {
    const mine = ++turn;
    const former = current;
    const flushed = former !== null && former.path !== path ? former.flush() : null;
    const before = kept.get(path);
    if (before !== undefined) {
      show(before);
      if (at !== undefined) goToLine(at.line);
      await before.check();
    } else {
      const note = await notebook.read({ path });
      if (mine === turn) {
        // Made by a second `open` of the same path while this one read.
        const twin = kept.get(path);
        show(twin ?? new NoteSession({ notebook, note, state: stateFor(note), times, onChange }));
        if (at !== undefined) goToLine(at.line);
      }
    }
    await flushed;
  }

  function goToLine(line: number): void {
    if (current === null) return;
    const { doc } = current.state;
    const anchor = doc.line(Math.min(Math.max(1, line), doc.lines)).from;
    current.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'start', yMargin: 48 }),
      userEvent: 'select.goto',
    });
    view?.focus();
  }

  function onEvent(event: NotebookEvent): void {
    if (event.kind !== 'changed') return;
    for (const session of kept.values()) {
      const change = event.notes.find((note) => note.path === session.path);
      if (change === undefined && !event.more) continue;
      if (session !== current && !session.isDirty) {
        if (change?.version === null) kept.delete(session.path);
        continue;
      }
      toCheck.add(session);
    }
    if (toCheck.size > 0) checkTimer ??= setTimeout(checkThose, changedMs);
  }

  function checkThose(): void {
    checkTimer = undefined;
    const sessions = [...toCheck];
    toCheck.clear();
    for (const session of sessions) void session.check();
  }

  /** The host, or the person, is back: the disk may have changed, and saves that failed may work now. */
  function lookAgain(): void {
    for (const session of kept.values()) {
      if (session !== current && !session.isDirty) continue;
      void session.check();
      if (session.status.kind === 'failed') void session.save();
    }
  }

  async function resolve(way: (session: NoteSession) => Promise<void>): Promise<void> {
    const session = current;
    if (session === null) return;
    try {
      await way(session);
    } catch (error) {
      void session.check();
      throw error;
    }
  }

  notebook.listen(onEvent);
  useStore.subscribe(({ connection }, before) => {
    if (connection === 'online' && before.connection !== 'online') lookAgain();
  });
  const flushAll = async (): Promise<boolean> => {
    const results = await Promise.all([...kept.values()].map((session) => session.flush()));
    return results.every(Boolean);
  };
  const unsaved = (): NotePath[] => [...kept.values()].filter((s) => s.isDirty).map((s) => s.path);
  if (typeof window !== 'undefined') {
    window.addEventListener('focus', lookAgain);
    window.addEventListener('pagehide', () => void flushAll());
    window.addEventListener('beforeunload', (event) => {
      if (unsaved().length === 0) return;
      void flushAll();
      event.preventDefault();
    });
  }

  return {
    open,
    goToLine,
    unsaved,
    flush: flushAll,
    async close() {
      turn += 1;
      const session = current;
      const flushed = session?.flush();
      show(null);
      await flushed;
    },
    moved(from, to) {
      const session = kept.get(from);
      if (session === undefined) return;
      kept.delete(from);
      kept.set(to, session);
      session.moved(to);
      if (session === current) readFactsSoon(session);
    },
    focus: () => view?.focus(),
    edit(changes) {
      current?.dispatch({ changes, userEvent: 'properties', annotations: isolateHistory.of('full') });
    },
    keepBoth: () => resolve((session) => session.keepBoth()),
    keepMine: () => resolve((session) => session.keepMine()),
    saveAgain: () => resolve((session) => session.saveAgain()),
    dismissNews() {
      if (current === null) return;
      current.recovered = false;
      current.keptAs = null;
      publish();
    },
    isComposing: () => view !== null && screenOf(view).composing,
    run(command) {
      if (view !== null) runCommand(view, command);
    },
    text: () => current?.state.doc.toString() ?? null,
    setHeaderOpen(isOpen) {
      if (current === null) return;
      const effects: StateEffect<unknown>[] = [setHeaderOpen.of(isOpen)];
      if (isOpen) effects.push(EditorView.scrollIntoView(0, { y: 'nearest', yMargin: 80 }));
      current.dispatch({ effects, ...(isOpen ? { selection: { anchor: 0 } } : {}) });
      if (isOpen) view?.focus();
    },
    async knownTags() {
      const query = { filter: '', sort: 'title', offset: 0, limit: 0, facets: true } as const;
      return (await notebook.query(query)).facets?.tags ?? [];
    },
    attach(places) {
      const made = new EditorView({
        parent: places.text,
        ...(current === null ? {} : { state: current.state }),
        dispatchTransactions(transactions, screen) {
          screen.update(transactions);
          current?.applied(transactions);
        },
      });
      view = made;
      scroller = places.scroller;
      if (panelPlace !== null) places.panels.append(panelPlace);
      current?.show(screenOf(made));
      return () => {
        current?.hide();
        made.destroy();
        if (view === made) view = null;
      };
    },
  };
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
