import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { onTestFinished } from 'vitest';
import { NotesError } from '../../notes/api.ts';
import { type FileChanges, type NoteFolder, openFolder, type Watching } from '../../notes/files/folder.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';

/** A new real folder with these files, removed after the test. */
export function makeFolder(files: Record<string, string | Buffer> = {}): string {
  const folder = temporaryFolder('gleaner-');
  onTestFinished(() => removeFolder(folder));
  for (const [path, content] of Object.entries(files)) put(folder, path, content);
  return folder;
}

/** Writes a file in one step, so that a watcher can't see half of it. */
export function put(folder: string, path: string, content: string | Buffer): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  const temporary = join(dirname(file), '.put');
  writeFileSync(temporary, content);
  renameSync(temporary, file);
  return file;
}

export function textOf(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** Every file below `folder`, hidden ones too, as note paths (`/` on every system), sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !lstatSync(join(folder, path)).isDirectory())
    .map((path) => path.split(sep).join('/'))
    .sort();
}

/** The code of the NotesError that `work` ends with; what it answered when it did not fail. */
export async function codeOf(work: () => unknown): Promise<unknown> {
  try {
    return { answered: await work() };
  } catch (error) {
    if (!(error instanceof NotesError)) throw error;
    return error.code;
  }
}

export async function messageOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof NotesError) return error.message;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** All differences between the disk and `known`, sorted. */
export async function compared(notes: NoteFolder, known = new Map<string, string>()) {
  const changed: string[] = [];
  const gone: string[] = [];
  const stamps = new Map<string, string>();
  await notes.compare(known, (batch) => {
    for (const note of batch.changed) stamps.set(note.path, note.stamp);
    changed.push(...batch.changed.map((note) => note.path));
    gone.push(...batch.gone);
  });
  return { changed: changed.sort(), gone: gone.sort(), stamps };
}

/** A watched folder that writes down what it is told. */
export class Observed {
  readonly events: (FileChanges | 'unavailable' | 'available' | 'degraded')[] = [];
  readonly watching: Watching;

  constructor(folder: NoteFolder | string, known = new Map<string, string>()) {
    const notes = typeof folder === 'string' ? openFolder(folder) : folder;
    this.watching = notes.watch(known, {
      changes: (changes) => this.events.push(changes),
      unavailable: () => this.events.push('unavailable'),
      available: () => this.events.push('available'),
      degraded: () => this.events.push('degraded'),
    });
    onTestFinished(() => this.watching.close());
  }

  get changes(): FileChanges[] {
    return this.events.filter((event) => typeof event !== 'string');
  }

  /** Paths told as changed, in order, as often as they were told. */
  get changed(): string[] {
    return this.changes.flatMap((change) => change.changed.map((note) => note.path));
  }

  get gone(): string[] {
    return this.changes.flatMap((change) => change.gone);
  }

  forgetEvents(): void {
    this.events.length = 0;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
