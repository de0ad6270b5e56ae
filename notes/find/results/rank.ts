/**
 * How well a note fits the words of a filter: first notes whose title is these words, then those whose title has all of
 * them, then those that have them in title, tags, categories and excerpt, then the others. Within each, the newest come
 * first; only where few notes match do the others of a filter of words alone come by bm25, which takes many times as long.
 */
import { parseFilter } from '../../text/filter.ts';
import { fold } from '../../text/fold.ts';
import { occursAt, type Word, wordsOf } from '../../text/match.ts';
import type { Condition, Database } from '../database.ts';
import { streamOf } from './query.ts';
import { keepResult, resultOf } from './result.ts';
import { inTitle, phraseOf } from '../words/tokens.ts';

/** The filter whose result has its ranks. */
const ranked = new WeakMap<object, true>();
const mostByBm25 = 2000;

/** Gives the notes in the table `result` their ranks, the best the lowest (3 is what they have). `false`: the filter has no words. */
export function rankResult(database: Database, filter: string): boolean {
  const parsed = parseFilter(filter);
  const words = wordsOf(parsed);
  if (words.length === 0) return false;
  const result = resultOf(database, filter);
  if (ranked.has(result)) return true;
  const ids = (from: string): string => `id IN (SELECT notes.id FROM ${from})`;
  if (database.hasFullText) {
    const { total } = result;
    const stream = streamOf(parsed, { hasFullText: true, now: new Date() });
    if (stream?.expression.table === 'search' && stream.rest.sql === 'TRUE' && total <= mostByBm25) {
      // bm25 answers 0 and less, the better the less.
      database.run(
        `UPDATE result SET rank = 3 + 1.0 / (1.0 - hits.score) FROM (
           SELECT notes.id AS hit, bm25(search) AS score FROM search JOIN notes ON notes.place = search.rowid
           WHERE search MATCH ?) AS hits WHERE result.id = hits.hit`,
        stream.expression.match,
      );
    }
    for (const [rank, conditions] of [
      [2, words.map((word) => holds(word, '{title labels excerpt}'))],
      [1, words.map((word) => holds(word, '{title}'))],
    ] as const) {
      const all = conditions.map(({ sql }) => sql).join(' AND ');
      const values = conditions.flatMap((condition) => condition.values);
      database.run(`UPDATE result SET rank = ${rank} WHERE ${ids(`notes WHERE ${all}`)}`, ...values);
    }
  } else rankByReading(database, words);
  const whole = words.map(({ folded }) => folded[0] ?? '').join(' ');
  database.run(`UPDATE result SET rank = 0 WHERE ${ids('notes WHERE folded_title = ?')}`, whole);
  keepResult(database);
  ranked.set(result, true);
  return true;
}

function holds({ folded, key }: Word, columns: string): Condition {
  const phrases = folded.map(phraseOf);
  const isStart = phrases.every(({ start }) => start !== null);
  const table = isStart ? 'starts' : 'search';
  // Of the beginnings of words is known only whether one is in the title.
  const mark = columns === '{title}' || key === 'title' ? inTitle : '';
  const match = isStart
    ? phrases.map(({ start }) => `"${mark}${start ?? ''}"`).join(' OR ')
    : `${key === 'title' ? '{title}' : columns} : (${phrases.map(({ phrase }) => phrase).join(' OR ')})`;
  return { sql: `notes.place IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ?)`, values: [match] };
}

/** The same without an index, by the fields that the catalog has. */
function rankByReading(database: Database, words: readonly Word[]): void {
  const columns = 'notes.id, title, tags, categories, excerpt';
  const sql = `SELECT ${columns} FROM result JOIN notes ON notes.id = result.id WHERE result.id > ? ORDER BY result.id LIMIT 1000`;
  const ranks: [id: number, rank: number][] = [];
  for (let last = 0; ;) {
    const rows = database.all(sql, last);
    for (const row of rows) {
      last = Number(row['id']);
      const labels = ['tags', 'categories'].flatMap((name) => JSON.parse(String(row[name])) as string[]);
      const [title = '', ...others] = [String(row['title']), ...labels, String(row['excerpt'])].map(fold);
      if (words.every(({ folded }) => isIn([title], folded))) ranks.push([last, 1]);
      else if (words.every(({ folded, key }) => isIn(key === 'title' ? [title] : [title, ...others], folded)))
        ranks.push([last, 2]);
    }
    if (rows.length < 1000) break;
  }
  database.run(
    `UPDATE result SET rank = ranks.rank FROM (SELECT value ->> 0 AS id, value ->> 1 AS rank FROM json_each(?)) AS ranks
     WHERE result.id = ranks.id`,
    JSON.stringify(ranks),
  );
}

function isIn(fields: readonly string[], spellings: readonly string[]): boolean {
  return fields.some((field) => spellings.some((spelling) => occursAt(field, spelling) >= 0));
}
