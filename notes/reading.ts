/** One note from the disk as the catalog takes it. */
import { hash } from 'node:crypto';
import { type NoteFacts, type NotePath, NotesError, type Problem, type Version } from './api.ts';
import type { FileText, NoteFolder } from './files/folder.ts';
import type { CatalogNote } from './find/catalog.ts';
import { readFacts } from './text/facts.ts';

/** What reading one note gave. */
export interface Reading extends Pick<CatalogNote, 'path' | 'stamp' | 'modified'> {
  /** `null`: it is not there. */
  version: Version | null;
  file: FileText | null;
  problem: Problem | null;
}

/** Never throws: what can't be read is listed with its problem. */
export function readingOf(folder: NoteFolder, path: NotePath): Reading {
  try {
    const file = folder.read(path);
    const { stamp, modified } = file.stamp;
    return { path, stamp, modified, version: file.version, file, problem: null };
  } catch (error) {
    const isGone =
      error instanceof NotesError && (error.code === 'not-found' || error.code === 'unavailable');
    const message = error instanceof Error ? error.message : String(error);
    const version = isGone ? null : hash('sha256', message);
    const problem: Problem = { code: 'unreadable', line: 1, message };
    // No stamp: the next comparison tries again.
    return { path, stamp: '', modified: 0, version, file: null, problem };
  }
}

export function noteOf({ path, stamp, modified, version, file, problem }: Reading): CatalogNote {
  const facts = file ? factsOf(path, file) : { ...readFacts(path, ''), problem };
  return { path, stamp, modified, version: version ?? '', facts };
}

/** The facts of a note as it was read; what keeps it from being edited is its problem. */
export function factsOf(path: NotePath, { text, readOnly }: Pick<FileText, 'text' | 'readOnly'>): NoteFacts {
  const facts = readFacts(path, text);
  if (readOnly === null) return facts;
  const problems: Record<typeof readOnly, Problem> = {
    'not-utf8': {
      code: 'not-utf8',
      line: 1,
      message: `${path} is not UTF-8 text. It is shown as well as possible.`,
    },
    binary: { code: 'binary', line: 1, message: `${path} is not text.` },
    'too-large': { code: 'too-large', line: 1, message: `${path} is too large to be shown.` },
  };
  return { ...facts, problem: problems[readOnly] };
}
