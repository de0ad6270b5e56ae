/** Tells which articles are others now: a few times a second, whatever happens meanwhile. */
import type { NotebookEvent } from './api.ts';

/** Between two events, ms. */
const tellMs = 150;
/** At most so many articles are named in one event. */
const mostNamed = 200;

export class ArticleNews {
  readonly #tell: (event: NotebookEvent) => void;
  /** `null`: too many to name. */
  #changed: Set<string> | null = new Set();
  #timer: NodeJS.Timeout | null = null;

  constructor(tell: (event: NotebookEvent) => void) {
    this.#tell = tell;
  }

  add(normalised: readonly string[]): void {
    if (normalised.length === 0) return;
    for (const one of normalised) this.#changed?.add(one);
    if (this.#changed !== null && this.#changed.size > mostNamed) this.#changed = null;
    this.#timer ??= setTimeout(() => this.flush(), tellMs);
  }

  addAll(): void {
    this.#changed = null;
    this.#timer ??= setTimeout(() => this.flush(), tellMs);
  }

  flush(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#tell({ kind: 'articles', normalised: changed === null ? null : [...changed] });
  }
}
