/** Tells everyone who listens to a notebook what happened. */
import { type NotebookEvent, type NotebookState, type NotePath, NotesError, type Version } from './api.ts';

/** At most so many notes are named in one event. */
const mostNamed = 200;

type Listener = (event: NotebookEvent) => void;

export class Telling {
  readonly #listeners = new Set<Listener>();
  readonly #stateNow: () => Promise<NotebookState> | null;

  /** `stateNow`: `null` when it is of no use to anybody any more. */
  constructor(stateNow: () => Promise<NotebookState> | null) {
    this.#stateNow = stateNow;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(event: NotebookEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // One listener's failure is not the others'.
        console.error('gleaner: a listener failed:', error);
      }
    }
  }

  changed(changed: ReadonlyMap<NotePath, Version | null>): void {
    const notes = [...changed].slice(0, mostNamed).map(([path, version]) => ({ path, version }));
    this.tell({ kind: 'changed', notes, more: changed.size > notes.length });
  }

  async state(): Promise<void> {
    if (this.#listeners.size === 0) return;
    try {
      const state = await this.#stateNow();
      if (state !== null) this.tell({ kind: 'state', state });
    } catch (error) {
      if (!(error instanceof NotesError)) throw error;
    }
  }

  close(): void {
    this.#listeners.clear();
  }
}
