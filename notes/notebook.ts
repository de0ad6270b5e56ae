/** Opens a folder as a notebook and implements the contract by joining files, catalog and journal. */
import { join } from 'node:path';
import {
  type Notebook,
  type NotebookEvent,
  type NotebookState,
  type NotePath,
  NotesError,
  type Version,
} from './api.ts';
import type { Pace } from './article-web.ts';
import { Calling } from './calling.ts';
import { Changing } from './changing.ts';
import { toNotesError } from './files/errors.ts';
import { openFolder } from './files/folder.ts';
import { keepHistory, type KeepingFolder } from './files/history/folder-history.ts';
import { notebookFolder } from './files/home.ts';
import { openJournal } from './files/journal.ts';
import { openKnownEncodings } from './files/known-encodings.ts';
import { openLog } from './files/log-file.ts';
import { lockAt, type Lock } from './find/lock.ts';
import { articlesIn, citingIn, sitesOf, sourcesOf } from './find/mentions.ts';
import { facetsOf } from './find/results/facets.ts';
import { pageOf, positionOf } from './find/results/pages.ts';
import { Indexing } from './indexing.ts';
import { keepLog, logFailure, logPage } from './log.ts';
import { withLog } from './logged-calls.ts';
import { noteCalls } from './note-calls.ts';
import { OutsideMoves } from './outside-moves.ts';
import { partCalls } from './part-calls.ts';
import { Parts } from './parts.ts';
import { Presence } from './presence.ts';
import { Telling } from './telling.ts';

/** Sites that an answer names. */
const mostSites = 500;

export interface OpenNotebook extends Notebook {
  /** The first comparison with the folder is done and every changed note is read. Never rejects. */
  readonly ready: Promise<void>;
  /** Looks at the folder again, for when a window gets the focus. */
  check(): void;
  /** The UI of this notebook is served at this port of this machine: no article is ever fetched from there. */
  servedAt(port: number): void;
  /** Waits for saves that are under way. Calls that come later fail with `offline`. */
  close(): Promise<void>;
}

export interface NotebookOptions {
  /** `false`: the folder is compared once and not watched, for commands that end with their answer. Default: `true`. */
  watch?: boolean;
  /** `host:port`, each named by a person: articles are fetched from there although it is not a public address. */
  allowedAddresses?: readonly string[];
  /** How slowly articles are fetched and links checked; each that is not told is as usual. */
  pace?: Partial<Pace>;
  /** `false`: without a full-text index, as where SQLite has none. */
  fullText?: boolean;
}

const longestLog = 100_000;

function readLog(): { file: string; text: string } {
  const log = openLog();
  return { file: log.file, text: log.read(longestLog) };
}

/**
 * Opens the notebook in `folder` (absolute, or relative to the working folder). Answers lists at once, from what was
 * known last time, and compares with the disk in the background. Writes nothing into the folder.
 * `not-found` and `denied`, with a message that names the folder.
 */
// eslint-disable-next-line @typescript-eslint/require-await -- opening may need to wait one day; its errors must reject.
export async function openNotebook(folder: string, options: NotebookOptions = {}): Promise<OpenNotebook> {
  keepLog((entry) => openLog().write(entry));
  return withLog(new FolderNotebook(folder, options).contract());
}

class FolderNotebook {
  readonly #folder: KeepingFolder;
  readonly #outsideMoves: OutsideMoves;
  readonly #indexing: Indexing;
  readonly #changes: Changing;
  readonly #parts: Parts;
  readonly #presence: Presence;
  readonly #calling: Calling;
  readonly #telling: Telling;
  /** Held while a save looks at the disk for the last time and writes: another process may be saving the same note. */
  readonly #saving: Lock;
  readonly #noteCalls: ReturnType<typeof noteCalls>;
  /** Where its UI is served. */
  #port: number | null = null;

  constructor(folder: string, { watch = true, fullText, allowedAddresses = [], pace = {} }: NotebookOptions) {
    const opened = openFolder(folder, {
      keepUnsaved: async (path, base, text) => {
        await this.#changes.keepUnsaved({ path, base, text });
      },
      exclusively: (work) => this.#saving.exclusively(work),
      encodings: openKnownEncodings(
        () => (home instanceof NotesError ? null : join(home, 'encodings.json')),
        logFailure,
      ),
    });
    const home = homeOf(opened.root);
    this.#saving = lockAt(home instanceof NotesError ? null : join(home, 'lock.sqlite'));
    this.#folder = keepHistory(opened, home instanceof NotesError ? null : join(home, 'history'), {
      exclusively: (work) => this.#saving.exclusively(work),
      complain: (what, error) => {
        logFailure(what, error);
        this.#telling.tell({ kind: 'unkept', code: toNotesError(error, what).code });
      },
    });
    this.#outsideMoves = new OutsideMoves(this.#folder.moments);
    this.#telling = new Telling(() => (this.#calling.isClosed ? null : this.#state()));
    const catalog = home instanceof NotesError ? null : join(home, 'catalog.sqlite');
    const progress = (): void => void this.#telling.state();
    const listener = {
      changed: (notes: ReadonlyMap<NotePath, Version | null>) => this.#tellChanged(notes),
      progress,
    };
    const kept = fullText === undefined ? {} : { fullText };
    const indexing = (this.#indexing = new Indexing(this.#folder, catalog, listener, kept));
    const journal =
      home instanceof NotesError
        ? home
        : openJournal(join(home, 'journal'), (what, error) => {
            logFailure(what, error);
            this.#telling.tell({ kind: 'damaged' });
          });
    this.#changes = new Changing(this.#folder, journal, indexing, this.#folder.moments);
    const tell = (event: NotebookEvent): void => this.#telling.tell(event);
    const shelf = { folder: this.#folder, journal, indexing, changing: this.#changes };
    this.#parts = new Parts({
      ...{ ...shelf, home, saving: this.#saving, web: { allowedAddresses, pace }, isLasting: watch },
      ownPort: () => this.#port,
      tell,
      progress,
    });
    const onChange = () => this.#telling.state();
    this.#presence = new Presence(this.#folder, indexing, { isWatching: watch, onChange });
    this.#calling = new Calling(this.#presence, indexing);
    this.#noteCalls = noteCalls({ ...shelf, presence: this.#presence, tell }, this.#calling);
  }

  contract(): OpenNotebook {
    const calling = this.#calling;
    return {
      ready: this.#presence.ready,
      check: () => {
        this.#parts.check();
        void this.#presence.look().catch(() => undefined);
      },
      servedAt: (port) => void (this.#port = port),
      close: () => this.#close(),
      listen: (listener) => this.#telling.listen(listener),
      state: () => this.#state(),
      lookAgain: () =>
        calling.reading(async () => {
          await this.#presence.look();
          return this.#state();
        }),
      acceptLoss: () =>
        calling.reading(async () => {
          await this.#presence.accept();
          await this.#indexing.idle();
          return this.#state();
        }),
      log: () => calling.reading(() => readLog()),
      pageFailed: (args) => calling.reading(() => logPage(args)),
      ...this.#listCalls(),
      ...this.#noteCalls,
      ...partCalls({ folder: this.#folder, indexing: this.#indexing }, this.#parts, calling),
    };
  }

  #listCalls() {
    const indexing = this.#indexing;
    return {
      query: async (args) => {
        await this.#parts.know(args.filter);
        return indexing.find(args.filter, (catalog) => {
          const facets = args.facets ? facetsOf(catalog, args.filter) : null;
          return { ...pageOf(catalog.database, args), facets };
        });
      },
      locate: async (args) => {
        await this.#parts.know(args.filter);
        return indexing.find(args.filter, ({ database }) => positionOf(database, args));
      },
      // What the first page of the list can do without is loaded when it is needed: a start is mostly compiling.
      matches: (args) =>
        this.#calling.reading(async () => (await import('./matching.ts')).matchesIn(this.#folder, args)),
      suggest: async (args) => {
        const { suggestionsFor } = await import('./find/names/suggestions.ts');
        return indexing.ask((catalog) => suggestionsFor(catalog, args));
      },
      sources: async (args) => {
        await this.#parts.know(args.filter);
        return indexing.find(args.filter, ({ database }) => {
          const { total, normalised } = articlesIn(database, args);
          return { total, sources: sourcesOf(database, normalised) };
        });
      },
      citations: ({ normalised }) => indexing.ask(({ database }) => sourcesOf(database, normalised)),
      citing: (args) => indexing.ask(({ database }) => citingIn(database, args)),
      sites: () => indexing.ask(({ database }) => sitesOf(database, mostSites)),
    } satisfies Partial<Notebook>;
  }

  async #state(): Promise<NotebookState> {
    const { total, unindexed, hasFullText } = await this.#indexing.ask((catalog) => ({
      total: catalog.total(),
      unindexed: catalog.unindexed(),
      hasFullText: catalog.database.hasFullText,
    }));
    const perSecond = this.#indexing.textsPerSecond;
    return {
      name: this.#folder.name,
      folder: this.#folder.root,
      ...this.#presence.state,
      scanning: this.#indexing.scanning,
      indexing: unindexed === 0 ? null : { done: total - unindexed, total, perSecond },
      finding: hasFullText ? 'index' : 'scan',
      ...this.#parts.state,
      total,
    };
  }

  async #close(): Promise<void> {
    this.#calling.close();
    this.#presence.close();
    await this.#parts.close();
    await this.#calling.settled();
    await this.#indexing.close();
    await this.#folder.moments.close();
    this.#saving.close();
    this.#telling.close();
  }

  #tellChanged(changed: ReadonlyMap<NotePath, Version | null>): void {
    const { moments } = this.#folder;
    // First, for a note that is gone is forgotten by then.
    this.#outsideMoves.hear(changed).catch((error: unknown) => {
      logFailure('the history of a renamed note could not follow it', error);
    });
    for (const [path, version] of changed) moments.noticed(path, version);
    this.#telling.changed(changed);
  }
}

/** The notebook's own folder among the user's data, or why there is none: then lists live in memory. */
function homeOf(root: string): string | NotesError {
  try {
    return notebookFolder(root);
  } catch (error) {
    if (error instanceof NotesError) return error;
    throw error;
  }
}
