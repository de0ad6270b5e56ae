/** The main process: wires the window, the menu, the dialogs and the notebook process, and does nothing else. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { NotesError } from '../notes/api.ts';
import { toNotesError } from '../notes/files/errors.ts';
import { makeStarter, starterFolder } from '../notes/files/first-notebook.ts';
import { dataFolder } from '../notes/files/home.ts';
import { lastNotebook, rememberNotebook } from '../notes/files/remembered.ts';
import { createAdding } from './adding.ts';
import { answerPage } from './channels.ts';
import { type Closing, closeSafely } from './closing.ts';
import { logMainFailures } from './failures.ts';
import { createKeeper } from './keeper.ts';
import { showDefaultMenu, showMenu } from './menu.ts';
import { openExternal, showInFolder } from './outside.ts';
import { saveCopy } from './save-copy.ts';
import { appOrigin, registerScheme, serveUi } from './protocol.ts';
import { allowedFrom, developmentOrigin, folderFrom, languageFrom } from './start.ts';
import { keepSpellingOff, offerSpellings, setSpelling, spellingLanguages, zoomByWheel } from './spelling.ts';
import {
  bringForward,
  createWindow,
  guardAllContents,
  guardSession,
  hasGesture,
  isFromPage,
  noteGesture,
} from './window.ts';
import { words } from './words.ts';

/** Absolute paths of what was built. */
export interface DesktopParts {
  /** Folder with `index.html`. */
  ui: string;
  /** Folder with the notes of a first notebook. */
  starter: string;
  preload: string;
  notebookProcess: string;
}

/** Runs the desktop window until it is closed. Call at once: some of it must happen before Electron is ready. */
export function runDesktop(parts: DesktopParts): void {
  app.setName('Gleaner');
  try {
    keepDataIn(join(dataFolder(), 'desktop'));
  } catch (error) {
    endWith(toNotesError(error, `make the folder ${dataFolder()}`));
    return;
  }
  logMainFailures();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const development = developmentOrigin(process.env['GLEANER_DEV_URL'], app.isPackaged);
  const origin = development ?? appOrigin;
  const language = languageFrom(process.argv);
  const address = `${origin}/${language === null ? '' : `?lang=${language}`}`;

  registerScheme();
  app.enableSandbox();
  guardAllContents(origin);

  let window: BrowserWindow | null = null;
  let closing: Closing | null = null;
  const adding = createAdding(() => window);

  const keeper = createKeeper({
    entry: parts.notebookProcess,
    allowedAddresses: allowedFrom(process.argv),
    onOpened: remember,
    onFailed: (folder, message) =>
      unwatched(offerAnother(words().cannotOpen(folder), message, () => keeper.open(folder))),
    onGivenUp: (folder, tryAgain) =>
      unwatched(offerAnother(words().keepsEnding(folder), words().keepsEndingDetail, tryAgain)),
  });

  async function start(): Promise<void> {
    guardSession(origin);
    keepSpellingOff();
    serveUi(parts.ui);
    if (development === null) adding.register();
    showDefaultMenu({ openFolder: () => unwatched(chooseFolder()), developerTools: !app.isPackaged });
    if (development === null && !existsSync(join(parts.ui, 'index.html'))) {
      dialog.showErrorBox(words().pageMissing, words().pageMissingDetail);
      app.exit(1);
      return;
    }
    const folder =
      folderFrom(process.argv, process.cwd(), app.isPackaged) ?? lastNotebook() ?? (await firstNotebook());
    if (folder === null) {
      app.quit();
      return;
    }
    await show(folder);
  }

  /** Says where the first notebook will be before it makes it; `null` when the person would rather not. */
  async function firstNotebook(): Promise<string | null> {
    const say = words();
    const folder = starterFolder(app.getPath('documents'));
    const { response } = await dialog.showMessageBox({
      type: 'info',
      message: say.welcome,
      detail: say.starterDetail(folder),
      buttons: [say.makeStarter, say.openFolder, say.quit],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    if (response === 0) return makeStarter(folder, parts.starter);
    return response === 1 ? askForFolder() : null;
  }

  /** Opens `folder` in the window, making it if there is none. The page before has been saved by now. */
  async function show(folder: string): Promise<void> {
    window ??= openWindow();
    // Not one after the other: nobody may type into a page whose notebook is closing.
    await Promise.all([keeper.open(folder), load(window)]);
  }

  async function load(into: BrowserWindow): Promise<void> {
    closing?.pageGone();
    adding.pageGone();
    try {
      await into.loadURL(address);
    } catch (error) {
      console.error(`gleaner: ${address} did not load:`, error);
    }
  }

  function openWindow(): BrowserWindow {
    const opened = createWindow({
      preload: parts.preload,
      placementFile: join(app.getPath('userData'), 'window.json'),
    });
    closing = closeSafely(opened);
    offerSpellings(opened.webContents);
    zoomByWheel(opened.webContents);
    opened.on('focus', () => keeper.check());
    opened.on('closed', () => (window = null));
    opened.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) closing?.pageGone();
    });
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      closing?.pageGone();
      if (reason !== 'clean-exit') unwatched(offerReload(opened, reason));
    });
    return opened;
  }

  async function offerReload(opened: BrowserWindow, reason: string): Promise<void> {
    const say = words();
    const { response } = await dialog.showMessageBox(opened, {
      type: 'error',
      message: say.pageGone,
      detail: `${say.pageGoneDetail} (${reason})`,
      buttons: [say.reload, say.quit],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response === 0) await load(opened);
    else app.quit();
  }

  async function offerAnother(message: string, detail: string, tryAgain: () => unknown): Promise<void> {
    const say = words();
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message,
      detail,
      buttons: [say.openFolder, say.tryAgain, say.quit],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    if (response === 0) await chooseFolder();
    else if (response === 1) await tryAgain();
    else app.quit();
  }

  async function askForFolder(): Promise<string | null> {
    const properties: ('openDirectory' | 'createDirectory')[] = ['openDirectory', 'createDirectory'];
    const { canceled, filePaths } = await (window === null
      ? dialog.showOpenDialog({ properties })
      : dialog.showOpenDialog(window, { properties }));
    return canceled ? null : (filePaths[0] ?? null);
  }

  async function chooseFolder(): Promise<boolean> {
    const folder = await askForFolder();
    return folder !== null && switchTo(folder);
  }

  /** Saves what is open first; `false`: a person wants to stay with it. */
  async function switchTo(folder: string): Promise<boolean> {
    if (closing !== null && !(await closing.flush())) return false;
    await show(folder);
    return true;
  }

  function sendCommand(command: string): void {
    if (window === null) return;
    noteGesture(window.webContents);
    try {
      window.webContents.send('command', command);
    } catch (error) {
      // Between two pages there is nobody to do it.
      console.error(`gleaner: ${command} did not reach the page:`, error);
    }
  }

  answerPage((event) => isFromPage(event, window, origin), {
    connect() {
      if (window === null) return;
      closing?.pageReady();
      keeper.connect(window.webContents);
      adding.pageReady();
    },
    'open-external': ({ url }) => {
      // A screen reader presses links without a key or a click that could be seen here; the preload script looks then.
      const isAsked = window !== null && hasGesture(window.webContents);
      if (!isAsked && !hasScreenReader()) {
        throw new NotesError(
          'denied',
          'Gleaner opens an address only when you click it or press a key for it.',
        );
      }
      return openExternal(url);
    },
    'show-in-folder': ({ path }) => showInFolder(keeper.folder, path),
    'open-folder': chooseFolder,
    'set-menu': ({ sections }) => showMenu(sections, sendCommand),
    'set-unsaved': ({ paths }) => closing?.setUnsaved(paths),
    'save-copy': ({ name, text }) => saveCopy(window, name, text),
    'toggle-full-screen': () => window?.setFullScreen(!window.isFullScreen()),
    'spelling-languages': () => spellingLanguages(),
    'set-spelling': ({ language }) => setSpelling(language),
    'close-answer': (answer) => closing?.answered(answer),
  });

  app.on('second-instance', (_event, argv, workingFolder) => {
    if (adding.isAskedBy(argv) || window === null) return;
    bringForward(window);
    const folder = folderFrom(argv, workingFolder, app.isPackaged);
    if (folder !== null && folder !== keeper.folder) unwatched(switchTo(folder));
  });

  // One window: when it is closed, what it was for is done, on macOS too.
  app.on('window-all-closed', () => app.quit());
  let isNotebookClosed = false;
  app.on('will-quit', (event) => {
    if (isNotebookClosed) return;
    event.preventDefault();
    void keeper.close().finally(() => {
      isNotebookClosed = true;
      app.quit();
    });
  });

  app.whenReady().then(start).catch(endWith);
}

/** Beside everything else that Gleaner keeps for this person. One instance runs for each such folder. */
function keepDataIn(folder: string): void {
  // Electron takes only a folder that is there.
  mkdirSync(folder, { recursive: true });
  app.setPath('userData', folder);
}

function remember(folder: string): void {
  try {
    rememberNotebook(folder);
  } catch (error) {
    console.error('gleaner: the notebook will not be remembered:', error);
  }
}

function hasScreenReader(): boolean {
  // Electron promises the question on macOS and Windows only.
  return 'isAccessibilitySupportEnabled' in app && app.isAccessibilitySupportEnabled();
}

/** For work that nobody waits for, such as a dialog whose window goes away: what fails is logged and ends nothing. */
function unwatched(work: Promise<unknown>): void {
  work.catch((error: unknown) => console.error('gleaner:', error));
}

function endWith(error: unknown): void {
  console.error('gleaner:', error);
  dialog.showErrorBox('Gleaner', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
