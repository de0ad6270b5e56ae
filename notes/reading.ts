/** One note from the disk as the catalog takes it. */
import { hash } from 'node:crypto';
import { type NoteFacts, type NotePath, NotesError, type Problem, type Version } from './api.ts';
import type { FileText, NoteFolder } from './files/folder.ts';
import type { Catalog, CatalogNote } from './find/catalog.ts';
import { DatabaseLost } from './find/database.ts';
import { logFailure } from './log.ts';
import { readFacts, readNote } from './text/facts.ts';
import { findableIn } from './text/sizes.ts';

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

/** `isTextLater`: the catalog gets it by `putWaiting`. */
export function noteOf(reading: Reading, isTextLater = false): CatalogNote {
  const { path, stamp, modified, version, file, problem } = reading;
  const read = readNote(path, file?.text ?? '');
  const facts = file ? withProblem(path, read.facts, file.readOnly) : { ...read.facts, problem };
  const { bodyFrom, links, aliases } = read;
  // What can't be read has no text, now or later.
  const body = file ? (isTextLater ? null : findableIn(file.text, bodyFrom)) : '';
  return { path, stamp, modified, version: version ?? '', facts, bodyFrom, body, links, aliases };
}

/** Several at once: as one change of the catalog, unless one of them can't be taken in. */
export function putReadings(catalog: Catalog, readings: readonly Reading[]): void {
  try {
    catalog.put(readings.map((reading) => noteOf(reading)));
  } catch (error) {
    if (error instanceof DatabaseLost) throw error;
    for (const reading of readings) putReading(catalog, reading, false);
  }
}

/** One note that can't be taken in must not keep the others out: it is listed with a problem. */
export function putReading(catalog: Catalog, reading: Reading, isTextLater: boolean): void {
  try {
    catalog.put([noteOf(reading, isTextLater)]);
  } catch (error) {
    if (error instanceof DatabaseLost) throw error;
    logFailure('a note could not be indexed', error, reading.path);
    const message = `${reading.path} could not be taken into the list; only its name is known.`;
    catalog.put([noteOf({ ...reading, file: null, problem: { code: 'unreadable', line: 1, message } })]);
  }
}

/** The facts of a note as it was read; what keeps it from being edited is its problem. */
export function factsOf(path: NotePath, { text, readOnly }: Pick<FileText, 'text' | 'readOnly'>): NoteFacts {
  return withProblem(path, readFacts(path, text), readOnly);
}

function withProblem(path: NotePath, facts: NoteFacts, readOnly: FileText['readOnly']): NoteFacts {
  if (readOnly === null) return facts;
  const problems: Record<typeof readOnly, Problem> = {
    'not-utf8': {
      code: 'not-utf8',
      line: 1,
      message: `The encoding of ${path} can't be told for certain. It is shown as well as possible.`,
    },
    binary: { code: 'binary', line: 1, message: `${path} is not text.` },
    'too-large': { code: 'too-large', line: 1, message: `${path} is too large to be shown.` },
  };
  return { ...facts, problem: problems[readOnly] };
}
