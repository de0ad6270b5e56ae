/** The SQLite database under the catalog: disposable, shared by every process that has the notebook open. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Attached, attachArticles } from './articles/attached.ts';
import { addFunctions } from './articles/functions.ts';
import { fullTextSchema, schema, schemaVersion, temporarySchema } from './schema.ts';
import { isBusy } from './sqlite-failures.ts';

/** What the columns of the schema hold; it has no others. */
export type Value = string | number | null;
export type Row = Record<string, Value>;

/** A condition on a row of `notes`, and the values it is bound to. */
export interface Condition {
  sql: string;
  values: Value[];
}

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
  /** Whether it has the tables of the full-text index. */
  readonly hasFullText: boolean;
  /** All rows. Only for queries with a limit, or whose answer is small. */
  all(sql: string, ...values: Value[]): Row[];
  /** The first row. */
  get(sql: string, ...values: Value[]): Row | undefined;
  /** Answers the id of the row that was inserted. */
  run(sql: string, ...values: Value[]): number;
  /** Changes with every change of the content, whichever process makes it. */
  changes(): string;
  /** Does `work`, whose changes (of temporary tables) are none of the content. */
  aside<T>(work: () => T): T;
  /** All of `work` or, when it throws, nothing. */
  transaction<T>(work: () => T): T;
  /** As a part of the transaction under way; it must not be caught if it throws. Otherwise as `transaction`. */
  join<T>(work: () => T): T;
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
  /**
   * Whether its structure is whole and every index agrees with its table; of the full-text index, whether it can be read.
   * Blocks: 0.7 s for 50,000 notes.
   */
  isSound(): boolean;
  close(): void;
}

export interface DatabaseOptions {
  /** Whether to keep a full-text index. Default: wherever SQLite can (FTS5). */
  fullText?: boolean;
  /** What is attached for the articles (`articles/attached.ts`). Default: something in memory. */
  attached?: Attached;
}

let canFullText: boolean | null = null;

function hasFts5(): boolean {
  if (canFullText === null) {
    const handle = new DatabaseSync(':memory:');
    try {
      handle.exec(fullTextSchema);
      canFullText = true;
    } catch {
      canFullText = false;
    }
    handle.close();
  }
  return canFullText;
}

/**
 * Opens the database at `file` (`null`: in memory), with an empty schema when there is none. A file that is damaged or
 * has another schema is handed to `discard`, which must remove it, and made anew; where even that fails, or another
 * process keeps it locked, the answer is a database in memory. Never throws for what is on the disk.
 */
export function openDatabase(
  file: string | null,
  discard: (file: string) => void,
  { fullText = hasFts5(), attached = { file: null } }: DatabaseOptions = {},
): Database {
  const open = (name: string): Database => opened(name, fullText, attached, discard);
  if (file === null) return open(':memory:');
  for (const attempt of ['as it is', 'made anew']) {
    try {
      if (attempt === 'made anew') discard(file);
      return open(file);
    } catch (error) {
      if (error instanceof DatabaseLost && error.busy) break;
    }
  }
  return open(':memory:');
}

/** Waiting blocks this process, so it stays below what a person notices; writers hold the lock for about 8 ms. */
const timeoutMs = 250;

function opened(
  file: string,
  fullText: boolean,
  attached: Attached,
  discard: (file: string) => void,
): Database {
  let handle: DatabaseSync | null = null;
  try {
    handle = new DatabaseSync(file, { timeout: timeoutMs });
    handle.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;');
    handle.exec(
      'PRAGMA cache_size = -24000; PRAGMA journal_size_limit = 16000000; PRAGMA wal_autocheckpoint = 1000;',
    );
    prepareSchema(handle, fullText);
    handle.exec(temporarySchema);
    addFunctions(handle);
    attachArticles(handle, attached, discard);
    return databaseOn(handle, fullText);
  } catch (error) {
    handle?.close();
    throw error instanceof DatabaseLost ? error : new DatabaseLost(error, isBusy(error));
  }
}

function prepareSchema(handle: DatabaseSync, fullText: boolean): void {
  // A database with those tables can't be used where SQLite does not know their kind.
  const version = schemaVersion * 2 + (fullText ? 1 : 0);
  const versionNow = (): unknown => handle.prepare('PRAGMA user_version').get()?.['user_version'];
  const tables = (): unknown => handle.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'];
  if (versionNow() === 0 && tables() === 0) {
    handle.exec('BEGIN IMMEDIATE');
    // Another process may have made it while this one waited for the lock.
    if (tables() === 0)
      handle.exec(`${schema}${fullText ? fullTextSchema : ''}PRAGMA user_version = ${version};`);
    handle.exec('COMMIT');
  }
  if (versionNow() !== version) throw new DatabaseLost('it was made by another version', false);
}

// Statements are kept because preparing costs as much as a small query; filters make ever new ones.
const mostStatements = 200;

function databaseOn(handle: DatabaseSync, hasFullText: boolean): Database {
  const statements = new Map<string, StatementSync>();
  let besides = 0;

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
  const ownChanges = (): number => Number(statement('SELECT total_changes() AS n').get()?.['n']) - besides;
  const within = <T>(begin: string, commit: string, rollback: string, work: () => T): T => {
    guarded(() => statement(begin).run());
    try {
      const result = work();
      guarded(() => statement(commit).run());
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors; the first error is the one to tell.
      if (handle.isOpen && handle.isTransaction) handle.exec(rollback);
      throw error;
    }
  };

  return {
    hasFullText,
    all: (sql, ...values) => guarded(() => statement(sql).all(...values) as Row[]),
    get: (sql, ...values) => guarded(() => statement(sql).get(...values) as Row | undefined),
    run: (sql, ...values) => guarded(() => Number(statement(sql).run(...values).lastInsertRowid)),
    changes() {
      const of = (name: string): unknown => statement(`PRAGMA ${name}.data_version`).get()?.['data_version'];
      return guarded(() => `${String(of('main'))} ${String(of('attached'))} ${ownChanges()}`);
    },
    aside(work) {
      const before = guarded(ownChanges);
      try {
        return work();
      } finally {
        besides += guarded(ownChanges) - before;
      }
    },
    transaction: (work) =>
      handle.isTransaction
        ? within('SAVEPOINT part', 'RELEASE part', 'ROLLBACK TO part; RELEASE part', work)
        : within('BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK', work),
    // A savepoint would make FTS5 write out what it has collected.
    join(work) {
      return handle.isTransaction ? work() : this.transaction(work);
    },
    hold() {
      if (!handle.isTransaction) guarded(() => handle.exec('BEGIN IMMEDIATE'));
    },
    release() {
      if (handle.isTransaction) guarded(() => handle.exec('COMMIT'));
    },
    isAlone() {
      try {
        // Only the last one that has it open may leave the write-ahead log.
        handle.exec('PRAGMA busy_timeout = 0; PRAGMA main.journal_mode = DELETE');
        return true;
      } catch (error) {
        if (isBusy(error)) return false;
        throw new DatabaseLost(error, false);
      } finally {
        guarded(() => handle.exec(`PRAGMA busy_timeout = ${timeoutMs}; PRAGMA main.journal_mode = WAL`));
      }
    },
    isSound: () =>
      guarded(() => {
        // Not all at once: that reads the full-text index word by word, which takes seconds.
        const tables = handle.prepare(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
        );
        const check = (name: string): unknown =>
          handle.prepare(`PRAGMA main.integrity_check('${name}')`).get()?.['integrity_check'];
        return tables.all().every(({ name }) => check(String(name)) === 'ok');
      }),
    checkpoint: () =>
      guarded(() => handle.prepare('PRAGMA main.wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0),
    close() {
      statements.clear();
      if (handle.isOpen) handle.close();
    },
  };
}
