/** The calls about the notebook's trash. */
import { type Arguments, NotesError, type Results } from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import { contentOf } from './files/read.ts';
import { deleteFromTrash, type InTrash, notesInTrash, trashFile } from './files/trash-contents.ts';
import { isMissing, toNotesError } from './files/errors.ts';
import { readFacts } from './text/facts.ts';

/** A list shows many at once, and no title stands further down. Bytes. */
const mostForTitle = 256 * 1024;

export function trashed(folder: NoteFolder, { offset, limit }: Arguments<'trashed'>): Results['trashed'] {
  const all = notesInTrash(folder.root);
  const notes = all.slice(offset, offset + limit).map((note) => ({ ...note, title: titleOf(folder, note) }));
  return { total: all.length, notes };
}

function titleOf(folder: NoteFolder, { trashed, path, size }: InTrash): string {
  let text = '';
  try {
    if (size <= mostForTitle) text = trashedText(folder, { trashed }).text;
  } catch {
    // It is in the list all the same; opening it says what is wrong.
  }
  return readFacts(path, text).title;
}

export function trashedText(
  folder: NoteFolder,
  { trashed }: Arguments<'trashedText'>,
): Results['trashedText'] {
  try {
    const { bytes } = contentOf(trashFile(folder.root, trashed));
    if (bytes === null) return { text: '', readOnly: 'too-large' };
    const { text, readOnly } = folder.decode(trashed, bytes);
    return { text, readOnly };
  } catch (error) {
    if (isMissing(error)) throw new NotesError('not-found', `There is no ${trashed} in the trash any more.`);
    throw toNotesError(error, `read ${trashed} in the trash`);
  }
}

export function deleteTrashed({ root }: NoteFolder, { trashed }: Arguments<'deleteTrashed'>): number {
  let deleted = 0;
  for (const path of trashed) {
    try {
      deleteFromTrash(root, path);
      deleted += 1;
    } catch (error) {
      // Somebody else was faster.
      if (!(error instanceof NotesError) || error.code !== 'not-found')
        throw toNotesError(error, `delete ${path} from the trash`);
    }
  }
  return deleted;
}

/** What came into the trash after the person looked stays. */
export function emptyTrash(folder: NoteFolder, { until }: Arguments<'emptyTrash'>): number {
  const old = notesInTrash(folder.root).filter(({ at }) => at <= until);
  return deleteTrashed(folder, { trashed: old.map(({ trashed }) => trashed) });
}
