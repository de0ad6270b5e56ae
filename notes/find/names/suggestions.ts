/** What quick open offers. */
import type { Arguments, NotePath, Suggestion } from '../../api.ts';
import { fitOf, spansOf, type Typed, typedOf } from '../../text/fuzzy.ts';
import type { Candidate } from './best.ts';
import type { Catalog } from '../catalog.ts';
import type { Database } from '../database.ts';
import { headingsIn } from './headings.ts';
import { nameKinds } from './name-blocks.ts';
import { bestNames } from './name-scan.ts';
import { Names } from './names.ts';

/** The names of each catalog, gathered when they are asked for first. */
const namesOf = new WeakMap<Database, Names>();

/** `api.ts`: suggest. Empty text gathers the names, so that the first letter typed need not wait for that. */
export async function suggestionsFor(
  { database }: Catalog,
  { text, limit }: Arguments<'suggest'>,
): Promise<Suggestion[]> {
  const names = namesOf.get(database) ?? new Names(database);
  namesOf.set(database, names);
  await names.gather();
  const typed = typedOf(text);
  const shown = shownOf(database, await bestNames(names, typed, limit), typed);
  if (!shown.includes(null)) return shown.filter((one) => one !== null);
  await names.forgetGone();
  return shownOf(database, await bestNames(names, typed, limit), typed).filter((one) => one !== null);
}

/** `null`: it is not there any more. */
function shownOf(database: Database, best: readonly Candidate[], typed: Typed): (Suggestion | null)[] {
  const notes = notesOf(database, best);
  return best.map(({ note: id, kind, line }) => {
    const note = notes.get(id);
    if (note === undefined) return null;
    const { path, title, date } = note;
    const base = { path, title, date };
    if (kind === nameKinds.title) {
      const inTitle = spansOf(typed, title);
      if (inTitle.length > 0)
        return { kind: 'note', ...base, text: title, by: 'title', spans: inTitle, line: null };
      const inPath = fitOf(typed, path);
      return inPath && { kind: 'note', ...base, text: path, by: 'path', spans: inPath.spans, line: null };
    }
    const isSource = kind === nameKinds.source;
    const text = isSource ? sourceAt(database, id, line, typed) : note.headings.get(line);
    if (text === undefined) return null;
    const spans = spansOf(typed, text);
    return { kind: isSource ? 'source' : 'heading', ...base, text, by: 'text', spans, line };
  });
}

interface Note {
  path: NotePath;
  title: string;
  date: string | null;
  headings: Map<number, string>;
}

function notesOf(database: Database, best: readonly Candidate[]): Map<number, Note> {
  const rows = database.all(
    `SELECT id, path, title, date, lines FROM notes JOIN headings ON headings.note = notes.id
     WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify([...new Set(best.map(({ note }) => note))]),
  );
  return new Map(
    rows.map((row) => {
      const headings = headingsIn(String(row['lines'])).map(({ line, text }): [number, string] => [
        line,
        text,
      ]);
      const date = row['date'] === null ? null : String(row['date']);
      const note = {
        path: String(row['path']),
        title: String(row['title']),
        date,
        headings: new Map(headings),
      };
      return [Number(row['id']), note];
    }),
  );
}

/** Two sources may stand in one line: the one that was meant. */
function sourceAt(database: Database, note: number, line: number, typed: Typed): string | undefined {
  const sql = 'SELECT title FROM mentions WHERE note = ? AND line = ? AND bare = 0';
  const titles = database.all(sql, note, line).map((row) => String(row['title']));
  return titles.find((title) => fitOf(typed, title) !== null) ?? titles[0];
}
