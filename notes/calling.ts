/** How a call of the contract meets the folder: refused when the notebook is closed or its folder gone, waited for at the end. */
import { type NotePath, NotesError } from './api.ts';
import type { Indexing } from './indexing.ts';
import type { Presence } from './presence.ts';

export class Calling {
  readonly #presence: Presence;
  readonly #indexing: Indexing;
  /** Changes of the folder that are under way. */
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(presence: Presence, indexing: Indexing) {
    this.#presence = presence;
    this.#indexing = indexing;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** A call that needs the folder: the failure of one that is not there names it. */
  async reading<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#isClosed) throw new NotesError('offline', 'The notebook is closed.');
    try {
      return await work();
    } catch (error) {
      const isMissing = error instanceof NotesError && error.code === 'not-found';
      if (isMissing && this.#presence.isUnavailable) throw this.#presence.failure();
      throw error;
    }
  }

  /** A call that changes something: `settled` waits for it. */
  async changing<T>(work: () => Promise<T>, needsFolder = true): Promise<T> {
    const change = this.reading(async () => {
      // It may be back, and nobody has looked yet.
      if (needsFolder && this.#presence.isUnavailable && !(await this.#presence.isBack()))
        throw this.#presence.failure();
      return work();
    });
    this.#underWay.add(change);
    try {
      return await change;
    } finally {
      this.#underWay.delete(change);
    }
  }

  /** A call that makes a note and answers its path. */
  making(work: () => Promise<NotePath>): Promise<NotePath> {
    return this.changing(async () => {
      const path = await work();
      await this.#indexing.update([path]);
      return path;
    });
  }

  /** Calls that come later fail with `offline`. */
  close(): void {
    this.#isClosed = true;
  }

  /** No change is under way any more. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#underWay]);
  }
}
