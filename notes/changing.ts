/** The calls about one note: its text, what is unsaved of it, its name and its end. */
import { type Arguments, type NotePath, NotesError, type NoteText, type SaveResult } from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import type { Journal, UnsavedText } from './files/journal.ts';
import { pageOf } from './find/results/pages.ts';
import type { HouseStyle } from './house-style.ts';
import type { Indexing } from './indexing.ts';
import { logFailure } from './log.ts';

/** Changes the folder, then the catalog, then tells; in this order, so that what is told is true. */
export class Changing {
  readonly #folder: NoteFolder;
  /** Or why unsaved text can't be kept. */
  readonly #journal: Journal | NotesError;
  readonly #indexing: Indexing;

  constructor(folder: NoteFolder, journal: Journal | NotesError, indexing: Indexing) {
    this.#folder = folder;
    this.#journal = journal;
    this.#indexing = indexing;
  }

  read(path: NotePath): NoteText {
    const { stamp, ...file } = this.#folder.read(path);
    const kept = this.#journal instanceof NotesError ? null : this.#journal.get(path);
    // Text that reached the disk after all is not unsaved any more.
    const unsaved = kept?.text === file.text ? null : kept;
    return { path, ...file, unsaved, modified: stamp.modified };
  }

  async save({ path, base, text }: Arguments<'save'>): Promise<SaveResult> {
    const keptBefore = this.#journal instanceof NotesError ? null : this.#journal.get(path);
    const result = await this.#folder.save(path, base, text);
    if (result.kind !== 'saved') return result;
    await this.#indexing.update([path]);
    if (!(this.#journal instanceof NotesError)) {
      const kept = this.#journal.get(path);
      // Not saved by this: what was typed while it was being written, and what another window typed on another version.
      const isOlder = kept?.at === keptBefore?.at && kept?.base === base;
      if (kept && (kept.text === text || isOlder)) await this.#forget(this.#journal, path);
    }
    return result;
  }

  async keepUnsaved({ path, base, text }: Arguments<'journal'>): Promise<null> {
    const journal = this.#journal;
    if (journal instanceof NotesError) throw journal;
    if (text === null) await journal.drop(path);
    else await journal.put(path, { text, base, at: Date.now() });
    return null;
  }

  /** `filled`: what the note begins with -> what it is made with. The catalog learns of it from the caller. */
  async create(
    { title, tags }: Arguments<'create'>,
    filled: (text: string) => string = (text) => text,
  ): Promise<NotePath> {
    const style = await this.#houseStyle();
    const now = new Date();
    const text = filled(style.textFor(title, tags, now));
    for (;;) {
      const path = this.#folder.freePath(style.pathFor(title, now));
      try {
        await this.#folder.create(path, text);
        return path;
      } catch (error) {
        // Somebody took the name in the meantime: the next free one.
        if (!(error instanceof NotesError) || error.code !== 'exists') throw error;
      }
    }
  }

  async suggestPath({ title, like }: Arguments<'suggestPath'>): Promise<NotePath> {
    if (like === null) return this.#folder.freePath((await this.#houseStyle()).pathFor(title, new Date()));
    const { pathLike } = await import('./house-style.ts');
    const path = pathLike(like, title);
    return path.normalize('NFC') === like.normalize('NFC') ? like : this.#folder.freePath(path);
  }

  async #houseStyle(): Promise<HouseStyle> {
    const { learnHouseStyle } = await import('./house-style.ts');
    const { rows } = await this.#indexing.ask(({ database }) =>
      pageOf(database, { filter: '', sort: 'date', offset: 0, limit: 200 }),
    );
    const newest = rows.map(({ path }) => path);
    return learnHouseStyle(newest, (path) => {
      try {
        return this.#folder.read(path).text;
      } catch (error) {
        if (error instanceof NotesError) return null;
        throw error;
      }
    });
  }

  async rename(from: NotePath, to: NotePath): Promise<NotePath> {
    await this.#folder.rename(from, to);
    if (!(this.#journal instanceof NotesError)) {
      const kept = this.#journal.get(from);
      if (kept && from !== to) await this.#moveUnsaved(this.#journal, from, to, kept);
    }
    // Not looked at again: a disk that sees no difference between A and a would find it under both names.
    await this.#indexing.update([to], from === to ? [] : [from]);
    return to;
  }

  /** After a change of the note itself, which is done whether or not this can be. */
  async #forget(journal: Journal, path: NotePath): Promise<void> {
    try {
      await journal.drop(path);
    } catch (error) {
      logFailure(`the kept text of ${path} could not be removed`, error);
    }
  }

  async #moveUnsaved(journal: Journal, from: NotePath, to: NotePath, kept: UnsavedText): Promise<void> {
    try {
      // The new name first: a crash between the two must not lose the text.
      await journal.put(to, kept);
    } catch (error) {
      logFailure(`the unsaved text of ${from} is still kept under this name, not under ${to}`, error);
      return;
    }
    await this.#forget(journal, from);
  }

  async trash(path: NotePath): Promise<string> {
    const trashed = await this.#folder.trash(path);
    await this.#indexing.update([path]);
    return trashed;
  }
}
