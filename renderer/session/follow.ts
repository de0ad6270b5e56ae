/** Keeps notes in step with the disk: looks there at news, when the host is back, and when the window is. */
import type { Notebook, NotebookEvent, NotePath, Version } from '../../notes/api.ts';
import type { NoteSession } from './note.ts';
import { useStore } from '../store.ts';

export interface Followed {
  kept: Map<NotePath, NoteSession>;
  isOpen: (session: NoteSession) => boolean;
  /** Called when another program has renamed a note. */
  moved: (from: NotePath, to: NotePath) => void;
}

/** A rename outside arrives as two events, and one by Gleaner itself before its answer: wait for both, ms. */
const changedMs = 150;

/** Looks at the disk for the open note, and for those with unsaved text, whenever it may have something new. */
export function follow(notebook: Notebook, { kept, isOpen, moved }: Followed): void {
  const renames = new Renames();
  /** With the version that the disk has by the news, where they say it; `null`: the file is gone. */
  const toCheck = new Map<NoteSession, Version | null | undefined>();
  const check = () => {
    const sessions = [...toCheck];
    toCheck.clear();
    for (const [session, version] of sessions) {
      const to = version === null ? renames.targetOf(session, kept) : null;
      if (to === null) void session.check(version ?? undefined);
      else moved(session.path, to);
    }
  };
  const checkSoon = (session: NoteSession, version: Version | null | undefined) => {
    if (toCheck.size === 0) setTimeout(check, changedMs);
    toCheck.set(session, version);
  };
  const matters = (session: NoteSession) => isOpen(session) || session.isDirty;

  notebook.listen((event: NotebookEvent) => {
    if (event.kind !== 'changed') return;
    renames.hear(event.notes);
    for (const session of [...kept.values()]) {
      const change = event.notes.find((note) => note.path === session.path);
      if (!matters(session)) {
        if (change?.version === null) kept.delete(session.path);
      } else if (change !== undefined || event.more) checkSoon(session, change?.version);
      else if (session.status.kind === 'gone' && renames.hasLeft(session.path)) checkSoon(session, null);
    }
  });
  const lookAgain = () => {
    for (const session of [...kept.values()].filter(matters)) {
      void session.check();
      if (session.status.kind === 'failed') void session.save();
    }
  };
  useStore.subscribe(({ connection }, before) => {
    if (connection === 'online' && before.connection !== 'online') lookAgain();
  });
  if (typeof window !== 'undefined') window.addEventListener('focus', lookAgain);
}

/** Both halves of a rename may be so far apart, ms. */
const renameMs = 2000;

/** What has come and gone lately: a file that is gone, and another with its bytes, is a file that was renamed. */
class Renames {
  readonly #lately = new Map<NotePath, { version: Version | null; at: number }>();

  hear(notes: readonly { path: NotePath; version: Version | null }[]): void {
    const at = performance.now();
    for (const [path, news] of this.#lately) if (at - news.at > renameMs) this.#lately.delete(path);
    for (const { path, version } of notes) this.#lately.set(path, { version, at });
  }

  hasLeft(path: NotePath): boolean {
    return this.#lately.get(path)?.version === null;
  }

  /** Where the session's file is now; `null` when there is no such file, more than one, or one open by itself. */
  targetOf(session: NoteSession, kept: ReadonlyMap<NotePath, NoteSession>): NotePath | null {
    const { version } = session;
    if (version === null) return null;
    const found = [...this.#lately].filter(([, news]) => news.version === version).map(([path]) => path);
    const [only] = found;
    return only !== undefined && found.length === 1 && !kept.has(only) ? only : null;
  }
}
