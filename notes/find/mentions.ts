/** Which note cites which article: kept for "also in", for the list of sources, and for "you already have this". */
import { crc32 } from 'node:zlib';
import type { Citing, NoteFacts, NotePath, NoteSource, Source } from '../api.ts';
import { fold } from '../text/fold.ts';
import { readableUrl, siteOf } from '../text/urls.ts';
import { ranksOfNew } from './articles/attached-ranks.ts';
import { headingsAround } from './articles/headings-around.ts';
import type { Database, Row, Value } from './database.ts';
import { resultOf } from './results/result.ts';

/** How many of the notes that cite an article come with it. */
export const mostWithArticle = 20;

// The best title comes first: one that says more than the address, and of those the oldest note's. Not by the last
// change of undated notes: that would be another order after every save.
const rankOf = (mention: string, note: string): string =>
  `${mention}.bare, ${note}.undated, iif(${note}.undated, 0, ${note}.time), ${note}.path`;

/** A note as far as its mentions go. */
export interface MentioningNote {
  /** Its row's. */
  id: number;
  path: NotePath;
  /** `null`: it has no date. */
  instant: number | null;
}

/** Replaces what `note` mentions. */
export function putMentions(
  database: Database,
  key: (title: string) => string,
  note: MentioningNote,
  facts: Pick<NoteFacts, 'sources' | 'headings'>,
): void {
  const { id } = note;
  const before = lengthsOf(database, id);
  const unsettled =
    before.size === 0
      ? []
      : database.all(
          `SELECT id, best = ? AS is_best, first_note IS ? AS is_first FROM articles
           WHERE id IN (SELECT article FROM mentions WHERE note = ?) AND (best = ? OR first_note IS ?)`,
          ...[id, id, id, id, id],
        );
  if (before.size > 0) database.run('DELETE FROM mentions WHERE note = ?', id);
  // Articles that are new get higher ids, and their numbers at once.
  const last = Number(database.get('SELECT ifnull(max(id), 0) AS n FROM articles')?.['n']);
  if (facts.sources.length > 0) addMentions(database, key, note, facts);
  for (const row of unsettled) if (row['is_best'] === 1) settle(database, key, Number(row['id']));
  const now = facts.sources.length > 0 ? lengthsOf(database, id, last) : new Map<number, number>();
  count(database, before, now);
  if (before.size + now.size === 0) return;
  const first = unsettled.filter((row) => row['is_first'] === 1).map((row) => row['id']);
  dateAnew(database, note, first, last);
}

/** By article, of those up to the id `last`: how long what the note says about it is. */
function lengthsOf(database: Database, note: number, last = Number.MAX_SAFE_INTEGER): Map<number, number> {
  const sql = 'SELECT article, excerpt FROM mentions WHERE note = ? AND article <= ?';
  const rows = database.all(sql, note, last);
  return new Map(rows.map((row) => [Number(row['article']), Number(row['excerpt'])]));
}

function addMentions(
  database: Database,
  key: (title: string) => string,
  { id: note, instant }: MentioningNote,
  { sources, headings }: Pick<NoteFacts, 'sources' | 'headings'>,
): void {
  // The first mention of an article in the note counts.
  const first = new Map<string, NoteSource>();
  for (const source of sources) if (!first.has(source.normalised)) first.set(source.normalised, source);
  const headingAround = headingsAround(headings, sources);
  const rows = JSON.stringify(
    Array.from(first.values(), ({ url, normalised, site, title, line, excerptLength }) => ({
      ...{ normalised, hash: hashOf(normalised), url: url === normalised ? null : url, site, title, line },
      ...{ address: foldedUnlessPlain(readableUrl(normalised), normalised), under: headingAround(line) },
      ...{ key: key(title), folded: foldedUnlessPlain(title), bare: isAddress(title, url) ? 1 : 0 },
      excerpt: excerptLength,
    })),
  );
  const isAsked = "hash = value ->> 'hash' AND normalised = value ->> 'normalised'";
  database.run(
    `INSERT INTO articles
       (hash, normalised, site, title_key, best, folded, noted, excerpt, first, first_note, added, health, read, copied)
     SELECT value ->> 'hash', value ->> 'normalised', value ->> 'site', value ->> 'key', ?, value ->> 'address',
       1, value ->> 'excerpt', ?, ?, (SELECT time FROM notes WHERE id = ?), ${ranksOfNew(database, "value ->> 'normalised'")}
     FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM articles WHERE ${isAsked})`,
    ...[note, instant, instant === null ? null : note, note, rows],
  );
  database.run(
    `INSERT INTO mentions (article, note, url, title, folded, bare, line, under, excerpt)
     SELECT articles.id, ?, value ->> 'url', value ->> 'title', value ->> 'folded', value ->> 'bare', value ->> 'line',
       value ->> 'under', value ->> 'excerpt'
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

/** For the search in lists of articles; `null`: as SQLite's `lower` makes it of `plain`. */
function foldedUnlessPlain(text: string, plain = text): string | null {
  const folded = fold(text);
  return folded === plain.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) ? null : folded;
}

/** To be called while the note still has its row. */
export function removeMentions(
  database: Database,
  key: (title: string) => string,
  note: MentioningNote,
): void {
  putMentions(database, key, note, { sources: [], headings: [] });
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

/** Keeps the numbers of articles true to what one note said `before` and says now. */
function count(
  database: Database,
  before: ReadonlyMap<number, number>,
  now: ReadonlyMap<number, number>,
): void {
  const changes: [article: number, noted: number, excerpt: number][] = [];
  for (const article of new Set([...before.keys(), ...now.keys()])) {
    const noted = (now.has(article) ? 1 : 0) - (before.has(article) ? 1 : 0);
    const excerpt = (now.get(article) ?? 0) - (before.get(article) ?? 0);
    if (noted !== 0 || excerpt !== 0) changes.push([article, noted, excerpt]);
  }
  if (changes.length === 0) return;
  database.run(
    `UPDATE articles SET noted = noted + (change.value ->> 1), excerpt = excerpt + (change.value ->> 2)
     FROM json_each(?) AS change WHERE articles.id = change.value ->> 0`,
    JSON.stringify(changes),
  );
}

/** Which note was the first to cite articles up to the id `last`: `lost` are those of which it was `note`. */
function dateAnew(
  database: Database,
  { id, path, instant }: MentioningNote,
  lost: readonly (Value | undefined)[],
  last: number,
): void {
  if (lost.length > 0)
    database.run(
      `UPDATE articles SET (first, first_note) = (
         SELECT notes.time, notes.id FROM mentions JOIN notes ON notes.id = mentions.note
         WHERE mentions.article = articles.id AND notes.undated = 0 ORDER BY notes.time, notes.path LIMIT 1)
       WHERE id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(lost),
    );
  if (instant === null) return;
  database.run(
    `UPDATE articles SET first = ?, first_note = ?
     WHERE id IN (SELECT article FROM mentions WHERE note = ? AND article <= ?) AND first_note IS NOT ?
       AND (first IS NULL OR first > ? OR first = ? AND (SELECT path FROM notes WHERE id = articles.first_note) > ?)`,
    ...[instant, id, id, last, id, instant, instant, path],
  );
}

/** Of few bytes in SQLite. */
export function hashOf(address: string): number {
  return crc32(address) | 0;
}

function isAddress(title: string, url: string): boolean {
  const short = (text: string): string => text.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
  return title.trim() === '' || /^https?:\/\//i.test(title) || short(title) === short(url);
}

/** These articles in the order of the source list; those that no note cites are left out. */
export function sourcesOf(database: Database, normalised: readonly string[]): Source[] {
  const articles = database.all(
    `SELECT articles.id, articles.normalised, articles.noted FROM json_each(?) AS asked
     CROSS JOIN articles ON articles.hash = asked.value ->> 0 AND articles.normalised = asked.value ->> 1
     ORDER BY articles.site, articles.title_key, articles.normalised`,
    JSON.stringify([...new Set(normalised)].map((address) => [hashOf(address), address])),
  );
  return articles.map(({ id = null, normalised, noted }) =>
    sourceOf(database, { id, normalised: String(normalised), noted: Number(noted) }),
  );
}

/** The article of one row of `articles`. */
export function sourceOf(
  database: Database,
  { id, normalised, noted }: { id: Value; normalised: string; noted: number },
): Source {
  const rows = citingRows(database, id, 0, mostWithArticle);
  const url = String(rows[0]?.['url'] ?? normalised);
  return {
    ...{ url, normalised, site: siteOf(url), title: String(rows[0]?.['title']) },
    ...{ notes: rows.map(citingOf), noted },
  };
}

/** `null`: no note cites it. */
export function citedArticle(database: Database, normalised: string): { id: Value; noted: number } | null {
  const sql = 'SELECT id, noted FROM articles WHERE hash = ? AND normalised = ?';
  const row = database.get(sql, hashOf(normalised), normalised);
  return row ? { id: row['id'] ?? null, noted: Number(row['noted']) } : null;
}

/** One window of the notes that cite this article. */
export function citingIn(
  database: Database,
  window: { normalised: string; offset: number; limit: number },
): { total: number; notes: Citing[] } {
  const article = citedArticle(database, window.normalised);
  if (!article) return { total: 0, notes: [] };
  const rows = citingRows(database, article.id, window.offset, window.limit);
  return { total: article.noted, notes: rows.map(citingOf) };
}

/** The notes that cite an article (its row's id), best title first. */
export function citingRows(database: Database, article: Value, offset: number, limit: number): Row[] {
  return database.all(
    `SELECT ifnull(mentions.url, articles.normalised) AS url, mentions.title, mentions.line, mentions.under, mentions.note,
       notes.path, notes.title AS note_title, notes.date
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
