/** One note that is open, or was a moment ago: its text, its undo history, and what the disk has of it. */
import type { EditorState, Transaction, TransactionSpec } from '@codemirror/state';
import {
  asNotesError,
  type NoteEncoding,
  type Notebook,
  type NotePath,
  type NoteText,
  type Version,
} from '../../notes/api.ts';
import { JournalEntry } from './journal.ts';
import { ConflictWays } from './conflict.ts';
import { type FileFacts, NoteFile } from './file.ts';
import { Happened } from './happened.ts';
import { docOf } from './merge.ts';
import { Pace, type PaceTimes } from './pace.ts';
import { isFromHere, type Screen, ShownText } from './text.ts';
import type { SaveStatus } from '../store.ts';

export interface NoteSessionOptions {
  notebook: Notebook;
  note: NoteText;
  /** A state with the note's text as it is on the disk; made with `editing` in it. */
  state: EditorState;
  times: PaceTimes;
  /** After every change of text, selection or status; without transactions when only the status changed. */
  onChange: (session: NoteSession, transactions: readonly Transaction[]) => void;
}

const flushMs = 10_000;

let lastId = 0;

export class NoteSession {
  readonly id = ++lastId;
  /** Scroll position of the last time on screen, px. */
  scrollTop = 0;
  readonly happened = new Happened();

  readonly #notebook: Notebook;
  readonly #onChange: NoteSessionOptions['onChange'];
  readonly #pace: Pace;
  readonly #text: ShownText;
  #path: NotePath;
  #status: SaveStatus;
  readonly #file: NoteFile;
  #entry: JournalEntry;
  /** Saves and looks at the disk never overlap: each starts when the one before is done. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ notebook, note, state, times, onChange }: NoteSessionOptions) {
    this.#notebook = notebook;
    this.#onChange = onChange;
    this.#path = note.path;
    this.#text = new ShownText(state, (transactions) => this.applied(transactions));
    this.#status = note.readOnly === null ? { kind: 'saved' } : { kind: 'read-only', reason: note.readOnly };
    this.#entry = new JournalEntry(notebook, note.path);
    this.#file = this.#fileOf(note);
    this.conflict = this.#waysOut();
    this.#pace = new Pace(
      times,
      () => void this.save(),
      () => void this.#journal(),
    );
    // What another editor still has on screen is saved by it.
    if (note.unsaved?.isLive === false) this.#recover(note.unsaved, note);
  }

  get path(): NotePath {
    return this.#path;
  }
  get status(): SaveStatus {
    return this.#status;
  }
  get facts(): FileFacts {
    return this.#file.facts;
  }
  get state(): EditorState {
    return this.#text.state;
  }
  /** Whether the text differs from what the disk had at the last look. */
  get isDirty(): boolean {
    return this.#file.isDirty;
  }

  show(screen: Screen): void {
    this.#text.show(screen);
  }

  hide(): void {
    this.#text.hide();
  }

  dispatch(spec: TransactionSpec): void {
    this.#text.dispatch(spec);
  }

  /** The screen has applied these; without a screen `dispatch` calls it. */
  applied(transactions: readonly Transaction[]): void {
    const mine = transactions.filter(isFromHere);
    this.#file.guard.look(mine);
    if (mine.length > 0) this.#settle();
    this.#onChange(this, transactions);
  }

  /** The person has read that text was put back, or where a text was kept. */
  dismissNews(): void {
    this.happened.dismiss();
    this.#onChange(this, []);
  }

  /** Saves now, after saves under way; resolves when there is an answer. Waits while an IME composes. */
  save(): Promise<void> {
    return this.#inTurn(() => {
      this.#pace.saving();
      return this.#file.save();
    });
  }

  /** What the disk had at the last look; `null`: no file. */
  get version(): Version | null {
    return this.#file.version;
  }

  /** Compares with the disk and takes over what changed there. `version`: what the disk has, by the news. */
  check(version?: Version): Promise<void> {
    // News of our own save: the text need not be sent back for that.
    const isKnown = () => version === this.version && this.#file.doc !== null;
    // Not in turn: a save that waits for an IME would hold it up.
    if (!isKnown()) this.#journalAgain();
    return this.#inTurn(async () => {
      if (!isKnown() || this.#status.kind === 'gone' || this.#status.kind === 'conflict')
        await this.#file.look();
    });
  }

  /** Saves what is unsaved and waits for it, at most 10 s; `false`: some text is not in the file. */
  async flush(): Promise<boolean> {
    const deadline = performance.now() + flushMs;
    while (this.isDirty && performance.now() < deadline) {
      await Promise.race([this.save(), wait(deadline - performance.now())]);
      if (this.#status.kind !== 'saving' && this.#status.kind !== 'saved') break;
    }
    if (this.isDirty) await Promise.race([this.#journal(), wait(1000)]);
    return !this.isDirty;
  }

  /** The note has another path now; its text, history and base stay. */
  moved(to: NotePath): void {
    void this.#entry.forget(this.#path);
    this.#path = to;
    if (this.#status.kind === 'gone') this.#setStatus({ kind: 'saving' });
    if (this.#status.kind !== 'read-only') this.#settle();
    this.#onChange(this, []);
  }

  /** The ways out of a conflict; each waits for its turn. */
  readonly conflict: ConflictWays;

  /** After `gone`: writes the file again. After `failed`: tries again, as the person wants it. */
  async saveAgain(): Promise<void> {
    this.#file.guard.allow();
    if (this.#status.kind === 'gone') {
      this.#file.beNew();
      this.#setStatus({ kind: 'saving' });
    }
    await this.save();
  }

  /** Saves in another encoding, and so from now on. `false`: it was not saved, and the status says why. Throws `UnmappableError`. */
  async convert(encoding: NoteEncoding): Promise<boolean> {
    this.#file.want(encoding);
    if (this.#status.kind === 'saved' || this.#status.kind === 'failed') this.#setStatus({ kind: 'saving' });
    await this.save();
    const refusal = this.#file.endWanting();
    if (!this.isDirty) this.#settle();
    if (refusal !== null) throw refusal;
    return this.facts.encoding === encoding;
  }

  #fileOf(note: NoteText): NoteFile {
    return new NoteFile({
      ...{ notebook: this.#notebook, text: this.#text, happened: this.happened, note },
      path: () => this.#path,
      writer: () => this.#entry.writer,
      status: () => this.#status,
      setStatus: (status) => this.#setStatus(status),
      settle: (from) => this.#settle(from),
      stopAt: (status) => this.#stopAt(status),
      forget: () => this.#forgetJournal(),
      failed: (error, failures) => this.#fail(error, failures),
    });
  }

  #waysOut(): ConflictWays {
    return new ConflictWays({
      ...{ notebook: this.#notebook, text: this.#text },
      ...{ file: this.#file, happened: this.happened },
      path: () => this.#path,
      inTurn: (step) => this.#inTurn(step),
      save: () => this.save(),
      forget: () => this.#forgetJournal(),
      goOn: () => {
        this.#setStatus({ kind: 'saving' });
        this.#settle();
        this.#onChange(this, []);
      },
      discard: async () => {
        if (this.isDirty) await this.#entry.giveUp(this.#path, this.version, this.state.doc);
        else await this.#entry.forget(this.#path);
      },
    });
  }

  #recover(unsaved: NonNullable<NoteText['unsaved']>, note: NoteText): void {
    this.#entry = new JournalEntry(this.#notebook, note.path, unsaved);
    if (note.readOnly !== null) return;
    if (unsaved.text === note.text) {
      void this.#entry.forget(note.path);
      return;
    }
    this.happened.recovered = true;
    if (unsaved.base === note.version) this.happened.recoveredOver = note.text;
    else {
      this.#file.typedOn(unsaved.base, unsaved.baseText === null ? null : docOf(unsaved.baseText));
      this.#status = { kind: 'conflict' };
    }
    this.#file.guard.allow();
    this.#text.recover(unsaved.text);
    this.#settle();
  }

  /** What follows from the text and the base; `from` is the state to leave a conflict or a lost file for. */
  #settle(from?: 'saving'): void {
    const kind = from ?? this.#status.kind;
    if (kind === 'read-only') return;
    if (kind === 'conflict' || kind === 'gone') {
      this.#pace.journalSoon();
      return;
    }
    if (this.isDirty) {
      if (kind !== 'failed') this.#setStatus({ kind: 'saving' });
      this.#pace.typed();
      return;
    }
    this.#pace.stop();
    this.#setStatus({ kind: 'saved' });
    void this.#forgetJournal();
  }

  #fail(error: unknown, failures: number): void {
    this.#setStatus({ kind: 'failed', error: asNotesError(error) });
    this.#pace.failed(failures);
    void this.#journal();
  }

  /** Nothing is saved any more until the person decides; the text is kept in the journal. */
  #stopAt(status: SaveStatus): void {
    this.#pace.saving();
    this.#setStatus(status);
    void this.#journal();
  }

  #setStatus(status: SaveStatus): void {
    if (status.kind === this.#status.kind && status.kind !== 'failed') return;
    this.#status = status;
    this.#onChange(this, []);
  }

  async #journal(): Promise<void> {
    const isWritten = await this.#entry.write(() =>
      this.isDirty ? { path: this.#path, base: this.version, doc: this.state.doc } : null,
    );
    const { kind } = this.#status;
    if (!isWritten && (kind === 'conflict' || kind === 'gone')) this.#pace.journalSoon();
  }

  /** A save by another one drops the entry of the note, which may be all that keeps this text. */
  #journalAgain(): void {
    if (!this.isDirty) return;
    this.#entry.doubt();
    if (this.#status.kind === 'saving') this.#pace.journalSoon();
    else void this.#journal();
  }

  #forgetJournal(): Promise<void> {
    return this.#entry.forget(this.#path, () => this.isDirty);
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(step);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
