/** Finds words where there is no full-text index: by reading every note, in short slices. The same answers, slower. */
import { NotesError } from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import type { Catalog } from './find/catalog.ts';
import { keepScanned, type ListedNote, listedNotes, unknownWords } from './find/results/scanned.ts';
import { Slices } from './slices.ts';
import type { Term } from './text/filter.ts';
import { type Worded, wordMatcherOf } from './text/match.ts';
import { findableIn } from './text/sizes.ts';

const window = 500;

/** While notes change all the time, an answer is as good as the last look. */
const mostLooks = 3;

/** Makes the words of `filter` known to the catalog, which then answers it like any other. `bad-query`. */
export async function scanFor(folder: NoteFolder, catalog: Catalog, filter: string): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks++) {
    const terms = unknownWords(catalog.database, filter);
    if (terms.length === 0 || (await isScanned(folder, catalog, terms))) return;
  }
}

/** Answers whether no note changed meanwhile. */
async function isScanned(
  folder: NoteFolder,
  { database }: Catalog,
  terms: readonly Term[],
): Promise<boolean> {
  const since = database.changes();
  const tests = terms.map((term) => ({ term, test: wordMatcherOf(term), ids: [] as number[] }));
  const slices = new Slices();
  for (let last = 0; ;) {
    const notes = listedNotes(database, last, window);
    for (const note of notes) {
      const worded: Worded = { facts: note, body: bodyAt(folder, note) };
      for (const { test, ids } of tests) if (test(worded)) ids.push(note.id);
      last = note.id;
      await slices.rest();
    }
    if (notes.length < window) break;
  }
  return keepScanned(database, new Map(tests.map(({ term, ids }): [Term, number[]] => [term, ids])), since);
}

function bodyAt(folder: NoteFolder, { path, bodyFrom }: ListedNote): string {
  try {
    return findableIn(folder.read(path).text, bodyFrom);
  } catch (error) {
    // It is listed with what was known; it has no text now.
    if (error instanceof NotesError) return '';
    throw error;
  }
}
