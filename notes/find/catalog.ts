/** What the notebook knows about its notes without reading them again: one row a note, its labels and its mentions. */
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { NotePath, Version } from '../api.ts';
import { rankAnew } from './articles/attached-ranks.ts';
import { type KeptArticles, keptArticles } from './articles/kept.ts';
import { type Database, type DatabaseOptions, openDatabase } from './database.ts';
import { mergeTexts } from './words/full-text.ts';
import { type CatalogNote, putNote, removeNote, restampNote } from './note-row.ts';
import { hanByPinyin, keysFor } from './order.ts';
import { tidyNames } from './tidy-names.ts';
import { countUnindexed, putWaiting, type WaitingNote } from './words/waiting.ts';

export type { CatalogNote };

export interface Catalog {
  readonly database: Database;
  readonly articles: KeptArticles;
  /** The key that sorts a title or name (`order.ts`). */
  key(title: string): string;
  /** The stamp of every note, read in slices between which other work is done. */
  stamps(): Promise<Map<NotePath, string>>;
  /** The version of one note; `null` when it is not in the catalog. */
  versionOf(path: NotePath): Version | null;
  total(): number;
  /** Adds these notes or replaces what was known about them; all or none. */
  put(notes: readonly CatalogNote[]): void;
  /** New stamps of notes whose bytes are still the same. */
  restamp(notes: readonly Pick<CatalogNote, 'path' | 'stamp' | 'modified'>[]): void;
  remove(paths: readonly NotePath[]): void;
  /** Notes that the full-text index does not know yet. */
  unindexed(): number;
  /** Whether `putWaiting` has something to do. */
  isWaiting(): boolean;
  /** `waiting.ts`. */
  putWaiting(bodyOf: (note: WaitingNote) => string | null, isOver: () => boolean): number;
  /** The text that was put for this note is not that of its version: it is to be put once more. */
  forgetVersion(path: NotePath): void;
  /** A short step of keeping the index small and fast; to be repeated while the answer is `true`. */
  tidy(): boolean;
  /** Whether the database is whole; what no index vouches for is made anew by putting every note once more. */
  isSound(): boolean;
  close(): void;
}

export interface CatalogOptions extends DatabaseOptions {
  /** Called before `articles` writes something into the catalog. */
  unseal?: () => void;
}

/** Where what is known about articles is kept for a catalog in `file`. It outlives the catalog. */
export function articlesBeside(file: string | null): string | null {
  return file === null ? null : join(dirname(file), 'articles.sqlite');
}

/** Every call may throw `DatabaseLost`. See `openDatabase` for `file` and `discard`. */
export function openCatalog(
  file: string | null,
  discard: (file: string) => void,
  { unseal = () => undefined, ...options }: CatalogOptions = {},
): Catalog {
  const database = openDatabase(file, discard, { attached: { file: articlesBeside(file) }, ...options });
  let keyOf: ((title: string) => string) | null = null;
  const key = (title: string): string => (keyOf ??= keysFor(keptPinyinOrder(database)))(title);

  return {
    database,
    articles: keptArticles(database, unseal),
    key,
    stamps: () => stampsOf(database),
    versionOf(path) {
      const version = database.get('SELECT version FROM notes WHERE path = ?', path)?.['version'];
      return version === undefined ? null : String(version);
    },
    total: () => Number(database.get('SELECT count(*) AS total FROM notes')?.['total']),
    put: (notes) => database.transaction(() => notes.forEach((note) => putNote(database, key, note))),
    restamp: (notes) => database.transaction(() => notes.forEach((note) => restampNote(database, note))),
    remove: (paths) => database.transaction(() => paths.forEach((path) => removeNote(database, key, path))),
    unindexed: () => countUnindexed(database),
    isWaiting: () => database.get('SELECT 1 FROM notes WHERE pending > 0 LIMIT 1') !== undefined,
    putWaiting: (bodyOf, isOver) => putWaiting(database, bodyOf, isOver),
    forgetVersion(path) {
      database.run("UPDATE notes SET version = '', stamp = '' WHERE path = ?", path);
    },
    tidy: () =>
      database.hasFullText && database.transaction(() => mergeTexts(database) || tidyNames(database)),
    isSound() {
      if (!database.isSound()) return false;
      database.run("DELETE FROM kept WHERE name = 'pinyin'");
      keyOf = null;
      rankAnew(database);
      return true;
    },
    close() {
      database.close();
    },
  };
}

async function stampsOf(database: Database): Promise<Map<NotePath, string>> {
  const stamps = new Map<NotePath, string>();
  for (let last = ''; ; await setImmediate()) {
    // Every path comes after the empty one.
    const sql = 'SELECT path, stamp FROM notes WHERE path > ? ORDER BY path LIMIT 2000';
    const rows = database.all(sql, last);
    for (const row of rows) stamps.set((last = String(row['path'])), String(row['stamp']));
    if (rows.length < 2000) return stamps;
  }
}

function keptPinyinOrder(database: Database): string {
  const kept = database.get("SELECT text FROM kept WHERE name = 'pinyin'")?.['text'];
  if (typeof kept === 'string') return kept;
  const order = hanByPinyin();
  database.run("INSERT OR REPLACE INTO kept VALUES ('pinyin', ?)", order);
  return order;
}
