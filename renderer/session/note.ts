/** One note that is open, or was a moment ago: its text, its undo history, and what the disk has of it. */
import { EditorState, type Text, type Transaction, type TransactionSpec } from '@codemirror/state';
import {
  type NoteEncoding,
  type Notebook,
  type NotePath,
  NotesError,
  type NoteText,
  type Version,
} from '../../notes/api.ts';
import { UnmappableError } from '../encodings/unmappable.ts';
import { JournalEntry } from './journal.ts';
import { ConflictWays } from './conflict.ts';
import { docOf, reconcile } from './merge.ts';
import { Pace, type PaceTimes } from './pace.ts';
import { ShrinkGuard } from './shrink.ts';
import { editing, isFromHere, type Screen, ShownText } from './text.ts';
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

/** What a file is made of, for showing. */
type FileFacts = Pick<NoteText, 'lineEnds' | 'byteOrderMark' | 'encoding'>;

const flushMs = 10_000;
/** Of texts without an answer, which share what they have in common. */
const mostUnanswered = 100;

let lastId = 0;

export class NoteSession {
  readonly id = ++lastId;
  /** Scroll position of the last time on screen, px. */
  scrollTop = 0;
  /** Text of an earlier run was put back, and the person has not dismissed the news. */
  recovered = false;
  /** What the note was when that was put back; `null`: nothing was. */
  recoveredOver: string | null = null;
  /** Where the other side of a conflict was kept, until the person has dismissed the news. */
  keptAs: NotePath | null = null;
  /** Whether a save had to write in place; `read`: the person knows. */
  inPlace: 'no' | 'told' | 'read' = 'no';

  readonly #notebook: Notebook;
  readonly #onChange: NoteSessionOptions['onChange'];
  readonly #pace: Pace;
  readonly #text: ShownText;
  #path: NotePath;
  #facts: FileFacts;
  /** The encoding that the person asked for. */
  #wanted: NoteEncoding | null = null;
  #refusal: UnmappableError | null = null;
  /** What the disk had at the last look. `doc: null`: only the version is known. */
  #base: { version: Version | null; doc: Text | null };
  #status: SaveStatus;
  readonly #guard = new ShrinkGuard();
  #failures = 0;
  /** A save failed and none went well since: the file may hold anything, even the text, and none of it for certain. */
  #isUnsure = false;
  /** Texts that were sent and that nobody answered for: the file may hold any of them, and it is the person's own. */
  #unanswered: Text[] = [];
  #entry: JournalEntry;
  /** Text of an earlier run meets a note that was changed since: nothing is merged before the person has seen both. */
  #mustAsk = false;
  /** Saves and looks at the disk never overlap: each starts when the one before is done. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ notebook, note, state, times, onChange }: NoteSessionOptions) {
    this.#notebook = notebook;
    this.#onChange = onChange;
    this.#path = note.path;
    this.#facts = note;
    this.#text = new ShownText(state, (transactions) => this.applied(transactions));
    this.#base = { version: note.version, doc: state.doc };
    this.#status = note.readOnly === null ? { kind: 'saved' } : { kind: 'read-only', reason: note.readOnly };
    this.#entry = new JournalEntry(notebook, note.path);
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
    return this.#facts;
  }
  get state(): EditorState {
    return this.#text.state;
  }
  /** Whether the text differs from what the disk had at the last look. */
  get isDirty(): boolean {
    return this.#isUnsure || this.#base.doc === null || !this.#base.doc.eq(this.state.doc);
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
    this.#guard.look(mine);
    if (mine.length > 0) this.#settle();
    this.#onChange(this, transactions);
  }

  /** The person has read that text was put back, or where a text was kept. */
  dismissNews(): void {
    this.recovered = false;
    this.recoveredOver = null;
    this.keptAs = null;
    if (this.inPlace === 'told') this.inPlace = 'read';
    this.#onChange(this, []);
  }

  /** Saves now, after saves under way; resolves when there is an answer. Waits while an IME composes. */
  save(): Promise<void> {
    return this.#inTurn(() => this.#saveNow());
  }

  /** What the disk had at the last look; `null`: no file. */
  get version(): Version | null {
    return this.#base.version;
  }

  /** Compares with the disk and takes over what changed there. `version`: what the disk has, by the news. */
  check(version?: Version): Promise<void> {
    // News of our own save: the text need not be sent back for that.
    const isKnown = () => version === this.#base.version && this.#base.doc !== null;
    // Not in turn: a save that waits for an IME would hold it up.
    if (!isKnown()) this.#journalAgain();
    return this.#inTurn(async () => {
      if (!isKnown() || this.#status.kind === 'gone' || this.#status.kind === 'conflict') await this.#look();
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
    this.#guard.allow();
    if (this.#status.kind === 'gone') {
      this.#base = { version: null, doc: this.#base.doc };
      this.#setStatus({ kind: 'saving' });
    }
    await this.save();
  }

  /** Saves in another encoding, and so from now on. `false`: it was not saved, and the status says why. Throws `UnmappableError`. */
  async convert(encoding: NoteEncoding): Promise<boolean> {
    this.#wanted = encoding;
    this.#refusal = null;
    if (this.#status.kind === 'saved' || this.#status.kind === 'failed') this.#setStatus({ kind: 'saving' });
    await this.save();
    this.#wanted = null;
    if (!this.isDirty) this.#settle();
    const refusal = this.#refusal as UnmappableError | null;
    if (refusal !== null) throw refusal;
    return this.#facts.encoding === encoding;
  }

  #waysOut(): ConflictWays {
    return new ConflictWays({
      ...{ notebook: this.#notebook, text: this.#text },
      path: () => this.#path,
      base: () => this.#base.doc,
      inTurn: (step) => this.#inTurn(step),
      save: () => this.save(),
      follow: async (theirs, mine, keptAs) => {
        this.keptAs = keptAs;
        this.#mustAsk = false;
        // What is kept counts as the base, so that keys typed meanwhile are merged and not lost.
        this.#base = { version: null, doc: mine };
        this.#take(theirs);
        await this.#forgetJournal();
      },
      overwrite: (version, doc, keptAs) => {
        this.keptAs = keptAs;
        this.#mustAsk = false;
        this.recovered = false;
        this.#base = { version, doc };
        this.#guard.allow();
        this.#setStatus({ kind: 'saving' });
        this.#settle();
        this.#onChange(this, []);
      },
      discard: async () => {
        if (this.isDirty) await this.#entry.giveUp(this.#path, this.#base.version, this.state.doc);
        else await this.#entry.forget(this.#path);
      },
    });
  }

  async #saveNow(): Promise<void> {
    this.#pace.saving();
    await this.#text.composed();
    const kind = this.#status.kind;
    const isNew = this.#base.version === null;
    if ((!this.isDirty && !isNew && this.#wanted === null) || (kind !== 'saving' && kind !== 'failed'))
      return;
    const sent = this.state.doc;
    const path = this.#path;
    let giveBack: () => void = () => undefined;
    try {
      const meant = this.#guard.isMeant ? { isMeant: true } : {};
      giveBack = this.#guard.pass(path, this.#base.doc, sent);
      const text = sent.toString();
      const encoding = this.#wanted;
      const as = encoding === null ? {} : { encoding };
      const { writer } = this.#entry;
      const result = await this.#notebook.save({
        ...{ path, base: this.#base.version, text, writer },
        ...meant,
        ...as,
      });
      this.#failures = 0;
      if (result.kind === 'saved') {
        this.#isUnsure = false;
        this.#unanswered = [];
        if (result.inPlace === true && this.inPlace === 'no') this.inPlace = 'told';
        if (encoding !== null) this.#facts = { ...this.#facts, encoding };
        this.#base = { version: result.version, doc: sent };
        this.#settle('saving');
        await this.#forgetJournal();
        return;
      }
      giveBack();
      if (result.kind === 'unmappable')
        this.#refuse(new UnmappableError(path, result.encoding, result.characters));
      else if (result.kind === 'conflict') this.#take({ ...this.#facts, readOnly: null, ...result });
      else if (path === this.#path) this.#stopAt({ kind: 'gone' });
      else this.#settle();
    } catch (error) {
      giveBack();
      this.#wasUnanswered(sent);
      this.#fail(error);
    }
  }

  #wasUnanswered(sent: Text): void {
    if (this.#unanswered.some((one) => one.eq(sent))) return;
    this.#unanswered.push(sent);
    // Not the first ones, which were sent when the host had just gone, nor the last.
    if (this.#unanswered.length > mostUnanswered) this.#unanswered.splice(mostUnanswered / 2, 1);
  }

  /** The encoding has no such characters. When it is only the one that was asked for, nothing has failed. */
  #refuse(error: UnmappableError): void {
    if (this.#wanted === null) {
      this.#fail(error);
      return;
    }
    this.#refusal = error;
    this.#wanted = null;
    this.#settle('saving');
  }

  async #look(): Promise<void> {
    const path = this.#path;
    try {
      const theirs = await this.#notebook.read({ path });
      await this.#text.composed();
      if (theirs.version !== this.#base.version) this.#take(theirs);
      else if (this.#status.kind === 'gone' || this.#status.kind === 'conflict') {
        this.#base.doc ??= docOf(theirs.text);
        this.#settle('saving');
      }
    } catch (error) {
      // Anything but a missing file says nothing about the text; the next save will tell.
      if (error instanceof NotesError && error.code === 'not-found' && path === this.#path)
        this.#stopAt({ kind: 'gone' });
    }
  }

  /** The disk has `theirs`, which is not what it had before. */
  #take(theirs: Pick<NoteText, 'version' | 'text' | 'readOnly'> & FileFacts): void {
    const mine = this.state.doc;
    const wasDirty = this.isDirty;
    const doc = docOf(theirs.text);
    this.#facts = theirs;
    const isOwn = this.#unanswered.some((sent) => sent.eq(doc));
    const result = reconcile(isOwn ? doc : this.#base.doc, mine, doc);
    const mustAsk = this.#mustAsk && result.kind !== 'same';
    if (result.kind === 'conflict' || mustAsk || (theirs.readOnly !== null && wasDirty)) {
      this.#stopAt({ kind: 'conflict' });
      return;
    }
    this.#base = { version: theirs.version, doc };
    if (result.kind === 'text') this.#text.takeFromDisk(result.text);
    if (theirs.readOnly === null && this.#status.kind === 'read-only')
      this.dispatch({ effects: editing.reconfigure(EditorState.readOnly.of(false)) });
    if (theirs.readOnly !== null) {
      this.#setStatus({ kind: 'read-only', reason: theirs.readOnly });
      this.dispatch({ effects: editing.reconfigure(EditorState.readOnly.of(true)) });
      return;
    }
    // What is left after a merge is what a person wanted, however little it is.
    if (wasDirty) this.#guard.allow();
    this.#settle('saving');
  }

  #recover(unsaved: NonNullable<NoteText['unsaved']>, note: NoteText): void {
    this.#entry = new JournalEntry(this.#notebook, note.path, unsaved);
    if (note.readOnly !== null) return;
    if (unsaved.text === note.text) {
      void this.#entry.forget(note.path);
      return;
    }
    this.recovered = true;
    if (unsaved.base === note.version) this.recoveredOver = note.text;
    else {
      const doc = unsaved.baseText === null ? null : docOf(unsaved.baseText);
      this.#base = { version: unsaved.base, doc };
      this.#status = { kind: 'conflict' };
      this.#mustAsk = true;
    }
    this.#guard.allow();
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

  #fail(error: unknown): void {
    this.#failures += 1;
    this.#isUnsure = true;
    const failure =
      error instanceof NotesError
        ? error
        : new NotesError('internal', error instanceof Error ? error.message : '');
    this.#setStatus({ kind: 'failed', error: failure });
    this.#pace.failed(this.#failures);
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
      this.isDirty ? { path: this.#path, base: this.#base.version, doc: this.state.doc } : null,
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
