/** The ways out of a conflict. Nothing is written before the person has chosen one, and what is not chosen is kept. */
import type { Text } from '@codemirror/state';
import { type Notebook, type NotePath, NotesError, type NoteText, type Version } from '../../notes/api.ts';
import type { NoteFile } from './file.ts';
import type { Happened } from './happened.ts';
import { docOf } from './merge.ts';
import type { ShownText } from './text.ts';

/** Two texts of one note that a person makes one of. */
export interface BothTexts {
  path: NotePath;
  /** What both were; `null`: nobody knows. */
  base: string | null;
  mine: string;
  theirs: string;
  /** Of `theirs`. */
  version: Version;
  readOnly: NoteText['readOnly'];
}

/** What a way out needs of the session. */
export interface Conflicted {
  readonly notebook: Notebook;
  readonly text: ShownText;
  readonly file: NoteFile;
  readonly happened: Happened;
  readonly path: () => NotePath;
  readonly inTurn: (step: () => Promise<void>) => Promise<void>;
  /** What is on the screen is to be saved again. */
  readonly goOn: () => void;
  /** What is on the screen need not be in the journal, where it is in the file. */
  readonly forget: () => Promise<void>;
  /** What is on the screen goes from the journal into the history. */
  readonly discard: () => Promise<void>;
  readonly save: () => Promise<void>;
}

export class ConflictWays {
  readonly #of: Conflicted;

  constructor(of: Conflicted) {
    this.#of = of;
  }

  /** This text goes into a file beside the note, the note shows what the disk has. */
  keepBoth(): Promise<void> {
    const { notebook, text, file, happened, path, inTurn, forget } = this.#of;
    return inTurn(async () => {
      await text.composed();
      const mine = text.state.doc;
      const theirs = await notebook.read({ path: path() });
      happened.keptAs = await notebook.keepBoth({ path: path(), text: mine.toString() });
      file.follow(theirs, mine);
      await forget();
    });
  }

  /** This text becomes the note; what the disk has goes into the history, or beside the note where there is none. */
  async keepMine(): Promise<void> {
    const { notebook, path, inTurn, save } = this.#of;
    await inTurn(async () => {
      const theirs = await notebook.read({ path: path() });
      const isKept = await this.#isInHistory(theirs.version);
      const beside = isKept ? null : await notebook.keepBoth({ path: path(), text: theirs.text });
      this.#overwrite(theirs.version, docOf(theirs.text), beside);
    });
    await save();
  }

  /** What the disk has becomes the note, in one step that can be undone; this text goes into the history. */
  async keepTheirs(): Promise<void> {
    const both = await this.bothTexts();
    // What can't be edited can't be undone either.
    await (both.readOnly === null ? this.resolve(both, both.theirs) : this.keepBoth());
  }

  /** Both texts, and what they were before, as they are now. Fails as `read` does. */
  async bothTexts(): Promise<BothTexts> {
    const { notebook, text, file, path } = this.#of;
    await text.composed();
    const { text: theirs, version, readOnly } = await notebook.read({ path: path() });
    const before = file.doc?.toString() ?? null;
    return { path: path(), base: before, mine: text.state.doc.toString(), theirs, version, readOnly };
  }

  /**
   * `text` becomes the note, in one step that can be undone. What only this text had is in the history.
   * `busy`: one of the sides is another one by now.
   */
  async resolve({ mine, theirs, version }: BothTexts, chosen: string): Promise<void> {
    const { notebook, text, path, inTurn, discard, save } = this.#of;
    await inTurn(async () => {
      await text.composed();
      const now = await notebook.read({ path: path() });
      if (text.state.doc.toString() !== mine || now.version !== version)
        throw new NotesError('busy', `${path()} was changed meanwhile.`);
      await discard();
      this.#overwrite(version, docOf(theirs), null);
      text.recover(chosen);
    });
    await save();
  }

  /** What is on the screen is to be saved over this. */
  #overwrite(version: Version, theirs: Text, keptAs: NotePath | null): void {
    const { file, happened, goOn } = this.#of;
    happened.keptAs = keptAs;
    happened.recovered = false;
    file.replace(version, theirs);
    goOn();
  }

  /** Keeps what the disk has, and looks whether it was: a history that can't be written says nothing. */
  async #isInHistory(version: Version): Promise<boolean> {
    const { notebook, path } = this.#of;
    try {
      await notebook.keepVersion({ path: path(), why: 'changed' });
      const { versions } = await notebook.history({ path: path(), offset: 0, limit: 20 });
      return versions.some((kept) => kept.version === version);
    } catch {
      return false;
    }
  }
}
