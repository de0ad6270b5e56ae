/** The page's only door to the desktop: named functions, plain values. Runs sandboxed, apart from the page's own code. */
import { contextBridge, ipcRenderer } from 'electron';
import type { AddRequest, Desktop } from '../notes/desktop.ts';
import type { Asked, Channel, Outcome } from './channels.ts';

// The part of the DOM that is used here; its types would leak into everything else that runs on Node.
declare const window: {
  postMessage(message: string, origin: string, ports: readonly unknown[]): void;
  location: { origin: string };
};
declare const navigator: { userActivation: { isActive: boolean } };

/** As long as Chromium counts a click or a key as the reason for what follows. */
const gestureMs = 5000;

let onCommand: (command: string) => void = () => undefined;
let onAdd: ((request: AddRequest | null) => void) | null = null;
/** Came before the page listened. */
let added: { request: AddRequest | null } | null = null;
let onClose: (() => Promise<boolean>) | null = null;
// A menu item's key never reaches the page, and so leaves no trace in `userActivation`.
let commandAt = -Infinity;

async function ask<C extends Channel>(channel: C, args: Asked<C>): Promise<unknown> {
  const outcome = (await ipcRenderer.invoke(channel, args)) as Outcome;
  if ('ok' in outcome) return outcome.ok;
  throw new Error(outcome.error.message);
}

ipcRenderer.on('port', (event) => {
  window.postMessage('gleaner:port', window.location.origin, event.ports as unknown[]);
});

ipcRenderer.on('command', (_event, command: string) => {
  commandAt = Date.now();
  onCommand(command);
});

ipcRenderer.on('add', (_event, request: AddRequest | null) => {
  if (onAdd === null) added = { request };
  else onAdd(request);
});

ipcRenderer.on('close', (_event, asked: number) => {
  answerClose()
    .then((answer) => ask('close-answer', { asked, answer }))
    .catch(console.error);
});

async function answerClose(): Promise<Asked<'close-answer'>['answer']> {
  if (onClose === null) return 'close';
  try {
    return (await onClose()) ? 'close' : 'keep';
  } catch {
    return 'failed';
  }
}

const desktop: Desktop = {
  connect() {
    ask('connect', {}).catch(console.error);
  },
  async openExternal(url) {
    if (!navigator.userActivation.isActive && Date.now() - commandAt > gestureMs) {
      throw new Error('Gleaner opens an address only when you click it or press a key for it.');
    }
    await ask('open-external', { url });
  },
  async showInFolder(path) {
    await ask('show-in-folder', { path });
  },
  openFolder: async () => (await ask('open-folder', {})) === true,
  async setMenu(sections) {
    await ask('set-menu', { sections });
  },
  async setUnsaved(paths) {
    await ask('set-unsaved', { paths });
  },
  saveCopy: async (name, text) => (await ask('save-copy', { name, text })) as string | null,
  async toggleFullScreen() {
    await ask('toggle-full-screen', {});
  },
  spellingLanguages: async () => (await ask('spelling-languages', {})) as string[],
  async setSpelling(language) {
    await ask('set-spelling', { language });
  },
  onCommand(listener) {
    onCommand = listener;
  },
  onAdd(listener) {
    onAdd = listener;
    if (added !== null) listener(added.request);
    added = null;
  },
  onClose(listener) {
    onClose = listener;
  },
};

contextBridge.exposeInMainWorld('gleaner', desktop);
