/** One note's file as its session knows it: what it had at the last look, and how the text gets into it. */
import { EditorState, type Text } from '@codemirror/state';
import {
  type NoteEncoding,
  type Notebook,
  type NotePath,
  NotesError,
  type NoteText,
  type Version,
} from '../../notes/api.ts';
import { UnmappableError } from '../encodings/unmappable.ts';
import type { SaveStatus } from '../store.ts';
import type { Happened } from './happened.ts';
import { docOf, reconcile } from './merge.ts';
import { ShrinkGuard } from './shrink.ts';
import { editing, type ShownText } from './text.ts';

/** What a file is made of, for showing. */
export type FileFacts = Pick<NoteText, 'lineEnds' | 'byteOrderMark' | 'encoding'>;

/** What the disk has. */
type Theirs = Pick<NoteText, 'version' | 'text' | 'readOnly'> & FileFacts;

/** What a file needs of the session. */
export interface Filed {
  readonly notebook: Notebook;
  /** As it was read, with the text that is shown. */
  readonly note: NoteText;
  readonly text: ShownText;
  readonly happened: Happened;
  readonly path: () => NotePath;
  /** This editor's name for itself. */
  readonly writer: () => string;
  readonly status: () => SaveStatus;
  readonly setStatus: (status: SaveStatus) => void;
  /** The text or the file is another one now; `from` is the state to leave a conflict or a lost file for. */
  readonly settle: (from?: 'saving') => void;
  /** Nothing may be saved before the person has decided. */
  readonly stopAt: (status: SaveStatus) => void;
  /** What is on the screen need not be in the journal, where it is in the file. */
  readonly forget: () => Promise<void>;
  /** For the `failures`th time in a row. */
  readonly failed: (error: unknown, failures: number) => void;
}

/** Of texts without an answer, which share what they have in common. */
const mostUnanswered = 100;

export class NoteFile {
  readonly #of: Filed;
  readonly guard = new ShrinkGuard();
  #facts: FileFacts;
  /** What the disk had at the last look. `doc: null`: only the version is known. */
  #base: { version: Version | null; doc: Text | null };
  /** Text of an earlier run meets a note that was changed since: nothing is merged before the person has seen both. */
  #mustAsk = false;
  /** The encoding that the person asked for. */
  #wanted: NoteEncoding | null = null;
  #refusal: UnmappableError | null = null;
  #failures = 0;
  /** A save failed and none went well since: the file may hold anything, even the text, and none of it for certain. */
  #isUnsure = false;
  /** Texts that were sent and that nobody answered for: the file may hold any of them, and it is the person's own. */
  #unanswered: Text[] = [];

  constructor(of: Filed) {
    this.#of = of;
    this.#facts = of.note;
    this.#base = { version: of.note.version, doc: of.text.state.doc };
  }

  get facts(): FileFacts {
    return this.#facts;
  }
  /** What it had at the last look; `null`: no file. */
  get version(): Version | null {
    return this.#base.version;
  }
  /** What it had at the last look; `null`: nobody knows. */
  get doc(): Text | null {
    return this.#base.doc;
  }
  /** Whether the text differs from what the disk had at the last look. */
  get isDirty(): boolean {
    return this.#isUnsure || this.#base.doc === null || !this.#base.doc.eq(this.#of.text.state.doc);
  }

  /** The text was typed on this, in an earlier run; the disk may have something else. */
  typedOn(version: Version | null, doc: Text | null): void {
    this.#base = { version, doc };
    this.#mustAsk = true;
  }

  /** The person has decided: the text goes over this version. */
  replace(version: Version, doc: Text): void {
    this.#base = { version, doc };
    this.#mustAsk = false;
    this.guard.allow();
  }

  /** The person has decided: the note is `theirs`, and `mine` is kept elsewhere. */
  follow(theirs: Theirs, mine: Text): void {
    this.#mustAsk = false;
    // What is kept counts as the base, so that keys typed meanwhile are merged and not lost.
    this.#base = { version: null, doc: mine };
    this.#take(theirs);
  }

  /** There is none any more: the next save writes a new one. */
  beNew(): void {
    this.#base = { version: null, doc: this.#base.doc };
  }

  /** The next save is in this encoding. */
  want(encoding: NoteEncoding): void {
    this.#wanted = encoding;
    this.#refusal = null;
  }

  /** That save is over. Answers why it was not done, where the encoding lacks a character. */
  endWanting(): UnmappableError | null {
    this.#wanted = null;
    return this.#refusal;
  }

  /** Saves if there is something to save. Waits while an IME composes. */
  async save(): Promise<void> {
    const { notebook, text, happened, path: pathNow, status, writer, settle, stopAt, forget } = this.#of;
    await text.composed();
    const { kind } = status();
    const isNew = this.#base.version === null;
    if ((!this.isDirty && !isNew && this.#wanted === null) || (kind !== 'saving' && kind !== 'failed'))
      return;
    const sent = text.state.doc;
    const path = pathNow();
    let giveBack: () => void = () => undefined;
    try {
      const meant = this.guard.isMeant ? { isMeant: true } : {};
      giveBack = this.guard.pass(path, this.#base.doc, sent);
      const encoding = this.#wanted;
      const as = encoding === null ? {} : { encoding };
      const result = await notebook.save({
        ...{ path, base: this.#base.version, text: sent.toString(), writer: writer() },
        readIn: this.#facts.encoding,
        ...meant,
        ...as,
      });
      this.#failures = 0;
      if (result.kind === 'saved') {
        this.#isUnsure = false;
        this.#unanswered = [];
        if (encoding !== null) this.#facts = { ...this.#facts, encoding };
        this.#base = { version: result.version, doc: sent };
        if (result.inPlace === true) happened.writtenInPlace();
        settle('saving');
        await forget();
        return;
      }
      giveBack();
      if (result.kind === 'unmappable')
        this.#refuse(new UnmappableError(path, result.encoding, result.characters));
      else if (result.kind === 'conflict') this.#take({ ...this.#facts, readOnly: null, ...result });
      else if (path === pathNow()) stopAt({ kind: 'gone' });
      else settle();
    } catch (error) {
      giveBack();
      this.#wasUnanswered(sent);
      this.#fail(error);
    }
  }

  /** Reads the file, and takes over what is new in it. */
  async look(): Promise<void> {
    const { notebook, text, path: pathNow, status, settle, stopAt } = this.#of;
    const path = pathNow();
    try {
      const theirs = await notebook.read({ path });
      await text.composed();
      const { kind } = status();
      // The same bytes may have been read in another encoding since, as a person said in another window.
      const isOther = theirs.version !== this.#base.version || theirs.encoding !== this.#facts.encoding;
      if (isOther) this.#take(theirs);
      else if (kind === 'gone' || kind === 'conflict') {
        this.#base.doc ??= docOf(theirs.text);
        settle('saving');
      }
    } catch (error) {
      // Anything but a missing file says nothing about the text; the next save will tell.
      if (error instanceof NotesError && error.code === 'not-found' && path === pathNow())
        stopAt({ kind: 'gone' });
    }
  }

  /** The disk has `theirs`, which is not what it had before. */
  #take(theirs: Theirs): void {
    const { text, status, setStatus, settle, stopAt } = this.#of;
    const wasDirty = this.isDirty;
    const doc = docOf(theirs.text);
    this.#facts = theirs;
    const isOwn = this.#unanswered.some((sent) => sent.eq(doc));
    const result = reconcile(isOwn ? doc : this.#base.doc, text.state.doc, doc);
    const mustAsk = this.#mustAsk && result.kind !== 'same';
    if (result.kind === 'conflict' || mustAsk || (theirs.readOnly !== null && wasDirty)) {
      stopAt({ kind: 'conflict' });
      return;
    }
    this.#base = { version: theirs.version, doc };
    if (result.kind === 'text') text.takeFromDisk(result.text);
    if (theirs.readOnly === null && status().kind === 'read-only')
      text.dispatch({ effects: editing.reconfigure(EditorState.readOnly.of(false)) });
    if (theirs.readOnly !== null) {
      setStatus({ kind: 'read-only', reason: theirs.readOnly });
      text.dispatch({ effects: editing.reconfigure(EditorState.readOnly.of(true)) });
      return;
    }
    // What is left after a merge is what a person wanted, however little it is.
    if (wasDirty) this.guard.allow();
    settle('saving');
  }

  /** The encoding has no such characters. When it is only the one that was asked for, nothing has failed. */
  #refuse(error: UnmappableError): void {
    if (this.#wanted === null) {
      this.#fail(error);
      return;
    }
    this.#refusal = error;
    this.#wanted = null;
    this.#of.settle('saving');
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    this.#isUnsure = true;
    this.#of.failed(error, this.#failures);
  }

  #wasUnanswered(sent: Text): void {
    if (this.#unanswered.some((one) => one.eq(sent))) return;
    this.#unanswered.push(sent);
    // Not the first ones, which were sent when the host had just gone, nor the last.
    if (this.#unanswered.length > mostUnanswered) this.#unanswered.splice(mostUnanswered / 2, 1);
  }
}
