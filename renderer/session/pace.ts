/** When a session saves and when it journals. All times in ms. */
export interface PaceTimes {
  /** From the last key to the save. */
  settle: number;
  /** From the first unsaved key to the save, however fast the typing goes on. */
  atMost: number;
  /** From the first key that is in neither the file nor the journal to the journal. */
  journal: number;
  /** Before a failed save is tried again; doubles with each failure up to `retryAtMost`. */
  retry: number;
  retryAtMost: number;
}

/** Design, job 2: saved 400 ms after the last key, at most 3 s later; journaled within 1 s of the last key. */
export const usualTimes: PaceTimes = {
  settle: 400,
  atMost: 3000,
  journal: 800,
  retry: 1000,
  retryAtMost: 30_000,
};

type Timer = ReturnType<typeof setTimeout>;

export class Pace {
  readonly #times: PaceTimes;
  readonly #save: () => void;
  readonly #journal: () => void;
  #saveTimer: Timer | null = null;
  #journalTimer: Timer | null = null;
  #firstUnsaved: number | null = null;

  constructor(times: PaceTimes, save: () => void, journal: () => void) {
    this.#times = times;
    this.#save = save;
    this.#journal = journal;
  }

  /** A key was typed: the save moves, but never beyond its limit. */
  typed(): void {
    this.journalSoon();
    const now = performance.now();
    this.#firstUnsaved ??= now;
    this.#saveIn(Math.max(0, Math.min(this.#times.settle, this.#firstUnsaved + this.#times.atMost - now)));
  }

  /** The text must not wait for the disk: it is journaled, whatever happens to the save. */
  journalSoon(): void {
    this.#journalTimer ??= setTimeout(() => {
      this.#journalTimer = null;
      this.#journal();
    }, this.#times.journal);
  }

  /** The save failed for the `failures`th time in a row. */
  failed(failures: number): void {
    this.#saveIn(Math.min(this.#times.retry * 2 ** (failures - 1), this.#times.retryAtMost));
  }

  /** A save is on its way: what is typed from now on counts as the first unsaved key again. */
  saving(): void {
    if (this.#saveTimer !== null) clearTimeout(this.#saveTimer);
    this.#saveTimer = null;
    this.#firstUnsaved = null;
  }

  stop(): void {
    this.saving();
    if (this.#journalTimer !== null) clearTimeout(this.#journalTimer);
    this.#journalTimer = null;
  }

  #saveIn(ms: number): void {
    if (this.#saveTimer !== null) clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => {
      this.#saveTimer = null;
      this.#save();
    }, ms);
  }
}
