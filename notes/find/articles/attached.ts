/**
 * What was fetched for the articles, or found beside the notes: cards, links' health, failures, copies, read states. A
 * database of its own, attached to the catalog's connection as `attached`, because the catalog is thrown away now and then
 * and nobody wants to fetch everything again.
 */
import type { DatabaseSync } from 'node:sqlite';
import { isDamaged } from '../sqlite-failures.ts';

export interface Attached {
  /** `null`: in memory. */
  file: string | null;
  /** Something was damaged, perhaps this: it is looked at as a whole. */
  isDoubtful?: boolean;
}

// Raise it with every change of the tables; what was kept by another version is thrown away, so better add to it.
const version = 2;

// `address`: the article's normalised one. `hash`: as in the catalog's articles.
const schema = `
  CREATE TABLE attached.cards (
    address TEXT PRIMARY KEY,
    hash INTEGER NOT NULL,
    -- The card's title, folded.
    folded TEXT NOT NULL,
    -- The normalised address where the page was in the end, or that it names as its own; NULL: this one.
    leads_to TEXT,
    card TEXT NOT NULL
  ) STRICT;
  CREATE INDEX attached.cards_titles ON cards (folded, hash, address);
  CREATE INDEX attached.cards_leading ON cards (leads_to, address) WHERE leads_to IS NOT NULL;
  CREATE TABLE attached.links (
    address TEXT PRIMARY KEY,
    hash INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    -- When it was tried last.
    checked REAL NOT NULL,
    health TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attached.links_checked ON links (checked, hash);
  CREATE TABLE attached.failures (address TEXT PRIMARY KEY, failure TEXT NOT NULL) STRICT, WITHOUT ROWID;
  -- The files in the notebook are the truth; these are as they were last read.
  CREATE TABLE attached.copies (
    address TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    fetched REAL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE attached.reads (address TEXT PRIMARY KEY, rank INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/**
 * Attaches it, made when needed. A file that is damaged or of another version is handed to `discard` and made anew; where
 * even that fails, or another process keeps it locked, it lives in memory. Never throws for what is on the disk.
 */
export function attachArticles(
  handle: DatabaseSync,
  { file, isDoubtful = false }: Attached,
  discard: (file: string) => void,
): void {
  for (const attempt of file === null ? [] : ['as it is', 'made anew']) {
    try {
      if (attempt === 'made anew') discard(String(file));
      attach(handle, String(file));
      if (!isDoubtful || isWhole(handle)) return;
      detach(handle);
    } catch (error) {
      detach(handle);
      // What can't be had now may be as it should be.
      if (!isDamaged(error) && !(error instanceof OtherVersion)) break;
    }
  }
  attach(handle, ':memory:');
}

class OtherVersion extends Error {}

function attach(handle: DatabaseSync, file: string): void {
  handle.prepare('ATTACH ? AS attached').run(file);
  handle.exec('PRAGMA attached.journal_mode = WAL; PRAGMA attached.synchronous = NORMAL;');
  handle.exec('PRAGMA attached.journal_size_limit = 16000000;');
  const versionNow = (): unknown => handle.prepare('PRAGMA attached.user_version').get()?.['user_version'];
  const tables = (): unknown =>
    handle.prepare('SELECT count(*) AS n FROM attached.sqlite_schema').get()?.['n'];
  if (versionNow() === 0 && tables() === 0) {
    handle.exec('BEGIN IMMEDIATE');
    // Another process may have made it while this one waited for the lock.
    if (tables() === 0) handle.exec(`${schema} PRAGMA attached.user_version = ${version};`);
    handle.exec('COMMIT');
  }
  if (versionNow() !== version) throw new OtherVersion();
}

function isWhole(handle: DatabaseSync): boolean {
  return handle.prepare('PRAGMA attached.quick_check(1)').get()?.['quick_check'] === 'ok';
}

function detach(handle: DatabaseSync): void {
  if (handle.isTransaction) handle.exec('ROLLBACK');
  const isThere = handle.prepare("SELECT 1 FROM pragma_database_list WHERE name = 'attached'").get();
  if (isThere !== undefined) handle.exec('DETACH attached');
}
