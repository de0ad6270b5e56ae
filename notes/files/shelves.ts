import type { NotePath } from '../api.ts';
import { isBelowAny } from './compare.ts';
import type { FileChanges, FileStamp } from './stamps.ts';
import type { Ignored } from './ignore.ts';
import {
  identityOf,
  isShownFolder,
  type Listing,
  listFolder,
  pathIn,
  stampOfNote,
  type Steps,
  walk,
} from './walk.ts';
import { join } from 'node:path';

/** What is known of one folder. */
interface Shelf {
  /** `null` until it was looked at. */
  identity: string | null;
  stamps: Map<NotePath, string>;
  folders: Set<string>;
}

/** Differences found so far. `gone` is not acted on before `Shelves.commit`: the notebook itself may have vanished. */
export interface Findings extends FileChanges {
  /** Folders that are not there any more. */
  goneFolders: string[];
  /** Notes that had text and have none now: not acted on before `commit` either. */
  emptied: FileStamp[];
  /** How many notes were not known. */
  fresh: number;
}

/** What is known of a notebook, folder by folder, and how to find out what is different now. */
export class Shelves {
  readonly #root: string;
  readonly #shelves = new Map<string, Shelf>();
  readonly #attend: (folder: string, isNew: boolean) => void;
  readonly #leave: (folder: string) => void;
  ignored: Ignored;

  /**
   * @param attend called before a folder is listed; `isNew`: it is another folder than last time
   * @param leave called when a folder is gone
   */
  constructor(
    root: string,
    known: ReadonlyMap<NotePath, string>,
    ignored: Ignored,
    attend: (folder: string, isNew: boolean) => void,
    leave: (folder: string) => void,
  ) {
    this.#root = root;
    this.ignored = ignored;
    this.#attend = attend;
    this.#leave = leave;
    let folder = '';
    let shelf = this.#shelf(folder);
    for (const [path, stamp] of known) {
      // They come by path, so most are in the folder of the one before.
      const next = folderOf(path);
      if (next !== folder) shelf = this.#shelf((folder = next));
      shelf.stamps.set(path, stamp);
    }
  }

  get total(): number {
    let sum = 0;
    for (const shelf of this.#shelves.values()) sum += shelf.stamps.size;
    return sum;
  }

  /** Whether the notebook's folder is another one than the one that was looked at. */
  get isReplaced(): boolean {
    return this.#shelf('').identity !== identityOf(this.#root);
  }

  /** Looks through `folder` and everything below it. `unreadable`: nothing can be said about `folder` itself. */
  *rescan(folder: string, findings: Findings): Steps<'done' | 'unreadable'> {
    const visited = new Set<string>();
    const skipped: string[] = [];
    for (const found of walk(this.#root, folder, this.ignored, (next) => this.#visit(next))) {
      if (found && 'skipped' in found) skipped.push(found.skipped);
      if (found && 'notes' in found) {
        visited.add(found.folder);
        this.#take(found, findings);
      }
      yield undefined;
    }
    for (const known of this.#below(folder)) {
      if (!visited.has(known) && !isBelowAny(known + '/', skipped)) this.#miss(known, findings);
    }
    return skipped.includes(folder) ? 'unreadable' : 'done';
  }

  /** Looks at one folder, or only at what has one of these names in it. */
  *recheck(folder: string, names: Set<string> | null, findings: Findings): Steps<void> {
    const shelf = this.#shelves.get(folder);
    if (!shelf) return;
    if (identityOf(join(this.#root, folder)) !== shelf.identity) {
      yield* this.rescan(folder, findings);
      return;
    }
    if (names === null) {
      const listing = yield* listFolder(this.#root, folder, this.ignored);
      if (typeof listing === 'string') return;
      const folders = new Set([...shelf.folders, ...listing.folders]);
      this.#take(listing, findings);
      for (const next of folders) yield* this.#recheckFolder(next, findings);
      return;
    }
    for (const name of names) {
      const path = pathIn(folder, name);
      yield* this.#recheckFolder(path, findings);
      const note = stampOfNote(this.#root, path, this.ignored);
      if (note === 'unknown') continue;
      if (note === null) {
        if (shelf.stamps.has(path)) findings.gone.push(path);
      } else if (shelf.stamps.get(path) !== note.stamp) {
        this.#found(shelf.stamps, note, findings);
      }
    }
  }

  /** Forgets what is gone. Until then it counts as known, and would be found gone again. */
  commit(findings: Findings): void {
    for (const path of findings.gone) this.#shelves.get(folderOf(path))?.stamps.delete(path);
    for (const { path, stamp } of findings.emptied) this.#shelf(folderOf(path)).stamps.set(path, stamp);
    for (const folder of findings.goneFolders) {
      this.#leave(folder);
      this.#shelves.delete(folder);
    }
  }

  forget(path: NotePath): boolean {
    return this.#shelves.get(folderOf(path))?.stamps.delete(path) === true;
  }

  *#recheckFolder(path: string, findings: Findings): Steps<void> {
    const identity = isShownFolder(path, this.ignored) ? identityOf(join(this.#root, path)) : null;
    const known = this.#shelves.get(path);
    const isSame = known ? known.identity === identity : identity === null;
    if (!isSame || (known && identity === null)) yield* this.rescan(path, findings);
  }

  #visit(folder: string): void {
    const shelf = this.#shelf(folder);
    const identity = identityOf(join(this.#root, folder));
    this.#attend(folder, shelf.identity !== identity);
    shelf.identity = identity;
  }

  #take(listing: Listing, findings: Findings): void {
    const { stamps } = this.#shelf(listing.folder);
    const knownBefore = stamps.size;
    let stillThere = 0;
    for (const note of listing.notes) {
      const known = stamps.get(note.path);
      if (known !== undefined) stillThere++;
      if (known !== note.stamp) this.#found(stamps, note, findings);
    }
    // Which ones are gone is worth finding out only where some are: nearly always none is.
    if (stillThere < knownBefore) {
      const here = new Set([...listing.unknown, ...listing.notes.map(({ path }) => path)]);
      for (const path of stamps.keys()) if (!here.has(path)) findings.gone.push(path);
    }
    this.#shelf(listing.folder).folders = new Set(listing.folders);
  }

  #found(stamps: Map<NotePath, string>, note: FileStamp, findings: Findings): void {
    const known = stamps.get(note.path);
    if (known === undefined) findings.fresh += 1;
    else if (note.size === 0 && /^[1-9]/.test(known)) {
      findings.emptied.push(note);
      return;
    }
    stamps.set(note.path, note.stamp);
    findings.changed.push(note);
  }

  #miss(folder: string, findings: Findings): void {
    findings.gone.push(...this.#shelf(folder).stamps.keys());
    findings.goneFolders.push(folder);
  }

  #below(folder: string): string[] {
    return [...this.#shelves.keys()].filter((known) => known === folder || isBelowAny(known, [folder]));
  }

  #shelf(folder: string): Shelf {
    let shelf = this.#shelves.get(folder);
    if (!shelf)
      this.#shelves.set(folder, (shelf = { identity: null, stamps: new Map(), folders: new Set() }));
    return shelf;
  }
}

function folderOf(path: NotePath): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
