import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWindow, guardAllContents, guardSession } from '../../electron/window.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

const origin = 'gleaner://app';
let folder = '';
beforeEach(() => {
  standIn.reset();
  standIn.app.becomeReady();
  folder = temporaryFolder('gleaner-window-');
});
afterEach(() => {
  vi.useRealTimers();
  removeFolder(folder);
});

/** A window with its placement kept in the test's folder. */
function made(): standIn.BrowserWindow {
  createWindow({ preload: '/built/preload.cjs', placementFile: join(folder, 'window.json') });
  const window = standIn.BrowserWindow.all.at(-1);
  if (window === undefined) throw new Error('no window was made');
  return window;
}

describe('the window', () => {
  test('keeps the page apart from Node and from the preload script', () => {
    expect(made().options.webPreferences).toEqual({
      preload: '/built/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: true,
      devTools: true,
    });
  });

  test('has no developer tools once it is installed', () => {
    standIn.app.isPackaged = true;
    expect(made().options.webPreferences['devTools']).toBe(false);
  });

  test('is shown when it has something to show, in the colour of the theme until then', () => {
    const light = made();
    expect(light.options).toMatchObject({ show: false, backgroundColor: '#fdfcfa' });
    expect(light.calls).toEqual([]);
    light.emit('ready-to-show');
    expect(light.calls).toEqual(['show']);
    standIn.nativeTheme.shouldUseDarkColors = true;
    expect(made().options).toMatchObject({ backgroundColor: '#1d1b18' });
  });

  test('comes back where it was', () => {
    const first = made();
    first.bounds = { x: 40, y: 50, width: 900, height: 650 };
    first.isMax = true;
    first.close();
    const second = made();
    expect(second.options).toMatchObject({ x: 40, y: 50, width: 900, height: 650 });
    expect(second.calls).toEqual(['maximize']);
  });

  test('is placed anew when its screen is gone', () => {
    const first = made();
    first.bounds = { x: 4000, y: 50, width: 900, height: 650 };
    first.close();
    expect(made().options).not.toHaveProperty('x');
  });

  test.each(['', '{', '[]', '{"x":1}', '{"x":0,"y":0,"width":1e9,"height":1,"maximized":false}', '\ufeff{}'])(
    'opens in spite of a broken memory: %j',
    (text) => {
      writeFileSync(join(folder, 'window.json'), text);
      expect(made().options).toMatchObject({ width: 1280, height: 820 });
    },
  );

  test('keeps its memory as one small file', () => {
    made().close();
    expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toEqual({
      x: 10,
      y: 20,
      width: 1000,
      height: 700,
      maximized: false,
    });
  });
});

describe('every page', () => {
  let contents: standIn.WebContents;
  beforeEach(() => {
    guardAllContents(origin);
    contents = made().webContents;
  });

  const elsewhere = [
    'https://evil.example/',
    'http://127.0.0.1:8080/',
    'file:///etc/passwd',
    'gleaner://evil/',
    'gleaner://app.evil/',
    'gleaner://app@evil/',
    'gleaner:app/',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    'blob:gleaner://app/0',
    'view-source:gleaner://app/',
    '',
  ];
  const events = ['will-navigate', 'will-redirect', 'will-frame-navigate'];
  const cases = events.flatMap((name) => elsewhere.map((url) => [name, url] as const));

  test.each(cases)('stays where it is: %s to "%s"', (name, url) => {
    const event = standIn.eventOf({ url, isMainFrame: true });
    contents.emit(name, event);
    expect(event.defaultPrevented).toBe(true);
  });

  test.each(events)('may load the app’s own page again: %s', (name) => {
    const event = standIn.eventOf({ url: 'gleaner://app/index.html', isMainFrame: true });
    contents.emit(name, event);
    expect(event.defaultPrevented).toBe(false);
  });

  test('may hold a frame that it wrote itself, and no other', () => {
    const written = standIn.eventOf({ url: 'about:srcdoc', isMainFrame: false });
    const main = standIn.eventOf({ url: 'about:srcdoc', isMainFrame: true });
    const strange = standIn.eventOf({ url: 'https://evil.example/', isMainFrame: false });
    for (const event of [written, main, strange]) contents.emit('will-frame-navigate', event);
    expect([written, main, strange].map((event) => event.defaultPrevented)).toEqual([false, true, true]);
  });

  test('gets no webview', () => {
    const event = standIn.eventOf();
    contents.emit('will-attach-webview', event, {}, {});
    expect(event.defaultPrevented).toBe(true);
  });

  test('opens no window: a click on a web address goes to the system’s browser', () => {
    contents.emit('input-event', standIn.eventOf(), { type: 'mouseDown' });
    expect(contents.openHandler?.({ url: 'https://a.example/' })).toEqual({ action: 'deny' });
    expect(standIn.opened.external).toEqual(['https://a.example/']);
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    for (const url of ['file:///etc/passwd', 'gleaner://app/', 'about:blank', 'javascript:alert(1)', '']) {
      expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' });
    }
    expect(standIn.opened.external).toEqual(['https://a.example/']);
    expect(standIn.BrowserWindow.all).toHaveLength(1);
  });

  test('opens nothing unless a person has just clicked or pressed a key', () => {
    vi.useFakeTimers();
    expect(contents.openHandler?.({ url: 'https://a.example/1' })).toEqual({ action: 'deny' });
    contents.emit('input-event', standIn.eventOf(), { type: 'mouseMove' });
    expect(contents.openHandler?.({ url: 'https://a.example/2' })).toEqual({ action: 'deny' });
    contents.emit('input-event', standIn.eventOf(), { type: 'rawKeyDown' });
    vi.advanceTimersByTime(5001);
    expect(contents.openHandler?.({ url: 'https://a.example/3' })).toEqual({ action: 'deny' });
    expect(standIn.opened.external).toEqual([]);
  });
});

describe('the session', () => {
  const permissions = [
    'geolocation',
    'media',
    'notifications',
    'clipboard-read',
    'openExternal',
    'fileSystem',
    'usb',
  ];
  let handlers: typeof standIn.session.defaultSession.handlers;
  beforeEach(() => {
    guardSession(origin);
    handlers = standIn.session.defaultSession.handlers;
  });

  /** What a page at `url` gets when it asks for a permission, and when it only looks. */
  function granted(permission: string, url: string, isMainFrame = true): boolean[] {
    const answers: boolean[] = [];
    handlers.get('request')?.(null, permission, (is: boolean) => answers.push(is), {
      isMainFrame,
      requestingUrl: url,
    });
    answers.push(
      handlers.get('check')?.(null, permission, url, { isMainFrame, requestingUrl: url }) as boolean,
    );
    return answers;
  }

  test.each(permissions)('refuses %s, asked for or looked at', (permission) => {
    expect(granted(permission, 'gleaner://app/')).toEqual([false, false]);
  });

  test('lets the app’s own page write text to the clipboard, and nobody else', () => {
    const permission = 'clipboard-sanitized-write';
    expect(granted(permission, 'gleaner://app/')).toEqual([true, true]);
    expect(granted(permission, 'gleaner://app')).toEqual([true, true]);
    expect(granted(permission, 'gleaner://app/', false)).toEqual([false, false]);
    expect(granted(permission, 'gleaner://app.evil/')).toEqual([false, false]);
    expect(granted(permission, 'https://evil.example/')).toEqual([false, false]);
  });

  test('refuses devices, screens and downloads', () => {
    expect(handlers.get('device')?.({})).toBe(false);
    const streams: unknown[] = [];
    handlers.get('display')?.({}, (given: unknown) => streams.push(given));
    expect(streams).toEqual([null]);
    const event = standIn.eventOf();
    standIn.session.defaultSession.emit('will-download', event, {}, {});
    expect(event.defaultPrevented).toBe(true);
  });
});
