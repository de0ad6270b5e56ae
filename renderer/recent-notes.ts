/** Remembers, on this machine, which notes of each notebook were opened last. */
import type { NotePath } from '../notes/api.ts';
import { useStore } from './store.ts';

const key = 'gleaner.recentNotes';
const mostNotebooks = 20;
const mostNotes = 30;

export interface RecentNote {
  path: NotePath;
  title: string;
  /** As written in the note. */
  date: string | null;
}

/** The notes of the notebook in `folder` that were opened last, the last one first. */
export function recentNotes(folder: string): RecentNote[] {
  return all().find((one) => one.folder === folder)?.notes ?? [];
}

/** `former`: paths under which it is not to be listed any more. */
export function rememberNote(folder: string, note: RecentNote, former: NotePath = note.path): void {
  const others = recentNotes(folder).filter(({ path }) => path !== note.path && path !== former);
  keep(folder, [note, ...others].slice(0, mostNotes));
}

/** A note that could not be opened. */
export function forgetNote(folder: string, path: NotePath): void {
  keep(
    folder,
    recentNotes(folder).filter((note) => note.path !== path),
  );
}

/** Remembers from now on. */
export function keepRecentNotes(): void {
  useStore.subscribe(({ note, notebook }, { note: before }) => {
    if (notebook === null || note === null) return;
    const isSame = note.path === before?.path && note.facts.title === before.facts.title;
    if (isSame && note.facts.date === before.facts.date) return;
    const { title, date } = note.facts;
    const wasRenamed = note.id === before?.id && note.path !== before.path;
    rememberNote(notebook.folder, { path: note.path, title, date }, wasRenamed ? before.path : note.path);
  });
}

interface Entry {
  folder: string;
  notes: RecentNote[];
}

function keep(folder: string, notes: RecentNote[]): void {
  const others = all().filter((one) => one.folder !== folder);
  try {
    localStorage.setItem(key, JSON.stringify([{ folder, notes }, ...others].slice(0, mostNotebooks)));
  } catch {
    // A browser that keeps nothing: quick open begins empty.
  }
}

function all(): Entry[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  const entry = value as { folder?: unknown; notes?: unknown } | null;
  return typeof entry?.folder === 'string' && Array.isArray(entry.notes) && entry.notes.every(isNote);
}

function isNote(value: unknown): value is RecentNote {
  const note = value as { path?: unknown; title?: unknown; date?: unknown } | null;
  if (typeof note?.path !== 'string' || typeof note.title !== 'string') return false;
  return note.date === null || typeof note.date === 'string';
}
