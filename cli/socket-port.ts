/** A WebSocket as a port of `notes/remote.ts`: JSON text frames both ways. */
import type { RawData, WebSocket } from 'ws';
import type { Notebook } from '../notes/api.ts';
import { serve } from '../notes/remote.ts';

/** Bytes. A larger frame ends the connection (close code 1009). */
export const largestFrame = 16 * 1024 * 1024;

/** UTF-8 bytes of a note above which its save might not fit into a frame: JSON escapes line ends and quotes. */
const largestText = 10 * 1024 * 1024;

const pingMs = 30_000;

/** Serves `notebook` on `webSocket` until it closes. What arrives while `isClosing()` is dropped, so never half done. */
export function servePort(notebook: Notebook, webSocket: WebSocket, isClosing: () => boolean): void {
  let receive: (message: unknown) => void = () => undefined;
  const stop = serve(withinFrames(notebook), {
    post: (message) => webSocket.send(JSON.stringify(message)),
    listen: (listener) => {
      receive = listener;
    },
  });
  webSocket.on('message', (frame: RawData, isBinary) => {
    if (isBinary || isClosing()) return;
    const message = parsed(frame);
    if (message !== undefined) receive(message);
  });

  // A tab that was put to sleep or a laptop that was closed says no goodbye.
  let isAlive = true;
  const ping = setInterval(() => {
    if (!isAlive) return webSocket.terminate();
    isAlive = false;
    webSocket.ping();
  }, pingMs);
  webSocket.on('pong', () => {
    isAlive = true;
  });
  // ws closes the socket after an error by itself; without a listener the error would end the process.
  webSocket.on('error', () => undefined);
  webSocket.on('close', () => {
    clearInterval(ping);
    stop();
  });
}

/** A note that could be shown but not saved through a frame is read-only in a browser; the desktop can edit it. */
function withinFrames(notebook: Notebook): Notebook {
  return {
    ...notebook,
    listen: (listener) => notebook.listen(listener),
    async read(args) {
      const note = await notebook.read(args);
      if (Buffer.byteLength(note.text) <= largestText) return note;
      return { ...note, text: '', readOnly: 'too-large' };
    },
  };
}

function parsed(frame: RawData): unknown {
  // ws hands out Buffers unless it is told otherwise.
  if (!Buffer.isBuffer(frame)) return undefined;
  try {
    return JSON.parse(frame.toString('utf8'));
  } catch {
    return undefined;
  }
}
