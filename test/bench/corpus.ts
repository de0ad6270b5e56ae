/** The benchmark's notebooks: made from a seed, kept in the system's temporary folder and used again. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { noteMaker } from './corpus-note.ts';

// Raise it when the same seed makes other notes.
const recipe = 2;

export interface Corpus {
  /** Absolute path of the notebook. */
  folder: string;
  notes: number;
  seed: number;
  /** Of all notes together. */
  bytes: number;
  paths: string[];
}

/** Where the benchmark keeps what it makes. */
export const benchFolder = join(tmpdir(), 'gleaner-bench');

/** The notebook of this size and seed; made unless it is there, whole. */
export function corpusOf(notes: number, seed: number, parent = benchFolder): Corpus {
  const place = placeOf(notes, seed, parent);
  const folder = join(place, 'notes');
  if (existsSync(completeIn(place))) {
    const { bytes, paths } = JSON.parse(readFileSync(completeIn(place), 'utf8')) as Corpus;
    return { folder, notes, seed, bytes, paths };
  }
  rmSync(place, { recursive: true, force: true });
  const corpus: Corpus = { folder, notes, seed, bytes: 0, paths: [] };
  const made = new Set<string>();
  const make = noteMaker(seed);
  for (let index = 0; index < notes; index++) {
    const { path, text } = make(index);
    const file = join(folder, path);
    if (!made.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    made.add(dirname(file));
    const bytes = Buffer.from(text);
    writeFileSync(file, bytes, { flag: 'wx' });
    corpus.bytes += bytes.length;
    corpus.paths.push(path);
  }
  markComplete(corpus, place);
  return corpus;
}

/** Lets `work` change the notes. What it did not put back, because it failed or was killed, is made anew the next time. */
export async function lent<T>(corpus: Corpus, work: () => Promise<T>): Promise<T> {
  const place = dirname(corpus.folder);
  rmSync(completeIn(place), { force: true });
  const result = await work();
  markComplete(corpus, place);
  return result;
}

function placeOf(notes: number, seed: number, parent: string): string {
  return join(parent, `corpus-${recipe}-${notes}-${seed}`);
}

function completeIn(place: string): string {
  return join(place, 'complete.json');
}

function markComplete(corpus: Corpus, place: string): void {
  const draft = `${completeIn(place)}.new`;
  writeFileSync(draft, JSON.stringify(corpus));
  renameSync(draft, completeIn(place));
}
