/** What a person can do. Every action catches its errors and says which note they are about (notices.ts). */
import {
  type BulkChange,
  type Direction,
  type Notebook,
  type NotePath,
  NotesError,
  type Sort,
} from '../notes/api.ts';
import type { Desktop } from '../notes/desktop.ts';
import { flushSync } from 'react-dom';
import { conjuncts, readFilter } from '../notes/text/filter.ts';
import { keepLastNote, lastNoteOf, rememberLastNote } from './last-note.ts';
import { keepRecentNotes } from './recent-notes.ts';
import { type ArticleRows, createArticleRows } from './articles/article-rows.ts';
import { watchFetching } from './sources/fetching-end.ts';
import { watchArticles } from './sources/known-articles.ts';
import { createRows, type Rows } from './lists/rows.ts';
import { watchSavedFilters } from './sidebar/saved.ts';
import { t } from './messages.ts';
import { nameAfterTitle } from './new-note.ts';
import { attempt, notify, onDesktop } from './notices.ts';
import type { Step } from './editor/found.ts';
import { showText } from './note-view/note-view-state.ts';
import { followWindow, uncoverNote } from './reading/reading-state.ts';
import { createSessions } from './session/session.ts';
import type { SessionOptions, Sessions } from './session/sessions.ts';
import { keepFocus } from './keep-focus.ts';
import { createTagChanges, type TagChanges } from './tags/tag-changes.ts';
import { isSplit, useStore } from './store.ts';

interface Started {
  notebook: Notebook;
  desktop: Desktop | null;
  sessions: Sessions;
  rows: Rows;
  articleRows: ArticleRows;
  tagChanges: TagChanges;
}

let started: Started | null = null;

/** Joins the UI to a notebook, once for each page; `extras`: see SessionOptions. */
export function start(notebook: Notebook, desktop: Desktop | null, extras?: SessionOptions['extras']): void {
  started = {
    notebook,
    desktop,
    rows: createRows(notebook),
    articleRows: createArticleRows(notebook),
    tagChanges: createTagChanges(
      notebook,
      () => sessions().flush(),
      (from, to) => {
        sessions().moved(from, to);
        // Its own links may be others now.
        if (isOpen(to)) void sessions().open(to);
      },
    ),
    sessions: createSessions(notebook, {
      openSource: (url) => void openSource(url),
      uncover: (isOpening) => {
        uncoverNote();
        if (isOpening) return;
        showText();
        // At once: of two notes in a narrow window, the one that is hidden takes no focus.
        if (isSplit(useStore.getState())) flushSync(() => undefined);
      },
      ...(extras !== undefined && { extras }),
    }),
  };
  useStore.setState({ isDesktop: desktop !== null });
  watchArticles(notebook);
  watchFetching();
  followWindow();
  watchSavedFilters(notebook);
  keepLastNote();
  keepRecentNotes();
}

function parts(): Started {
  if (started === null) throw new Error('start() comes first.');
  return started;
}

export const notebook = (): Notebook => parts().notebook;
export const sessions = (): Sessions => parts().sessions;
export const rows = (): Rows => parts().rows;
export const articleRows = (): ArticleRows => parts().articleRows;
/** `null` in a browser. */
export const desktop = (): Desktop | null => parts().desktop;
export const tagChanges = (): TagChanges => parts().tagChanges;

// ---------------------------------------------------------------------------------------------- notes

/** Shows a note, at a line or at a match of what was searched for; `focus` also puts the cursor into its text. */
export async function openNote(
  path: NotePath,
  at: { line?: number; match?: Step; focus?: boolean } = {},
): Promise<void> {
  const { line, match } = at;
  await attempt(t('failed.open', { path }), async () => {
    await sessions().open(path, line !== undefined ? { line } : match !== undefined ? { match } : undefined);
    useStore.setState({ page: 'editor' });
    if (at.focus === true) requestAnimationFrame(() => sessions().focus());
  });
}

/** Shows the note that was open when this notebook was shown last, where it still exists. */
export async function reopenLastNote(): Promise<void> {
  const { notebook, note } = useStore.getState();
  const path = notebook === null || note !== null ? null : lastNoteOf(notebook.folder);
  if (notebook === null || path === null) return;
  try {
    await sessions().open(path);
  } catch (error) {
    // Nobody asked for it, so nobody is told: the list is there to choose from.
    if (error instanceof NotesError && error.code === 'not-found') rememberLastNote(notebook.folder, null);
    return;
  }
  if (useStore.getState().note?.path !== path) return;
  useStore.setState({ page: 'editor' });
  await rows().reveal(path);
}

/** A new note that carries the tags of the filter, shown with its title ready to be typed. */
export async function newNote(): Promise<void> {
  const { notebook } = parts();
  await attempt(t('failed.create'), async () => {
    const path = await notebook.create({ title: '', tags: filteredTags() });
    await sessions().open(path);
    useStore.setState({ page: 'editor' });
    nameAfterTitle(notebook, path, (to) => moveNote(path, to));
    requestAnimationFrame(() => {
      const title = document.querySelector<HTMLElement>(
        `[data-side="${useStore.getState().side}"] [data-title-field]`,
      );
      if (title === null) sessions().focus();
      else title.focus();
    });
  });
}

function filteredTags(): string[] {
  const read = readFilter(useStore.getState().listing.filter);
  const parts = read === null ? [] : conjuncts(read);
  return parts.flatMap((part) => (part.kind === 'term' && part.key === 'tag' ? [part.value] : []));
}

/** Opens the dialog that asks for the new name. */
export function askRename(path: NotePath): void {
  useStore.setState({ dialog: { kind: 'rename', path } });
}

/** Opens the dialog that changes tags; `null`: with the tags that seem to be the same. */
export function askTagChange(change: BulkChange | null): void {
  useStore.setState({ dialog: { kind: 'tag-doctor', change } });
}

/** Asks for the new name of the tag that the list is filtered by, or which one. */
export function askRenameTag(): void {
  const [name] = filteredTags();
  askTagChange({ kind: 'rename', from: name === undefined ? [] : [name], to: name ?? '' });
}

export function askTagAllShown(): void {
  askTagChange({ kind: 'add', name: '', filter: useStore.getState().listing.filter });
}

/** Gives a note another path. Throws what the notebook says, for the dialog to show beside the name. */
export async function moveNote(path: NotePath, to: NotePath): Promise<void> {
  await sessions().flush(path);
  const moved = await parts().notebook.rename({ path, to });
  sessions().moved(path, moved);
}

export async function renameNote(path: NotePath, to: NotePath): Promise<void> {
  await attempt(t('failed.rename', { path }), () => moveNote(path, to));
}

/** Moves a note to the trash, and offers to bring it back. Text that is not saved is never thrown away. */
export async function trashNote(path: NotePath): Promise<void> {
  const { notebook } = parts();
  const title = titleOf(path);
  const was = isOpen(path) ? 'open' : useStore.getState().beside?.path === path ? 'beside' : null;
  await attempt(t('failed.trash', { path }), async () => {
    if (!(await sessions().flush(path))) {
      notify(t('toast.notSaved', { title }), { kind: 'alert' });
      return;
    }
    if (was !== null) await sessions().close(path);
    let trashed: string;
    try {
      trashed = await notebook.trash({ path });
    } catch (error) {
      if (was !== null) await sessions()[was === 'open' ? 'open' : 'openBeside'](path);
      throw error;
    }
    if (was !== null && useStore.getState().note === null) useStore.setState({ page: 'list' });
    requestAnimationFrame(() => keepFocus());
    const run = () => void restoreNote(trashed, { path, title, wasOpen: was !== null });
    notify(t('toast.trashed', { title }), { action: { label: t('toast.undo'), run } });
  });
}

async function restoreNote(
  trashed: string,
  was: { path: NotePath; title: string; wasOpen: boolean },
): Promise<void> {
  await attempt(t('failed.restore', { path: was.path }), async () => {
    const path = await parts().notebook.restore({ trashed });
    notify(t('toast.restored', { title: was.title }));
    void rows().reveal(path);
    keepFocus();
    if (was.wasOpen && useStore.getState().note === null) await sessions().open(path);
  });
}

export async function duplicateNote(path: NotePath): Promise<void> {
  await attempt(t('failed.duplicate', { path }), async () => {
    await sessions().flush(path);
    const copy = await parts().notebook.duplicate({ path });
    notify(t('toast.duplicated', { path: copy }));
    await sessions().open(copy);
    useStore.setState({ page: 'editor' });
  });
}

export async function copyPath(path: NotePath): Promise<void> {
  try {
    await navigator.clipboard.writeText(path);
    notify(t('toast.pathCopied', { path }));
  } catch {
    notify(t('toast.copyRefused', { path }), { kind: 'alert' });
  }
}

export async function showInFolder(path: NotePath): Promise<void> {
  await attempt(t('failed.show', { path }), () => onDesktop(parts().desktop?.showInFolder(path)));
}

export async function openFolder(): Promise<void> {
  await attempt(t('failed.openFolder'), () => onDesktop(parts().desktop?.openFolder()));
}

export async function save(): Promise<void> {
  await sessions().flush();
}

function isOpen(path: NotePath): boolean {
  return useStore.getState().note?.path === path;
}

function titleOf(path: NotePath): string {
  const { note, beside } = useStore.getState();
  const shown = [note, beside].find((one) => one?.path === path);
  const title = (shown?.facts ?? rows().find(path))?.title;
  return title === undefined || title === '' ? path : title;
}

// ---------------------------------------------------------------------------------------------- list

export { setFilter } from './search/search.ts';

/** Opens the dialog that asks for a name for the filter of the list. */
export function askSaveFilter(): void {
  useStore.setState(({ listing }) => ({
    dialog: { kind: 'name-filter', filter: listing.filter.trim(), saved: null },
  }));
}

/** `direction: null`: the usual one, newest first and titles from A. */
export function setSort(sort: Sort, direction: Direction | null): void {
  useStore.setState(({ listing }) => ({ listing: { ...listing, sort, direction } }));
}

// ---------------------------------------------------------------------------------------------- articles

/** The address when it is one that may be opened outside: http or https; otherwise `null`. */
export function openableUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

/** Opens an article in the system's browser. */
export async function openSource(url: string): Promise<void> {
  const href = openableUrl(url);
  if (href === null) {
    notify(t('sources.refused', { url }), { kind: 'alert' });
    return;
  }
  const { desktop } = parts();
  if (desktop === null) window.open(href, '_blank', 'noopener,noreferrer');
  else await attempt(t('failed.openSource'), () => onDesktop(desktop.openExternal(href)));
}
