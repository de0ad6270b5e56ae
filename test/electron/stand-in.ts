/**
 * The used part of the `electron` module, by hand: the real one runs only inside Electron. It keeps what it was
 * told, so that tests can look, and refuses what Electron refuses (too early, twice, on a destroyed window).
 * Use: `vi.mock('electron', () => import('./stand-in.ts'))`, and `reset()` before each test.
 */
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

type Handler = (...args: unknown[]) => unknown;

/** What a person answers in the next dialogs, in order, and what was shown to them. */
export const person = {
  answers: [] as number[],
  folders: [] as (string | null)[],
  /** When set, no dialog can be shown. */
  isUnreachable: false,
  boxes: [] as { message: string; detail?: string; buttons: string[] }[],
  errors: [] as string[],
};

export const opened = { external: [] as string[], shown: [] as string[], failsWith: null as Error | null };
export const paths = { documents: '/nowhere/documents', userData: '/nowhere/userData' } as Record<
  string,
  string
>;

class App extends EventEmitter {
  isPackaged = false;
  locale = 'en-US';
  hasLock = true;
  isSandboxed = false;
  name = '';
  quits = 0;
  exitCode: number | null = null;
  isReadyNow = false;
  hasScreenReader = false;
  #ready = Promise.withResolvers<undefined>();

  setName(name: string) {
    this.name = name;
  }
  setPath(name: string, path: string) {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`);
    paths[name] = path;
  }
  getPath(name: string) {
    return paths[name] ?? '';
  }
  getLocale() {
    this.needsReady('getLocale');
    return this.locale;
  }
  isAccessibilitySupportEnabled() {
    return this.hasScreenReader;
  }
  requestSingleInstanceLock() {
    return this.hasLock;
  }
  protocolClients: unknown[][] = [];
  setAsDefaultProtocolClient(...args: unknown[]) {
    this.protocolClients.push(args);
    return true;
  }
  enableSandbox() {
    if (this.isReadyNow) throw new Error('app.enableSandbox() must be called before the app is ready');
    this.isSandboxed = true;
  }
  whenReady() {
    return this.#ready.promise;
  }
  becomeReady() {
    this.isReadyNow = true;
    this.#ready.resolve(undefined);
  }
  /** As Electron does: windows are asked to close, and the app ends when none is left. */
  quit() {
    this.quits++;
    this.emit('before-quit', eventOf());
    for (const window of BrowserWindow.all) window.close();
    if (BrowserWindow.all.length > 0) return;
    const event = eventOf();
    this.emit('will-quit', event);
    if (!event.defaultPrevented) this.exitCode ??= 0;
  }
  exit(code: number) {
    this.exitCode ??= code;
  }
  needsReady(what: string) {
    if (!this.isReadyNow) throw new Error(`${what} was used before the app is ready`);
  }
  reset() {
    this.removeAllListeners();
    Object.assign(this, { isPackaged: false, locale: 'en-US', hasLock: true, isSandboxed: false, quits: 0 });
    Object.assign(this, {
      exitCode: null,
      isReadyNow: false,
      hasScreenReader: false,
      name: '',
      protocolClients: [],
    });
    this.#ready = Promise.withResolvers<undefined>();
  }
}
export const app = new App();

/** An event whose default can be prevented, with more properties where Electron adds them. */
export function eventOf<T extends object>(more?: T) {
  const event = {
    defaultPrevented: false,
    preventDefault: () => void (event.defaultPrevented = true),
    ...more,
  };
  return event as { defaultPrevented: boolean; preventDefault(): void } & T;
}

export class MessagePortMain extends EventEmitter {
  readonly port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('close', () => this.emit('close'));
  }
  postMessage(message: unknown) {
    this.port.postMessage(message);
  }
  start() {
    this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }
  close() {
    this.port.close();
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}

export class WebContents extends EventEmitter {
  sent: { channel: string; args: unknown[]; ports: MessagePortMain[] }[] = [];
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  isGone = false;
  isDead = false;
  /** The page's frame is gone for the moment, though its window is there. */
  hasNoFrame = false;
  readonly mainFrame = { parent: null, url: 'about:blank' };

  send(channel: string, ...args: unknown[]) {
    this.#mustLive();
    this.sent.push({ channel, args, ports: [] });
  }
  postMessage(channel: string, message: unknown, ports: MessagePortMain[] = []) {
    this.#mustLive();
    this.sent.push({ channel, args: [message], ports });
  }
  zoomLevel = 0;
  replaced: string[] = [];
  get session() {
    return defaultSession;
  }
  getZoomLevel() {
    return this.zoomLevel;
  }
  setZoomLevel(level: number) {
    this.zoomLevel = level;
  }
  replaceMisspelling(word: string) {
    this.replaced.push(word);
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.openHandler = handler;
  }
  isCrashed() {
    return this.isDead;
  }
  isDestroyed() {
    return this.isGone;
  }
  ports() {
    return this.sent.filter(({ channel }) => channel === 'port');
  }
  #mustLive() {
    if (this.isGone) throw new Error('Object has been destroyed');
    if (this.hasNoFrame) throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  }
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> };
  readonly webContents = new WebContents();
  loaded: string[] = [];
  calls: string[] = [];
  bounds = { x: 10, y: 20, width: 1000, height: 700 };
  isMax = false;
  isFull = false;
  #isGone = false;

  constructor(options: BrowserWindow['options']) {
    super();
    app.needsReady('BrowserWindow');
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', eventOf(), this.webContents);
  }
  loadURL(url: string) {
    this.loaded.push(url);
    this.webContents.emit('did-start-navigation', eventOf({ url, isMainFrame: true, isSameDocument: false }));
    this.webContents.mainFrame.url = url;
    return Promise.resolve();
  }
  close() {
    const event = eventOf();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy() {
    if (this.#isGone) return;
    this.#isGone = true;
    this.webContents.isGone = true;
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this);
    this.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
  }
  isDestroyed() {
    return this.#isGone;
  }
  static fromWebContents(contents: WebContents) {
    return BrowserWindow.all.find((window) => window.webContents === contents) ?? null;
  }
  isFullScreen() {
    return this.isFull;
  }
  setFullScreen(isFull: boolean) {
    this.isFull = isFull;
  }
  getNormalBounds() {
    return this.bounds;
  }
  isMaximized() {
    return this.isMax;
  }
  maximize() {
    this.calls.push('maximize');
  }
  isMinimized() {
    return this.calls.includes('minimized');
  }
  restore() {
    this.calls.push('restore');
  }
  focus() {
    this.calls.push('focus');
  }
  show() {
    this.calls.push('show');
  }
}

export class UtilityProcess extends EventEmitter {
  readonly args: unknown[];
  told: { message: unknown; ports: MessagePortMain[] }[] = [];
  isKilled = false;

  constructor(args: unknown[]) {
    super();
    this.args = args;
  }
  postMessage(message: unknown, ports: MessagePortMain[] = []) {
    this.told.push({ message, ports });
  }
  kill() {
    this.isKilled = true;
    this.emit('exit', 15);
    return true;
  }
  kinds() {
    return this.told.map(({ message }) => (message as { kind: string }).kind);
  }
}
export const utilityProcess = {
  forked: [] as UtilityProcess[],
  fork(...args: unknown[]) {
    app.needsReady('utilityProcess.fork');
    const child = new UtilityProcess(args);
    utilityProcess.forked.push(child);
    return child;
  },
};

export const ipcMain = {
  handlers: new Map<string, Handler>(),
  handle(channel: string, handler: Handler) {
    if (ipcMain.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    ipcMain.handlers.set(channel, handler);
  },
};

export const protocol = {
  schemes: [] as unknown[],
  handlers: new Map<string, (request: { method: string; url: string }) => Promise<Response>>(),
  registerSchemesAsPrivileged(schemes: unknown[]) {
    if (app.isReadyNow)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    protocol.schemes.push(...schemes);
  },
  handle(scheme: string, handler: (request: { method: string; url: string }) => Promise<Response>) {
    app.needsReady('protocol.handle');
    if (protocol.handlers.has(scheme)) throw new Error(`The scheme is registered already: ${scheme}`);
    protocol.handlers.set(scheme, handler);
  },
};

class Session extends EventEmitter {
  handlers = new Map<string, Handler | null>();
  setPermissionRequestHandler(handler: Handler) {
    this.handlers.set('request', handler);
  }
  setPermissionCheckHandler(handler: Handler) {
    this.handlers.set('check', handler);
  }
  setDevicePermissionHandler(handler: Handler) {
    this.handlers.set('device', handler);
  }
  setDisplayMediaRequestHandler(handler: Handler) {
    this.handlers.set('display', handler);
  }
  /** Electron's own start: on, in the language of the system. */
  spelling = { isOn: true, languages: ['en-US'], learned: [] as string[] };
  availableSpellCheckerLanguages = ['de', 'en-GB', 'en-US', 'fr'];
  setSpellCheckerEnabled(isOn: boolean) {
    this.spelling.isOn = isOn;
  }
  setSpellCheckerLanguages(languages: string[]) {
    const isKnown = languages.every((one) => this.availableSpellCheckerLanguages.includes(one));
    if (!isKnown) throw new Error('Invalid language code provided');
    this.spelling.languages = languages;
  }
  addWordToSpellCheckerDictionary(word: string) {
    this.spelling.learned.push(word);
    return true;
  }
}
const defaultSession = new Session();
export const session = {
  get defaultSession() {
    app.needsReady('session.defaultSession');
    return defaultSession;
  },
};

export interface Template {
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  enabled?: boolean;
  click?: () => void;
  submenu?: Template[];
}
export const Menu = {
  shown: null as Template[] | null,
  /** Menus that were opened at the pointer. */
  popped: [] as Template[][],
  buildFromTemplate(template: Template[]) {
    const items = template.flatMap((item) => [item, ...(item.submenu ?? [])]);
    const wrong = items.find(({ accelerator }) => accelerator?.endsWith('+') === true);
    if (wrong) throw new TypeError(`Error processing argument: ${String(wrong.accelerator)}`);
    if (
      items.some((item) => item.label === undefined && item.role === undefined && item.type === undefined)
    ) {
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    }
    return Object.assign(template, { popup: () => void Menu.popped.push(template) });
  },
  setApplicationMenu(menu: Template[]) {
    Menu.shown = menu;
  },
};

export const dialog = {
  showMessageBox(...args: unknown[]) {
    app.needsReady('dialog.showMessageBox');
    if (person.isUnreachable) return Promise.reject(new Error('Object has been destroyed'));
    person.boxes.push(args.at(-1) as (typeof person.boxes)[number]);
    const response = person.answers.shift();
    // Nobody answers: the dialog stays.
    return response === undefined ? new Promise<never>(() => undefined) : Promise.resolve({ response });
  },
  showOpenDialog() {
    app.needsReady('dialog.showOpenDialog');
    const folder = person.folders.shift() ?? null;
    return Promise.resolve({ canceled: folder === null, filePaths: folder === null ? [] : [folder] });
  },
  showErrorBox(title: string, content: string) {
    person.errors.push(`${title} ${content}`);
  },
};

export const globalShortcut = {
  keys: new Map<string, () => void>(),
  /** Another program has the key. */
  isTaken: false,
  register(key: string, run: () => void) {
    app.needsReady('globalShortcut.register');
    if (globalShortcut.isTaken) return false;
    globalShortcut.keys.set(key, run);
    return true;
  },
  unregisterAll() {
    globalShortcut.keys.clear();
  },
};

export const clipboard = { text: '', readText: () => Promise.resolve(clipboard.text) };

export const shell = {
  openExternal(url: string) {
    if (opened.failsWith !== null) return Promise.reject(opened.failsWith);
    opened.external.push(url);
    return Promise.resolve();
  },
  showItemInFolder(path: string) {
    opened.shown.push(path);
  },
};

export const nativeTheme = { shouldUseDarkColors: false };
export const screen = {
  workArea: { x: 0, y: 0, width: 1920, height: 1080 },
  getDisplayMatching() {
    app.needsReady('screen');
    return { workArea: screen.workArea };
  },
};

/** The preload script's side. */
class IpcRenderer extends EventEmitter {
  invoked: { channel: string; args: unknown[] }[] = [];
  outcome: unknown = { ok: null };
  invoke(channel: string, ...args: unknown[]) {
    this.invoked.push({ channel, args });
    return Promise.resolve(this.outcome);
  }
}
export const ipcRenderer = new IpcRenderer();
export const contextBridge = {
  exposed: new Map<string, unknown>(),
  exposeInMainWorld(name: string, value: unknown) {
    contextBridge.exposed.set(name, value);
  },
};

/** As if Electron had just started. */
export function reset(): void {
  app.reset();
  BrowserWindow.all = [];
  utilityProcess.forked = [];
  ipcMain.handlers.clear();
  protocol.schemes = [];
  protocol.handlers.clear();
  defaultSession.removeAllListeners();
  defaultSession.handlers.clear();
  Menu.shown = null;
  Menu.popped = [];
  defaultSession.spelling = { isOn: true, languages: ['en-US'], learned: [] };
  Object.assign(person, { answers: [], folders: [], boxes: [], errors: [], isUnreachable: false });
  Object.assign(opened, { external: [], shown: [], failsWith: null });
  nativeTheme.shouldUseDarkColors = false;
  screen.workArea = { x: 0, y: 0, width: 1920, height: 1080 };
  ipcRenderer.removeAllListeners();
  Object.assign(ipcRenderer, { invoked: [], outcome: { ok: null } });
  globalShortcut.keys.clear();
  Object.assign(globalShortcut, { isTaken: false });
  clipboard.text = '';
  contextBridge.exposed.clear();
}
