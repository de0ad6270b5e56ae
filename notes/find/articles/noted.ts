/** "You already have this": where an article is noted. */
import type { NotedPlace, Results } from '../../api.ts';
import { normaliseUrl } from '../../text/urls.ts';
import type { Database, Row } from '../database.ts';
import { citingRows, citedArticle, mostWithArticle } from '../mentions.ts';
import { headingsIn } from '../names/headings.ts';

/** `api.ts`: noted. What is not an http(s) address has the normalised address `''`, and is noted nowhere. */
export function notedIn(database: Database, url: string): Results['noted'] {
  const normalised = normaliseUrl(url) ?? '';
  const article = citedArticle(database, normalised);
  if (!article) return { normalised, total: 0, places: [] };
  const rows = citingRows(database, article.id, 0, mostWithArticle);
  return { normalised, total: article.noted, places: rows.map((row) => placeOf(database, row)) };
}

function placeOf(database: Database, row: Row): NotedPlace {
  const { path, note_title, line, date, under, note = null } = row;
  const lines = database.get('SELECT lines FROM headings WHERE note = ?', note)?.['lines'] ?? '';
  const found = headingsIn(String(lines)).find((one) => one.line === under)?.text;
  // A heading that gives the note its title is not among them.
  const heading = under === null ? null : (found ?? String(note_title));
  return {
    ...{ path: String(path), title: String(note_title), line: Number(line) },
    ...{ date: date == null ? null : String(date), heading },
  };
}
