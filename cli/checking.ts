/** `gleaner check`: what is wrong with notes, and with the links in them. */
import type { Article, LinkHealth, Notebook, NotebookState } from '../notes/api.ts';
import { counted, print, problemLine, windows, withNotebook, written } from './reading.ts';
import { json, oneLine, table } from './report.ts';

export interface CheckOptions {
  links?: true;
  json?: true;
  allowAddress: readonly string[];
}

/** One link as it was found. `state` is not `ok`: it leads elsewhere, or nowhere, or nobody could tell. */
interface CheckedLink {
  url: string;
  state: string;
  status: number | null;
  movedTo: string | null;
}

/** How often is looked how far it is, ms. */
const lookMs = 100;
/** A second Ctrl+C within this time is the first one, told twice. */
const impatientMs = 1000;
/** Between two requests to a host that the person allowed by name: a server at home needs no protection from its owner. */
const allowedGapMs = 200;

/** A dead link is a finding, not a failure: the exit code is 0. */
export async function check(folder: string, options: CheckOptions): Promise<void> {
  const found = await withNotebook(
    folder,
    async (notebook) => ({
      problems: await problemsIn(notebook),
      ...(options.links ? await checkedLinks(notebook) : { links: [], left: 0 }),
    }),
    '',
    { allowedAddresses: options.allowAddress, pace: { allowed: allowedGapMs } },
  );
  const { problems, links, left } = found;
  if (options.json) {
    const lines = problems.map(({ path, problem }) => ({ path, ...written(problem) }));
    return print(json({ problems: lines, links }));
  }
  for (const { path, problem } of problems) print(problemLine(path, problem));
  const bad = links.filter(({ state }) => state !== 'ok');
  const columns = [
    { title: 'STATE' },
    { title: 'HTTP', align: 'right' as const },
    { title: 'URL' },
    { title: 'MOVED TO' },
  ];
  const rows = bad.map(({ state, status, url, movedTo }) => [
    state,
    status === null ? '' : String(status),
    url,
    movedTo ?? '',
  ]);
  if (rows.length > 0) print(table(columns, rows));
  print(
    `${counted(problems.length, 'problem')}${options.links ? `, ${counted(links.length, 'link')} checked, ${bad.length} not ok` : ''}\n`,
  );
  if (left > 0) print(`${counted(left, 'link')} not checked.\n`);
}

async function problemsIn(notebook: Notebook) {
  const { items } = await windows(Infinity, async (offset, limit) => {
    const page = await notebook.query({ filter: '', sort: 'date', offset, limit, facets: false });
    return { total: page.total, items: page.rows };
  });
  return items.flatMap(({ path, problem }) => (problem === null ? [] : [{ path, problem }]));
}

/** Checks every article that a note cites, until all are or the person stops it. `left`: those it did not come to. */
async function checkedLinks(notebook: Notebook): Promise<{ links: CheckedLink[]; left: number }> {
  const began = Date.now();
  const { queued } = await notebook.checkLinks({ of: { filter: '' } });
  const stopping = untilInterrupted();
  let isOffline = false;
  try {
    if (queued > 0) isOffline = (await endOfChecks(notebook, stopping.signal)) === 'offline';
  } finally {
    stopping.forget();
  }
  const all = await articlesOf(notebook);
  const links = all.flatMap(({ url, health }): CheckedLink[] => {
    const found = health === null ? null : foundSince(began, health);
    if (found !== null) return [{ url, ...found }];
    return isOffline ? [{ url, state: 'offline', status: null, movedTo: null }] : [];
  });
  return { links, left: all.length - links.length };
}

/** What this check found; what an earlier one found is no news. `null`: it did not come to this link. */
function foundSince(began: number, health: LinkHealth): Omit<CheckedLink, 'url'> | null {
  const { state, status, movedTo, checked, lastTry } = health;
  if (lastTry !== undefined && lastTry.at >= began)
    return { state: lastTry.state, status: lastTry.status, movedTo: null };
  return checked >= began ? { state, status, movedTo } : null;
}

async function articlesOf(notebook: Notebook): Promise<Article[]> {
  const { items } = await windows(Infinity, async (offset, limit) => {
    const found = await notebook.articleList({ filter: '', sort: 'site', offset, limit });
    return { total: found.total, items: found.articles };
  });
  return items;
}

/** Why it is over: `offline`, no host can be reached and the rest would fail as well. */
async function endOfChecks(notebook: Notebook, signal: AbortSignal): Promise<'done' | 'stopped' | 'offline'> {
  let isShown = false;
  try {
    for (;;) {
      const { fetching } = await notebook.state({});
      if (fetching === null) return 'done';
      if (signal.aborted || fetching.isPaused) {
        await notebook.steerFetching({ to: 'cancel' });
        return signal.aborted ? 'stopped' : 'offline';
      }
      if (process.stderr.isTTY) {
        process.stderr.write(`\r${progressLine(fetching)}\u001b[K`);
        isShown = true;
      }
      await nextLook(signal);
    }
  } finally {
    if (isShown) process.stderr.write('\r\u001b[K');
  }
}

function nextLook(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const look = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', look);
      done();
    };
    const timer = setTimeout(look, lookMs);
    signal.addEventListener('abort', look);
  });
}

function progressLine({ done, failed, total, now }: NonNullable<NotebookState['fetching']>): string {
  const { columns } = process.stderr;
  const width = columns > 20 ? columns - 1 : 79;
  const line = oneLine(`Checking links: ${done + failed} of ${total}  ${now ?? ''}`);
  return Array.from(line).slice(0, width).join('');
}

/** Ctrl+C ends the checking, not the command: what was found is printed. Another one, a second later, ends it at once. */
function untilInterrupted(): { signal: AbortSignal; forget(): void } {
  const stop = new AbortController();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let first = Infinity;
  const interrupted = (): void => {
    // A terminal tells every process of the command, and gleaner.ts passes it on besides.
    if (performance.now() - first > impatientMs) process.exit(1);
    first = Math.min(first, performance.now());
    stop.abort();
  };
  for (const name of names) process.on(name, interrupted);
  return {
    signal: stop.signal,
    forget: () => {
      for (const name of names) process.off(name, interrupted);
    },
  };
}
