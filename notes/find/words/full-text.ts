/** The full-text index: two FTS5 tables of the catalog, by the place of a note in the list's order (`place.ts`). */
import { fold } from '../../text/fold.ts';
import type { Database } from '../database.ts';
import { boundary, inTitle, Starts, tokensOf } from './tokens.ts';

/** The fields of one note that plain words are looked for in. */
export interface NoteTexts {
  title: string;
  /** Tags and categories. */
  labels: readonly string[];
  excerpt: string;
  body: string;
}

/** Puts a note's texts at `place`, instead of what is there. */
export function putTexts(
  database: Database,
  place: number,
  { title, labels, excerpt, body }: NoteTexts,
): void {
  const starts = new Starts();
  const titleStarts = new Starts();
  const foldedTitle = fold(title);
  tokensOf(foldedTitle, titleStarts);
  const tokens = [
    tokensOf(fold(body), starts),
    tokensOf(fold(excerpt), starts),
    labels.map((label) => tokensOf(fold(label), starts)).join(` ${boundary} `),
    tokensOf(foldedTitle, starts),
  ];
  const columns = 'rowid, body, excerpt, labels, title';
  database.run(`INSERT OR REPLACE INTO search (${columns}) VALUES (?, ?, ?, ?, ?)`, place, ...tokens);
  const words = starts.text() + titleStarts.text(inTitle);
  database.run('INSERT OR REPLACE INTO starts (rowid, word) VALUES (?, ?)', place, words);
}

export function removeTexts(database: Database, place: number): void {
  database.run('DELETE FROM search WHERE rowid = ?', place);
  database.run('DELETE FROM starts WHERE rowid = ?', place);
}

/** How much of the index one step of merging writes, in pages: 2 to 15 ms. */
const pages = 64;

/** One short step of bringing many small parts of the index together. Answers whether there is more to do. */
export function mergeTexts(database: Database): boolean {
  return ['search', 'starts'].map((table) => mergeOnce(database, table, pages)).includes(true);
}

function mergeOnce(database: Database, table: string, amount: number): boolean {
  const before = changesOf(database);
  database.run(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`, amount);
  // FTS5: a difference of less than two says that there was nothing to merge.
  return changesOf(database) - before >= 2;
}

function changesOf(database: Database): number {
  return Number(database.get('SELECT total_changes() AS n')?.['n']);
}
