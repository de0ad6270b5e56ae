/** A note that gets another path, and what that means for the links to it: which notes to look at, and their edits. */
import { type BulkChange, type NotePath, NotesError } from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import type { Database } from './find/database.ts';
import type { NamedNote } from './find/labelled.ts';
import { backlinksOf, notesLinkingBy } from './find/note-links/backlinks.ts';
import { namesIn, namesOf } from './find/note-links/names.ts';
import type { Indexing } from './indexing.ts';
import { readNote } from './text/facts.ts';
import type { HeaderEdit } from './text/header-edit.ts';
import { linkKey, namesOfNote } from './text/note-link.ts';
import { followRename } from './text/note-link-rename.ts';
import { namesAfter, type NoteNames } from './text/note-link-target.ts';

export type RenameChange = Extract<BulkChange, { kind: 'rename-note' }>;

interface RenameShelf {
  folder: NoteFolder;
  indexing: Indexing;
}

export interface NoteRenaming {
  /** The notes whose links may have to change, with their titles. */
  notes: Map<NotePath, string>;
  /** What becomes of one of them. */
  edit(database: Database, path: NotePath, text: string): HeaderEdit;
}

/** `not-found`, `exists`, `bad-path`. */
export async function renamingOf({ path, to }: RenameChange, shelf: RenameShelf): Promise<NoteRenaming> {
  const { folder, indexing } = shelf;
  const { facts, aliases } = readNote(to, folder.read(path).text);
  if (!isFree(folder, path, to)) throw new NotesError('exists', `There is a note ${to} already.`);
  const names = namesOfNote(to, facts.title, aliases);
  const notes = await indexing.ask(async ({ database }) => {
    const linking = pathsOf(database, [...(await backlinksOf(database, path)).keys()]);
    const caught = names.flatMap(({ name }) => notesLinkingBy(database, linkKey(name)));
    const own = { path, title: namesOf(database, path)?.title ?? facts.title };
    return new Map([...linking, ...caught, own].map((note) => [note.path, note.title]));
  });
  const hasFile = (file: string): boolean => folder.hasFile(file);
  let known: { database: Database; before: NoteNames; after: NoteNames } | null = null;
  return {
    notes,
    edit(database, note, text) {
      if (known?.database !== database) {
        const before = namesIn(database);
        known = { database, before, after: namesAfter(before, { from: path, to, names }) };
      }
      const { before, after } = known;
      return followRename(text, note, { from: path, to, before, after, hasFile });
    },
  };
}

function pathsOf(database: Database, ids: readonly number[]): NamedNote[] {
  const sql = 'SELECT path, title FROM notes WHERE id IN (SELECT value FROM json_each(?))';
  return database
    .all(sql, JSON.stringify(ids))
    .map(({ path, title }) => ({ path: String(path), title: String(title) }));
}

function isFree(folder: NoteFolder, path: NotePath, to: NotePath): boolean {
  // Only another letter case: the disk says later whether that is another file.
  return isSameName(path, to) || folder.freePath(to) === to;
}

function isSameName(one: NotePath, other: NotePath): boolean {
  const plain = (path: string): string => path.normalize('NFC').toLowerCase();
  return plain(one) === plain(other);
}

/** `exists`: the note can't have its former path back. */
export function refuseTaken({ path, to }: RenameChange, folder: NoteFolder): void {
  if (isSameName(path, to) || !folder.hasFile(to) || !folder.hasFile(path)) return;
  throw new NotesError('exists', `Could not take the rename back: there is another note ${path} by now.`);
}

/** The rename itself, as a part of a batch: done after the links have changed, and taken back before they do again. */
export interface Moving {
  /** Done already, by a run that was cut off. */
  isDone: boolean;
  forward(): Promise<void>;
  back(): Promise<void>;
}

export function movingOf(
  { path, to }: RenameChange,
  folder: NoteFolder,
  rename: (from: NotePath, to: NotePath) => Promise<unknown>,
): Moving {
  const isDone = path !== to && !folder.hasFile(path) && folder.hasFile(to);
  return {
    isDone,
    async forward() {
      if (!isDone) await rename(path, to);
    },
    async back() {
      // Somebody else's notes stay where they are.
      if (folder.hasFile(to) && (isSameName(path, to) || !folder.hasFile(path))) await rename(to, path);
    },
  };
}
