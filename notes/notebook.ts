/** Opens a folder as a notebook and implements the contract by joining files, catalog and journal. */
import { join } from 'node:path';
import {
  type Arguments,
  type NotebookEvent,
  type Notebook,
  type NotebookState,
  type NotePath,
  NotesError,
  type Results,
  type Version,
} from './api.ts';
import type { Pace } from './article-web.ts';
import type { Articles, ArticleCall } from './articles.ts';
import type { Attachments } from './attachments.ts';
import type { Bulk } from './bulk.ts';
import { Changing } from './changing.ts';
import { openFolder, type Watching } from './files/folder.ts';
import { keepHistory, type KeepingFolder } from './files/history/folder-history.ts';
import { notebookFolder } from './files/home.ts';
import { type Journal, openJournal } from './files/journal.ts';
import { openKnownEncodings } from './files/known-encodings.ts';
import type { SavedFilters } from './files/saved-filters.ts';
import { facetsOf } from './find/results/facets.ts';
import { type Lock, lockAt } from './find/lock.ts';
import { articlesIn, citingIn, sitesOf, sourcesOf } from './find/mentions.ts';
import { pageOf, positionOf } from './find/results/pages.ts';
import { Indexing } from './indexing.ts';
import { asksForKept } from './kept-articles.ts';
import { openLog } from './files/log-file.ts';
import { keepLog, logFailure } from './log.ts';
import { OutsideMoves } from './outside-moves.ts';

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

const loadNoteLinks = () => import('./note-links.ts');
const loadUnsaved = () => import('./unsaved.ts');
const loadTrash = () => import('./trash-calls.ts');
const loadVersions = () => import('./versions.ts');

const longestLog = 100_000;

function readLog(): { file: string; text: string } {
  const log = openLog();
  return { file: log.file, text: log.read(longestLog) };
}

/** At most so many notes are named in one event. */
const mostNamed = 200;

/**
 * Opens the notebook in `folder` (absolute, or relative to the working folder). Answers lists at once, from what was
 * known last time, and compares with the disk in the background. Writes nothing into the folder.
 * `not-found` and `denied`, with a message that names the folder.
 */
// eslint-disable-next-line @typescript-eslint/require-await -- opening may need to wait one day; its errors must reject.
export async function openNotebook(folder: string, options: NotebookOptions = {}): Promise<OpenNotebook> {
  keepLog((entry) => openLog().write(entry));
  return new FolderNotebook(folder, options).contract();
}

class FolderNotebook {
  readonly #folder: KeepingFolder;
  readonly #outsideMoves: OutsideMoves;
  readonly #indexing: Indexing;
  readonly #changes: Changing;
  readonly #home: string | NotesError;
  readonly #journal: Journal | NotesError;
  /** `null` until they are asked for: opening a notebook need not wait for them. */
  #bulk: Bulk | null = null;
  #filters: SavedFilters | null = null;
  #articles: Articles | null = null;
  #attachments: Attachments | null = null;
  readonly #web: Required<Pick<NotebookOptions, 'allowedAddresses' | 'pace'>>;
  /** Where its UI is served. */
  #port: number | null = null;
  /** Held while a save looks at the disk for the last time and writes: another process may be saving the same note. */
  readonly #saving: Lock;
  readonly #listeners = new Set<(event: NotebookEvent) => void>();
  /** Changes of the folder that are under way. */
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #isWatching: boolean;
  #watching: Watching | null = null;
  #availability: NotebookState['availability'] = 'ready';
  #missing: number | null = null;
  #isClosed = false;
  /** Notes that were read before the first comparison was done, which misses it when one of them goes meanwhile. */
  #readEarly: Set<NotePath> | null = new Set();
  readonly #ready: Promise<void>;

  constructor(folder: string, { watch = true, fullText, allowedAddresses = [], pace = {} }: NotebookOptions) {
    this.#web = { allowedAddresses, pace };
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
      complain: logFailure,
    });
    this.#outsideMoves = new OutsideMoves(this.#folder.moments);
    const catalog = home instanceof NotesError ? null : join(home, 'catalog.sqlite');
    const listener = {
      changed: (notes: ReadonlyMap<NotePath, Version | null>) => this.#tellChanged(notes),
      progress: () => void this.#tellState(),
    };
    const kept = fullText === undefined ? {} : { fullText };
    this.#indexing = new Indexing(this.#folder, catalog, listener, kept);
    this.#home = home;
    this.#journal = home instanceof NotesError ? home : openJournal(join(home, 'journal'));
    this.#changes = new Changing(this.#folder, this.#journal, this.#indexing, this.#folder.moments);
    this.#isWatching = watch;
    this.#ready = this.#compareFirst();
  }

  contract(): OpenNotebook {
    const indexing = this.#indexing;
    return {
      ready: this.#ready,
      check: () => {
        this.#filters?.check();
        this.#articles?.check();
        void this.#look().catch(() => undefined);
      },
      servedAt: (port) => void (this.#port = port),
      close: () => this.#close(),
      listen: (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      state: () => this.#state(),
      query: async (args) => {
        await this.#knowArticles(args.filter);
        return indexing.find(args.filter, (catalog) => {
          const facets = args.facets ? facetsOf(catalog, args.filter) : null;
          return { ...pageOf(catalog.database, args), facets };
        });
      },
      locate: async (args) => {
        await this.#knowArticles(args.filter);
        return indexing.find(args.filter, ({ database }) => positionOf(database, args));
      },
      // What the first page of the list can do without is loaded when it is needed: a start is mostly compiling.
      matches: (args) =>
        this.#reading(async () => (await import('./matching.ts')).matchesIn(this.#folder, args)),
      suggest: async (args) => {
        const { suggestionsFor } = await import('./find/names/suggestions.ts');
        return indexing.ask((catalog) => suggestionsFor(catalog, args));
      },
      savedFilters: () => this.#reading(async () => (await this.#openFilters()).read()),
      saveFilters: (args) => this.#changing(async () => (await this.#openFilters()).save(args)),
      tagTwins: async () => (await this.#openBulk()).twins(),
      bulkPreview: (args) => this.#reading(async () => (await this.#openBulk()).preview(args)),
      bulkApply: (args) => this.#changing(async () => (await this.#openBulk()).apply(args)),
      bulkUndo: (args) => this.#changing(async () => (await this.#openBulk()).undo(args)),
      bulkCancel: () => this.#reading(async () => (await this.#openBulk()).cancel()),
      bulkLast: () => this.#reading(async () => (await this.#openBulk()).last()),
      bulkPending: () => this.#reading(async () => (await this.#openBulk()).pending()),
      bulkResolve: (args) => this.#changing(async () => (await this.#openBulk()).resolve(args)),
      citations: ({ normalised }) => indexing.ask(({ database }) => sourcesOf(database, normalised)),
      sites: () => indexing.ask(({ database }) => sitesOf(database, mostSites)),
      sources: async (args) => {
        await this.#knowArticles(args.filter);
        return indexing.find(args.filter, ({ database }) => {
          const { total, normalised } = articlesIn(database, args);
          return { total, sources: sourcesOf(database, normalised) };
        });
      },
      articles: this.#articleCall('articles'),
      articleList: this.#articleCall('articleList'),
      articleSites: this.#articleCall('articleSites'),
      articleTwins: this.#articleCall('articleTwins'),
      noted: this.#articleCall('noted'),
      addSource: this.#articleCall('addSource', 'changes'),
      setRead: this.#articleCall('setRead', 'changes'),
      consent: this.#articleCall('consent'),
      setConsent: this.#articleCall('setConsent'),
      fetchCard: this.#articleCall('fetchCard'),
      picture: this.#articleCall('picture'),
      webPicture: this.#articleCall('webPicture'),
      keepCopies: this.#articleCall('keepCopies'),
      checkLinks: this.#articleCall('checkLinks'),
      steerFetching: this.#articleCall('steerFetching'),
      copy: this.#articleCall('copy'),
      copyPicture: this.#articleCall('copyPicture'),
      importCopy: this.#articleCall('importCopy', 'changes'),
      removeCopy: this.#articleCall('removeCopy', 'changes'),
      compareCopy: this.#articleCall('compareCopy'),
      citing: (args) => indexing.ask(({ database }) => citingIn(database, args)),
      backlinks: (args) =>
        this.#reading(async () => (await loadNoteLinks()).backlinks(this.#linkShelf, args)),
      mentions: (args) => this.#reading(async () => (await loadNoteLinks()).mentions(this.#linkShelf, args)),
      linkTargets: (args) =>
        this.#reading(async () => (await loadNoteLinks()).linkTargets(this.#linkShelf, args)),
      resolveLinks: (args) =>
        this.#reading(async () => (await loadNoteLinks()).resolveLinks(this.#linkShelf, args)),
      file: (args) => this.#reading(async () => (await this.#openAttachments()).file(args)),
      fileFacts: (args) => this.#reading(async () => (await this.#openAttachments()).fileFacts(args)),
      addFile: (args) => this.#changing(async () => (await this.#openAttachments()).addFile(args)),
      dropFile: (args) => this.#reading(async () => (await this.#openAttachments()).dropFile(args)),
      templates: () =>
        this.#reading(async () => (await import('./files/templates.ts')).templatesIn(this.#folder.root)),
      template: ({ name }) =>
        this.#reading(async () =>
          (await import('./files/templates.ts')).templateText(this.#folder.root, name),
        ),
      read: ({ path }) =>
        this.#reading(() => {
          const note = this.#changes.read(path);
          this.#readEarly?.add(path);
          return note;
        }),
      facts: ({ path }) =>
        this.#reading(async () => (await import('./reading.ts')).factsOf(path, this.#folder.read(path))),
      readAs: (args) => this.#changing(() => this.#changes.readAs(args)),
      save: (args) => this.#changing(() => this.#changes.save(args)),
      journal: (args) => this.#changing(() => this.#changes.keepUnsaved(args), false),
      unsaved: () =>
        this.#reading(async () => {
          if (this.#journal instanceof NotesError) return [];
          const { lostTexts } = await loadUnsaved();
          return lostTexts(this.#folder, this.#journal, this.#changes.live, () => this.#indexing.known());
        }),
      unsavedText: (args) =>
        this.#reading(async () => {
          if (this.#journal instanceof NotesError) throw this.#journal;
          return (await loadUnsaved()).lostText(this.#folder, this.#journal, this.#changes.live, args);
        }),
      left: (writers) => writers.forEach((writer) => this.#changes.live.delete(writer)),
      keepBoth: ({ path, text }) => this.#making(() => this.#folder.keepBoth(path, text)),
      create: (args) => this.#making(() => this.#changes.create(args)),
      suggestPath: (args) => this.#reading(() => this.#changes.suggestPath(args)),
      rename: ({ path, to }) => this.#changing(() => this.#changes.rename(path, to)),
      duplicate: ({ path }) => this.#making(() => this.#folder.duplicate(path)),
      history: (args) => this.#reading(async () => (await loadVersions()).historyOf(this.#folder, args)),
      historyText: (args) =>
        this.#reading(async () => (await loadVersions()).historyText(this.#folder, args)),
      keepVersion: (args) =>
        this.#reading(async () => (await loadVersions()).keepVersion(this.#folder, args)),
      deletedNotes: (args) =>
        this.#reading(async () => (await loadVersions()).deletedNotes(this.#folder, args)),
      restoreVersion: (args) =>
        this.#changing(async () => {
          const restored = await (await loadVersions()).restoreVersion(this.#folder, args);
          await this.#indexing.update([restored.path]);
          return restored;
        }),
      lookAgain: () =>
        this.#reading(async () => {
          await this.#look();
          return this.#state();
        }),
      acceptLoss: () =>
        this.#reading(async () => {
          await this.#watching?.accept();
          await this.#indexing.idle();
          return this.#state();
        }),
      trash: ({ path }) => this.#changing(() => this.#changes.trash(path)),
      restore: ({ trashed }) => this.#making(() => this.#folder.restore(trashed)),
      log: () => this.#reading(() => readLog()),
      trashed: (args) => this.#reading(async () => (await loadTrash()).trashed(this.#folder, args)),
      trashedText: (args) => this.#reading(async () => (await loadTrash()).trashedText(this.#folder, args)),
      deleteTrashed: (args) =>
        this.#changing(async () => (await loadTrash()).deleteTrashed(this.#folder, args)),
      emptyTrash: (args) => this.#changing(async () => (await loadTrash()).emptyTrash(this.#folder, args)),
    };
  }

  get #linkShelf() {
    return { folder: this.#folder, indexing: this.#indexing };
  }

  async #openFilters(): Promise<SavedFilters> {
    const { openSavedFilters } = await import('./files/saved-filters.ts');
    return (this.#filters ??= openSavedFilters(
      this.#folder.root,
      () => this.#tell({ kind: 'filters' }),
      (work) => this.#saving.exclusively(work),
    ));
  }

  async #openAttachments(): Promise<Attachments> {
    const { Attachments } = await import('./attachments.ts');
    return (this.#attachments ??= new Attachments(this.#folder, this.#indexing));
  }

  async #openBulk(): Promise<Bulk> {
    const saved = await this.#openFilters();
    const { Bulk } = await import('./bulk.ts');
    const shelf = { folder: this.#folder, journal: this.#journal, indexing: this.#indexing, saved };
    const following = async () => (await this.#openArticles()).following;
    const rename = (from: NotePath, to: NotePath) => this.#changes.rename(from, to);
    return (this.#bulk ??= new Bulk(
      { ...shelf, following, rename },
      this.#home,
      () => void this.#tellState(),
    ));
  }

  async #openArticles(): Promise<Articles> {
    const { Articles } = await import('./articles.ts');
    return (this.#articles ??= new Articles({
      ...{ folder: this.#folder, home: this.#home, indexing: this.#indexing, changing: this.#changes },
      ...{ allowed: this.#web.allowedAddresses, pace: this.#web.pace, ownPort: () => this.#port },
      exclusively: (work) => this.#saving.exclusively(work),
      isLasting: this.#isWatching,
      tell: (event) => this.#tell(event),
      progress: () => void this.#tellState(),
    }));
  }

  /** A filter that asks for what lies beside the notes, copies and read states, finds it as it is now. */
  async #knowArticles(filter: string): Promise<void> {
    if (asksForKept(filter)) await (await this.#openArticles()).know(filter);
  }

  /** A call about articles; `close` waits for those that change the notebook. */
  #articleCall<N extends ArticleCall>(name: N, way: 'reads' | 'changes' = 'reads') {
    return (args: Arguments<N>): Promise<Results[N]> => {
      const work = async (): Promise<Results[N]> => {
        const { calls } = await this.#openArticles();
        return (calls[name] as unknown as (args: Arguments<N>) => Promise<Results[N]>)(args);
      };
      return way === 'changes' ? this.#changing(work) : this.#reading(work);
    };
  }

  // ---- the folder

  async #compareFirst(): Promise<void> {
    try {
      const known = await this.#indexing.known();
      if (this.#isClosed) return;
      if (this.#isWatching) {
        this.#watching = this.#folder.watch(known, {
          changes: (changes) => this.#indexing.enqueue(changes),
          unavailable: (missing) => this.#setAvailability('unavailable', missing),
          available: () => {
            this.#setAvailability('ready');
            this.#indexing.resume();
          },
        });
        await this.#watching.ready;
      } else {
        await this.#folder.compare(known, (changes) => this.#indexing.enqueue(changes));
      }
    } catch (error) {
      // Who watches keeps the list of last time and looks again.
      if (!(error instanceof NotesError))
        if (this.#isWatching) logFailure('the notes could not be looked at', error);
        else this.#indexing.fail(error);
      else if (error.code !== 'offline') this.#setAvailability('unavailable');
    }
    await this.#indexing.idle();
    this.#indexing.endFirstScan(this.#availability === 'ready');
    await this.#tellGoneEarly();
    await this.#tellState();
  }

  /** A note that nobody knew yet, read and then deleted before the comparison came by, leaves no trace in it. */
  async #tellGoneEarly(): Promise<void> {
    const read = [...(this.#readEarly ?? [])];
    this.#readEarly = null;
    if (this.#isClosed || this.#availability === 'unavailable') return;
    const gone = read.filter((path) => isGone(this.#folder, path));
    if (gone.length > 0) await this.#indexing.update([], gone);
  }

  async #look(): Promise<void> {
    await this.#watching?.check();
  }

  #setAvailability(availability: NotebookState['availability'], missing: number | null = null): void {
    if (this.#availability === availability && this.#missing === missing) return;
    this.#availability = availability;
    this.#missing = missing;
    void this.#tellState();
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
      availability: this.#availability,
      ...(this.#missing !== null && { missing: this.#missing }),
      scanning: this.#indexing.scanning,
      indexing: unindexed === 0 ? null : { done: total - unindexed, total, perSecond },
      finding: hasFullText ? 'index' : 'scan',
      bulk: this.#bulk?.progress ?? null,
      fetching: this.#articles?.fetching ?? null,
      total,
    };
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    this.#watching?.close();
    this.#bulk?.close();
    await this.#articles?.close();
    await Promise.allSettled([...this.#underWay]);
    await this.#indexing.close();
    await this.#folder.moments.close();
    this.#saving.close();
    this.#listeners.clear();
  }

  // ---- events

  #tell(event: NotebookEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // One listener's failure is not the others'.
        console.error('gleaner: a listener failed:', error);
      }
    }
  }

  #tellChanged(changed: ReadonlyMap<NotePath, Version | null>): void {
    this.#followOutside(changed);
    const notes = [...changed].slice(0, mostNamed).map(([path, version]) => ({ path, version }));
    this.#tell({ kind: 'changed', notes, more: changed.size > notes.length });
  }

  #followOutside(changed: ReadonlyMap<NotePath, Version | null>): void {
    const { moments } = this.#folder;
    // First, for a note that is gone is forgotten by then.
    this.#outsideMoves.hear(changed).catch((error: unknown) => {
      logFailure('the history of a renamed note could not follow it', error);
    });
    for (const [path, version] of changed) moments.noticed(path, version);
  }

  async #tellState(): Promise<void> {
    if (this.#isClosed || this.#listeners.size === 0) return;
    try {
      this.#tell({ kind: 'state', state: await this.#state() });
    } catch (error) {
      if (!(error instanceof NotesError)) throw error;
    }
  }

  // ---- calls

  /** A call that needs the folder: the failure of one that is not there names it. */
  async #reading<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#isClosed) throw new NotesError('offline', 'The notebook is closed.');
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NotesError)) logFailure('a call failed', error);
      const isMissing = error instanceof NotesError && error.code === 'not-found';
      if (isMissing && this.#availability === 'unavailable') throw this.#unavailable();
      throw error;
    }
  }

  /** A call that changes something: `close` waits for it. */
  async #changing<T>(work: () => Promise<T>, needsFolder = true): Promise<T> {
    const change = this.#reading(async () => {
      if (needsFolder && this.#availability === 'unavailable') {
        // It may be back, and nobody has looked yet.
        await this.#look();
        if (this.#isUnavailable()) throw this.#unavailable();
      }
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
  #making(work: () => Promise<NotePath>): Promise<NotePath> {
    return this.#changing(async () => {
      const path = await work();
      await this.#indexing.update([path]);
      return path;
    });
  }

  #isUnavailable(): boolean {
    return this.#availability === 'unavailable';
  }

  #unavailable(): NotesError {
    return new NotesError(
      'unavailable',
      `The folder ${this.#folder.root} is not there, or is empty now. Nothing was removed; it is used again as soon as it is back.`,
    );
  }
}

function isGone(folder: KeepingFolder, path: NotePath): boolean {
  try {
    folder.read(path);
    return false;
  } catch (error) {
    return error instanceof NotesError && error.code === 'not-found';
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
