/** Finds the host of this page, desktop window or browser, and keeps a connection to its notebook. */
import type { Notebook } from '../notes/api.ts';
import type { Desktop } from '../notes/desktop.ts';
import { framesOf, type Port } from '../notes/remote.ts';
import { createConnection, retryDelayMs } from './connection.ts';
import { createSending, turnsOfPage } from './sending.ts';

export type HostState = 'online' | 'offline' | 'refused';

export interface Host {
  notebook: Notebook;
  desktop: Desktop | null;
  /** Tries at once instead of at the end of the wait. */
  retry(): void;
}

declare global {
  interface Window {
    /** The desktop's preload script puts it here; absent in a browser. */
    gleaner?: Desktop;
  }
}

/** Connects, and calls `changed` whenever the connection comes, goes, or is refused for good. */
export function findHost(changed: (state: HostState) => void): Host {
  return window.gleaner === undefined ? browserHost(changed) : desktopHost(window.gleaner, changed);
}

function desktopHost(desktop: NonNullable<Window['gleaner']>, changed: (state: HostState) => void): Host {
  const connection = createConnection();
  window.addEventListener('message', (message: MessageEvent<unknown>) => {
    const [messagePort] = message.ports;
    if (message.source !== window || message.data !== 'gleaner:port' || messagePort === undefined) return;
    const detach = connection.attach({
      post: (data) => messagePort.postMessage(data),
      listen: (listener) => (messagePort.onmessage = (event: MessageEvent<unknown>) => listener(event.data)),
    });
    messagePort.addEventListener('close', () => {
      detach();
      changed('offline');
    });
    changed('online');
  });
  desktop.connect();
  return { notebook: connection.notebook, desktop, retry: () => desktop.connect() };
}

function browserHost(changed: (state: HostState) => void): Host {
  const connection = createConnection();
  const tabs = new BroadcastChannel('gleaner');
  let tries = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  /** While the host was being asked: its answer may be about the cookie of before. */
  let isAskedAgain = false;
  const wasAskedAgain = () => isAskedAgain;

  const later = () => {
    isBusy = false;
    changed('offline');
    waiting = setTimeout(() => void open(), retryDelayMs(tries++));
  };

  const open = async (): Promise<void> => {
    clearTimeout(waiting);
    if (isBusy) {
      isAskedAgain = true;
      return;
    }
    isBusy = true;
    isAskedAgain = false;
    const answer = await signIn();
    if (answer === 'refused' && wasAskedAgain()) {
      isBusy = false;
      return open();
    }
    if (answer === 'refused') {
      // Not tried again by itself: another answer can only come from another address or another start.
      isBusy = false;
      changed('refused');
      return;
    }
    if (answer === 'away') return later();
    const socket = new WebSocket(notebookAddress(), socketProtocols());
    let detach: (() => void) | null = null;
    socket.addEventListener('open', () => {
      tries = 0;
      detach = connection.attach(socketPort(socket));
      changed('online');
      tabs.postMessage('signed in');
    });
    socket.addEventListener('close', () => {
      detach?.();
      later();
    });
  };

  const retry = () => {
    tries = 0;
    void open();
  };
  // A new address pasted into this tab changes only the fragment: nothing is loaded again by itself.
  window.addEventListener('hashchange', () => {
    if (tokenInAddress() !== null) retry();
  });
  // Another tab has opened the address of a new start: its cookie is good for this one, too.
  tabs.onmessage = retry;
  window.addEventListener('online', retry);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) retry();
  });
  void open();
  return { notebook: connection.notebook, desktop: null, retry };
}

function tokenInAddress(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get('token');
}

/**
 * The key that the host answers beside its cookie. The cookie goes to every port of this machine; this storage
 * belongs to one port, so no other server there can have both.
 */
const keyName = 'gleaner.key';
/** For a browser that keeps nothing: there, a page that is loaded again needs a new address. */
let keyOfPage: string | null = null;

function storedKey(): string | null {
  try {
    const stored = localStorage.getItem(keyName);
    // Another program may have had this port before, and left anything here.
    return stored !== null && /^[\w-]{43}$/.test(stored) ? stored : keyOfPage;
  } catch {
    return keyOfPage;
  }
}

function keepKey(key: string): void {
  keyOfPage = key;
  try {
    localStorage.setItem(keyName, key);
  } catch {
    // `keyOfPage` has it.
  }
}

/** A handshake's subprotocols are all that a page can say there. The host chooses the first and reads the second. */
function socketProtocols(): string[] {
  const key = storedKey();
  return key === null ? ['gleaner'] : ['gleaner', `key.${key}`];
}

/**
 * Trades the token of the address for a cookie and a key, or asks whether those of an earlier visit are still good,
 * and takes the token out of the address bar and the history.
 */
async function signIn(): Promise<'in' | 'refused' | 'away'> {
  const token = tokenInAddress();
  const key = storedKey();
  try {
    const answer = await fetch('session', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-gleaner': '1',
        ...(key !== null && { 'x-gleaner-key': key }),
      },
      body: JSON.stringify(token === null ? {} : { token }),
      credentials: 'same-origin',
    });
    if (answer.ok) {
      if (answer.status === 200) keepKey(((await answer.json()) as { key: string }).key);
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
      return 'in';
    }
    return answer.status === 401 || answer.status === 403 ? 'refused' : 'away';
  } catch {
    return 'away';
  }
}

function notebookAddress(): string {
  const address = new URL('notebook', window.location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  address.hash = '';
  address.search = '';
  return address.href;
}

function socketPort(socket: WebSocket): Port {
  const sending = createSending((frame) => socket.send(frame), turnsOfPage());
  // What is left of a long text must not wait for a page that is closed.
  const drain = () => {
    if (document.hidden) sending.drain();
  };
  document.addEventListener('visibilitychange', drain);
  window.addEventListener('pagehide', sending.drain);
  socket.addEventListener('close', () => {
    document.removeEventListener('visibilitychange', drain);
    window.removeEventListener('pagehide', sending.drain);
  });
  return {
    post: (message) => sending.send(framesOf(message)),
    listen: (listener) =>
      (socket.onmessage = (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(JSON.parse(event.data));
      }),
  };
}
