/** A catalog that is replaced by a new one, in silence, when it is damaged, locked or can't be written. */
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { NotesError } from './api.ts';
import { discardDatabase, isBroken, isSealed, isUntouched, seal, unseal } from './files/seal.ts';
import { articlesBeside, type Catalog, openCatalog } from './find/catalog.ts';
import { DatabaseLost, type DatabaseOptions } from './find/database.ts';
import { logFailure } from './log.ts';

/** How long to try while another process writes. */
const patienceMs = 10_000;
/** After this many lost catalogs the next one is in memory. */
const mostLosses = 3;
/** How long after everything is known until the whole file is checked, ms: commands have ended by then. */
const quietMs = 1000;

export class LastingCatalog {
  /** The catalog's file; `null`: in memory. */
  #file: string | null;
  #catalog: Catalog;
  /** What is known about articles stays when the catalog is lost. */
  readonly #articles: string | null;
  readonly #onLoss: () => void;
  readonly #options: DatabaseOptions;
  #losses = 0;
  #isDoubtful = false;
  /** Why there is no list. */
  #failure: NotesError | null = null;
  readonly #closing = new AbortController();
  #isShut = false;
  /** The check that the file is whole; nothing is written before it is through. Never rejects. */
  readonly checked: Promise<void>;
  /** Whether to believe the stamps is known: at once where there is a seal, which is checked meanwhile. */
  readonly decided: Promise<void>;
  /** The check of what no one seems to have touched. */
  #checkedSlowly: Promise<void> = Promise.resolve();

  /** `onLoss`: called when a new, empty catalog has taken the place of one that was in use. */
  constructor(file: string | null, onLoss: () => void, options: DatabaseOptions = {}) {
    this.#file = file;
    this.#onLoss = onLoss;
    this.#options = options;
    this.#articles = articlesBeside(file);
    this.#catalog = this.#open();
    const isSealedNow = file !== null && isSealed(file);
    this.checked = this.#check(isSealedNow);
    this.decided = isSealedNow ? Promise.resolve() : this.checked;
  }

  get isFailed(): boolean {
    return this.#failure !== null;
  }

  /**
   * Gleaner ended without closing it: no seal says that every row is what was written, so all notes are to be taken in
   * once more. Known once `checked` has resolved.
   */
  get isDoubtful(): boolean {
    return this.#isDoubtful;
  }

  /** Does `work`, again and on another catalog when this one is lost. `offline` after the end, `internal` after `fail`. */
  async insist<T>(work: (catalog: Catalog) => T | Promise<T>): Promise<T> {
    for (let waited = 0; ;) {
      if (this.#isShut) throw new NotesError('offline', 'The notebook is closed.');
      if (this.#failure) throw this.#failure;
      const catalog = this.#catalog;
      try {
        return await work(catalog);
      } catch (error) {
        if (!(error instanceof DatabaseLost)) throw error;
        // Replaced meanwhile: the new one is not lost.
        if (catalog !== this.#catalog) continue;
        if (error.busy && waited < patienceMs) {
          await pause(50);
          waited += 50;
        } else {
          this.#replace(error.busy);
          this.#onLoss();
        }
      }
    }
  }

  /** There will be no list: from now on every question is answered with that, because an empty list would be a lie. */
  fail(error: unknown): void {
    logFailure('the notes could not be indexed', error);
    this.#failure ??= new NotesError(
      'internal',
      'The list of notes could not be made. The notes are as they were. Start Gleaner again.',
    );
  }

  /** The comparison with the folder is done: every note of a doubtful one was taken in once more. */
  trust(): void {
    this.#isDoubtful = false;
    this.#checkedSlowly = this.#checkSlowly();
  }

  /** To be called, in `insist`, before anything is written. */
  unseal(): void {
    if (this.#file === null) return;
    try {
      unseal(this.#file);
    } catch (error) {
      // The seal would vouch for what is not there any more: the file stays as it is, and the list lives in memory.
      this.#file = null;
      throw new DatabaseLost(error, false);
    }
  }

  /** Ends the check early, before `close`. */
  closeSoon(): void {
    this.#closing.abort();
  }

  async close(): Promise<void> {
    await this.checked;
    await this.#checkedSlowly;
    this.#isShut = true;
    try {
      const isWhole = this.#catalog.database.checkpoint();
      this.#catalog.close();
      if (isWhole && !this.#isDoubtful && this.#file !== null && !isSealed(this.#file))
        await seal(this.#file);
    } catch (error) {
      // A damaged catalog is found and replaced at the next start.
      if (!(error instanceof DatabaseLost)) throw error;
      this.#catalog.close();
    }
  }

  #replace(isBusy: boolean): void {
    this.#catalog.close();
    this.#isDoubtful = false;
    this.#losses++;
    if (this.#losses > mostLosses * 2)
      throw new NotesError('internal', 'The list of notes could not be made.');
    // So many are no accident: the disk is of a kind that SQLite can't live on.
    if (isBusy || this.#losses > mostLosses) this.#file = null;
    try {
      if (this.#file !== null) discardDatabase(this.#file);
    } catch {
      // Another process holds it open, on Windows; or it may not be removed.
      this.#file = null;
    }
    // What was wrong may have been wrong there.
    this.#catalog = this.#open(!isBusy);
  }

  #open(isDoubtful = false): Catalog {
    return openCatalog(this.#file, discardDatabase, {
      ...this.#options,
      attached: { file: this.#articles, isDoubtful },
      unseal: () => this.unseal(),
    });
  }

  async #check(isSealedNow: boolean): Promise<void> {
    try {
      if (!(await this.#isWrong()) || this.#closing.signal.aborted) return;
      this.#replace(false);
      // Its stamps may have been believed already.
      if (isSealedNow) this.#onLoss();
    } catch (error) {
      this.fail(error);
    }
  }

  async #isWrong(): Promise<boolean> {
    if (this.#file === null) return false;
    if (isSealed(this.#file)) return !isUntouched(this.#file) && isBroken(this.#file);
    // The first page of the list comes first.
    await setImmediate();
    try {
      if (this.#catalog.total() === 0) return false;
      // One that is closed before it was looked at must not get a seal.
      this.#isDoubtful = this.#closing.signal.aborted || this.#catalog.database.isAlone();
      return this.#isDoubtful && !this.#closing.signal.aborted && !this.#catalog.isSound();
    } catch (error) {
      if (error instanceof DatabaseLost) return !error.busy;
      throw error;
    }
  }

  /**
   * What the disk itself got wrong leaves no trace in the state of the file. It may be believed for a while, because
   * nothing is lost with it; where somebody writes before this is through, until the note is changed.
   */
  async #checkSlowly(): Promise<void> {
    const file = this.#file;
    if (file === null || !isSealed(file)) return;
    const isOver = (): boolean => this.#closing.signal.aborted || !isSealed(file);
    try {
      await pause(quietMs, undefined, { ref: false, signal: this.#closing.signal }).catch(() => undefined);
      if (isOver() || !(await isBroken(file, isOver)) || isOver()) return;
      this.#replace(false);
      this.#onLoss();
    } catch (error) {
      this.fail(error);
    }
  }
}
