/** `gleaner serve`: the UI in a browser on this machine, until it is stopped. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NotesError } from '../notes/api.ts';
import { documentsFolder, makeStarter, starterFolder } from '../notes/files/first-notebook.ts';
import { lastNotebook, rememberNotebook, rememberPort, usualPort } from '../notes/files/remembered.ts';
import { openNotebook } from '../notes/notebook.ts';
import { openBrowser } from './browser.ts';
import { printable } from './report.ts';
import { type Serving, startServer } from './server.ts';

export interface ServeOptions {
  /** 0 takes a free one. */
  port: number;
  open: boolean;
  lang: string | undefined;
  /** `host:port` each. */
  allowAddress: readonly string[];
}

/** Where the built parts are. Absolute paths. */
export interface Places {
  ui: string;
  starter: string;
}

/** Serves `folder`, or the notebook of last time, or a new one. Resolves when it was stopped and all is saved. */
export async function serve(
  folder: string | undefined,
  options: ServeOptions,
  places: Places,
): Promise<void> {
  if (!existsSync(join(places.ui, 'index.html'))) {
    throw new NotesError(
      'not-found',
      `The UI is not built. Run \`npm run build\` first (looked in ${places.ui}).`,
    );
  }
  const chosen = folder === undefined ? usualNotebook(places.starter) : resolve(folder);
  const notebook = await openNotebook(chosen, { watch: true, allowedAddresses: options.allowAddress });
  const { folder: root } = await notebook.state({});
  const serving = await startAt(options.port, root, (port) => startServer(notebook, places.ui, port)).catch(
    async (error: unknown) => {
      await notebook.close();
      throw listenFailure(error, options.port);
    },
  );
  notebook.servedAt(serving.port);
  remember(() => rememberNotebook(chosen));
  remember(() => rememberPort(root, serving.port));
  const stopped = untilStopped();
  const address = addressOf(serving, options.lang);
  process.stdout.write(`Gleaner is serving ${printable(chosen)} at ${address}\n`);
  if (process.stderr.isTTY) process.stderr.write('Ctrl+C stops it.\n');
  if (options.open) openBrowser(address);
  await stopped;
  await serving.close(notebook.close());
}

/** Without a port of the person's choice: the one of last time, where a browser remembers this notebook, else a free one. */
async function startAt(
  port: number,
  root: string,
  start: (port: number) => Promise<Serving>,
): Promise<Serving> {
  const usual = port === 0 ? usualPort(root) : 0;
  if (usual === 0) return start(port);
  return start(usual).catch(() => start(0));
}

function remember(note: () => void): void {
  try {
    note();
  } catch (error) {
    // Next time it has to be said again; this time nothing is lacking.
    if (!(error instanceof NotesError)) throw error;
  }
}

function addressOf(serving: Serving, lang: string | undefined): string {
  const query = lang === undefined ? '' : `?lang=${lang}`;
  // The fragment never leaves the browser: not in requests, not in referrers.
  return `http://127.0.0.1:${serving.port}/${query}#token=${serving.token}`;
}

/** The notebook of last time, or a new one in the documents folder. */
function usualNotebook(starter: string): string {
  const last = lastNotebook();
  if (last !== null) return last;
  const folder = starterFolder(documentsFolder());
  process.stderr.write(
    `No notebook was open before. Gleaner uses ${printable(folder)}, made with a few notes to start from.\n`,
  );
  return makeStarter(folder, starter);
}

function listenFailure(error: unknown, port: number): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return new NotesError(
      'busy',
      `Port ${port} is used by another program. Choose another, or leave out --port.`,
    );
  }
  if (code === 'EACCES') {
    return new NotesError(
      'denied',
      `Port ${port} is not open to you. Choose one above 1023, or leave out --port.`,
    );
  }
  return error;
}

/** A second Ctrl+C, a second or more after the first, ends the process at once. */
const impatientMs = 1000;

function untilStopped(): Promise<void> {
  return new Promise((stopped) => {
    let first: number | null = null;
    const stop = () => {
      // A terminal sends Ctrl+C to every process of the command, and gleaner.ts passes it on besides.
      if (first !== null && performance.now() - first > impatientMs) process.exit(1);
      first ??= performance.now();
      stopped();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    // The process that started this one on the right Node is gone.
    process.on('disconnect', stop);
    // Listening to it must not keep this process alive.
    process.channel?.unref();
  });
}
