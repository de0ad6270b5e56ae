/** The parts of a notebook that it is opened without: each is loaded and made when it is first asked for. */
import type { Arguments, NotebookEvent, NotebookState, NotePath, NotesError, Results } from './api.ts';
import type { Pace } from './article-web.ts';
import type { ArticleCall, Articles } from './articles.ts';
import type { Attachments } from './attachments.ts';
import type { Bulk } from './bulk.ts';
import type { Changing } from './changing.ts';
import type { KeepingFolder } from './files/history/folder-history.ts';
import type { Journal } from './files/journal.ts';
import type { SavedFilters } from './files/saved-filters.ts';
import type { Lock } from './find/lock.ts';
import type { Indexing } from './indexing.ts';
import { asksForKept } from './kept-articles.ts';

/** What the parts are made from. */
export interface PartsShelf {
  folder: KeepingFolder;
  home: string | NotesError;
  journal: Journal | NotesError;
  indexing: Indexing;
  changing: Changing;
  /** Held while something of the notebook is written: another process may be writing the same. */
  saving: Lock;
  /** See `NotebookOptions`. */
  web: { allowedAddresses: readonly string[]; pace: Partial<Pace> };
  /** Where the notebook's UI is served. */
  ownPort: () => number | null;
  /** The notebook stays open for longer than one answer. */
  isLasting: boolean;
  tell: (event: NotebookEvent) => void;
  progress: () => void;
}

export class Parts {
  readonly #shelf: PartsShelf;
  #bulk: Bulk | null = null;
  #filters: SavedFilters | null = null;
  #articles: Articles | null = null;
  #attachments: Attachments | null = null;

  constructor(shelf: PartsShelf) {
    this.#shelf = shelf;
  }

  /** What they are doing. */
  get state(): Pick<NotebookState, 'bulk' | 'fetching'> {
    return { bulk: this.#bulk?.progress ?? null, fetching: this.#articles?.fetching ?? null };
  }

  async filters(): Promise<SavedFilters> {
    const { openSavedFilters } = await import('./files/saved-filters.ts');
    const { folder, saving, tell } = this.#shelf;
    return (this.#filters ??= openSavedFilters(
      folder.root,
      () => tell({ kind: 'filters' }),
      (work) => saving.exclusively(work),
    ));
  }

  async attachments(): Promise<Attachments> {
    const { Attachments } = await import('./attachments.ts');
    return (this.#attachments ??= new Attachments(this.#shelf.folder, this.#shelf.indexing));
  }

  async bulk(): Promise<Bulk> {
    const saved = await this.filters();
    const { Bulk } = await import('./bulk.ts');
    const { folder, journal, indexing, home, changing, progress } = this.#shelf;
    const following = async () => (await this.articles()).following;
    const rename = (from: NotePath, to: NotePath) => changing.rename(from, to);
    return (this.#bulk ??= new Bulk({ folder, journal, indexing, saved, following, rename }, home, progress));
  }

  async articles(): Promise<Articles> {
    const { Articles } = await import('./articles.ts');
    const { folder, home, indexing, changing, saving, web, ownPort, isLasting, tell, progress } = this.#shelf;
    return (this.#articles ??= new Articles({
      ...{ folder, home, indexing, changing, ownPort, isLasting, tell, progress },
      ...{ allowed: web.allowedAddresses, pace: web.pace },
      exclusively: (work) => saving.exclusively(work),
    }));
  }

  async article<N extends ArticleCall>(name: N, args: Arguments<N>): Promise<Results[N]> {
    const { calls } = await this.articles();
    return (calls[name] as unknown as (args: Arguments<N>) => Promise<Results[N]>)(args);
  }

  /** A filter that asks for what lies beside the notes, copies and read states, finds it as it is now. */
  async know(filter: string): Promise<void> {
    if (asksForKept(filter)) await (await this.articles()).know(filter);
  }

  /** Looks again at what they keep in the notebook. */
  check(): void {
    this.#filters?.check();
    this.#articles?.check();
  }

  async close(): Promise<void> {
    this.#bulk?.close();
    await this.#articles?.close();
  }
}
