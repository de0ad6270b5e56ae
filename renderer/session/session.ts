/** The notes on screen and those visited before: the one owner of notes' texts. The store gets what others may know. */
import { isolateHistory, undo } from '@codemirror/commands';
import { EditorState, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type Notebook, type NotePath, NotesError, type NoteText } from '../../notes/api.ts';
import type { Word } from '../../notes/text/match.ts';
import { markWords, marksWords, type Step, stepTo } from '../editor/found.ts';
import { bodyStart, setHeaderOpen } from '../editor/header.ts';
import { runCommand } from '../editor/keys.ts';
import { linkedStep } from '../editor/linked-steps.ts';
import { noteExtensions } from '../editor/setup.ts';
import { follow } from './follow.ts';
import { saveBeforeLeaving } from './leaving.ts';
import { docOf } from './merge.ts';
import { NoteSession } from './note.ts';
import { usualTimes } from './pace.ts';
import { rename } from './renamed-onto.ts';
import type { OpenAt, SessionOptions, Sessions } from './sessions.ts';
import { type NoteSide, Sides } from './sides.ts';
import { tellStuck } from './stuck.ts';
import { editing, isFromHere } from './text.ts';

const keptNotes = 20;
/** UTF-16 units: no header is read that is longer. */
const longestHeader = 80_000;

export function createSessions(
  notebook: Notebook,
  {
    openSource = () => undefined,
    uncover = () => undefined,
    extras = () => [],
    times = usualTimes,
  }: SessionOptions = {},
): Sessions {
  /** By path, the least recently shown first. */
  const kept = new Map<NotePath, NoteSession>();
  const sides = new Sides();
  const current = () => sides.active.session;
  const isOpen = (session: NoteSession) => sides.of(session) !== null;
  let marked: readonly Word[] = [];

  function sessionOn(side: NoteSide, note: NoteText): NoteSession {
    let session: NoteSession | null = null;
    const doc = docOf(note.text);
    const save = () => void current()?.flush();
    const state = EditorState.create({
      doc,
      selection: { anchor: bodyStart(doc) },
      extensions: [
        noteExtensions({ text: note.text, openLink: openSource, save }),
        side.screen.placed(),
        extras(() => session?.path ?? note.path),
        editing.of(EditorState.readOnly.of(note.readOnly !== null)),
      ],
    });
    session = new NoteSession({ notebook, note, state, times, onChange });
    return session;
  }

  function onChange(session: NoteSession, transactions: readonly Transaction[]): void {
    if (transactions.length === 0) tellStuck(kept);
    const news = sides.of(session)?.news;
    if (news === undefined) return;
    if (transactions.some(isFromHere)) {
      news.typed(session);
      return;
    }
    const isTextNew = transactions.some((transaction) => transaction.docChanged);
    if (isTextNew) news.readFactsSoon(session);
    if (isTextNew || !transactions.some(isStep)) news.tell();
    else news.moved();
  }

  function show(side: NoteSide, session: NoteSession): void {
    sides.add(side);
    if (side.session !== session) side.show(session);
    sides.activate(side);
    showMarks();
    kept.delete(session.path);
    kept.set(session.path, session);
    tellStuck(kept);
    for (const [path, old] of kept) {
      if (kept.size <= keptNotes) break;
      if (sides.of(old) === null && !old.isDirty) kept.delete(path);
    }
  }

  async function open(path: NotePath, at?: OpenAt, wanted = sides.active): Promise<void> {
    uncover(true);
    // Never twice: two texts of one file would save over each other.
    const side = sides.ofPath(path) ?? wanted;
    const mine = ++side.turn;
    const former = side.session;
    const flushed = former !== null && former.path !== path ? former.flush() : null;
    const before = kept.get(path);
    if (before !== undefined) {
      show(side, before);
      goTo(at);
      await before.check();
    } else {
      const note = await notebook.read({ path });
      if (mine === side.turn) {
        // Asked for on both sides at once: it is on the other one by now.
        const there = kept.get(path);
        show(sides.ofPath(path) ?? side, there ?? sessionOn(side, note));
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
    const { session, screen } = sides.active;
    const found = session === null ? null : stepTo(session.state, step);
    if (found === null) return false;
    uncover(false);
    session?.dispatch(found.go);
    screen.scrollTo(found.scroll);
    return true;
  }

  function showMarks(): void {
    for (const { session } of sides.shown) {
      if (session === null || marksWords(session.state, marked)) continue;
      session.dispatch({ effects: markWords(session.state, marked) });
    }
  }

  function goToLine(line: number): void {
    const { session, screen } = sides.active;
    if (session === null) return;
    uncover(false);
    const { doc } = session.state;
    const anchor = doc.line(Math.min(Math.max(1, line), doc.lines)).from;
    session.dispatch({ selection: { anchor }, userEvent: 'select.goto' });
    screen.scrollTo(EditorView.scrollIntoView(anchor, { y: 'start', yMargin: 48 }));
    screen.focus();
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
    rename(kept, session, to, isOpen);
    sides.of(session)?.news.readFactsSoon(session);
  }

  async function close(side: NoteSide): Promise<void> {
    const flushed = side.session?.flush();
    sides.clear(side);
    await flushed;
  }

  /** Tries a way out; when it fails, looks what the disk has by now and lets the caller say so. */
  async function wayOut(way: (session: NoteSession) => Promise<void>): Promise<void> {
    const session = current();
    if (session === null) return;
    try {
      await way(session);
    } catch (error) {
      void session.check();
      throw error;
    }
  }

  follow(notebook, { kept, isOpen, moved });
  if (typeof window !== 'undefined') saveBeforeLeaving(flush, unsaved);

  return {
    open: (path, at) => open(path, at),
    openBeside: (path, at) => open(path, at, current() === null ? sides.active : sides.beside),
    goToLine,
    goToMatch,
    mark(words) {
      marked = words;
      showMarks();
    },
    unmark() {
      const had = sides.shown.some(({ session }) => session !== null && !marksWords(session.state, []));
      marked = [];
      showMarks();
      return had;
    },
    flush,
    unsaved,
    async openAnew(path) {
      const session = kept.get(path);
      if (session !== undefined && !session.isDirty) kept.delete(path);
      await open(path);
    },
    async close(path) {
      const side = path === undefined ? sides.active : sides.ofPath(path);
      if (side !== null) await close(side);
    },
    async closeBeside() {
      if (sides.shown.length > 1) await close(sides.beside);
    },
    activate: (side) => sides.activate(sides.named(side)),
    moved,
    focus(path) {
      const side = path === undefined ? null : sides.ofPath(path);
      if (side !== null) sides.activate(side);
      uncover(false);
      sides.active.screen.focus();
    },
    edit(changes, { side: name = sides.active.name, step } = {}) {
      const { session, news } = sides.named(name);
      if (session === null) return () => false;
      session.dispatch({
        changes,
        ...(step !== undefined && { effects: linkedStep.of({ step, isDone: true }) }),
        userEvent: 'properties',
        annotations: isolateHistory.of('full'),
      });
      news.readFacts(session);
      const { doc } = session.state;
      return () => {
        const side = sides.of(session);
        const view = side?.screen.view ?? null;
        if (side === null || view === null || !session.state.doc.eq(doc)) return false;
        const isDone = undo(view);
        side.news.readFacts(session);
        return isDone;
      };
    },
    convert: async (encoding) => (await current()?.convert(encoding)) ?? false,
    async readAs(encoding) {
      const session = current();
      if (session === null) return;
      // Text that was read in one encoding would be saved in another.
      if (!(await session.flush())) throw new NotesError('busy', `${session.path} has unsaved text.`);
      const note = await notebook.readAs({ path: session.path, encoding });
      const side = sides.of(session);
      if (side === null || session.isDirty) return;
      kept.delete(session.path);
      show(side, sessionOn(side, note));
    },
    keepBoth: () => wayOut(({ conflict }) => conflict.keepBoth()),
    keepMine: () => wayOut(({ conflict }) => conflict.keepMine()),
    keepTheirs: () => wayOut(({ conflict }) => conflict.keepTheirs()),
    bothTexts: async () => (await current()?.conflict.bothTexts()) ?? null,
    resolve: (texts, text) =>
      wayOut(async (session) => {
        if (session.path !== texts.path) throw new NotesError('busy', `${texts.path} is not open.`);
        await session.conflict.resolve(texts, text);
      }),
    recoveredOver: () => current()?.happened.recoveredOver ?? null,
    saveAgain: () => wayOut((session) => session.saveAgain()),
    dismissNews: () => current()?.dismissNews(),
    isComposing: () => sides.active.screen.isComposing,
    run(command) {
      uncover(false);
      const { view } = sides.active.screen;
      if (view !== null) runCommand(view, command);
    },
    text: (name = sides.active.name) => sides.named(name).session?.state.doc.toString() ?? null,
    header: (name = sides.active.name) =>
      sides.named(name).session?.state.doc.sliceString(0, longestHeader) ?? '',
    textOf: (path) => sides.ofPath(path)?.session?.state.doc.toString() ?? null,
    setHeaderOpen(isOpen) {
      const toTop = {
        effects: EditorView.scrollIntoView(0, { y: 'nearest', yMargin: 80 }),
        selection: { anchor: 0 },
      };
      const { session, screen } = sides.active;
      session?.dispatch({ effects: setHeaderOpen.of(isOpen) });
      if (!isOpen) return;
      session?.dispatch(toTop);
      screen.focus();
    },
    async knownTags() {
      const query = { filter: '', sort: 'title', offset: 0, limit: 0, facets: true } as const;
      return (await notebook.query(query)).facets?.tags ?? [];
    },
    attach: (places, name = 'one') => sides.named(name).screen.attach(places),
  };
}

/** A step of the cursor by key or pointer, of which there may be thirty in a second. */
function isStep(transaction: Transaction): boolean {
  const event = transaction.annotation(Transaction.userEvent);
  return event === 'select' || event === 'select.pointer';
}
