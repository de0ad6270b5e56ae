/**
 * Keeps the catalog equal to the folder: reads what changed in short slices, and makes the catalog anew, in silence,
 * when it is damaged. Nothing here writes into the notebook.
 */
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { type NotePath, NotesError, type Version } from './api.ts';
import type { FileChanges, FileStamp, NoteFolder } from './files/folder.ts';
import { discardDatabase, isBroken, isSealed, seal, unseal } from './files/seal.ts';
import { type Catalog, openCatalog } from './find/catalog.ts';
import { DatabaseLost } from './find/database.ts';
import { noteOf, readingOf } from './reading.ts';

/** How long one slice may keep other calls waiting. */
const sliceMs = 8;
/** How long other processes may have to wait for the database while many notes are indexed. */
const holdMs = 200;
/** Between two rounds of events while a scan is under way. */
const tellMs = 100;
/** How long to try while another process writes. */
const patienceMs = 10_000;
/** After this many lost catalogs the next one is in memory. */
const mostLosses = 3;

export interface IndexingListener {
  /** `version: null`: gone. */
  changed(notes: ReadonlyMap<NotePath, Version | null>): void;
  progress(): void;
}

export class Indexing {
  readonly #folder: NoteFolder;
  readonly #listener: IndexingListener;
  /** The catalog's file; `null`: in memory. */
  #file: string | null;
  #catalog: Catalog;
  /** The check that the file is whole; nothing is written before it is through. */
  #checked: Promise<void>;
  #losses = 0;
  /** Notes to look at, in the order they were reported; `null`: gone. */
  readonly #queue = new Map<NotePath, FileStamp | null>();
  #rereading: Promise<void> | null = null;
  #draining: Promise<void> | null = null;
  /** What the other end was told last, so that our own saves are not told again when the watcher finds them. */
  readonly #told = new Map<NotePath, Version | null>();
  #news = new Map<NotePath, Version | null>();
  #done = 0;
  #lastTold = 0;
  #heldSince: number | null = null;
  #isFirstScan = true;
  #isClosed = false;
  #isShut = false;

  constructor(folder: NoteFolder, file: string | null, listener: IndexingListener) {
    this.#folder = folder;
    this.#listener = listener;
    this.#file = file;
    this.#catalog = openCatalog(file, discardDatabase);
    this.#checked = this.#check();
  }

  /** Notes read so far of those to be read; `null` when all are. */
  get scanning(): { done: number; total: number } | null {
    return this.#draining ? { done: this.#done, total: this.#done + this.#queue.size } : null;
  }

  /** Asks the catalog; a lost one is replaced and asked again. */
  ask<T>(question: (catalog: Catalog) => T | Promise<T>): Promise<T> {
    return this.#insist(() => question(this.#catalog));
  }

  /** The stamps to compare the folder with. */
  async known(): Promise<Map<NotePath, string>> {
    await this.#checked;
    return this.ask((catalog) => catalog.stamps());
  }

  /** Looks at these notes in the background. */
  enqueue({ changed, gone }: FileChanges): void {
    if (this.#isClosed) return;
    for (const stamp of changed) this.#queue.set(stamp.path, stamp);
    for (const path of gone) this.#queue.set(path, null);
    if (this.#queue.size > 0) this.#draining ??= this.#drain();
  }

  /** Resolves when everything that was reported so far has been looked at. */
  async idle(): Promise<void> {
    while (this.#draining ?? this.#rereading) await (this.#draining ?? this.#rereading);
  }

  /** The first comparison with the folder is done: from now on every change is news. */
  endFirstScan(): void {
    this.#isFirstScan = false;
  }

  /** Looks at these notes now and tells about them at once: our own change. `moved`: no note has this path any more. */
  async update(paths: readonly NotePath[], moved: readonly NotePath[] = []): Promise<void> {
    await this.#checked;
    for (const path of [...paths, ...moved]) this.#queue.delete(path);
    const readings = paths.map((path) => readingOf(this.#folder, path));
    const notes = readings.flatMap((reading) => (reading.version === null ? [] : noteOf(reading)));
    const missing = readings.filter(({ version }) => version === null).map(({ path }) => path);
    const gone = [...missing, ...moved];
    await this.ask((catalog) => {
      this.#unseal();
      catalog.remove(gone);
      catalog.put(notes);
    });
    for (const path of moved) this.#tell(path, null);
    for (const { path, version } of readings) this.#tell(path, version);
    this.#handOver();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#queue.clear();
    await this.idle();
    await this.#checked;
    this.#isShut = true;
    try {
      const isWhole = this.#catalog.database.checkpoint();
      this.#catalog.close();
      if (isWhole && this.#file !== null && !isSealed(this.#file)) await seal(this.#file);
    } catch (error) {
      // A damaged catalog is found and replaced at the next start.
      if (!(error instanceof DatabaseLost)) throw error;
      this.#catalog.close();
    }
  }

  async #drain(): Promise<void> {
    this.#done = 0;
    // Not before the caller has seen `scanning`.
    await this.#checked;
    try {
      while (this.#queue.size > 0) {
        await this.#insist(() => this.#slice());
        if (this.#queue.size > 0 && performance.now() - this.#lastTold > tellMs) this.#handOver();
        await setImmediate();
      }
      await this.#insist(() => this.#release());
    } catch (error) {
      // Without a catalog there is nothing to keep: the calls that ask it say so.
      console.error('gleaner: the notes could not be indexed:', error);
      this.#queue.clear();
    }
    // Whatever was reported while this was being waited for is for the next round.
    this.#draining = null;
    if (this.#queue.size > 0) this.#draining = this.#drain();
    this.#handOver();
  }

  #slice(): void {
    const end = performance.now() + sliceMs;
    if (this.#heldSince === null) {
      this.#unseal();
      this.#catalog.database.hold();
      this.#heldSince = performance.now();
    }
    for (const [path, stamp] of this.#queue) {
      if (performance.now() > end) break;
      this.#look(path, stamp);
      this.#queue.delete(path);
      this.#done++;
    }
    if (performance.now() - this.#heldSince > holdMs) this.#release();
  }

  #release(): void {
    if (this.#heldSince === null) return;
    this.#heldSince = null;
    this.#catalog.database.release();
  }

  #look(path: NotePath, stamp: FileStamp | null): void {
    const catalog = this.#catalog;
    const known = catalog.versionOf(path);
    const reading = stamp ? readingOf(this.#folder, path) : null;
    if (!reading?.version) {
      if (known === null) return;
      catalog.remove([path]);
      this.#tell(path, null);
    } else if (reading.version !== known) {
      catalog.put([noteOf(reading)]);
      this.#tell(path, reading.version);
    } else {
      catalog.restamp([reading]);
      // Another process may have put it there before us; this one's listeners have not heard of it.
      if (!this.#isFirstScan) this.#tell(path, reading.version);
    }
  }

  #tell(path: NotePath, version: Version | null): void {
    if (this.#told.get(path) === version) return;
    this.#news.set(path, version);
    // Only what is recent can come again through the watcher.
    this.#told.delete(path);
    this.#told.set(path, version);
    const [oldest] = this.#told.keys();
    if (this.#told.size > 1000 && oldest !== undefined) this.#told.delete(oldest);
  }

  #handOver(): void {
    this.#lastTold = performance.now();
    const news = this.#news;
    this.#news = new Map();
    if (news.size > 0) this.#listener.changed(news);
    this.#listener.progress();
  }

  async #insist<T>(work: () => T | Promise<T>): Promise<T> {
    for (let waited = 0; ;) {
      if (this.#isShut) throw new NotesError('offline', 'The notebook is closed.');
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof DatabaseLost)) throw error;
        if (error.busy && waited < patienceMs) {
          await pause(50);
          waited += 50;
        } else {
          this.#replace(error.busy);
          this.#rereading ??= this.#readAll();
        }
      }
    }
  }

  /** A new catalog for one that can't be used. */
  #replace(isBusy: boolean): void {
    this.#heldSince = null;
    this.#catalog.close();
    this.#losses++;
    if (this.#losses > mostLosses * 2)
      throw new NotesError('internal', 'The list of notes could not be made.');
    // So many are no accident: the disk is of a kind that SQLite can't live on.
    if (isBusy || this.#losses > mostLosses) this.#file = null;
    try {
      if (this.#file !== null) discardDatabase(this.#file);
    } catch {
      // Another process holds it open, on Windows.
      this.#file = null;
    }
    this.#catalog = openCatalog(this.#file, discardDatabase);
  }

  /** Everything again, into a new catalog. */
  async #readAll(): Promise<void> {
    try {
      await this.#folder.compare(new Map(), (changes) => this.enqueue(changes));
    } catch (error) {
      // The watcher reports a folder that is not there, and what is in it when it is back.
      if (!(error instanceof NotesError)) console.error('gleaner: the notes could not be read again:', error);
    } finally {
      this.#rereading = null;
    }
  }

  async #check(): Promise<void> {
    if (this.#file === null || !(await isBroken(this.#file)) || this.#isClosed) return;
    this.#replace(false);
  }

  #unseal(): void {
    if (this.#file !== null) unseal(this.#file);
  }
}
