/** What the notebook knows about its notes without reading them again: one row a note, its labels and its mentions. */
import { setImmediate } from 'node:timers/promises';
import type { NoteFacts, NotePath, Version } from '../api.ts';
import { type Database, openDatabase } from './database.ts';
import { putMentions, removeMentions } from './mentions.ts';
import { hanByPinyin, keysFor } from './order.ts';
import { fold, labelName } from './words.ts';

/** One note as it goes into the catalog. */
export interface CatalogNote {
  path: NotePath;
  /** Says whether the file is still the one that was read (`files/folder.ts`). */
  stamp: string;
  version: Version;
  /** ms since the epoch. */
  modified: number;
  facts: NoteFacts;
}

export interface Catalog {
  readonly database: Database;
  /** The key that sorts a title or name (`order.ts`). */
  key(title: string): string;
  /** The stamp of every note, read in slices between which other work is done. */
  stamps(): Promise<Map<NotePath, string>>;
  /** The version of one note; `null` when it is not in the catalog. */
  versionOf(path: NotePath): Version | null;
  total(): number;
  /** Adds these notes or replaces what was known about them; all or none. */
  put(notes: readonly CatalogNote[]): void;
  /** New stamps of notes whose bytes are still the same. */
  restamp(notes: readonly Pick<CatalogNote, 'path' | 'stamp' | 'modified'>[]): void;
  remove(paths: readonly NotePath[]): void;
  /** Whether the database is whole; what no index vouches for is made anew by putting every note once more. */
  isSound(): boolean;
  close(): void;
}

/** Every call may throw `DatabaseLost`. See `openDatabase` for `file` and `discard`. */
export function openCatalog(file: string | null, discard: (file: string) => void): Catalog {
  const database = openDatabase(file, discard);
  let keyOf: ((title: string) => string) | null = null;
  const key = (title: string): string => (keyOf ??= keysFor(keptPinyinOrder(database)))(title);

  return {
    database,
    key,
    stamps: () => stampsOf(database),
    versionOf(path) {
      const version = database.get('SELECT version FROM notes WHERE path = ?', path)?.['version'];
      return version === undefined ? null : String(version);
    },
    total: () => Number(database.get('SELECT count(*) AS total FROM notes')?.['total']),
    put: (notes) => database.transaction(() => notes.forEach((note) => putNote(database, key, note))),
    restamp(notes) {
      database.transaction(() => {
        for (const { path, stamp, modified } of notes) {
          // An undated note is sorted by its last change.
          const sql = `UPDATE notes SET stamp = ?, modified = ?, time = iif(undated, ?, time) WHERE path = ?`;
          database.run(sql, stamp, modified, modified, path);
        }
      });
    },
    remove: (paths) => database.transaction(() => paths.forEach((path) => removeNote(database, key, path))),
    isSound() {
      if (!database.isSound()) return false;
      database.run("DELETE FROM kept WHERE name = 'pinyin'");
      keyOf = null;
      return true;
    },
    close() {
      database.close();
    },
  };
}

async function stampsOf(database: Database): Promise<Map<NotePath, string>> {
  const stamps = new Map<NotePath, string>();
  for (let last = ''; ; await setImmediate()) {
    // Every path comes after the empty one.
    const sql = 'SELECT path, stamp FROM notes WHERE path > ? ORDER BY path LIMIT 2000';
    const rows = database.all(sql, last);
    for (const row of rows) stamps.set((last = String(row['path'])), String(row['stamp']));
    if (rows.length < 2000) return stamps;
  }
}

function keptPinyinOrder(database: Database): string {
  const kept = database.get("SELECT text FROM kept WHERE name = 'pinyin'")?.['text'];
  if (typeof kept === 'string') return kept;
  const order = hanByPinyin();
  database.run("INSERT OR REPLACE INTO kept VALUES ('pinyin', ?)", order);
  return order;
}

const columns = [
  ...['path', 'stamp', 'version', 'modified', 'title', 'title_key', 'date', 'undated', 'time', 'tags'],
  ...['categories', 'untagged', 'excerpt', 'sources', 'unpublished', 'words', 'problem'],
  ...['folded_title', 'folded_path', 'folded_rest'],
];
const upsert = `
  INSERT INTO notes (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
  ON CONFLICT (path) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
  RETURNING id`;

function putNote(database: Database, key: (title: string) => string, note: CatalogNote): void {
  const { path, stamp, version, modified, facts } = note;
  const instant = facts.instant !== null && Number.isFinite(facts.instant) ? facts.instant : null;
  const row = database.get(
    upsert,
    ...[path, stamp, version, modified, facts.title, key(facts.title), facts.date],
    ...[instant === null ? 1 : 0, instant ?? modified],
    ...[shown(facts.tags), shown(facts.categories), facts.tags.length === 0 ? 1 : 0],
    ...[facts.excerpt, facts.sources.length, facts.unpublished ? 1 : 0, facts.words],
    facts.problem && JSON.stringify(facts.problem),
    ...[fold(facts.title), fold(path), fold([...facts.tags, ...facts.categories, facts.excerpt].join('\n'))],
  );
  const id = Number(row?.['id']);
  putLabels(database, id, facts);
  putMentions(database, key, id, facts.sources);
}

/** More labels of one note, or longer ones, are an accident or an attack; the list need not show them. */
const mostLabels = 1000;
const longestShown = 1000;

function shown(labels: readonly string[]): string {
  return JSON.stringify(labels.slice(0, mostLabels).map((label) => label.slice(0, longestShown)));
}

/** `a/b` puts the note under `a` too, so that a parent finds and counts its children. */
function putLabels(database: Database, note: number, { tags, categories }: NoteFacts): void {
  database.run('DELETE FROM labels WHERE note = ?', note);
  const labels = JSON.stringify([...labelsOf('tag', tags), ...labelsOf('category', categories)]);
  if (labels === '[]') return;
  const insert = 'INSERT OR IGNORE INTO names (kind, name)';
  database.run(`${insert} SELECT value ->> 0, value ->> 1 FROM json_each(?)`, labels);
  database.run(
    `INSERT INTO labels (name, note, exact) SELECT names.id, ?, value ->> 2 FROM json_each(?)
     CROSS JOIN names ON names.kind = value ->> 0 AND names.name = value ->> 1`,
    ...[note, labels],
  );
}

function labelsOf(
  kind: 'tag' | 'category',
  written: readonly string[],
): [kind: string, name: string, exact: 0 | 1][] {
  const names = written.slice(0, mostLabels).map(labelName);
  const exact = new Set(names.filter((name) => name !== ''));
  const all = new Set(exact);
  for (const name of exact) {
    for (let slash = name.indexOf('/', 1); slash > 0; slash = name.indexOf('/', slash + 1)) {
      all.add(name.slice(0, slash));
    }
  }
  // The parents come last: it is they that are left out.
  return [...all].slice(0, mostLabels).map((name) => [kind, name, exact.has(name) ? 1 : 0]);
}

function removeNote(database: Database, key: (title: string) => string, path: NotePath): void {
  const id = database.get('SELECT id FROM notes WHERE path = ?', path)?.['id'];
  if (id === undefined) return;
  removeMentions(database, key, Number(id));
  database.run('DELETE FROM labels WHERE note = ?', id);
  database.run('DELETE FROM notes WHERE id = ?', id);
}
