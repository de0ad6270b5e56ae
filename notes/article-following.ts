/** Copy, read state and card follow an article that gets another address, and go back when that is taken back. */
import { type BulkChange, NotesError } from './api.ts';
import type { FollowedArticle } from './files/batches.ts';
import type { Copies } from './files/copies.ts';
import type { ReadingStates } from './files/reading-states.ts';
import { sourcesOf } from './find/mentions.ts';
import type { Indexing } from './indexing.ts';
import type { KeptInNotebook } from './kept-articles.ts';
import { logFailure } from './log.ts';
import { normaliseUrl } from './text/urls.ts';

type Relink = Extract<BulkChange, { kind: 'relink' }>;

export interface FollowingParts {
  copies: Copies;
  reading: ReadingStates;
  indexing: Indexing;
  kept: KeptInNotebook;
}

export class ArticleFollowing {
  readonly #parts: FollowingParts;

  constructor(parts: FollowingParts) {
    this.#parts = parts;
  }

  /**
   * What is to follow: the copy that was fetched last, where the new address has none, and the state of who has read
   * furthest. What can't be read follows nowhere.
   */
  async plan(change: Relink): Promise<FollowedArticle> {
    const { copies, reading } = this.#parts;
    const { from, to } = addressesOf(change);
    const kept = await copies.list();
    const [newest] = kept
      .filter(({ normalised }) => from.includes(normalised))
      .sort((a, b) => (b.fetched ?? 0) - (a.fetched ?? 0));
    const isFree = !kept.some(({ normalised }) => normalised === to);
    return {
      copy: newest && isFree ? { path: newest.path, of: newest.normalised } : null,
      reading: from.length === 0 ? null : orNull(() => reading.carried(from, to)),
    };
  }

  /** Does it, as far as it is not done. A failure is an outcome: the notes are changed whatever becomes of the rest. */
  async follow(change: Relink, { copy, reading }: FollowedArticle): Promise<'followed' | 'failed'> {
    const { copies, reading: states, indexing } = this.#parts;
    const { from, to } = addressesOf(change);
    return this.#all([
      async () => {
        // A note that was left as it is still leads there.
        if (copy !== null && !(await this.#isCited(copy.of))) await copies.readdress(copy.path, copy.of, to);
      },
      async () => {
        if (reading !== null) await states.exchange(to, reading.before, reading.after);
      },
      () => indexing.ask(({ articles }) => articles.carryCard(from, to)),
    ]);
  }

  /** Takes it back, as far as nobody has changed it since. */
  async goBack(change: Relink, { copy, reading }: FollowedArticle): Promise<'followed' | 'failed'> {
    const { copies, reading: states } = this.#parts;
    const { to } = addressesOf(change);
    return this.#all([
      async () => {
        if (copy !== null && (await this.#isCited(copy.of))) await copies.readdress(copy.path, to, copy.of);
      },
      async () => {
        if (reading !== null) await states.exchange(to, reading.after, reading.before);
      },
    ]);
  }

  async #all(works: readonly (() => Promise<void>)[]): Promise<'followed' | 'failed'> {
    let outcome: 'followed' | 'failed' = 'followed';
    for (const work of works) {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof NotesError)) throw error;
        logFailure('what is kept about an article could not follow it', error);
        outcome = 'failed';
      }
    }
    await this.#parts.kept.look();
    return outcome;
  }

  async #isCited(normalised: string): Promise<boolean> {
    const found = await this.#parts.indexing.ask(({ database }) => sourcesOf(database, [normalised]));
    return found.length > 0;
  }
}

/** Of an article that only gets another spelling nothing follows. */
function addressesOf({ from, to }: Relink): { from: string[]; to: string } {
  const normalised = normaliseUrl(to) ?? to;
  return { from: from.filter((one) => one !== normalised), to: normalised };
}

function orNull<T>(work: () => T | null): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotesError) return null;
    throw error;
  }
}
