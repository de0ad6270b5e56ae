/** The commands that only read: `list`, `tags`, `sources`, `show`. Their JSON is described in README. */
import { resolve } from 'node:path';
import {
  type Article,
  type NoteRow,
  type Notebook,
  NotesError,
  type Problem,
  type Sort,
  type Source,
} from '../notes/api.ts';
import { type NotebookOptions, openNotebook } from '../notes/notebook.ts';
import { type Filter, parseFilter } from '../notes/text/filter.ts';
import { findNote } from './note-path.ts';
import { json, oneLine, printable, table } from './report.ts';

/** How much is asked for at once. The contract allows 1000. */
const windowSize = 1000;

interface ListOptions {
  filter: string;
  sort: Sort;
  limit?: number;
  json?: true;
}

export async function list(folder: string, options: ListOptions): Promise<void> {
  const limit = options.limit ?? Infinity;
  const { filter, sort } = options;
  const { total, items } = await withNotebook(
    folder,
    (notebook) =>
      windows(limit, async (offset, limit) => {
        const page = await notebook.query({ filter, sort, offset, limit, facets: false });
        return { total: page.total, items: page.rows };
      }),
    filter,
  );
  if (options.json) return print(json({ total, notes: items.map(listed) }));
  const columns = [
    { title: 'DATE', most: 25 },
    { title: 'TITLE', most: 50 },
    { title: 'TAGS', most: 30 },
    { title: 'SOURCES', align: 'right' as const },
    { title: 'PATH' },
  ];
  const rows = items.map((row) => [
    row.date ?? '',
    row.title,
    row.tags.join(', '),
    String(row.sources),
    row.path,
  ]);
  print(rows.length === 0 ? '' : table(columns, rows));
  for (const { path, problem } of items) if (problem) print(problemLine(path, problem));
  print(
    items.length < total ? `${items.length} of ${counted(total, 'note')}\n` : `${counted(total, 'note')}\n`,
  );
}

function listed(row: NoteRow): object {
  const { path, title, date, tags, categories, excerpt, sources, problem } = row;
  return { path, title, date, tags, categories, excerpt, sources, problem: problem && written(problem) };
}

export function written({ line, message }: Problem): { line: number; message: string } {
  return { line, message };
}

/** Only tags that notes carry exactly; the most used first, then by name. */
export async function tags(folder: string, options: { json?: true }): Promise<void> {
  const page = await withNotebook(folder, (notebook) =>
    notebook.query({ filter: '', sort: 'date', offset: 0, limit: 0, facets: true }),
  );
  const found = (page.facets?.tags ?? [])
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  if (options.json) return print(json({ tags: found }));
  const columns = [{ title: 'NOTES', align: 'right' as const }, { title: 'TAG' }];
  print(
    found.length === 0
      ? 'No note has a tag.\n'
      : table(
          columns,
          found.map(({ name, count }) => [String(count), name]),
        ),
  );
}

export async function sources(folder: string, options: { filter: string; json?: true }): Promise<void> {
  const { filter } = options;
  const { total, items, known } = await withNotebook(
    folder,
    async (notebook) => {
      const found = await windows(Infinity, async (offset, limit) => {
        const found = await notebook.sources({ filter, offset, limit });
        for (const source of found.sources) source.notes = await allCiting(notebook, source);
        return { total: found.total, items: found.sources };
      });
      return { ...found, known: options.json ? await articlesOf(notebook, found.items) : [] };
    },
    filter,
  );
  if (options.json)
    return print(json({ total, sources: items.map((source, at) => collected(source, known[at])) }));
  const columns = [
    { title: 'SITE', most: 30 },
    { title: 'TITLE', most: 50 },
    { title: 'URL' },
    { title: 'IN' },
  ];
  const rows = items.map(({ site, title, url, notes }) => [site, title, url, notes.map(place).join(', ')]);
  print(rows.length === 0 ? '' : table(columns, rows));
  print(`${counted(total, 'source')}\n`);
}

/** Few articles are cited by more notes than come with them. */
async function allCiting(notebook: Notebook, { normalised, notes, noted }: Source): Promise<Source['notes']> {
  if (notes.length >= noted) return notes;
  const { items } = await windows(Infinity, async (offset, limit) => {
    const found = await notebook.citing({ normalised, offset, limit });
    return { total: found.total, items: found.notes };
  });
  return items;
}

/** What is known about these, in this order. Nothing is fetched. */
async function articlesOf(notebook: Notebook, all: readonly Source[]): Promise<Article[]> {
  const articles: Article[] = [];
  // The contract allows 500 at once.
  for (let at = 0; at < all.length; at += 500) {
    const normalised = all.slice(at, at + 500).map((source) => source.normalised);
    articles.push(...(await notebook.articles({ normalised })));
  }
  return articles;
}

function collected({ url, normalised, site, title, notes }: Source, known: Article | undefined): object {
  const places = notes.map(({ path, line }) => ({ path, line }));
  const copy = known?.copy?.kind === 'kept' ? known.copy.path : null;
  return { url, normalised, site, title, notes: places, copy, health: known?.health?.state ?? 'unknown' };
}

function place({ path, line }: { path: string; line: number }): string {
  return `${path}:${line}`;
}

export async function show(folder: string, path: string, options: { json?: true }): Promise<void> {
  const { path: found, facts } = await withNotebook(folder, async (notebook) => {
    const found = await findNote(resolve(folder), path, (path) => notebook.facts({ path }));
    return { path: found.path, facts: found.note };
  });
  if (options.json) return print(json({ path: found, ...facts }));
  const lines: [string, string][] = [
    ['title', facts.title],
    ['path', found],
    ['date', facts.date ?? ''],
    ['tags', facts.tags.join(', ')],
    ['categories', facts.categories.join(', ')],
    ['excerpt', facts.excerpt],
    [
      'words',
      `${facts.words}, ${facts.bold} bold, ${facts.struck} struck, ${facts.questions} open questions`,
    ],
  ];
  for (const [name, value] of lines) if (value !== '') print(`${name.padEnd(10)}  ${oneLine(value)}\n`);
  for (const { line, title, url } of facts.sources)
    print(`${`line ${line}`.padEnd(10)}  ${oneLine(`${title} <${url}>`)}\n`);
  if (facts.problem) print(problemLine(found, facts.problem));
}

/** Opens the notebook, waits until all of it is known, texts too where a `filter` may ask for them, and closes it again. */
export async function withNotebook<T>(
  folder: string,
  use: (notebook: Notebook) => Promise<T>,
  filter = '',
  options: Omit<NotebookOptions, 'watch'> = {},
): Promise<T> {
  const notebook = await openNotebook(resolve(folder), { ...options, watch: false });
  try {
    await notebook.ready;
    // What is known from last time would pass for what is there.
    if ((await notebook.state({})).availability === 'unavailable') {
      const message = `${resolve(folder)} cannot be read, or is empty although it held notes. Check the folder.`;
      throw new NotesError('unavailable', message);
    }
    if (asksForWords(parseFilter(filter))) await allFindable(notebook);
    return await use(notebook);
  } finally {
    await notebook.close();
  }
}

function asksForWords(filter: Filter): boolean {
  if (filter.kind === 'term') return filter.key === 'text' || filter.key === 'title';
  return filter.kind === 'not' ? asksForWords(filter.part) : filter.parts.some(asksForWords);
}

/** How often is asked whether all texts can be found, and how long without progress, ms. */
const lookMs = 25;
const defaultPatienceMs = 30_000;

/**
 * An answer before would leave notes out; there is none when it comes to a stop: `internal`. Who looks at a terminal
 * sees how far it is.
 */
export async function allFindable(
  notebook: Pick<Notebook, 'state'>,
  patienceMs = defaultPatienceMs,
): Promise<void> {
  let last = { done: -1, at: Date.now() };
  let isShown = false;
  try {
    for (;;) {
      const { indexing } = await notebook.state({});
      if (indexing === null) return;
      if (indexing.done !== last.done) last = { done: indexing.done, at: Date.now() };
      if (Date.now() - last.at > patienceMs) {
        const message = `Only ${indexing.done} of ${counted(indexing.total, 'note')} can be searched yet, and it does not go on: an answer would leave notes out. Try again.`;
        throw new NotesError('internal', message);
      }
      if (process.stderr.isTTY) {
        process.stderr.write(`\rMaking texts findable: ${indexing.done} of ${indexing.total}`);
        isShown = true;
      }
      await new Promise((done) => setTimeout(done, lookMs));
    }
  } finally {
    if (isShown) process.stderr.write('\r\u001b[K');
  }
}

/** The first `limit` of everything, window by window. `total` counts all. */
export async function windows<T>(
  limit: number,
  window: (offset: number, limit: number) => Promise<{ total: number; items: T[] }>,
): Promise<{ total: number; items: T[] }> {
  const items: T[] = [];
  for (;;) {
    const asked = Math.min(windowSize, limit - items.length);
    const found = await window(items.length, asked);
    items.push(...found.items);
    if (found.items.length < asked || items.length >= Math.min(limit, found.total))
      return { total: found.total, items };
  }
}

export function problemLine(path: string, { line, message }: Problem): string {
  return `${printable(path)}:${line}: ${oneLine(message)}\n`;
}

export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

export function print(text: string): void {
  process.stdout.write(text);
}
