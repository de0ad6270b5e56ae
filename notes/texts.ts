/** Puts the texts of notes into the full-text index in short slices, the newest first, after they are all listed. */
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { type NotePath, NotesError } from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import type { Catalog } from './find/catalog.ts';
import type { WaitingNote } from './find/words/waiting.ts';
import { findableIn } from './text/sizes.ts';

export interface TextsHost {
  folder: NoteFolder;
  ask<T>(question: (catalog: Catalog) => T): Promise<T>;
  /** Before a write that is not held. */
  unseal(): void;
  /** Before the first write of several, and after the last. */
  hold(catalog: Catalog): void;
  release(catalog: Catalog): void;
  /** `release` when others have waited long enough; answers whether it was so. */
  releaseInTime(catalog: Catalog): boolean;
  /** Whether notes are to be looked at first, or everything is at an end. */
  isHeldUp(): boolean;
  /** The file is not what the catalog has: it is to be looked at. */
  look(path: NotePath, isThere: boolean): void;
  /** Called now and then. */
  progress(): void;
}

/** How long one slice may keep other calls waiting. */
const sliceMs = 8;
/** Another process may write in between. */
const breathMs = 3;
/** Steps of merging for each time that what was written is let go. */
const mostSteps = 4;

export class Texts {
  readonly #host: TextsHost;
  #done = 0;
  #since = 0;
  /** The folder is not there; tried again when something happens. */
  #isStopped = false;

  constructor(host: TextsHost) {
    this.#host = host;
  }

  /** Since this pass began; 0 while none is under way. */
  get perSecond(): number {
    const seconds = (performance.now() - this.#since) / 1000;
    return this.#since === 0 || seconds < 0.1 ? 0 : Math.round(this.#done / seconds);
  }

  /** Until every text is in the index and the index is tidy, or until `isHeldUp`. */
  async put(): Promise<void> {
    const host = this.#host;
    this.#done = 0;
    this.#since = performance.now();
    this.#isStopped = false;
    for (; !host.isHeldUp(); await setImmediate()) {
      if (await host.ask((catalog) => this.#slice(catalog))) {
        // Merging must keep up with writing, or every search has to look into hundreds of parts.
        if (await host.ask((catalog) => host.releaseInTime(catalog))) await this.#tidy(mostSteps);
      } else {
        await host.ask((catalog) => host.release(catalog));
        if (!(await this.#tidy(1))) break;
      }
      host.progress();
    }
    this.#since = 0;
  }

  /** Answers whether there may be more. */
  #slice(catalog: Catalog): boolean {
    if (this.#isStopped || !catalog.database.hasFullText || !catalog.isWaiting()) return false;
    const end = performance.now() + sliceMs;
    this.#host.hold(catalog);
    const done = catalog.putWaiting(
      (note) => this.#bodyOf(catalog, note),
      () => performance.now() > end,
    );
    this.#done += done;
    return done > 0;
  }

  #bodyOf(catalog: Catalog, note: WaitingNote): string | null {
    const { path, version, bodyFrom } = note;
    try {
      const file = this.#host.folder.read(path);
      if (file.version === version) return findableIn(file.text, bodyFrom);
      this.#host.look(path, true);
    } catch (error) {
      if (!(error instanceof NotesError)) throw error;
      if (error.code === 'unavailable') {
        this.#isStopped = true;
        return null;
      }
      this.#host.look(path, error.code !== 'not-found');
    }
    catalog.forgetVersion(path);
    return '';
  }

  /** Answers whether there is more to do. */
  async #tidy(steps: number): Promise<boolean> {
    await pause(breathMs);
    for (let step = 0; step < steps && !this.#host.isHeldUp(); step++) {
      if (!(await this.#host.ask((catalog) => this.#tidyOnce(catalog)))) return false;
      await setImmediate();
    }
    return true;
  }

  #tidyOnce(catalog: Catalog): boolean {
    if (!catalog.database.hasFullText) return false;
    this.#host.unseal();
    return catalog.tidy();
  }
}
