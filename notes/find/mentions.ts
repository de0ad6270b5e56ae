/** Which note cites which article: kept for "also in", for the list of sources, and for "you already have this". */
import { crc32 } from 'node:zlib';
import type { Citing, NoteSource, Source } from '../api.ts';
import { siteOf } from '../text/urls.ts';
import type { Database, Row, Value } from './database.ts';
import { resultOf } from './results/result.ts';

/** How many of the notes that cite an article come with it. */
const mostWithArticle = 20;

// The best title comes first: one that says more than the address, and of those the oldest note's. Not by the last
// change of undated notes: that would be another order after every save.
const rankOf = (mention: string, note: string): string =>
  `${mention}.bare, ${note}.undated, iif(${note}.undated, 0, ${note}.time), ${note}.path`;

/** Replaces what `note` (its row's id) mentions. */
export function putMentions(
  database: Database,
  key: (title: string) => string,
  note: number,
  sources: readonly NoteSource[],
): void {
  const named = database.all('SELECT article FROM mentions WHERE note = ?', note);
  const unsettled =
    named.length === 0
      ? []
      : database.all(
          'SELECT id AS article FROM articles WHERE best = ? AND id IN (SELECT article FROM mentions WHERE note = ?)',
          ...[note, note],
        );
  if (named.length > 0) database.run('DELETE FROM mentions WHERE note = ?', note);
  if (sources.length > 0) addMentions(database, key, note, sources);
  for (const row of unsettled) settle(database, key, Number(row['article']));
}

function addMentions(
  database: Database,
  key: (title: string) => string,
  note: number,
  sources: readonly NoteSource[],
): void {
  // The first mention of an article in the note counts.
  const first = new Map<string, NoteSource>();
  for (const source of sources) if (!first.has(source.normalised)) first.set(source.normalised, source);
  const rows = JSON.stringify(
    Array.from(first.values(), ({ url, normalised, site, title, line }) => ({
      ...{ normalised, hash: hashOf(normalised), url: url === normalised ? null : url, site, title, line },
      ...{ key: key(title), bare: isAddress(title, url) ? 1 : 0 },
    })),
  );
  const isAsked = "hash = value ->> 'hash' AND normalised = value ->> 'normalised'";
  database.run(
    `INSERT INTO articles (hash, normalised, site, title_key, best)
     SELECT value ->> 'hash', value ->> 'normalised', value ->> 'site', value ->> 'key', ? FROM json_each(?)
     WHERE NOT EXISTS (SELECT 1 FROM articles WHERE ${isAsked})`,
    ...[note, rows],
  );
  database.run(
    `INSERT INTO mentions (article, note, url, title, bare, line)
     SELECT articles.id, ?, value ->> 'url', value ->> 'title', value ->> 'bare', value ->> 'line'
     FROM json_each(?) CROSS JOIN articles ON ${isAsked}`,
    ...[note, rows],
  );
  // Only against the best so far: one link may stand under every note of a site.
  const better = database.all(
    `SELECT own.article, ifnull(own.url, articles.normalised) AS url, own.title FROM mentions AS own
     CROSS JOIN articles ON articles.id = own.article AND articles.best <> own.note
     CROSS JOIN notes AS own_note ON own_note.id = own.note
     CROSS JOIN mentions AS best ON best.article = own.article AND best.note = articles.best
     CROSS JOIN notes AS best_note ON best_note.id = best.note
     WHERE own.note = ? AND (${rankOf('own', 'own_note')}) < (${rankOf('best', 'best_note')})`,
    note,
  );
  for (const row of better) setBest(database, key, { ...row, note });
}

/** To be called while the note still has its row. */
export function removeMentions(database: Database, key: (title: string) => string, note: number): void {
  putMentions(database, key, note, []);
}

/** Finds the best mention of an article anew; without any the article is forgotten. */
function settle(database: Database, key: (title: string) => string, article: number): void {
  const best = database.get(
    `SELECT mentions.article, mentions.note, ifnull(mentions.url, articles.normalised) AS url, mentions.title
     FROM mentions JOIN articles ON articles.id = mentions.article JOIN notes ON notes.id = mentions.note
     WHERE mentions.article = ? ORDER BY ${rankOf('mentions', 'notes')} LIMIT 1`,
    article,
  );
  if (best) setBest(database, key, best);
  else database.run('DELETE FROM articles WHERE id = ?', article);
}

function setBest(database: Database, key: (title: string) => string, best: Row): void {
  const sql = 'UPDATE articles SET site = ?, title_key = ?, best = ? WHERE id = ?';
  const { url, title, note = null, article = null } = best;
  database.run(sql, siteOf(String(url)), key(String(title)), note, article);
}

/** Of few bytes in SQLite. */
function hashOf(address: string): number {
  return crc32(address) | 0;
}

function isAddress(title: string, url: string): boolean {
  const short = (text: string): string => text.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
  return title.trim() === '' || /^https?:\/\//i.test(title) || short(title) === short(url);
}

/** These articles in the order of the source list; those that no note cites are left out. */
export function sourcesOf(database: Database, normalised: readonly string[]): Source[] {
  const articles = database.all(
    `SELECT articles.id, articles.normalised, (SELECT count(*) FROM mentions WHERE article = articles.id) AS noted
     FROM json_each(?) AS asked
     CROSS JOIN articles ON articles.hash = asked.value ->> 0 AND articles.normalised = asked.value ->> 1
     ORDER BY articles.site, articles.title_key, articles.normalised`,
    JSON.stringify([...new Set(normalised)].map((address) => [hashOf(address), address])),
  );
  return articles.map(({ id = null, normalised, noted }) => {
    const rows = citingRows(database, id, 0, mostWithArticle);
    const url = String(rows[0]?.['url'] ?? normalised);
    return {
      ...{ url, normalised: String(normalised), site: siteOf(url), title: String(rows[0]?.['title']) },
      ...{ notes: rows.map(citingOf), noted: Number(noted) },
    };
  });
}

/** One window of the notes that cite this article. */
export function citingIn(
  database: Database,
  window: { normalised: string; offset: number; limit: number },
): { total: number; notes: Citing[] } {
  const sql = `SELECT id, (SELECT count(*) FROM mentions WHERE article = articles.id) AS noted FROM articles
               WHERE hash = ? AND normalised = ?`;
  const article = database.get(sql, hashOf(window.normalised), window.normalised);
  if (!article) return { total: 0, notes: [] };
  const rows = citingRows(database, article['id'] ?? null, window.offset, window.limit);
  return { total: Number(article['noted']), notes: rows.map(citingOf) };
}

function citingRows(database: Database, article: Value, offset: number, limit: number): Row[] {
  return database.all(
    `SELECT ifnull(mentions.url, articles.normalised) AS url, mentions.title, mentions.line, notes.path,
       notes.title AS note_title
     FROM mentions JOIN articles ON articles.id = mentions.article JOIN notes ON notes.id = mentions.note
     WHERE mentions.article = ? ORDER BY ${rankOf('mentions', 'notes')} LIMIT ? OFFSET ?`,
    ...[article, limit, offset],
  );
}

function citingOf(row: Row): Citing {
  return { path: String(row['path']), title: String(row['note_title']), line: Number(row['line']) };
}

/** The sites of all articles, those of the most articles first. */
export function sitesOf(database: Database, limit: number): { name: string; count: number }[] {
  const sql = 'SELECT site, count(*) AS n FROM articles GROUP BY site ORDER BY n DESC, site LIMIT ?';
  return database.all(sql, limit).map((row) => ({ name: String(row['site']), count: Number(row['n']) }));
}

/** One window of the articles that the notes of `filter` cite, by site and title; `total` counts all of them. */
export function articlesIn(
  database: Database,
  window: { filter: string; offset: number; limit: number },
): { total: number; normalised: string[] } {
  const { all } = resultOf(database, window.filter);
  const where = all ? 'TRUE' : 'id IN (SELECT article FROM mentions WHERE note IN (SELECT id FROM result))';
  const total = Number(database.get(`SELECT count(*) AS n FROM articles WHERE ${where}`)?.['n']);
  const rows = database.all(
    `SELECT normalised FROM articles WHERE ${where} ORDER BY site, title_key, normalised LIMIT ? OFFSET ?`,
    ...[window.limit, window.offset],
  );
  return { total, normalised: rows.map((row) => String(row['normalised'])) };
}
