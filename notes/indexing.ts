/** Keeps the catalog equal to the folder: reads what changed in short slices. Nothing here writes into the notebook. */
import { setImmediate } from 'node:timers/promises';
import { type NotePath, NotesError } from './api.ts';
import type { FileChanges, NoteFolder } from './files/folder.ts';
import type { Catalog } from './find/catalog.ts';
import type { DatabaseOptions } from './find/database.ts';
import { IndexNews, type IndexingListener } from './index-news.ts';
import { LastingCatalog } from './lasting-catalog.ts';
import { logFailure } from './log.ts';
import { Texts } from './texts.ts';

// What reads notes is loaded when there is one to read: the list of last time needs none of it.
const loadReading = () => import('./reading.ts');
const loadScanning = () => import('./scanning.ts');
type Read = Awaited<ReturnType<typeof loadReading>>;

/** How long one slice may keep other calls waiting. */
const sliceMs = 8;
/** How long other processes may have to wait for the database while many notes are indexed. */
const holdMs = 100;
/** The same while notes are listed, whose indexes are changed everywhere by every note: once is half of twice. */
const listHoldMs = 200;
/** Of more notes than this the list comes first, and their texts are put into the index when it is there. */
const manyNotes = 200;
export class Indexing {
  readonly #folder: NoteFolder;
  readonly #news: IndexNews;
  readonly #lasting: LastingCatalog;
  /** Notes to look at, in the order they were reported, and whether they are there. */
  readonly #queue = new Map<NotePath, boolean>();
  #rereading: Promise<void> | null = null;
  #draining: Promise<void> | null = null;
  #done = 0;
  #heldSince: number | null = null;
  #isFirstScan = true;
  #isLooking = false;
  /** Many notes are looked at. */
  #isTextLater = false;
  #isClosed = false;
  readonly #texts: Texts;

  constructor(
    folder: NoteFolder,
    file: string | null,
    listener: IndexingListener,
    options: DatabaseOptions = {},
  ) {
    this.#folder = folder;
    this.#news = new IndexNews(listener);
    const onLoss = (): void => {
      this.#heldSince = null;
      this.#rereading ??= this.#readAll();
    };
    this.#lasting = new LastingCatalog(file, onLoss, options);
    this.#texts = new Texts({
      folder,
      ask: (question) => this.ask(question),
      unseal: () => this.#lasting.unseal(),
      hold: (catalog) => this.#hold(catalog),
      release: (catalog) => this.#release(catalog),
      releaseInTime: (catalog) => this.#releaseInTime(catalog),
      isHeldUp: () => this.#queue.size > 0 || this.#isClosed || this.#lasting.isFailed,
      look: (path, isThere) => this.#queue.set(path, isThere),
      progress: () => this.#news.tellInTime(),
    });
  }

  /** Notes read so far of those to be read; `null` when all are. */
  get scanning(): { done: number; total: number } | null {
    return this.#isLooking ? { done: this.#done, total: this.#done + this.#queue.size } : null;
  }

  /** How many notes' texts are put into the index each second; 0: none are. */
  get textsPerSecond(): number {
    return this.#texts.perSecond;
  }

  /** Asks the catalog; a lost one is replaced and asked again. `internal` when there is none; see `fail`. */
  ask<T>(question: (catalog: Catalog) => T | Promise<T>): Promise<T> {
    return this.#lasting.insist(question);
  }

  /** `ask`, about the notes that match `filter`: where there is no full-text index, they are read first. `bad-query`. */
  find<T>(filter: string, question: (catalog: Catalog) => T | Promise<T>): Promise<T> {
    return this.ask(async (catalog) => {
      if (!catalog.database.hasFullText) await (await loadScanning()).scanFor(this.#folder, catalog, filter);
      return question(catalog);
    });
  }

  /** There will be no list, and every question is answered with that. */
  fail(error: unknown): void {
    this.#queue.clear();
    this.#lasting.fail(error);
  }

  /** The stamps to compare the folder with. */
  async known(): Promise<Map<NotePath, string>> {
    await this.#lasting.decided;
    const stamps = await this.ask((catalog) => catalog.stamps());
    // No note has an empty stamp: each is looked at.
    if (this.#lasting.isDoubtful) for (const path of stamps.keys()) stamps.set(path, '');
    return stamps;
  }

  /** Looks at these notes in the background. */
  enqueue({ changed, gone }: FileChanges): void {
    this.#enqueue(
      changed.map(({ path }) => path),
      gone,
    );
  }

  /** Resolves when everything that was reported so far has been looked at. */
  async idle(): Promise<void> {
    await this.#lasting.checked;
    await this.#goOn();
    while (this.#draining ?? this.#rereading) await (this.#draining ?? this.#rereading);
  }

  /** The first comparison with the folder is done, completely or not: from now on every change is news. */
  endFirstScan(isComplete: boolean): void {
    this.#isFirstScan = false;
    if (isComplete && !this.#isClosed) this.#lasting.trust();
  }

  /**
   * Looks at these notes now and tells about them at once: our own change. `moved`: no note has this path any more.
   * Never rejects: the change is done, and its caller must hear so.
   */
  async update(paths: readonly NotePath[], moved: readonly NotePath[] = []): Promise<void> {
    const { putReadings, readingOf } = await loadReading();
    await this.#lasting.checked;
    for (const path of [...paths, ...moved]) this.#queue.delete(path);
    const readings = paths.map((path) => readingOf(this.#folder, path));
    const missing = readings.filter(({ version }) => version === null).map(({ path }) => path);
    try {
      await this.ask((catalog) => {
        this.#lasting.unseal();
        catalog.remove([...missing, ...moved]);
        putReadings(
          catalog,
          readings.filter(({ version }) => version !== null),
        );
      });
    } catch (error) {
      if (!this.#isClosed && !this.#lasting.isFailed)
        logFailure('a change could not be indexed at once', error);
      this.#enqueue(paths, moved);
    }
    for (const path of moved) this.#news.add(path, null);
    for (const { path, version } of readings) this.#news.add(path, version);
    this.#news.tell();
    this.resume();
  }

  /** Goes on with what is waiting, for when the folder is there again. */
  resume(): void {
    if (!this.#isClosed && !this.#lasting.isFailed) this.#draining ??= this.#drain();
  }

  /** Goes on with the texts that were waiting when Gleaner ended: no note need have changed since. */
  async #goOn(): Promise<void> {
    if (this.#lasting.isFailed) return;
    try {
      if (await this.ask((catalog) => catalog.isWaiting())) this.resume();
    } catch (error) {
      if (!this.#isClosed) this.fail(error);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#queue.clear();
    this.#lasting.closeSoon();
    await this.idle();
    await this.#lasting.close();
  }

  #enqueue(there: readonly NotePath[], gone: readonly NotePath[]): void {
    if (this.#isClosed || this.#lasting.isFailed) return;
    for (const path of there) this.#queue.set(path, true);
    for (const path of gone) this.#queue.set(path, false);
    if (this.#queue.size > 0) this.#draining ??= this.#drain();
  }

  async #drain(): Promise<void> {
    this.#done = 0;
    this.#isLooking = this.#queue.size > 0;
    // Not before the caller has seen `scanning`.
    await this.#lasting.checked;
    try {
      do {
        await this.#lookAtAll();
        await this.#texts.put();
      } while (this.#queue.size > 0);
      await this.ask((catalog) => this.#release(catalog));
    } catch (error) {
      this.#isLooking = false;
      if (!this.#isClosed) this.fail(error);
    }
    // Whatever was reported while this was being waited for is for the next round.
    this.#draining = null;
    if (this.#queue.size > 0) this.#draining = this.#drain();
    this.#news.tell();
  }

  async #lookAtAll(): Promise<void> {
    const read = this.#queue.size > 0 ? await loadReading() : null;
    while (read !== null && this.#queue.size > 0) {
      this.#isLooking = true;
      await this.ask((catalog) => this.#slice(catalog, read));
      if (this.#queue.size > 0) this.#news.tellInTime();
      await setImmediate();
    }
    await this.ask((catalog) => this.#release(catalog));
    this.#isLooking = false;
    this.#isTextLater = false;
    this.#news.tell();
  }

  #slice(catalog: Catalog, read: Read): void {
    const end = performance.now() + sliceMs;
    this.#hold(catalog);
    this.#isTextLater ||= this.#queue.size > manyNotes;
    for (const [path, isThere] of this.#queue) {
      if (performance.now() > end) break;
      this.#look(catalog, path, isThere, read);
      this.#queue.delete(path);
      this.#done++;
    }
    this.#releaseInTime(catalog, listHoldMs);
  }

  #hold(catalog: Catalog): void {
    if (this.#heldSince !== null) return;
    this.#lasting.unseal();
    catalog.database.hold();
    this.#heldSince = performance.now();
  }

  #release(catalog: Catalog): void {
    if (this.#heldSince === null) return;
    this.#heldSince = null;
    catalog.database.release();
  }

  #releaseInTime(catalog: Catalog, mostMs = holdMs): boolean {
    if (this.#heldSince === null || performance.now() - this.#heldSince <= mostMs) return false;
    this.#release(catalog);
    return true;
  }

  #look(catalog: Catalog, path: NotePath, isThere: boolean, read: Read): void {
    const known = catalog.versionOf(path);
    const reading = isThere ? read.readingOf(this.#folder, path) : null;
    if (!reading?.version) {
      if (known === null) return;
      catalog.remove([path]);
      this.#news.add(path, null);
    } else if (reading.version !== known) {
      read.putReading(catalog, reading, this.#isTextLater);
      this.#news.add(path, reading.version);
    } else {
      // Also what is written there may be wrong in a catalog that nothing vouches for.
      if (this.#lasting.isDoubtful) read.putReading(catalog, reading, true);
      else catalog.restamp([reading]);
      // Another process may have put it there before us; this one's listeners have not heard of it.
      if (!this.#isFirstScan) this.#news.add(path, reading.version);
    }
  }

  /** Everything again, into a new catalog. */
  async #readAll(): Promise<void> {
    try {
      await this.#folder.compare(new Map(), (changes) => this.enqueue(changes));
    } catch (error) {
      // The watcher reports a folder that is not there, and what is in it when it is back.
      if (!(error instanceof NotesError)) this.fail(error);
    } finally {
      this.#rereading = null;
    }
  }
}
