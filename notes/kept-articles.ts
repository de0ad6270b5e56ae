/** What lies in the notebook about articles, as the catalog is told of it: copies and read states. */
import type { Article, Copy, KeptCopy, ReadState } from './api.ts';
import type { ArticleNews } from './article-news.ts';
import type { Copies, NewCopy } from './files/copies.ts';
import type { ReadingStates } from './files/reading-states.ts';
import type { Indexing } from './indexing.ts';
import { logFailure } from './log.ts';

export interface KeptParts {
  copies: Copies;
  reading: ReadingStates;
  indexing: Indexing;
  news: ArticleNews;
}

/** Copies made one after the other are told to the catalog together: it looks at all of them each time. ms */
const settleMs = 500;

/** Whether `filter` asks for any of it. It may say so once too often. */
export function asksForKept(filter: string): boolean {
  return /\b(?:has:copy|is:(?:read|unread|reading))\b/i.test(filter);
}

export class KeptInNotebook {
  readonly #parts: KeptParts;
  /** Copies that the catalog does not know yet. */
  readonly #fresh = new Map<string, KeptCopy>();
  #timer: NodeJS.Timeout | null = null;
  #telling: Promise<void> = Promise.resolve();

  constructor(parts: KeptParts) {
    this.#parts = parts;
  }

  /** Looks at what is there. Never rejects: what can't be read is known as it was last time. */
  look(): Promise<void> {
    void this.#later(() => this.#tellCopies());
    return this.lookAtReads();
  }

  /** At the read states alone. */
  lookAtReads(): Promise<void> {
    return this.#later(() => this.#tellReads());
  }

  /** Gives those of these articles that are in `from` a state; the catalog knows it when this resolves. */
  async setRead(normalised: readonly string[], state: ReadState, from?: ReadState): Promise<void> {
    await this.#parts.reading.set(normalised, state, from);
    await this.#telling;
  }

  async keep(normalised: string, made: NewCopy): Promise<Copy> {
    const copy = await this.#parts.copies.keep(normalised, made);
    const fetched = Date.parse(copy.fetched);
    this.#fresh.set(normalised, {
      normalised,
      path: copy.path,
      fetched: Number.isNaN(fetched) ? null : fetched,
    });
    await this.#parts.indexing.ask(({ articles }) => articles.putFailure(normalised, null));
    this.#parts.news.add([normalised]);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#later(() => this.#tellCopies());
    }, settleMs);
    return copy;
  }

  /** The catalog knows every copy that was kept. */
  settled(): Promise<void> {
    return this.#fresh.size > 0 ? this.#later(() => this.#tellCopies()) : this.#telling;
  }

  /** When articles were read, by normalised address; none where that can't be read at the moment. */
  readTimes(): ReadonlyMap<string, string> {
    try {
      return this.#parts.reading.times();
    } catch {
      // Edited badly: `setRead` says where.
      return new Map();
    }
  }

  async remove(normalised: string): Promise<void> {
    await this.#parts.copies.remove(normalised);
    await this.#later(() => this.#tellCopies());
  }

  /** Normalised addresses of what has a copy. */
  async addresses(): Promise<Set<string>> {
    return new Set((await this.#parts.copies.list()).map(({ normalised }) => normalised));
  }

  /** With the copies that the catalog does not know yet. */
  complete<T extends Article>(article: T): T {
    const fresh = this.#fresh.get(article.normalised);
    return fresh === undefined
      ? article
      : { ...article, copy: { kind: 'kept', path: fresh.path, fetched: fresh.fetched } };
  }

  async close(): Promise<void> {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
      void this.#later(() => this.#tellCopies());
    }
    await this.#telling;
  }

  #later(work: () => Promise<void>): Promise<void> {
    return (this.#telling = this.#telling.then(work));
  }

  async #tellCopies(): Promise<void> {
    const { copies, indexing, news } = this.#parts;
    const told = [...this.#fresh];
    try {
      copies.recover();
      const all = await copies.list();
      news.add(await indexing.ask(({ articles }) => articles.setCopies(all)));
      for (const [normalised, copy] of told)
        if (this.#fresh.get(normalised) === copy) this.#fresh.delete(normalised);
    } catch (error) {
      logFailure('the copies could not be listed', error);
    }
  }

  async #tellReads(): Promise<void> {
    const { reading, indexing, news } = this.#parts;
    try {
      const states = reading.read();
      news.add(await indexing.ask(({ articles }) => articles.setReads(states)));
    } catch {
      // Edited badly: `setRead` says where. Until it is mended the states of last time are shown.
    }
  }
}
