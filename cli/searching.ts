/** `gleaner search`: the notes in which words stand, with the lines. Its JSON is described in README. */
import type { MatchLine, Notebook, NoteMatches, NotePath, NoteRow, Span } from '../notes/api.ts';
import { counted, print, windows, withNotebook } from './reading.ts';
import { json, oneLine, printable } from './report.ts';

interface SearchOptions {
  sort: 'date' | 'relevance';
  limit?: number;
  json?: true;
}

/** People see so many notes, and of each so many lines, unless they ask for another number of notes. */
const shownNotes = 50;
const shownLines = 5;
/** What one call of the contract allows. */
const mostPaths = 100;
const mostLines = 1000;

type Found = NoteRow & { matches: NoteMatches };

export async function search(folder: string, query: string, options: SearchOptions): Promise<void> {
  const { sort } = options;
  const isJson = options.json === true;
  const limit = options.limit ?? (isJson ? Infinity : shownNotes);
  let ms = 0;
  const ask = async (notebook: Notebook) => {
    const { total, items } = await windows(limit, async (offset, limit) => {
      const start = performance.now();
      const page = await notebook.query({ filter: query, sort, offset, limit, facets: false });
      ms += performance.now() - start;
      return { total: page.total, items: page.rows };
    });
    return { total, found: await withMatches(notebook, query, items, isJson ? Infinity : shownLines) };
  };
  const { total, found } = await withNotebook(folder, ask, query);
  if (isJson) return print(json({ total, ms: Math.round(ms * 100) / 100, notes: found.map(document) }));
  const isBold = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  for (const note of found) print(`${lines(note, isBold).join('\n')}\n\n`);
  const notes =
    found.length < total ? `${found.length} of ${counted(total, 'note')}` : counted(total, 'note');
  print(`${notes}, found in ${ms.toFixed(ms < 10 ? 1 : 0)} ms\n`);
}

function document({ path, title, matches }: Found): object {
  return { path, title, matches: matches.lines.map(({ line, text }) => ({ line, text })) };
}

function lines({ path, title, matches }: Found, isBold: boolean): string[] {
  const width = String(matches.lines.at(-1)?.line ?? 0).length;
  const left = matches.total - matches.lines.length;
  return [
    isBold ? `\u001b[1m${oneLine(title)}\u001b[22m` : oneLine(title),
    printable(path),
    ...matches.lines.map((line) => `  ${String(line.line).padStart(width)}: ${lineText(line, isBold)}`),
    ...(left > 0 ? [`  ${' '.repeat(width)}  + ${counted(left, 'more line')}`] : []),
  ];
}

function lineText({ text, spans }: MatchLine, isBold: boolean): string {
  const marked: readonly Span[] = isBold ? spans : [];
  let shown = '';
  let at = 0;
  const part = (to: number) => printable(text.slice(at, (at = to)).replace(/\s+/g, ' '));
  for (const [from, to] of marked) shown += `${part(from)}\u001b[1;33m${part(to)}\u001b[39;22m`;
  return (shown + part(text.length)).trim();
}

async function withMatches(
  notebook: Notebook,
  filter: string,
  rows: readonly NoteRow[],
  most: number,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let at = 0; at < rows.length; at += mostPaths) {
    const batch = rows.slice(at, at + mostPaths);
    const paths = batch.map(({ path }) => path);
    const known = new Map<NotePath, NoteMatches>();
    const limit = Math.min(most, mostLines);
    for (const one of await notebook.matches({ filter, paths, limit, headings: false }))
      known.set(one.path, one);
    for (const row of batch) {
      const matches = known.get(row.path) ?? { path: row.path, total: 0, lines: [] };
      if (most > mostLines) await addRest(notebook, filter, matches);
      found.push({ ...row, matches });
    }
  }
  return found;
}

/** Of a note with more lines than one call gives. */
async function addRest(notebook: Notebook, filter: string, matches: NoteMatches): Promise<void> {
  while (matches.lines.length < matches.total) {
    const from = matches.lines.length;
    const [more] = await notebook.matches({
      filter,
      paths: [matches.path],
      from,
      limit: mostLines,
      headings: false,
    });
    if (more === undefined || more.lines.length === 0) return;
    matches.lines.push(...more.lines);
  }
}
