/** The copy of one note's unsaved text that is kept outside the notebook, in case Gleaner ends. */
import type { Text } from '@codemirror/state';
import { type Notebook, type NotePath, NotesError, type NoteText, type Version } from '../../notes/api.ts';
import { forgetAway, keepAway } from '../recovery/away.ts';

type Unsaved = NonNullable<NoteText['unsaved']>;

export class JournalEntry {
  readonly #notebook: Notebook;
  /** Names this editor: what another one keeps of the same note is not touched. */
  readonly #writer = newWriter();
  /** The entry of an earlier run that this editor has on screen; it goes once this one has one of its own, or needs none. */
  #taken: { path: NotePath; writer: string; at: number } | null;
  /** What the entry holds; `null` when there is none. */
  #kept: Text | null = null;
  /** Whether the entry may not hold what it should. */
  #isDoubtful = false;
  /** The host did not answer: this browser keeps the text. */
  #isAway = false;
  #writing: Promise<void> = Promise.resolve();

  /** `taken`: what the journal has from an earlier run. */
  constructor(notebook: Notebook, path: NotePath, taken: Unsaved | null = null) {
    this.#notebook = notebook;
    this.#taken = taken === null ? null : { path, writer: taken.writer, at: taken.at };
  }

  /** Who saves what is journaled here. */
  get writer(): string {
    return this.#writer;
  }

  /** Something has happened to the note: the next `write` writes, whatever the entry held before. */
  doubt(): void {
    this.#isDoubtful = true;
  }

  /**
   * Writes what `current` answers when its turn has come; `null`: nothing is unsaved. `false`: it could not be
   * written, which costs nothing but this safety, for the text is still in the editor.
   */
  write(current: () => { path: NotePath; base: Version | null; doc: Text } | null): Promise<boolean> {
    const written = this.#writing.then(async () => {
      const unsaved = current();
      if (unsaved === null || (unsaved.doc === this.#kept && !this.#isDoubtful)) return true;
      const { path, base, doc } = unsaved;
      this.#isDoubtful = false;
      const text = doc.toString();
      try {
        await this.#notebook.journal({ path, base, text, writer: this.#writer });
      } catch (error) {
        this.#isDoubtful = true;
        const isOffline = error instanceof NotesError && error.code === 'offline';
        if (!isOffline || !(await keepAway({ writer: this.#writer, path, base, text }))) return false;
        this.#isAway = true;
        return true;
      }
      this.#kept = doc;
      await this.#dropTaken();
      await this.#comeBack();
      return true;
    });
    this.#writing = written.then(() => undefined);
    return written;
  }

  /**
   * Drops the entry of `path` when `isNeeded` says no. The host does so at each save; an entry that was written
   * while the save was under way has to go too.
   */
  async forget(path: NotePath, isNeeded: () => boolean = () => false): Promise<void> {
    await this.#writing;
    if (isNeeded()) return;
    await this.#dropTaken();
    await this.#comeBack();
    if (this.#kept === null) return;
    this.#kept = null;
    const dropped = { path, base: null, text: null, writer: this.#writer };
    await this.#notebook.journal(dropped).catch(() => undefined);
  }

  /** `forget`, for text that is to be in the history from now on: fails where it is not, with the entry as it was. */
  async giveUp(path: NotePath, base: Version | null, doc: Text): Promise<void> {
    await this.#writing;
    await this.#notebook.journal({ path, base, text: doc.toString(), writer: this.#writer });
    this.#kept = doc;
    await this.#notebook.journal({ path, base: null, text: null, writer: this.#writer });
    this.#kept = null;
    await this.#dropTaken();
    await this.#comeBack();
  }

  async #dropTaken(): Promise<void> {
    const taken = this.#taken;
    this.#taken = null;
    if (taken === null) return;
    try {
      await this.#notebook.journal({ ...taken, base: null, text: null });
    } catch {
      this.#taken = taken;
    }
  }

  async #comeBack(): Promise<void> {
    if (!this.#isAway) return;
    this.#isAway = !(await forgetAway(this.#writer));
  }
}

function newWriter(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
