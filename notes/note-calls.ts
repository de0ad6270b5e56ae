/** The calls of the contract about one note, its earlier versions and the trash: each is a line that leads to its part. */
import { type Notebook, type NotebookEvent, NotesError } from './api.ts';
import type { Calling } from './calling.ts';
import type { Changing } from './changing.ts';
import type { KeepingFolder } from './files/history/folder-history.ts';
import type { Journal } from './files/journal.ts';
import type { Indexing } from './indexing.ts';
import type { Presence } from './presence.ts';

// What the first page of the list can do without is loaded when it is needed: a start is mostly compiling.
const loadUnsaved = () => import('./unsaved.ts');
const loadTrash = () => import('./trash-calls.ts');
const loadVersions = () => import('./versions.ts');

export interface NoteShelf {
  folder: KeepingFolder;
  journal: Journal | NotesError;
  indexing: Indexing;
  changing: Changing;
  presence: Presence;
  tell: (event: NotebookEvent) => void;
}

export function noteCalls(shelf: NoteShelf, calling: Calling) {
  const { folder, journal, indexing, changing } = shelf;
  return {
    ...{ ...textCalls(shelf, calling), ...versionCalls(shelf, calling), ...trashCalls(shelf, calling) },
    keepBoth: ({ path, text }) => calling.making(() => folder.keepBoth(path, text)),
    create: (args) => calling.making(() => changing.create(args)),
    suggestPath: (args) => calling.reading(() => changing.suggestPath(args)),
    rename: ({ path, to }) => calling.changing(() => changing.rename(path, to)),
    duplicate: ({ path }) => calling.making(() => folder.duplicate(path)),
    unsaved: () =>
      calling.reading(async () => {
        if (journal instanceof NotesError) return [];
        const { lostTexts } = await loadUnsaved();
        return lostTexts(folder, journal, changing.live, () => indexing.known());
      }),
    unsavedText: (args) =>
      calling.reading(async () => {
        if (journal instanceof NotesError) throw journal;
        return (await loadUnsaved()).lostText(folder, journal, changing.live, args);
      }),
  } satisfies Partial<Notebook>;
}

function textCalls({ folder, changing, presence }: NoteShelf, calling: Calling) {
  return {
    read: ({ path }) =>
      calling.reading(() => {
        const note = changing.read(path);
        presence.wasRead(path);
        return note;
      }),
    facts: ({ path }) =>
      calling.reading(async () => (await import('./reading.ts')).factsOf(path, folder.read(path))),
    readAs: (args) => calling.changing(() => changing.readAs(args)),
    save: (args) => calling.changing(() => changing.save(args)),
    journal: (args) => calling.changing(() => changing.keepUnsaved(args), false),
    left: (writers) => writers.forEach((writer) => changing.live.delete(writer)),
  } satisfies Partial<Notebook>;
}

function versionCalls({ folder, indexing }: NoteShelf, calling: Calling) {
  return {
    history: (args) => calling.reading(async () => (await loadVersions()).historyOf(folder, args)),
    historyText: (args) => calling.reading(async () => (await loadVersions()).historyText(folder, args)),
    keepVersion: (args) => calling.reading(async () => (await loadVersions()).keepVersion(folder, args)),
    deletedNotes: (args) => calling.reading(async () => (await loadVersions()).deletedNotes(folder, args)),
    restoreVersion: (args) =>
      calling.changing(async () => {
        const restored = await (await loadVersions()).restoreVersion(folder, args);
        await indexing.update([restored.path]);
        return restored;
      }),
  } satisfies Partial<Notebook>;
}

function trashCalls({ folder, changing, tell }: NoteShelf, calling: Calling) {
  const told = async (deleted: Promise<number>): Promise<number> => {
    try {
      return await deleted;
    } finally {
      tell({ kind: 'trash' });
    }
  };
  return {
    trash: ({ path }) => calling.changing(() => changing.trash(path)),
    restore: ({ trashed }) => calling.making(() => folder.restore(trashed)),
    trashed: (args) => calling.reading(async () => (await loadTrash()).trashed(folder, args)),
    trashedText: (args) => calling.reading(async () => (await loadTrash()).trashedText(folder, args)),
    deleteTrashed: (args) =>
      told(calling.changing(async () => (await loadTrash()).deleteTrashed(folder, args))),
    emptyTrash: (args) => told(calling.changing(async () => (await loadTrash()).emptyTrash(folder, args))),
  } satisfies Partial<Notebook>;
}
