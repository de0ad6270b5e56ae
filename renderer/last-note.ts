/** Remembers, on this machine, which note of each notebook was open last. */
import type { NotePath } from '../notes/api.ts';
import { useStore } from './store.ts';

const key = 'gleaner.lastNotes';
const mostNotebooks = 50;

/** The note of the notebook in `folder` that was open last; `null` when there is none. */
export function lastNoteOf(folder: string): NotePath | null {
  return all().find((one) => one.folder === folder)?.path ?? null;
}

/** `path: null` forgets it. */
export function rememberLastNote(folder: string, path: NotePath | null): void {
  const others = all().filter((one) => one.folder !== folder);
  const next = path === null ? others : [{ folder, path }, ...others].slice(0, mostNotebooks);
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing: it starts without a note next time.
  }
}

/** Remembers from now on. */
export function keepLastNote(): void {
  useStore.subscribe(({ note, notebook }, before) => {
    if (notebook !== null && note?.path !== before.note?.path)
      rememberLastNote(notebook.folder, note?.path ?? null);
  });
}

/** The newest first. */
function all(): { folder: string; path: NotePath }[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is { folder: string; path: NotePath } {
  const entry = value as { folder?: unknown; path?: unknown } | null;
  return typeof entry?.folder === 'string' && typeof entry.path === 'string';
}
