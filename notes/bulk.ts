/** A change of many notes at once: preview, journal, undo. */
import { type Arguments, NotesError, type Results } from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import type { Indexing } from './indexing.ts';

export class Bulk {
  readonly #folder: NoteFolder;
  readonly #indexing: Indexing;
  /** Where batches are written down; or why they can't be. */
  readonly #home: string | NotesError;
  readonly #onProgress: () => void;

  constructor(folder: NoteFolder, indexing: Indexing, home: string | NotesError, onProgress: () => void) {
    this.#folder = folder;
    this.#indexing = indexing;
    this.#home = home;
    this.#onProgress = onProgress;
  }

  /** Notes done so far of the batch under way. */
  get progress(): { done: number; total: number } | null {
    return null;
  }

  twins(): Promise<Results['tagTwins']> {
    return this.#notYet();
  }

  preview(args: Arguments<'bulkPreview'>): Promise<Results['bulkPreview']> {
    return this.#notYet(args);
  }

  apply(args: Arguments<'bulkApply'>): Promise<Results['bulkApply']> {
    return this.#notYet(args);
  }

  undo(args: Arguments<'bulkUndo'>): Promise<Results['bulkUndo']> {
    return this.#notYet(args);
  }

  pending(): Promise<Results['bulkPending']> {
    return this.#notYet();
  }

  resolve(args: Arguments<'bulkResolve'>): Promise<Results['bulkResolve']> {
    return this.#notYet(args);
  }

  #notYet(args?: object): Promise<never> {
    this.#onProgress();
    const about = [this.#folder.name, this.#indexing.scanning, this.#home, args];
    throw new NotesError('internal', `Not made yet: ${JSON.stringify(about)}`);
  }
}
