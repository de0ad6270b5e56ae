/** The calls about the notebook's trash. */
import { type Arguments, NotesError, type Results } from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import { contentOf } from './files/read.ts';
import { deleteFromTrash, notesInTrash, trashFile } from './files/trash-contents.ts';
import { isMissing, toNotesError } from './files/errors.ts';

export function trashed({ root }: NoteFolder, { offset, limit }: Arguments<'trashed'>): Results['trashed'] {
  const all = notesInTrash(root);
  return { total: all.length, notes: all.slice(offset, offset + limit) };
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
