/** Text that was typed but is not saved yet, kept outside the notebook so that a crash or a lost disk can't take it. */
import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { NotePath, Version } from '../api.ts';
import { writeOwnFile } from './durable.ts';
import { isMissing, toNotesError } from './errors.ts';
import { Turns } from './turns.ts';

export interface UnsavedText {
  text: string;
  /** The version it was typed on; `null` for a note that was not on the disk. */
  base: Version | null;
  /** When, ms since the epoch. */
  at: number;
}

export interface Journal {
  /** Resolves once the text would survive a power cut. `disk-full`, `denied`. */
  put(path: NotePath, unsaved: UnsavedText): Promise<void>;
  /** What was put last, at once; `null` when nothing is kept. */
  get(path: NotePath): UnsavedText | null;
  drop(path: NotePath): Promise<void>;
  list(): (UnsavedText & { path: NotePath })[];
}

/** The journal in `folder`, which is made when needed. Entries that can't be read are left alone. */
export function openJournal(folder: string): Journal {
  const turns = new Turns();
  const fileOf = (path: NotePath) => join(folder, `${hash('sha256', path, 'hex').slice(0, 32)}.json`);
  /** What is on its way to the disk. */
  const underWay = new Map<NotePath, UnsavedText | null>();

  const change = (path: NotePath, unsaved: UnsavedText | null, work: () => Promise<void>) => {
    underWay.set(path, unsaved);
    return turns.take(path, async () => {
      try {
        await work();
      } catch (error) {
        throw toNotesError(error, `keep the unsaved text of ${path}`);
      } finally {
        if (underWay.get(path) === unsaved) underWay.delete(path);
      }
    });
  };

  return {
    put: (path, { text, base, at }) => {
      const unsaved = { text, base, at };
      return change(path, unsaved, async () => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        await writeOwnFile(fileOf(path), Buffer.from(JSON.stringify({ path, ...unsaved })));
      });
    },
    drop: (path) => change(path, null, () => rm(fileOf(path), { force: true })),
    get: (path) => {
      const pending = underWay.get(path);
      return pending === undefined ? withoutPath(readEntry(fileOf(path), path)) : pending;
    },
    list: () => {
      const files = namesIn(folder).filter((name) => name.endsWith('.json'));
      const entries = files
        .map((name) => readEntry(join(folder, name), null))
        .filter((entry) => entry !== null);
      const kept = entries.filter(({ path }) => !underWay.has(path));
      const pending = [...underWay].flatMap(([path, unsaved]) => (unsaved ? [{ path, ...unsaved }] : []));
      return [...kept, ...pending];
    },
  };
}

type Entry = UnsavedText & { path: NotePath };

/** Not by a schema: opening a notebook would wait for the library. */
function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { path, text, base, at } = value as Partial<Record<keyof Entry, unknown>>;
  const isBase = base === null || typeof base === 'string';
  return typeof path === 'string' && typeof text === 'string' && isBase && typeof at === 'number';
}

function readEntry(file: string, path: NotePath | null): Entry | null {
  try {
    const entry: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isEntry(entry) && (path === null || entry.path === path) ? entry : null;
  } catch {
    // None there, or a damaged one; it stays, for whoever can still make something of it.
    return null;
  }
}

function withoutPath(entry: Entry | null): UnsavedText | null {
  return entry && { text: entry.text, base: entry.base, at: entry.at };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw toNotesError(error, 'read the journal of unsaved text');
  }
}
