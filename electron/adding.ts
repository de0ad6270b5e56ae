/**
 * `gleaner://add` links and the key that works everywhere: what they say is handed to the page, where a person decides.
 * A link is data from anywhere: nothing but an address, a title and a quote is taken from it (safety E-06).
 */
import { resolve } from 'node:path';
import { app, type BrowserWindow, clipboard, globalShortcut } from 'electron';
import type { AddRequest } from '../notes/desktop.ts';
import { readAddLink } from '../notes/text/add-link.ts';
import { bringForward } from './window.ts';

/** Quick add from any program. */
const keyEverywhere = 'CommandOrControl+Alt+Shift+N';

/** The link among the words of a command line; systems put it anywhere. */
export function addRequestIn(argv: readonly string[]): AddRequest | null {
  for (const word of argv.slice(1)) {
    const request = readAddLink(word);
    if (request !== null) return request;
  }
  return null;
}

export interface Adding {
  /** Asks the system for `gleaner:` links and the key. Either may belong to another program: then it stays there. */
  register(): void;
  /** Whether a second instance was started with a link; then it has been dealt with. */
  isAskedBy(argv: readonly string[]): boolean;
  pageReady(): void;
  pageGone(): void;
}

/** Call at once: macOS tells the link with which an app is started before the app is ready. */
export function createAdding(window: () => BrowserWindow | null): Adding {
  /** Waits for a page that can show it. */
  let waiting: { request: AddRequest | null } | null = null;
  let hasPage = false;

  const add = (request: AddRequest | null) => {
    waiting = { request };
    const shown = window();
    if (shown !== null) bringForward(shown);
    send();
  };
  const send = () => {
    const shown = window();
    if (shown === null || !hasPage || waiting === null) return;
    const { request } = waiting;
    waiting = null;
    try {
      shown.webContents.send('add', request);
    } catch (error) {
      console.error('gleaner: the article to add did not reach the page:', error);
    }
  };

  const askFromClipboard = async () => {
    // A clipboard that can't be read is one without an address.
    add(await fromClipboard().catch(() => null));
  };

  const given = addRequestIn(process.argv);
  if (given !== null) waiting = { request: given };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const request = readAddLink(url);
    if (request !== null) add(request);
  });

  return {
    register() {
      try {
        const [, entry] = process.argv;
        if (app.isPackaged || entry === undefined) app.setAsDefaultProtocolClient('gleaner');
        else app.setAsDefaultProtocolClient('gleaner', process.execPath, [resolve(entry), '--']);
        globalShortcut.register(keyEverywhere, () => void askFromClipboard());
      } catch (error) {
        console.error('gleaner: no gleaner: links or no key in other programs:', error);
      }
      app.on('will-quit', () => globalShortcut.unregisterAll());
    },
    isAskedBy(argv) {
      const request = addRequestIn(argv);
      if (request !== null) add(request);
      return request !== null;
    },
    pageReady() {
      hasPage = true;
      send();
    },
    pageGone() {
      hasPage = false;
    },
  };
}

/** An address that was just copied is mostly what is to be added. */
async function fromClipboard(): Promise<AddRequest | null> {
  const text = await clipboard.readText();
  return readAddLink(`gleaner://add?url=${encodeURIComponent(text.slice(0, 5000).trim().toWellFormed())}`);
}
