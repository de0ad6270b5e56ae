/** Where there is no full-text index: which notes hold which words, as `notes/scanning.ts` found by reading them. */
import type { NotePath } from '../../api.ts';
import { type Filter, parseFilter, type Term } from '../../text/filter.ts';
import { spellingsOf } from '../../text/match.ts';
import type { Database } from '../database.ts';
import { wordKey } from './query.ts';

/** One note without its body. */
export interface ListedNote {
  id: number;
  path: NotePath;
  title: string;
  tags: string[];
  categories: string[];
  excerpt: string;
  /** Where in the text its body begins, UTF-16. */
  bodyFrom: number;
}

interface Known {
  changes: string;
  words: Set<string>;
}

const known = new WeakMap<Database, Known>();

/** The words of the filter that are not known of every note as it is now. `bad-query`. */
export function unknownWords(database: Database, filter: string): Term[] {
  const kept = known.get(database);
  const isFresh = kept?.changes === database.changes();
  const terms = new Map<string, Term>();
  const collect = (part: Filter): void => {
    if (part.kind === 'and' || part.kind === 'or') part.parts.forEach(collect);
    if (part.kind === 'not') collect(part.part);
    if (part.kind !== 'term' || (part.key !== 'text' && part.key !== 'title')) return;
    const key = wordKey(part);
    if (spellingsOf(part).length > 0 && !(isFresh && kept.words.has(key))) terms.set(key, part);
  };
  collect(parseFilter(filter));
  return [...terms.values()];
}

/** The next notes after `last` (0: the first), by id. */
export function listedNotes(database: Database, last: number, limit: number): ListedNote[] {
  const sql = `SELECT id, path, title, tags, categories, excerpt, body_from FROM notes WHERE id > ? ORDER BY id LIMIT ?`;
  return database.all(sql, last, limit).map((row) => ({
    id: Number(row['id']),
    path: String(row['path']),
    title: String(row['title']),
    tags: JSON.parse(String(row['tags'])) as string[],
    categories: JSON.parse(String(row['categories'])) as string[],
    excerpt: String(row['excerpt']),
    bodyFrom: Number(row['body_from']),
  }));
}

/**
 * Keeps what was found for these words: the ids of the notes that hold each. For the next question only when the
 * catalog is not as it was `since` (`Database.changes`); the answer is whether it is.
 */
export function keepScanned(
  database: Database,
  found: ReadonlyMap<Term, readonly number[]>,
  since: string,
): boolean {
  const kept = known.get(database);
  const changes = database.changes();
  const words = kept?.changes === changes ? kept.words : new Set<string>();
  if (words.size === 0) database.run('DELETE FROM scanned');
  for (const [term, ids] of found) {
    const key = wordKey(term);
    const sql = 'INSERT OR IGNORE INTO scanned (word, note) SELECT ?, value FROM json_each(?)';
    database.run(sql, key, JSON.stringify(ids));
    words.add(key);
  }
  known.set(database, { words, changes: changes === since ? database.changes() : '' });
  return changes === since;
}
