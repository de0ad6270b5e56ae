/** A lock between processes that the system gives back when its holder dies: that of a SQLite file that holds nothing. */
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-failures.ts';

export interface Lock {
  /**
   * Runs `work`, which must not take long, while no other process runs its own under the same lock. Where no lock can be
   * had (a folder that can't be written, a disk without locks) it runs all the same. An `EBUSY` error when another
   * process keeps the lock for 2 seconds.
   */
  exclusively<T>(work: () => T): T;
  close(): void;
}

/** How long one process may keep another waiting. It holds the lock for less than 1 ms, unless it was stopped in between. */
const patienceMs = 2000;

/** `file`: `null` where there is no place for one. It is made when it is first needed. */
export function lockAt(file: string | null): Lock {
  let handle: DatabaseSync | null = null;

  const taken = (): DatabaseSync | null => {
    if (file === null) return null;
    try {
      handle ??= new DatabaseSync(file, { timeout: patienceMs });
      // Nothing is ever written, so neither the file nor a journal beside it grows.
      handle.exec('BEGIN IMMEDIATE');
      return handle;
    } catch (error) {
      if (isBusy(error)) throw Object.assign(new Error('locked by another process'), { code: 'EBUSY' });
      close();
      return null;
    }
  };

  const giveBack = (held: DatabaseSync): void => {
    try {
      held.exec('ROLLBACK');
    } catch {
      // Closing gives it back too; the next caller opens the file anew.
      close();
    }
  };
  const close = (): void => {
    handle?.close();
    handle = null;
  };

  return {
    exclusively(work) {
      const held = taken();
      try {
        return work();
      } finally {
        if (held) giveBack(held);
      }
    },
    close,
  };
}

/**
 * Takes the lock on `file` for long work and answers what gives it back; `null` when another holder has it. Like the one
 * above it ends with its process, and work is done without it where no lock can be had.
 */
export function holdLock(file: string): (() => void) | null {
  let handle: DatabaseSync | null = null;
  try {
    handle = new DatabaseSync(file, { timeout: 0 });
    handle.exec('BEGIN IMMEDIATE');
  } catch (error) {
    handle?.close();
    handle = null;
    if (isBusy(error)) return null;
  }
  return () => {
    handle?.close();
    handle = null;
  };
}
