import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runDesktop } from '../../electron/desktop.ts';
import { lastNotebook, rememberNotebook } from '../../notes/files/remembered.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

const { app, person, utilityProcess, ipcMain } = standIn;
const argv = process.argv;
let base = '';
let notes = '';

beforeEach(() => {
  standIn.reset();
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  base = temporaryFolder('gleaner-desktop-');
  notes = join(base, 'notes');
  for (const folder of ['notes', 'other', 'ui', 'starter', 'documents']) mkdirSync(join(base, folder));
  writeFileSync(join(notes, '茶.md'), '茶');
  writeFileSync(join(base, 'ui/index.html'), '<title>Gleaner</title>');
  writeFileSync(join(base, 'starter/first.md'), '# First');
  standIn.paths['documents'] = join(base, 'documents');
  vi.stubEnv('GLEANER_HOME', join(base, 'home'));
  vi.stubEnv('GLEANER_DEV_URL', undefined);
  process.argv = ['electron', '/app', notes];
});
afterEach(() => {
  process.argv = argv;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.useRealTimers();
  removeFolder(base);
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

function run(): void {
  runDesktop({
    ui: join(base, 'ui'),
    starter: join(base, 'starter'),
    preload: '/built/preload.cjs',
    notebookProcess: '/built/notebook-process.js',
  });
}

async function started() {
  run();
  app.becomeReady();
  await settled();
  return { window: theWindow(), child: theChild() };
}
function theWindow(): standIn.BrowserWindow {
  const [window] = standIn.BrowserWindow.all;
  if (window === undefined) throw new Error('there is no window');
  return window;
}
function theChild(): standIn.UtilityProcess {
  const child = utilityProcess.forked.at(-1);
  if (child === undefined) throw new Error('there is no notebook process');
  return child;
}

/** Calls a channel as the page does. */
async function ask(channel: string, args: object): Promise<unknown> {
  const { webContents } = theWindow();
  return await ipcMain.handlers.get(channel)?.(
    { sender: webContents, senderFrame: webContents.mainFrame },
    args,
  );
}
/** Answers the question before closing, as the page does. */
async function answerClose(answer: string): Promise<void> {
  const question = theWindow().webContents.sent.findLast(({ channel }) => channel === 'close');
  await ask('close-answer', { asked: question?.args[0], answer });
  await settled();
}

describe('the start', () => {
  test('does what Electron allows only before it is ready', () => {
    run();
    expect(app.isSandboxed).toBe(true);
    expect(standIn.protocol.schemes).toHaveLength(1);
    expect(app.name).toBe('Gleaner');
    expect(standIn.paths['userData']).toBe(join(base, 'home/desktop'));
    expect(standIn.BrowserWindow.all).toEqual([]);
  });

  test('shows the folder of the command line in a guarded window and remembers it once it is open', async () => {
    const { window, child } = await started();
    expect(window.loaded).toEqual(['gleaner://app/']);
    expect(window.options.webPreferences).toMatchObject({ preload: '/built/preload.cjs', sandbox: true });
    expect(window.webContents.listenerCount('will-navigate')).toBe(1);
    expect(window.webContents.openHandler?.({ url: 'https://a/' })).toEqual({ action: 'deny' });
    expect(standIn.session.defaultSession.handlers.size).toBe(4);
    expect(child.told[0]?.message).toEqual({ kind: 'open', folder: notes });
    expect(lastNotebook()).toBeNull();
    child.emit('message', { kind: 'opened' });
    expect(lastNotebook()).toBe(notes);
    expect(person).toMatchObject({ boxes: [], errors: [] });
  });

  test('writes nothing into the notebook', async () => {
    await started();
    await ask('connect', {});
    expect(readdirSync(notes)).toEqual(['茶.md']);
  });

  test('without a folder shows the last one', async () => {
    process.argv = ['electron', '/app'];
    rememberNotebook(join(base, 'other'));
    const { child } = await started();
    expect(child.told[0]?.message).toEqual({ kind: 'open', folder: join(base, 'other') });
  });

  test('for the first time makes a notebook after saying where', async () => {
    process.argv = ['electron', '/app'];
    person.answers = [0];
    const { child } = await started();
    const folder = join(base, 'documents/Gleaner');
    expect(person.boxes[0]?.detail).toContain(folder);
    expect(readdirSync(folder)).toEqual(['first.md']);
    expect(child.told[0]?.message).toEqual({ kind: 'open', folder });
  });

  test('for the first time makes nothing when the person opens a folder instead, or leaves', async () => {
    process.argv = ['electron', '/app'];
    person.answers = [1];
    person.folders = [notes];
    const { child } = await started();
    expect(child.told[0]?.message).toEqual({ kind: 'open', folder: notes });
    rmSync(join(base, 'home'), { recursive: true });

    standIn.reset();
    standIn.person.answers = [2];
    run();
    app.becomeReady();
    await settled();
    expect(app.exitCode).toBe(0);
    expect(existsSync(join(base, 'documents/Gleaner'))).toBe(false);
  });

  test('says so when it has no place for its own data', () => {
    writeFileSync(join(base, 'home'), 'a file');
    run();
    expect(person.errors).toEqual([
      expect.stringContaining(`Could not make the folder ${join(base, 'home')}`),
    ]);
    expect(app.exitCode).toBe(1);
    expect(ipcMain.handlers.size).toBe(0);
  });

  test('says so when the built pages are missing', async () => {
    rmSync(join(base, 'ui/index.html'));
    run();
    app.becomeReady();
    await settled();
    expect(person.errors).toEqual([expect.stringContaining('npm run build')]);
    expect(app.exitCode).toBe(1);
    expect(utilityProcess.forked).toEqual([]);
  });

  test('shows the development server when there is one, and only its pages may ask', async () => {
    vi.stubEnv('GLEANER_DEV_URL', 'http://127.0.0.1:5173/');
    const { window } = await started();
    expect(window.loaded).toEqual(['http://127.0.0.1:5173/']);
    expect(await ask('connect', {})).toEqual({ ok: undefined });
    window.webContents.mainFrame.url = 'gleaner://app/';
    expect(await ask('connect', {})).toMatchObject({ error: { code: 'denied' } });
  });

  test('passes the language on to the page', async () => {
    process.argv = ['electron', '/app', '--lang=zh', notes];
    expect((await started()).window.loaded).toEqual(['gleaner://app/?lang=zh']);
  });
});

describe('a second instance', () => {
  test('ends at once', () => {
    app.hasLock = false;
    run();
    expect(app.quits).toBe(1);
    expect(ipcMain.handlers.size).toBe(0);
    app.becomeReady();
    expect(standIn.BrowserWindow.all).toEqual([]);
  });

  test('brings the window of the first to the front', async () => {
    const { window } = await started();
    window.calls.push('minimized');
    app.emit('second-instance', {}, ['electron', '/app', '--no-sandbox', '/nowhere'], base);
    await settled();
    expect(window.calls.slice(-2)).toEqual(['restore', 'focus']);
    expect(window.loaded).toHaveLength(1);
    expect(utilityProcess.forked).toHaveLength(1);
  });

  test('can ask for another folder, once what is open is saved', async () => {
    const { window, child } = await started();
    await ask('connect', {});
    app.emit('second-instance', {}, ['electron', '--no-sandbox', '/app', 'other'], base);
    await settled();
    expect(child.kinds()).not.toContain('close');
    await answerClose('close');
    child.emit('exit', 0);
    await settled();
    expect(theChild().told[0]?.message).toEqual({ kind: 'open', folder: join(base, 'other') });
    expect(window.loaded).toHaveLength(2);
    expect(standIn.BrowserWindow.all).toHaveLength(1);
  });
});

describe('the page', () => {
  test('is connected to the notebook, and again when the notebook died', async () => {
    const { window, child } = await started();
    await ask('connect', {});
    expect(child.kinds()).toEqual(['open', 'port']);
    expect(window.webContents.ports()).toHaveLength(1);
    vi.useFakeTimers();
    child.emit('exit', 139);
    vi.advanceTimersByTime(100);
    expect(utilityProcess.forked).toHaveLength(2);
    expect(window.webContents.ports()).toHaveLength(2);
  });

  test('gets the commands of its menu back', async () => {
    const { window } = await started();
    const items = [{ command: 'note.new', label: 'New note', accelerator: 'CmdOrCtrl+N' }];
    expect(await ask('set-menu', { sections: [{ label: 'File', items }] })).toEqual({ ok: undefined });
    standIn.Menu.shown?.at(-1)?.submenu?.[0]?.click?.();
    expect(window.webContents.sent.at(-1)).toMatchObject({ channel: 'command', args: ['note.new'] });
  });

  test('opens addresses outside and shows notes in their folder', async () => {
    const { window } = await started();
    window.webContents.emit('input-event', standIn.eventOf(), { type: 'mouseDown' });
    expect(await ask('open-external', { url: 'https://a.example/' })).toEqual({ ok: undefined });
    expect(await ask('open-external', { url: 'file:///etc/passwd' })).toMatchObject({
      error: { code: 'denied' },
    });
    expect(await ask('show-in-folder', { path: '茶.md' })).toEqual({ ok: undefined });
    expect(await ask('show-in-folder', { path: '../ui/index.html' })).toMatchObject({
      error: { code: 'bad-path' },
    });
    expect(standIn.opened).toMatchObject({ external: ['https://a.example/'], shown: [join(notes, '茶.md')] });
  });

  test('opens an address only after a click, a key or a menu item, or for a screen reader', async () => {
    const { window } = await started();
    const outcome = () => ask('open-external', { url: 'https://a.example/' });
    expect(await outcome()).toMatchObject({ error: { code: 'denied' } });
    app.hasScreenReader = true;
    expect(await outcome()).toEqual({ ok: undefined });
    app.hasScreenReader = false;
    const items = [{ command: 'source.open', label: 'Open article' }];
    await ask('set-menu', { sections: [{ label: 'File', items }] });
    expect(await outcome()).toMatchObject({ error: { code: 'denied' } });
    standIn.Menu.shown?.at(-1)?.submenu?.[0]?.click?.();
    expect(await outcome()).toEqual({ ok: undefined });
    expect(window.webContents.sent.at(-1)).toMatchObject({ channel: 'command', args: ['source.open'] });
    expect(standIn.opened.external).toHaveLength(2);
  });

  test('whose frame is gone when a menu item is chosen does not bring the window down', async () => {
    const { window } = await started();
    await ask('set-menu', { sections: [{ label: 'File', items: [{ command: 'note.new', label: 'New' }] }] });
    window.webContents.hasNoFrame = true;
    expect(() => standIn.Menu.shown?.at(-1)?.submenu?.[0]?.click?.()).not.toThrow();
    expect(console.error).toHaveBeenCalledOnce();
  });

  test('has the notebook checked when the window comes to the front', async () => {
    const { window, child } = await started();
    window.emit('focus');
    expect(child.kinds()).toEqual(['open', 'check']);
  });

  test('can be loaded again after it crashed, and the crash holds up nothing', async () => {
    const { window } = await started();
    await ask('connect', {});
    person.answers = [0];
    window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
    await settled();
    expect(person.boxes[0]?.message).toBe('The window stopped working.');
    expect(window.loaded).toHaveLength(2);
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    await settled();
    expect(person.boxes).toHaveLength(1);
  });
});

describe('opening another folder', () => {
  test('saves first, then shows it and remembers it once it is open', async () => {
    const { window, child } = await started();
    child.emit('message', { kind: 'opened' });
    await ask('connect', {});
    person.folders = [join(base, 'other')];
    const asked = ask('open-folder', {});
    await settled();
    expect(utilityProcess.forked).toHaveLength(1);
    await answerClose('close');
    child.emit('exit', 0);
    expect(await asked).toEqual({ ok: true });
    expect(window.loaded).toHaveLength(2);
    expect(theChild().told[0]?.message).toEqual({ kind: 'open', folder: join(base, 'other') });
    expect(lastNotebook()).toBe(notes);
    theChild().emit('message', { kind: 'opened' });
    expect(lastNotebook()).toBe(join(base, 'other'));
  });

  test('changes nothing when the person cancels, or stays with unsaved text', async () => {
    const { window, child } = await started();
    child.emit('message', { kind: 'opened' });
    await ask('connect', {});
    expect(await ask('open-folder', {})).toEqual({ ok: false });
    person.folders = [join(base, 'other')];
    const asked = ask('open-folder', {});
    await settled();
    await answerClose('keep');
    expect(await asked).toEqual({ ok: false });
    expect(window.loaded).toHaveLength(1);
    expect(child.kinds()).not.toContain('close');
    expect(lastNotebook()).toBe(notes);
  });

  test('is offered when a folder could not be opened', async () => {
    const { child } = await started();
    rememberNotebook(join(base, 'starter'));
    person.answers = [0];
    person.folders = [join(base, 'other')];
    child.emit('message', { kind: 'failed', message: 'it is a file' });
    child.emit('exit', 0);
    await settled();
    expect(person.boxes[0]).toMatchObject({
      message: `Gleaner could not open ${notes}.`,
      detail: 'it is a file',
    });
    expect(lastNotebook()).toBe(join(base, 'starter'));
    expect(theChild().told[0]?.message).toEqual({ kind: 'open', folder: join(base, 'other') });
  });

  test('is offered when the notebook keeps dying, by name', async () => {
    await started();
    vi.useFakeTimers();
    for (let death = 0; death < 5; death++) {
      theChild().emit('exit', 1);
      vi.advanceTimersByTime(1000);
    }
    expect(person.boxes[0]?.message).toContain(notes);
    expect(utilityProcess.forked).toHaveLength(5);
  });
});

describe('the end', () => {
  test('comes once the page has saved and the notebook is closed', async () => {
    const { window, child } = await started();
    await ask('connect', {});
    window.close();
    await settled();
    expect(window.isDestroyed()).toBe(false);
    await answerClose('close');
    expect(window.isDestroyed()).toBe(true);
    expect(child.kinds()).toEqual(['open', 'port', 'close']);
    expect(app.exitCode).toBeNull();
    child.emit('exit', 0);
    await settled();
    expect(app.exitCode).toBe(0);
  });

  test('by Quit waits for the page just as well, and can be called off', async () => {
    const { window } = await started();
    await ask('connect', {});
    app.quit();
    expect(window.isDestroyed()).toBe(false);
    await answerClose('keep');
    expect(window.isDestroyed()).toBe(false);
    expect(app.exitCode).toBeNull();
    app.quit();
    await answerClose('close');
    theChild().emit('exit', 0);
    await settled();
    expect(app.exitCode).toBe(0);
  });

  test('does not wait for a page that crashed', async () => {
    const { window } = await started();
    await ask('connect', {});
    person.answers = [1];
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await settled();
    theChild().emit('exit', 0);
    await settled();
    expect(app.exitCode).toBe(0);
  });
});

test('the page may show the window on the whole screen, and chooses the language that is spelled', async () => {
  const { window } = await started();
  expect(standIn.session.defaultSession.spelling.isOn).toBe(false);
  await ask('toggle-full-screen', {});
  expect(window.isFullScreen()).toBe(true);
  await ask('toggle-full-screen', {});
  expect(window.isFullScreen()).toBe(false);
  expect(await ask('spelling-languages', {})).toEqual({ ok: ['de', 'en-GB', 'en-US', 'fr'] });
  await ask('set-spelling', { language: 'de' });
  expect(standIn.session.defaultSession.spelling).toMatchObject({ isOn: true, languages: ['de'] });
});
