/** The SQLite database under the catalog: disposable, shared by every process that has the notebook open. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

// Raise it with every change of the schema, of what is put into it, and of how notes/text reads facts: a note whose file
// did not change is not read again otherwise. An older or newer database is thrown away.
const schemaVersion = 3;

const schema = `
  CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL,
    version TEXT NOT NULL,
    modified REAL NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    date TEXT,
    undated INTEGER NOT NULL,
    time REAL NOT NULL,
    tags TEXT NOT NULL,
    categories TEXT NOT NULL,
    untagged INTEGER NOT NULL,
    excerpt TEXT NOT NULL,
    sources INTEGER NOT NULL,
    unpublished INTEGER NOT NULL,
    words INTEGER NOT NULL,
    problem TEXT,
    folded_title TEXT NOT NULL,
    folded_path TEXT NOT NULL,
    folded_rest TEXT NOT NULL
  ) STRICT;
  CREATE INDEX notes_newest ON notes (undated, time DESC, path DESC);
  CREATE INDEX notes_oldest ON notes (undated, time, path);
  CREATE INDEX notes_title ON notes (title_key, path);
  CREATE INDEX notes_modified ON notes (modified, path);
  CREATE INDEX notes_folded ON notes (folded_title);
  CREATE INDEX notes_stamp ON notes (path, stamp);
  CREATE INDEX notes_untagged ON notes (untagged) WHERE untagged = 1;
  CREATE INDEX notes_broken ON notes (id) WHERE problem IS NOT NULL;

  CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, name)
  ) STRICT;
  -- A note that carries a/b has a row for a/b and, with exact = 0, one for a.
  CREATE TABLE labels (
    name INTEGER NOT NULL,
    note INTEGER NOT NULL,
    exact INTEGER NOT NULL,
    PRIMARY KEY (name, note)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX labels_note ON labels (note, name, exact);

  CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    normalised TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    title_key TEXT NOT NULL,
    -- The note whose mention gives the title and the address.
    best INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX articles_order ON articles (site, title_key, normalised);
  CREATE TABLE mentions (
    article INTEGER NOT NULL,
    note INTEGER NOT NULL,
    url TEXT NOT NULL,
    site TEXT NOT NULL,
    title TEXT NOT NULL,
    bare INTEGER NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (article, note)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mentions_note ON mentions (note, article);

  CREATE TABLE kept (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
`;

/** What the columns of the schema hold; it has no others. */
export type Value = string | number | null;
export type Row = Record<string, Value>;

/**
 * The database can't be used any more: damaged, locked for too long by another process, its disk full or gone.
 * Nothing is lost with it; whoever catches this opens another one.
 */
export class DatabaseLost extends Error {
  /** Another process holds it: leave the file alone. */
  readonly busy: boolean;

  constructor(cause: unknown, busy: boolean) {
    super(`The catalog can't be used: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'DatabaseLost';
    this.busy = busy;
  }
}

export interface Database {
  /** All rows. Only for queries with a limit, or whose answer is small. */
  all(sql: string, ...values: Value[]): Row[];
  /** The first row. */
  get(sql: string, ...values: Value[]): Row | undefined;
  /** Answers the id of the row that was inserted. */
  run(sql: string, ...values: Value[]): number;
  /** Changes with every change of the content, whichever process makes it. */
  changes(): string;
  /** All of `work` or, when it throws, nothing. */
  transaction<T>(work: () => T): T;
  /**
   * Collects the transactions that follow in one until `release`, which makes indexing many notes several times
   * faster. Other processes can't write meanwhile, so a quarter of a second is long.
   */
  hold(): void;
  release(): void;
  /** Moves everything into the one file; `false` when another process kept a part of it from that. */
  checkpoint(): boolean;
  /** Whether no other process has it open: what is wrong with it then is not somebody's work under way. */
  isAlone(): boolean;
  /** Whether its structure is whole and every index agrees with its table. Blocks: 0.7 s for 50,000 notes. */
  isSound(): boolean;
  close(): void;
}

/**
 * Opens the database at `file` (`null`: in memory), with an empty schema when there is none. A file that is damaged or
 * has another schema is handed to `discard`, which must remove it, and made anew; where even that fails, or another
 * process keeps it locked, the answer is a database in memory. Never throws for what is on the disk.
 */
export function openDatabase(file: string | null, discard: (file: string) => void): Database {
  if (file === null) return opened(':memory:');
  for (const attempt of ['as it is', 'made anew']) {
    try {
      if (attempt === 'made anew') discard(file);
      return opened(file);
    } catch (error) {
      if (error instanceof DatabaseLost && error.busy) break;
    }
  }
  return opened(':memory:');
}

/** Waiting blocks this process, so it stays below what a person notices; writers hold the lock for about 8 ms. */
const timeoutMs = 250;

function opened(file: string): Database {
  let handle: DatabaseSync | null = null;
  try {
    handle = new DatabaseSync(file, { timeout: timeoutMs });
    handle.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;');
    handle.exec(
      'PRAGMA cache_size = -24000; PRAGMA journal_size_limit = 16000000; PRAGMA wal_autocheckpoint = 2000;',
    );
    prepareSchema(handle);
    handle.exec('CREATE TEMP TABLE result (id INTEGER PRIMARY KEY)');
    return databaseOn(handle);
  } catch (error) {
    handle?.close();
    throw error instanceof DatabaseLost ? error : new DatabaseLost(error, isBusy(error));
  }
}

function prepareSchema(handle: DatabaseSync): void {
  const versionNow = (): unknown => handle.prepare('PRAGMA user_version').get()?.['user_version'];
  const tables = (): unknown => handle.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'];
  if (versionNow() === 0 && tables() === 0) {
    handle.exec('BEGIN IMMEDIATE');
    // Another process may have made it while this one waited for the lock.
    if (tables() === 0) handle.exec(`${schema} PRAGMA user_version = ${schemaVersion};`);
    handle.exec('COMMIT');
  }
  if (versionNow() !== schemaVersion) throw new DatabaseLost('it was made by another version', false);
}

/** Whether SQLite failed because another process holds the file. */
export function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return code === 5 || code === 6;
}

// Statements are kept because preparing costs as much as a small query; filters make ever new ones.
const mostStatements = 200;

function databaseOn(handle: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>();

  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= mostStatements) statements.clear();
    const fresh = handle.prepare(sql);
    statements.set(sql, fresh);
    return fresh;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof DatabaseLost) throw error;
      throw new DatabaseLost(error, isBusy(error));
    }
  };
  const within = <T>(begin: string, commit: string, rollback: string, work: () => T): T => {
    guarded(() => handle.exec(begin));
    try {
      const result = work();
      guarded(() => handle.exec(commit));
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors; the first error is the one to tell.
      if (handle.isOpen && handle.isTransaction) handle.exec(rollback);
      throw error;
    }
  };

  return {
    all: (sql, ...values) => guarded(() => statement(sql).all(...values) as Row[]),
    get: (sql, ...values) => guarded(() => statement(sql).get(...values) as Row | undefined),
    run: (sql, ...values) => guarded(() => Number(statement(sql).run(...values).lastInsertRowid)),
    changes() {
      const others = guarded(() => statement('PRAGMA data_version').get()?.['data_version']);
      const own = guarded(() => statement('SELECT total_changes() AS n').get()?.['n']);
      return `${String(others)} ${String(own)}`;
    },
    transaction: (work) =>
      handle.isTransaction
        ? within('SAVEPOINT part', 'RELEASE part', 'ROLLBACK TO part; RELEASE part', work)
        : within('BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK', work),
    hold() {
      if (!handle.isTransaction) guarded(() => handle.exec('BEGIN IMMEDIATE'));
    },
    release() {
      if (handle.isTransaction) guarded(() => handle.exec('COMMIT'));
    },
    isAlone() {
      try {
        // Only the last one that has it open may leave the write-ahead log.
        handle.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE');
        return true;
      } catch (error) {
        if (isBusy(error)) return false;
        throw new DatabaseLost(error, false);
      } finally {
        guarded(() => handle.exec(`PRAGMA busy_timeout = ${timeoutMs}; PRAGMA journal_mode = WAL`));
      }
    },
    isSound: () =>
      guarded(() => handle.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] === 'ok'),
    checkpoint: () => guarded(() => handle.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0),
    close() {
      statements.clear();
      if (handle.isOpen) handle.close();
    },
  };
}
