/** Runs in Electron's utility process: opens the notebook and serves it on every port it is given. */
import type { MessagePortMain } from 'electron';
import { NotesError } from '../notes/api.ts';
import { openNotebook } from '../notes/notebook.ts';
import { type Port, serve } from '../notes/remote.ts';
import type { FromNotebook, ToNotebook } from './keeper.ts';

type Opened = Awaited<ReturnType<typeof openNotebook>>;

const parent = process.parentPort;
let opening: Promise<Opened> | null = null;

parent.on('message', ({ data, ports }) => {
  const message = data as ToNotebook;
  if (message.kind === 'open') open(message.folder);
  // A port's messages wait until somebody listens, so it may come before the notebook is open.
  else if (message.kind === 'port')
    for (const port of ports) whenOpen((notebook) => servePort(notebook, port));
  else if (message.kind === 'check') whenOpen((notebook) => notebook.check());
  else void end();
});

function open(folder: string): void {
  const opened = openNotebook(folder);
  opening = opened;
  opened.then(
    () => answer({ kind: 'opened' }),
    (error: unknown) => {
      // Anything but a reason for people is a bug: its trace belongs into the log.
      if (!(error instanceof NotesError)) console.error('gleaner: the notebook could not be opened:', error);
      answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    },
  );
}

/** What must wait for a notebook that could not be opened is dropped: the failure was reported by `open`. */
function whenOpen(act: (notebook: Opened) => void): void {
  opening?.then(act, () => undefined);
}

function servePort(notebook: Opened, port: MessagePortMain): void {
  port.on('close', serve(notebook, plain(port)));
}

function plain(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(listener) {
      port.removeAllListeners('message');
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
  };
}

async function end(): Promise<void> {
  try {
    await (await opening)?.close();
  } catch (error) {
    console.error('gleaner: the notebook did not close cleanly:', error);
  }
  process.exit(0);
}

function answer(message: FromNotebook): void {
  parent.postMessage(message);
}
