/** One note in the catalog: its row, and all that hangs on it. */
import type { NoteFacts, NotePath, Version } from '../api.ts';
import { dayNumberOf } from '../text/filter-dates.ts';
import { fold } from '../text/fold.ts';
import { mostLabels } from '../text/labels.ts';
import type { NoteLink } from '../text/note-link.ts';
import type { Database, Row } from './database.ts';
import { putTexts, removeTexts } from './words/full-text.ts';
import { putHeadings, removeHeadings } from './names/headings.ts';
import { putMentions, removeMentions } from './mentions.ts';
import { putLabels, removeLabels } from './note-labels.ts';
import { putNoteLinks, removeNoteLinks } from './note-links/kept.ts';
import { doubted, misplaced, neighboursOf, settled, unindexed } from './words/place.ts';
import { putSites, removeSites } from './sites.ts';
import { placeAtOnce } from './words/waiting.ts';

/** One note as it goes into the catalog. */
export interface CatalogNote {
  path: NotePath;
  /** Says whether the file is still the one that was read (`files/folder.ts`). */
  stamp: string;
  version: Version;
  /** ms since the epoch. */
  modified: number;
  facts: NoteFacts;
  /** Where in the note's text its body begins, UTF-16. */
  bodyFrom: number;
  /** `null`: its text is put into the index later, by `putWaiting`. */
  body: string | null;
  /** Links to other notes, and what else the note is called. Default: none. */
  links?: readonly NoteLink[];
  aliases?: readonly string[];
}

const columns = [
  ...['path', 'stamp', 'version', 'modified', 'title', 'title_key', 'date', 'day', 'undated', 'time', 'tags'],
  ...['categories', 'untagged', 'excerpt', 'sources', 'unpublished', 'words', 'questions', 'highlights'],
  ...['problem', 'body_from', 'folded_title', 'folded_path'],
];
const upsert = `
  INSERT INTO notes (${columns.join(', ')}, pending) VALUES (${columns.map(() => '?').join(', ')}, ?)
  ON CONFLICT (path) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
  RETURNING id, undated, time`;

export function putNote(database: Database, key: (title: string) => string, note: CatalogNote): void {
  const { path, stamp, version, modified, facts } = note;
  const before = database.get('SELECT version, place FROM notes WHERE path = ?', path);
  const instant = facts.instant !== null && Number.isFinite(facts.instant) ? facts.instant : null;
  const foldedPath = fold(path);
  const row = database.get(
    upsert,
    ...[path, stamp, version, modified, facts.title, key(facts.title), facts.date],
    ...[facts.date === null ? null : dayNumberOf(facts.date), instant === null ? 1 : 0, instant ?? modified],
    ...[shown(facts.tags), shown(facts.categories), facts.tags.length === 0 ? 1 : 0],
    ...[facts.excerpt, facts.sources.length, facts.unpublished ? 1 : 0, facts.words],
    ...[facts.questions, facts.bold + facts.marked, facts.problem && JSON.stringify(facts.problem)],
    ...[note.bodyFrom, fold(facts.title), foldedPath === path ? null : foldedPath],
    // Of a new note.
    database.hasFullText && note.body === null ? unindexed : settled,
  );
  const id = Number(row?.['id']);
  if (before) {
    removeLabels(database, id);
    removeSites(database, id);
    removeNoteLinks(database, id);
  }
  putNoteLinks(database, id, note);
  putLabels(database, id, facts);
  putMentions(database, key, { id, path, instant }, facts);
  putSites(database, id, facts.sources);
  putHeadings(database, id, facts);
  const isToWait = before === undefined && note.body === null;
  if (database.hasFullText && row && !isToWait) putText(database, note, { ...row, path }, before);
}

/** Longer labels are an accident or an attack; the list need not show all of them. */
const longestShown = 1000;

function shown(labels: readonly string[]): string {
  return JSON.stringify(labels.slice(0, mostLabels).map((label) => label.slice(0, longestShown)));
}

function putText(
  database: Database,
  { body, facts, version }: CatalogNote,
  row: Row,
  before: Row | undefined,
): void {
  const place = before?.['place'] == null ? null : Number(before['place']);
  const set = (pending: number, at: number | null): void => {
    database.run('UPDATE notes SET pending = ?, place = ? WHERE id = ?', pending, at, row['id'] ?? null);
  };
  if (body !== null) {
    const found = placeAtOnce(database, { ...datedOf(row), place });
    if (place !== null && place !== found.place) removeTexts(database, place);
    set(found.pending, found.place);
    putTexts(database, found.place, { ...facts, labels: [...facts.tags, ...facts.categories], body });
  } else if (place !== null && before?.['version'] === version) {
    // The same bytes: what is there can be found until it is made anew.
    set(isInOrder(database, row, place) ? doubted : misplaced, place);
  } else {
    if (place !== null) removeTexts(database, place);
    set(unindexed, null);
  }
}

function datedOf(row: Row): { undated: boolean; time: number; path: string } {
  return { undated: row['undated'] === 1, time: Number(row['time']), path: String(row['path']) };
}

function isInOrder(database: Database, row: Row, place: number): boolean {
  const { before, after } = neighboursOf(database, datedOf(row));
  return (before === null || before.place < place) && (after === null || place < after.place);
}

/** A new stamp for a note whose bytes are still the same. */
export function restampNote(
  database: Database,
  { path, stamp, modified }: Pick<CatalogNote, 'path' | 'stamp' | 'modified'>,
): void {
  // An undated note is sorted by its last change.
  const sql = `UPDATE notes SET stamp = ?, modified = ?, time = iif(undated, ?, time) WHERE path = ?
    RETURNING id, undated, time, path, place, pending`;
  const row = database.get(sql, stamp, modified, modified, path);
  if (row?.['undated'] !== 1 || row['place'] === null || row['pending'] !== settled) return;
  if (isInOrder(database, row, Number(row['place']))) return;
  database.run('UPDATE notes SET pending = ? WHERE id = ?', misplaced, row['id'] ?? null);
}

export function removeNote(database: Database, key: (title: string) => string, path: NotePath): void {
  const row = database.get('SELECT id, place, undated, time FROM notes WHERE path = ?', path);
  if (!row) return;
  const id = Number(row['id']);
  removeMentions(database, key, { id, path, instant: row['undated'] === 1 ? null : Number(row['time']) });
  removeSites(database, id);
  removeNoteLinks(database, id);
  removeHeadings(database, id);
  removeLabels(database, id);
  if (row['place'] !== null) removeTexts(database, Number(row['place']));
  database.run('DELETE FROM notes WHERE id = ?', id);
}
