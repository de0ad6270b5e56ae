/** The calls about links between notes: joins what the catalog knows with the lines in the files. */
import {
  type Arguments,
  type LinkedLine,
  type LinkingNote,
  type NotePath,
  NotesError,
  type Results,
} from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import type { Database } from './find/database.ts';
import { type Backlink, backlinksOf } from './find/note-links/backlinks.ts';
import { namesIn, namesOf } from './find/note-links/names.ts';
import { targetsFor } from './find/note-links/targets.ts';
import { pageOf } from './find/results/pages.ts';
import type { Indexing } from './indexing.ts';
import { Slices } from './slices.ts';
import { formatTerm } from './text/filter-text.ts';
import { namesOfNote } from './text/note-link.ts';
import { linkPlaces } from './text/note-link-places.ts';
import { noteOfLink } from './text/note-link-target.ts';
import { type FoundLine, shownLine } from './text/match-lines.ts';
import { mentionWords, unlinkedLines } from './text/note-link-mentions.ts';

/** Lines that come with one note. */
const mostLines = 5;
/** Notes that are read for one window of mentions: those that only have links are passed over. */
const mostRead = 100;

export interface LinkShelf {
  folder: NoteFolder;
  indexing: Indexing;
}

export async function backlinks(
  { folder, indexing }: LinkShelf,
  { path, offset, limit }: Arguments<'backlinks'>,
): Promise<Results['backlinks']> {
  const { total, window } = await indexing.ask(async ({ database }) => {
    const all = await backlinksOf(database, path);
    const ids = [...all.keys()].slice(offset, offset + limit);
    return {
      total: all.size,
      window: notesAt(database, ids).map((note) => ({ ...note, links: all.get(note.id) ?? [] })),
    };
  });
  const slices = new Slices();
  const notes: LinkingNote[] = [];
  for (const { links, path: from, title, date } of window) {
    await slices.rest();
    const text = textOf(folder, from) ?? '';
    notes.push({
      path: from,
      title,
      date,
      total: links.length,
      lines: linesOf(text, links.slice(0, mostLines)),
    });
  }
  return { total, notes };
}

function notesAt(database: Database, ids: readonly number[]) {
  const sql = `SELECT id, path, title, date FROM notes WHERE id IN (SELECT value FROM json_each(?))
    ORDER BY undated, time DESC, path DESC`;
  return database.all(sql, JSON.stringify(ids)).map((row) => ({
    ...{ id: Number(row['id']), path: String(row['path']), title: String(row['title']) },
    date: row['date'] === null ? null : String(row['date']),
  }));
}

/** The lines with these links, as they are now; one that was changed since is shown without its mark. */
function linesOf(text: string, links: readonly Backlink[]): LinkedLine[] {
  const lines = text.split(/\r\n|\r|\n/);
  const starts: number[] = [];
  for (let at = 0, line = 0; line < lines.length; line++) {
    starts.push(at);
    at += (lines[line]?.length ?? 0) + (text.startsWith('\r\n', at + (lines[line]?.length ?? 0)) ? 2 : 1);
  }
  const places = linkPlaces(text);
  return links.map(({ line, kind, target }) => {
    const written = lines[line - 1] ?? '';
    const start = starts[line - 1] ?? 0;
    const at = places
      .filter((place) => place.kind === kind && place.target === target)
      .map(({ from, to }): [number, number] => [from - start, to - start])
      .filter(([from, to]) => from >= 0 && to <= written.length);
    return { line, at, ...shownLine(written, at) };
  });
}

export async function mentions(
  { folder, indexing }: LinkShelf,
  { path, offset, limit }: Arguments<'mentions'>,
): Promise<Results['mentions']> {
  const own = await indexing.ask(({ database }) => namesOf(database, path));
  if (own === null) return { notes: [], next: null };
  const words = mentionWords(namesOfNote(path, own.title, own.aliases).map(({ name }) => name));
  const filter = words.map(({ folded: [name = ''] }) => formatTerm('text', name)).join(' OR ');
  if (filter === '') return { notes: [], next: null };
  const window = { filter, sort: 'date', offset, limit: mostRead } as const;
  const { rows, total } = await indexing.find(filter, ({ database }) => pageOf(database, window));
  const slices = new Slices();
  const found: LinkingNote[] = [];
  let read = 0;
  for (const row of rows) {
    if (found.length === limit) break;
    read += 1;
    const text = row.path === path ? null : textOf(folder, row.path);
    if (text === null) continue;
    const lines = await unlinkedLines(text, words, () => slices.rest());
    if (lines.length === 0) continue;
    const shown = lines.slice(0, mostLines).map((line) => mentionLine(text, line));
    found.push({ path: row.path, title: row.title, date: row.date, total: lines.length, lines: shown });
  }
  const next = offset + read;
  return { notes: found, next: next < total && read > 0 ? next : null };
}

function mentionLine(text: string, { line, from, to, spans }: FoundLine): LinkedLine {
  return { line, at: spans, ...shownLine(text.slice(from, to), spans) };
}

function textOf(folder: NoteFolder, path: NotePath): string | null {
  try {
    const { text, readOnly } = folder.read(path);
    return readOnly === null ? text : null;
  } catch (error) {
    // Gone or locked since the list was made.
    if (error instanceof NotesError && error.code !== 'unavailable') return null;
    throw error;
  }
}

export function linkTargets(
  { indexing }: LinkShelf,
  args: Arguments<'linkTargets'>,
): Promise<Results['linkTargets']> {
  return indexing.ask((catalog) => targetsFor(catalog, args));
}

export function resolveLinks(
  { indexing }: LinkShelf,
  { path, links }: Arguments<'resolveLinks'>,
): Promise<Results['resolveLinks']> {
  return indexing.ask(({ database }) => {
    const names = namesIn(database);
    return links.map((link) => noteOfLink(link, path, names));
  });
}
