/** The calls about one note: its text, what is unsaved of it, its name and its end. */
import {
  type Arguments,
  type NotePath,
  NotesError,
  type NoteText,
  type SaveResult,
  type Version,
} from './api.ts';
import { fileAt, type NoteFolder, textAt } from './files/folder.ts';
import type { Moments } from './files/history/moments.ts';
import type { Journal, JournalEntry } from './files/journal.ts';
import { pageOf } from './find/results/pages.ts';
import type { HouseStyle } from './house-style.ts';
import type { Indexing } from './indexing.ts';
import { toNotesError } from './files/errors.ts';
import { logFailure } from './log.ts';
import { largestNote, leastPart } from './text/sizes.ts';
import { fileIdOf, shownUnsaved } from './unsaved.ts';

/** Changes the folder, then the catalog, then tells; in this order, so that what is told is true. */
export class Changing {
  readonly #folder: NoteFolder;
  /** Or why unsaved text can't be kept. */
  readonly #journal: Journal | NotesError;
  readonly #indexing: Indexing;
  readonly #moments: Moments;
  /** Editors that have journaled in this run and are still there. */
  readonly live = new Set<string>();
  /** Notes whose unsaved text comes from this run. */
  readonly #typed = new Set<NotePath>();

  constructor(folder: NoteFolder, journal: Journal | NotesError, indexing: Indexing, moments: Moments) {
    this.#folder = folder;
    this.#journal = journal;
    this.#indexing = indexing;
    this.#moments = moments;
  }

  read(path: NotePath): NoteText {
    const { stamp, ...file } = this.#folder.read(path);
    this.#moments.opened(path);
    const journal = this.#journal;
    // Text that reached the file after all is not unsaved any more.
    const kept = this.#keptFor(path).filter(({ text }) => text !== file.text);
    const [entry] = [...kept.filter(({ writer }) => !this.live.has(writer)), ...kept];
    const isKept = entry !== undefined && !(journal instanceof NotesError);
    const unsaved = isKept ? shownUnsaved(journal, entry, this.live, file) : null;
    return { path, ...file, unsaved, modified: stamp.modified };
  }

  async readAs({ path, encoding }: Arguments<'readAs'>): Promise<NoteText> {
    this.#folder.readAs(path, encoding);
    await this.#indexing.update([path]);
    return this.read(path);
  }

  async save(args: Arguments<'save'>): Promise<SaveResult> {
    const { path, base, text, encoding, readIn, isMeant, writer } = args;
    if (isMeant !== true && base !== null) this.#refuseShrunk(path, base, text);
    const before = this.#keptFor(path);
    const result = await this.#folder.save(path, base, text, { encoding, readIn });
    if (result.kind !== 'saved') return result;
    await this.#indexing.update([path]);
    for (const kept of this.#keptFor(path)) {
      const isOwn = kept.writer === (writer ?? '');
      // Not what was typed while it was being written, nor what was typed on another version.
      const wasThere = before.some((one) => one.writer === kept.writer && one.at === kept.at);
      const isOlder = isOwn && wasThere && kept.base === base;
      if (kept.text !== text && !isOlder) continue;
      // The person has typed on from what was typed in this run.
      if (kept.text !== text && !this.#typed.has(path) && !(await this.#isDiscardedKept(kept))) continue;
      await this.#forget(kept);
    }
    return result;
  }

  #keptFor(path: NotePath): JournalEntry[] {
    return this.#journal instanceof NotesError ? [] : this.#journal.of(path);
  }

  /** A fault in a caller must not empty a note: neither of its own text nor of one that it read only in part. */
  #refuseShrunk(path: NotePath, base: Version, text: string): void {
    // No look at the disk for what is long enough whatever is there.
    const before = text.length < largestNote * leastPart ? fileAt(this.#folder, path) : null;
    if (before?.version !== base || text.length >= before.text.length * leastPart) return;
    throw new NotesError('shrunk', `Did not save ${path}: most of it would be gone, and nobody deleted it.`);
  }

  async keepUnsaved({ path, base, text, writer = '', at, isLeft }: Arguments<'journal'>): Promise<null> {
    const journal = this.#journal;
    if (journal instanceof NotesError) throw journal;
    if (text !== null) {
      this.#typed.add(path);
      if (writer !== '' && isLeft !== true) this.live.add(writer);
      const there = fileAt(this.#folder, path);
      const file = there === null ? null : fileIdOf(there.stamp.stamp);
      await journal.put(path, { text, base, at: Date.now(), file }, writer);
      // Also where the file is another one by now: the note was read when it was this one, or never will be known.
      if (base !== null && there?.version === base) await this.#keepBase(journal, base, there.text);
      return null;
    }
    const kept = this.#keptFor(path).find((entry) => entry.writer === writer);
    if (kept === undefined || (at !== undefined && kept.at > at)) return null;
    try {
      await this.#keepDiscarded(kept);
    } catch (error) {
      throw toNotesError(error, `keep the text of ${path} in the history`, 'It is kept where it was.');
    }
    await journal.drop(path, writer);
    return null;
  }

  /** Without it two texts can still be compared, but not merged. */
  async #keepBase(journal: Journal, base: Version, text: string): Promise<void> {
    try {
      await journal.keepBase(base, text);
    } catch (error) {
      logFailure('what an unsaved text was typed on could not be kept', error);
    }
  }

  /** `false`: then it must not be forgotten. */
  async #isDiscardedKept(kept: JournalEntry): Promise<boolean> {
    try {
      await this.#keepDiscarded(kept);
      return true;
    } catch (error) {
      logFailure('unsaved text could not be kept in the history', error, kept.path);
      return false;
    }
  }

  /** Text that never reached the file, nor is kept for another editor, is in the history. */
  async #keepDiscarded({ path, writer, text, at }: JournalEntry): Promise<void> {
    const isElsewhere = this.#keptFor(path).some((other) => other.writer !== writer && other.text === text);
    if (!isElsewhere && text !== textAt(this.#folder, path)) await this.#moments.discarded(path, text, at);
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
    return learnHouseStyle(newest, (path) => textAt(this.#folder, path));
  }

  async rename(from: NotePath, to: NotePath): Promise<NotePath> {
    await this.#folder.rename(from, to);
    if (from !== to) for (const kept of this.#keptFor(from)) await this.#moveUnsaved(kept, to);
    // Not looked at again: a disk that sees no difference between A and a would find it under both names.
    await this.#indexing.update([to], from === to ? [] : [from]);
    return to;
  }

  /** After a change of the note itself, which is done whether or not this can be. */
  async #forget({ path, writer }: JournalEntry): Promise<void> {
    if (this.#journal instanceof NotesError) return;
    try {
      await this.#journal.drop(path, writer);
    } catch (error) {
      logFailure('the kept text of a note could not be removed', error, path);
    }
  }

  async #moveUnsaved(kept: JournalEntry, to: NotePath): Promise<void> {
    if (this.#journal instanceof NotesError) return;
    try {
      // The new name first: a crash between the two must not lose the text.
      await this.#journal.put(to, kept, kept.writer);
    } catch (error) {
      logFailure('unsaved text is still kept under the former name of its note', error, kept.path, to);
      return;
    }
    await this.#forget(kept);
  }

  async trash(path: NotePath): Promise<string> {
    const trashed = await this.#folder.trash(path);
    await this.#indexing.update([path]);
    return trashed;
  }
}
