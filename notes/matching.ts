/** Where the words of a filter stand in notes: the lines under a row, and the way through them. */
import { type Arguments, type NoteMatches, NotesError } from './api.ts';
import type { NoteFolder } from './files/folder.ts';

/** `api.ts`: matches. Reads the notes from the disk, in slices. `bad-query`. */
export function matchesIn(folder: NoteFolder, args: Arguments<'matches'>): Promise<NoteMatches[]> {
  throw new NotesError('internal', `Not made yet: ${folder.name} ${args.filter}`);
}
