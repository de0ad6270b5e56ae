/** Runs in Electron's utility process: opens the notebook and serves it on every port it is given. */
import type { MessagePortMain } from 'electron';
import { NotesError } from '../notes/api.ts';
import { type OpenNotebook, openNotebook } from '../notes/notebook.ts';
import { type Port, serve } from '../notes/remote.ts';
import type { FromNotebook, ToNotebook } from './keeper.ts';

const parent = process.parentPort;
let opening: Promise<OpenNotebook> | null = null;

parent.on('message', ({ data, ports }) => {
  const message = data as ToNotebook;
  if (message.kind === 'open') open(message);
  // A port's messages wait until somebody listens, so it may come before the notebook is open.
  else if (message.kind === 'port')
    for (const port of ports) whenOpen((notebook) => servePort(notebook, port));
  else if (message.kind === 'check') whenOpen((notebook) => notebook.check());
  else void end();
});

function open({ folder, allowedAddresses = [] }: Extract<ToNotebook, { kind: 'open' }>): void {
  const opened = openNotebook(folder, { allowedAddresses });
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
function whenOpen(act: (notebook: OpenNotebook) => void): void {
  opening?.then(act, () => undefined);
}

function servePort(notebook: OpenNotebook, port: MessagePortMain): void {
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
    // One that could not be opened has nothing to close, and why was told by `open`.
    const notebook = await opening?.catch(() => null);
    await notebook?.close();
  } catch (error) {
    console.error('gleaner: the notebook did not close cleanly:', error);
  }
  process.exit(0);
}

function answer(message: FromNotebook): void {
  parent.postMessage(message);
}
