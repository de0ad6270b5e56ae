/** Whether a notebook's folder is there: compares it with the catalog once, then watches it, and says when it is gone. */
import { type NotebookState, type NotePath, NotesError } from './api.ts';
import type { NoteFolder, Watching } from './files/folder.ts';
import type { Indexing } from './indexing.ts';
import { logFailure } from './log.ts';

export interface PresenceOptions {
  /** `false`: the folder is compared once and not watched. */
  isWatching: boolean;
  /** The first comparison is done, or the folder is gone or back. */
  onChange: () => Promise<void>;
}

export class Presence {
  readonly #folder: NoteFolder;
  readonly #indexing: Indexing;
  readonly #isWatching: boolean;
  readonly #onChange: () => Promise<void>;
  #watching: Watching | null = null;
  #availability: NotebookState['availability'] = 'ready';
  #missing: number | null = null;
  #isClosed = false;
  /** Notes that were read before the first comparison was done, which misses it when one of them goes meanwhile. */
  #readEarly: Set<NotePath> | null = new Set();
  /** The first comparison with the folder is done and every changed note is read. Never rejects. */
  readonly ready: Promise<void>;

  constructor(folder: NoteFolder, indexing: Indexing, { isWatching, onChange }: PresenceOptions) {
    this.#folder = folder;
    this.#indexing = indexing;
    this.#isWatching = isWatching;
    this.#onChange = onChange;
    this.ready = this.#compareFirst();
  }

  get isUnavailable(): boolean {
    return this.#availability === 'unavailable';
  }

  get state(): Pick<NotebookState, 'availability' | 'missing'> {
    return { availability: this.#availability, ...(this.#missing !== null && { missing: this.#missing }) };
  }

  /** Somebody has read this note. */
  wasRead(path: NotePath): void {
    this.#readEarly?.add(path);
  }

  /** Looks at the folder again; where it is not watched nothing is done. */
  async look(): Promise<void> {
    await this.#watching?.check();
  }

  /** Whether the folder is there, when somebody looks at this moment. */
  async isBack(): Promise<boolean> {
    await this.look();
    return !this.isUnavailable;
  }

  /** A person says that the notes which are missing are deleted. */
  async accept(): Promise<void> {
    await this.#watching?.accept();
  }

  close(): void {
    this.#isClosed = true;
    this.#watching?.close();
  }

  /** The failure of a call that can't be answered while the folder is not there. */
  failure(): NotesError {
    return new NotesError(
      'unavailable',
      `The folder ${this.#folder.root} is not there, or is empty now. Nothing was removed; it is used again as soon as it is back.`,
    );
  }

  async #compareFirst(): Promise<void> {
    try {
      const known = await this.#indexing.known();
      if (this.#isClosed) return;
      if (this.#isWatching) {
        this.#watching = this.#folder.watch(known, {
          changes: (changes) => this.#indexing.enqueue(changes),
          unavailable: (missing) => this.#set('unavailable', missing),
          available: () => {
            this.#set('ready');
            this.#indexing.resume();
          },
        });
        await this.#watching.ready;
      } else {
        await this.#folder.compare(known, (changes) => this.#indexing.enqueue(changes));
      }
    } catch (error) {
      // Who watches keeps the list of last time and looks again.
      if (!(error instanceof NotesError))
        if (this.#isWatching) logFailure('the notes could not be looked at', error);
        else this.#indexing.fail(error);
      else if (error.code !== 'offline') this.#set('unavailable');
    }
    await this.#indexing.idle();
    this.#indexing.endFirstScan(!this.isUnavailable);
    await this.#tellGoneEarly();
    await this.#onChange();
  }

  /** A note that nobody knew yet, read and then deleted before the comparison came by, leaves no trace in it. */
  async #tellGoneEarly(): Promise<void> {
    const read = [...(this.#readEarly ?? [])];
    this.#readEarly = null;
    if (this.#isClosed || this.isUnavailable) return;
    const gone = read.filter((path) => isGone(this.#folder, path));
    if (gone.length > 0) await this.#indexing.update([], gone);
  }

  #set(availability: NotebookState['availability'], missing: number | null = null): void {
    if (this.#availability === availability && this.#missing === missing) return;
    this.#availability = availability;
    this.#missing = missing;
    void this.#onChange();
  }
}

function isGone(folder: NoteFolder, path: NotePath): boolean {
  try {
    folder.read(path);
    return false;
  } catch (error) {
    return error instanceof NotesError && error.code === 'not-found';
  }
}
