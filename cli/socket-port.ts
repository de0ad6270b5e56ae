/** A WebSocket as a port of `notes/remote.ts`: JSON text frames both ways. */
import type { RawData, WebSocket } from 'ws';
import type { CallName, Notebook } from '../notes/api.ts';
import { calls } from '../notes/calls.ts';
import { createFrameReader, type Port, serve } from '../notes/remote.ts';

/**
 * Bytes. A larger frame ends the connection (close code 1009). A save carries the whole note, and notes up to
 * `largestText` are edited here: 4 MiB, ample for any other call, would make those read-only in a browser.
 */
export const largestFrame = 16 * 1024 * 1024;

/** UTF-8 bytes of a note above which its save might not fit into a frame: JSON escapes line ends and quotes. */
const largestText = 10 * 1024 * 1024;

/** Bytes. While a page leaves more than this unread, its calls wait, and nothing more is read from it. */
const mostUnread = 32 * 1024 * 1024;

/** Calls of one page that are worked on at once: each may answer a whole note, which counts as unread only then. */
const mostAtOnce = 8;

/** UTF-16 units of a call that comes in several frames: a saved page of 40 MB as base64 (`importCopy`), and room. */
const longestCall = 64 * 1024 * 1024;

/** Close code: the message is too big. */
const tooBig = 1009;

const pingMs = 30_000;

/** Serves `notebook` on `webSocket` until it closes. What arrives while `isClosing()` is dropped, so never half done. */
export function servePort(notebook: Notebook, webSocket: WebSocket, isClosing: () => boolean): void {
  let receive: (message: unknown) => void = () => undefined;
  const turns = turnsOf(webSocket);
  const port: Port = {
    // What is sent counts as unread until the system has taken it.
    post: (message) => webSocket.send(JSON.stringify(message), () => turns.next()),
    listen: (listener) => {
      receive = listener;
    },
  };
  const stop = serve(inTurn(withinFrames(notebook), turns), port, notebook);
  const read = createFrameReader(longestCall);
  webSocket.on('message', (frame: RawData, isBinary) => {
    // ws hands out Buffers unless it is told otherwise.
    if (isBinary || isClosing() || !Buffer.isBuffer(frame)) return;
    const arrived = read(frame.toString('utf8'));
    if (arrived.kind === 'too-large') return webSocket.close(tooBig);
    const message = arrived.kind === 'part' ? undefined : parsed(arrived.text);
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
    turns.next();
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

interface Turns {
  /** Resolves when a call may begin. Every turn taken is given back with `end`. */
  take(): Promise<void>;
  end(): void;
  /** Looks whether there is room for more. */
  next(): void;
}

/** A page that asks and does not read must not fill this machine's memory with answers. */
function turnsOf(webSocket: WebSocket): Turns {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  const hasRoom = () =>
    underWay < mostAtOnce &&
    // A page that has gone reads nothing more, and its last save is still done.
    (webSocket.readyState !== webSocket.OPEN || webSocket.bufferedAmount < mostUnread);
  const next = () => {
    while (hasRoom()) {
      const begin = waiting.shift();
      if (!begin) break;
      underWay += 1;
      begin();
    }
    // Calls that wait hold their arguments, a note's text each: no more of them are let in.
    if (waiting.length > 0) webSocket.pause();
    else if (webSocket.isPaused) webSocket.resume();
  };
  return {
    take: () =>
      new Promise((begin) => {
        waiting.push(begin);
        next();
      }),
    end: () => {
      // The answer is posted in the microtasks after the call; only then is it known how much is unread.
      setImmediate(() => {
        underWay -= 1;
        next();
      });
    },
    next,
  };
}

function inTurn(notebook: Notebook, turns: Turns): Notebook {
  const call = (name: CallName) => async (args: unknown) => {
    await turns.take();
    try {
      return await (notebook[name] as (args: unknown) => Promise<unknown>)(args);
    } finally {
      turns.end();
    }
  };
  const names = Object.keys(calls) as CallName[];
  const limited = Object.fromEntries(names.map((name) => [name, call(name)])) as unknown as Notebook;
  return { ...limited, listen: (listener) => notebook.listen(listener) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
