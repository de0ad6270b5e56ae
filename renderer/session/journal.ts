/** The copy of one note's unsaved text that is kept outside the notebook, in case Gleaner ends. */
import type { Text } from '@codemirror/state';
import type { Notebook, NotePath, Version } from '../../notes/api.ts';

export class JournalEntry {
  readonly #notebook: Notebook;
  /** What the entry holds; `null` when there is none. */
  #kept: Text | null = null;
  /** Whether the entry may have been dropped or replaced by another one who saved or journaled the same note. */
  #isDoubtful = false;
  #writing: Promise<void> = Promise.resolve();

  /** `kept`: what the journal has from an earlier run. */
  constructor(notebook: Notebook, kept: Text | null = null) {
    this.#notebook = notebook;
    this.#kept = kept;
  }

  /** Another one has been at the note: the next `write` writes, whatever the entry held before. */
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
      try {
        await this.#notebook.journal({ path, base, text: doc.toString() });
        this.#kept = doc;
        return true;
      } catch {
        this.#isDoubtful = true;
        return false;
      }
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
    if (this.#kept === null || isNeeded()) return;
    this.#kept = null;
    await this.#notebook.journal({ path, base: null, text: null }).catch(() => undefined);
  }
}
