/** `gleaner add`: puts an article into a note, unless the notebook has it already. */
import { resolve } from 'node:path';
import { type Notebook, NotesError, type NotedPlace, type NotePath, type Results } from '../notes/api.ts';
import { normaliseUrl } from '../notes/text/urls.ts';
import { findNote } from './note-path.ts';
import { counted, print, withNotebook } from './reading.ts';
import { json, oneLine } from './report.ts';

export interface AddOptions {
  /** The note; absent: the newest one that collects articles, else a new one. */
  to?: string;
  title?: string;
  /** Asks the page for its title. Nothing is fetched otherwise. */
  fetch?: true;
  anyway?: true;
  json?: true;
  allowAddress: readonly string[];
}

type Outcome =
  | ({ kind: 'noted' } & Results['noted'])
  | (Results['addSource'] & { url: string; title: string | null; unfetched: string | null });

/** The exit code is 0 too where the article was there already. */
export async function add(folder: string, url: string, options: AddOptions): Promise<void> {
  if (normaliseUrl(url) === null)
    throw new NotesError(
      'bad-argument',
      `${url} is not the address of an article: it begins with http:// or https://.`,
    );
  const outcome = await withNotebook(
    folder,
    (notebook) => added(notebook, resolve(folder), url, options),
    '',
    {
      allowedAddresses: options.allowAddress,
    },
  );
  if (options.json) return print(json(outcome));
  if (outcome.kind === 'noted') return sayNoted(outcome);
  const { kind, path, line, unfetched } = outcome;
  if (unfetched !== null)
    process.stderr.write(
      `gleaner: ${oneLine(`Added without a title, because it could not be fetched: ${unfetched}`)}\n`,
    );
  print(
    oneLine(kind === 'known' ? `${path} has it already, line ${line}.` : `Added to ${path}, line ${line}.`) +
      '\n',
  );
}

async function added(notebook: Notebook, root: string, url: string, options: AddOptions): Promise<Outcome> {
  const known = await notebook.noted({ url });
  if (known.total > 0 && !options.anyway) return { kind: 'noted', ...known };
  const path =
    options.to === undefined
      ? await newestCollection(notebook)
      : (await findNote(root, options.to, (named) => notebook.facts({ path: named }))).path;
  const { title, unfetched } = await titleFor(notebook, url, options);
  const done = await notebook.addSource({
    ...{ url, title, quote: null, path, noteTitle: null },
    anyway: options.anyway === true,
  });
  return { ...done, url, title, unfetched };
}

async function titleFor(
  notebook: Notebook,
  url: string,
  { title, fetch }: AddOptions,
): Promise<{ title: string | null; unfetched: string | null }> {
  if (title !== undefined && title.trim() !== '') return { title, unfetched: null };
  if (!fetch) return { title: null, unfetched: null };
  const card = await notebook.fetchCard({ url, refresh: false });
  return card.kind === 'card'
    ? { title: card.title === '' ? null : card.title, unfetched: null }
    : { title: null, unfetched: card.message };
}

/** How many of the newest notes are looked at. */
const mostLooked = 200;

/** The newest note with an article in a heading: what its owner adds to by hand. `null`: there is none. */
async function newestCollection(notebook: Notebook): Promise<NotePath | null> {
  const { rows } = await notebook.query({
    ...{ filter: 'has:source', sort: 'date', offset: 0, limit: mostLooked, facets: false },
  });
  for (const { path } of rows) {
    const { sources } = await notebook.facts({ path });
    if (sources.some(({ inHeading }) => inHeading)) return path;
  }
  return null;
}

function sayNoted({ places, total }: Results['noted']): void {
  for (const place of places) print(`${oneLine(placeInWords(place))}\n`);
  if (total > places.length) print(`and in ${counted(total - places.length, 'more note')}\n`);
  print('Nothing was written. `--anyway` adds it all the same.\n');
}

/** `Noted in serverless资料收集 on 2020-01-13 under 网上文章 (_posts/2020-01-13-serverless.md:18)`. */
function placeInWords({ path, title, line, date, heading }: NotedPlace): string {
  const day = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.exec(date ?? '')?.[0] ?? date;
  const on = day === null ? '' : ` on ${day}`;
  const under = heading === null ? '' : ` under ${heading}`;
  return `Noted in ${title}${on}${under} (${path}:${line})`;
}
