/** Text that was typed but is not saved yet, kept outside the notebook so that a crash or a lost disk can't take it. */
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
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

/** One writer's text of one note. Nobody but the writer replaces it. */
export interface JournalEntry extends UnsavedText {
  path: NotePath;
  /** Who typed it: a name of its own for each editor, `''` where nobody said. */
  writer: string;
  /** The file that the note was then, for a note that has another name by now; `null`: not known. */
  file: string | null;
}

type Complain = (what: string, error: unknown) => void;

export interface Journal {
  /** Resolves once the text would survive a power cut. `disk-full`, `denied`. */
  put(
    path: NotePath,
    unsaved: UnsavedText & Partial<Pick<JournalEntry, 'file'>>,
    writer?: string,
  ): Promise<void>;
  /** What was put last by anybody, at once; `null` when nothing is kept. */
  get(path: NotePath): JournalEntry | null;
  /** What each writer put last, the newest first. */
  of(path: NotePath): JournalEntry[];
  drop(path: NotePath, writer?: string): Promise<void>;
  list(): JournalEntry[];
  /** Keeps the text of the version that something was typed on, as long as anything is kept. */
  keepBase(base: Version, text: string): Promise<void>;
  /** `null`: it was not kept. */
  baseText(base: Version): string | null;
}

/**
 * The journal in `folder`, which is made when needed. Entries that can't be read are left alone, and `complain` is told of
 * each once.
 */
export function openJournal(folder: string, complain: Complain = () => undefined): Journal {
  const damaged = new Set<string>();
  const read = (name: string): JournalEntry | null => {
    const entry = readEntry(join(folder, name));
    if (!(entry instanceof Error)) return entry;
    if (!damaged.has(name)) complain('text that was never saved can not be read any more', entry);
    damaged.add(name);
    return null;
  };
  const turns = new Turns();
  const bases = join(folder, 'bases');
  /** What is on its way to the disk, by the name of its file. */
  const underWay = new Map<string, { path: NotePath; entry: JournalEntry | null }>();

  const change = (path: NotePath, writer: string, entry: JournalEntry | null, work: () => Promise<void>) => {
    const name = fileName(path, writer);
    const pending = { path, entry };
    underWay.set(name, pending);
    return turns.take(name, async () => {
      try {
        await work();
      } catch (error) {
        throw toNotesError(error, `keep the unsaved text of ${path}`);
      } finally {
        if (underWay.get(name) === pending) underWay.delete(name);
      }
    });
  };
  const entryNames = () => namesIn(folder).filter((name) => name.endsWith('.json'));
  const listed = (isWanted: (name: string) => boolean) => {
    const kept = entryNames()
      .filter((name) => isWanted(name) && !underWay.has(name))
      .map((name) => read(name))
      .filter((entry) => entry !== null);
    const pending = [...underWay].flatMap(([name, { entry }]) => (isWanted(name) && entry ? [entry] : []));
    return [...kept, ...pending];
  };
  const of = (path: NotePath) =>
    listed((name) => name.startsWith(nameOf(path)))
      .filter((entry) => entry.path === path)
      .sort((one, other) => other.at - one.at);

  return {
    put: (path, { text, base, at, file = null }, writer = '') => {
      const entry = { path, writer, text, base, at, file };
      return change(path, writer, entry, async () => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        await writeOwnFile(join(folder, fileName(path, writer)), Buffer.from(JSON.stringify(entry)));
      });
    },
    drop: (path, writer = '') =>
      change(path, writer, null, async () => {
        await rm(join(folder, fileName(path, writer)), { force: true });
        // Whoever puts an entry writes its base afterwards: none that is needed goes with these.
        // Where one is written at this moment they stay, until the last entry goes the next time.
        if (entryNames().length === 0)
          await rm(bases, { recursive: true, force: true }).catch(() => undefined);
      }),
    of,
    get: (path) => of(path)[0] ?? null,
    list: () => listed(() => true),
    async keepBase(base, text) {
      const file = join(bases, base);
      if (existsSync(file)) return;
      mkdirSync(bases, { recursive: true, mode: 0o700 });
      try {
        await writeOwnFile(file, Buffer.from(text));
      } catch (error) {
        // Saved meanwhile, and the folder went with the last entry.
        if (entryNames().length > 0) throw error;
      }
    },
    baseText(base) {
      try {
        return readFileSync(join(bases, base), 'utf8');
      } catch {
        return null;
      }
    },
  };
}

const nameOf = (path: NotePath) => hash('sha256', path, 'hex').slice(0, 32);

function fileName(path: NotePath, writer: string): string {
  const suffix = writer === '' ? '' : `-${hash('sha256', writer, 'hex').slice(0, 16)}`;
  return `${nameOf(path)}${suffix}.json`;
}

/** Not by a schema: opening a notebook would wait for the library. Entries of earlier versions name no writer. */
function entryOf(value: unknown): JournalEntry | null {
  if (typeof value !== 'object' || value === null) return null;
  const {
    path,
    text,
    base,
    at,
    writer = '',
    file = null,
  } = value as Partial<Record<keyof JournalEntry, unknown>>;
  if (typeof path !== 'string' || typeof text !== 'string' || typeof at !== 'number') return null;
  if (base !== null && typeof base !== 'string') return null;
  if (typeof writer !== 'string' || (file !== null && typeof file !== 'string')) return null;
  return { path, writer, text, base, at, file };
}

/** `null`: there is none. */
function readEntry(file: string): JournalEntry | Error | null {
  try {
    return entryOf(JSON.parse(readFileSync(file, 'utf8'))) ?? new Error('no entry');
  } catch (error) {
    // A damaged one stays, for whoever can still make something of it.
    if (isMissing(error)) return null;
    return error instanceof Error ? error : new Error();
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw toNotesError(error, 'read the journal of unsaved text');
  }
}
