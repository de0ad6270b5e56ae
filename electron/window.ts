/** The window, and what every page in the app may never do. */
import {
  app,
  BrowserWindow,
  type IpcMainInvokeEvent,
  nativeTheme,
  screen,
  session,
  type Session,
  type WebContents,
} from 'electron';
import { openExternal } from './outside.ts';
import { type Placement, readPlacement, writePlacement } from './settings.ts';

/** How long a key or a click counts as the reason for what the page does next; Chromium's own figure. */
const gestureMs = 5000;
const gestureEvents = new Set(['mouseDown', 'mouseUp', 'rawKeyDown', 'keyDown', 'gestureTap']);

const gestureAt = new WeakMap<WebContents, number>();

/** A person has just done something on this page: pressed a key, clicked, or chosen a menu item that it gets. */
export function noteGesture(contents: WebContents): void {
  gestureAt.set(contents, Date.now());
}

/** Whether a person has done something on this page in the last 5 s. */
export function hasGesture(contents: WebContents): boolean {
  return Date.now() - (gestureAt.get(contents) ?? -Infinity) < gestureMs;
}

/** Ends with `/`, so that a host that merely begins like ours does not pass. */
export function isAppUrl(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`);
}

export function createWindow(options: { preload: string; placementFile: string }): BrowserWindow {
  const placement = visible(readPlacement(options.placementFile));
  const { width = 1280, height = 820, maximized = false } = placement ?? {};
  const window = new BrowserWindow({
    width,
    height,
    ...(placement === null ? {} : { x: placement.x, y: placement.y }),
    minWidth: 480,
    minHeight: 360,
    show: false,
    title: 'Gleaner',
    // The UI's canvas in both themes: the window must not flash white before the first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1d1b18' : '#fdfcfa',
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      // The session keeps it off until a language is chosen: spelling.ts.
      spellcheck: true,
      devTools: !app.isPackaged,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    writePlacement(options.placementFile, { x, y, width, height, maximized: window.isMaximized() });
  });
  return window;
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** A screen may be gone since last time: a window that nobody sees is placed anew. */
function visible(placement: Placement | null): Placement | null {
  if (placement === null) return null;
  const { workArea } = screen.getDisplayMatching(placement);
  const isSeen =
    placement.x < workArea.x + workArea.width - 50 &&
    placement.x + placement.width > workArea.x + 50 &&
    placement.y >= workArea.y - 10 &&
    placement.y < workArea.y + workArea.height - 50;
  return isSeen ? placement : null;
}

/** Whether a message comes from the main frame of `window`, showing the app's own page. */
export function isFromPage(event: IpcMainInvokeEvent, window: BrowserWindow | null, origin: string): boolean {
  const frame = event.senderFrame;
  if (window === null || window.isDestroyed() || frame === null) return false;
  return event.sender === window.webContents && frame.parent === null && isAppUrl(frame.url, origin);
}

/** Call before the first window: holds for every page there will ever be. */
export function guardAllContents(origin: string): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, origin));
}

function guardContents(contents: WebContents, origin: string): void {
  contents.on('input-event', (_event, { type }) => {
    if (gestureEvents.has(type)) noteGesture(contents);
  });
  const stayHome = (event: { url: string; preventDefault(): void }) => {
    if (!isAppUrl(event.url, origin)) event.preventDefault();
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-frame-navigate', (event) => {
    // A frame written by our own page (the reading view) has no address of its own.
    if (!event.isMainFrame && event.url === 'about:srcdoc') return;
    stayHome(event);
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Closing asks the page by itself; a page must not be able to hold the window with `beforeunload`.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (hasGesture(contents)) {
      openExternal(url).catch((error: unknown) => console.error('gleaner:', error));
    }
    return { action: 'deny' };
  });
}

/** Permissions and downloads are refused, but for writing text to the clipboard ("Copy path"). Call when ready. */
export function guardSession(origin: string, guarded: Session = session.defaultSession): void {
  const isAllowed = (permission: string, from: string) =>
    permission === 'clipboard-sanitized-write' && isAppUrl(from.endsWith('/') ? from : `${from}/`, origin);
  guarded.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(details.isMainFrame && isAllowed(permission, details.requestingUrl));
  });
  guarded.setPermissionCheckHandler((_contents, permission, from, details) => {
    return details.isMainFrame && isAllowed(permission, from);
  });
  guarded.setDevicePermissionHandler(() => false);
  guarded.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  guarded.on('will-download', (event) => event.preventDefault());
}
