/** What is to be told of notes that were looked at: each once, and not more often than somebody could follow. */
import type { NotePath, Version } from './api.ts';

/** Between two rounds of events while a scan is under way. */
const tellMs = 100;

export interface IndexingListener {
  /** `version: null`: gone. */
  changed(notes: ReadonlyMap<NotePath, Version | null>): void;
  progress(): void;
}

export class IndexNews {
  readonly #listener: IndexingListener;
  /** What the other end was told last, so that our own saves are not told again when the watcher finds them. */
  readonly #told = new Map<NotePath, Version | null>();
  #news = new Map<NotePath, Version | null>();
  #lastTold = 0;

  constructor(listener: IndexingListener) {
    this.#listener = listener;
  }

  /** To be told with the next round. `null`: it is gone. */
  add(path: NotePath, version: Version | null): void {
    if (this.#told.get(path) === version) return;
    this.#news.set(path, version);
    // Only what is recent can come again through the watcher.
    this.#told.delete(path);
    this.#told.set(path, version);
    const [oldest] = this.#told.keys();
    if (this.#told.size > 1000 && oldest !== undefined) this.#told.delete(oldest);
  }

  tellInTime(): void {
    if (performance.now() - this.#lastTold > tellMs) this.tell();
  }

  tell(): void {
    this.#lastTold = performance.now();
    const news = this.#news;
    this.#news = new Map();
    if (news.size > 0) this.#listener.changed(news);
    this.#listener.progress();
  }
}
