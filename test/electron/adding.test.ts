import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addRequestIn } from '../../electron/adding.ts';
import { runDesktop } from '../../electron/desktop.ts';
import { folderFrom } from '../../electron/start.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

const { app, clipboard, globalShortcut, ipcMain } = standIn;
const link = 'gleaner://add?url=https%3A%2F%2Fexample.org%2Fa&title=T&quote=Q';
const request = { url: 'https://example.org/a', title: 'T', quote: 'Q' };
const argv = process.argv;
let base = '';

beforeEach(() => {
  standIn.reset();
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  base = temporaryFolder('gleaner-adding-');
  for (const folder of ['notes', 'ui', 'gleaner:']) mkdirSync(join(base, folder));
  writeFileSync(join(base, 'ui/index.html'), '<title>Gleaner</title>');
  vi.stubEnv('GLEANER_HOME', join(base, 'home'));
  vi.stubEnv('GLEANER_DEV_URL', undefined);
  process.argv = ['electron', '/app', join(base, 'notes')];
});
afterEach(() => {
  process.argv = argv;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  removeFolder(base);
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function started() {
  runDesktop({ ui: join(base, 'ui'), starter: '', preload: '/p.cjs', notebookProcess: '/n.js' });
  app.becomeReady();
  await settled();
}
const page = () => {
  const [window] = standIn.BrowserWindow.all;
  if (window === undefined) throw new Error('there is no window');
  return window;
};
const connect = async () => {
  const { webContents } = page();
  await ipcMain.handlers.get('connect')?.({ sender: webContents, senderFrame: webContents.mainFrame }, {});
};
const added = () => page().webContents.sent.flatMap(({ channel, args }) => (channel === 'add' ? args : []));

describe('a link among the words of a command line', () => {
  test.each([
    [['electron', '/app', link], request],
    [['gleaner', '--no-sandbox', link], request],
    [['gleaner', '/some/folder', '--', link], request],
    [['gleaner', 'gleaner://new?path=../../x', link], request],
    [['gleaner', 'gleaner://add?url=file:///etc/passwd'], null],
    [['gleaner', 'gleaner://add?url=javascript:alert(1)'], null],
    [['gleaner', '--gpu-launcher=calc', '/some/folder'], null],
    [[link], null],
  ])('%j gives %j', (words, expected) => expect(addRequestIn(words)).toEqual(expected));

  test('is never a folder', () => {
    expect(folderFrom(['gleaner', 'gleaner:'], base, true)).toBeNull();
    expect(folderFrom(['gleaner', link, 'notes'], base, true)).toBe(join(base, 'notes'));
  });
});

describe('quick add is asked for', () => {
  test('by the link that started the app, once the page is there', async () => {
    process.argv = ['electron', '/app', join(base, 'notes'), link];
    await started();
    expect(added()).toEqual([]);
    await connect();
    expect(added()).toEqual([request]);
    await connect();
    expect(added()).toHaveLength(1);
  });

  test('by a link that a second instance was started with, which does nothing else', async () => {
    await started();
    await connect();
    app.emit('second-instance', {}, ['electron', '/app', '--no-sandbox', link, base], base);
    await settled();
    expect(added()).toEqual([request]);
    expect(page().calls).toContain('focus');
    expect(page().loaded).toHaveLength(1);
  });

  test('by a link of macOS, also before the app is ready', async () => {
    runDesktop({ ui: join(base, 'ui'), starter: '', preload: '/p.cjs', notebookProcess: '/n.js' });
    const event = standIn.eventOf();
    app.emit('open-url', event, link);
    expect(event.defaultPrevented).toBe(true);
    app.becomeReady();
    await settled();
    await connect();
    expect(added()).toEqual([request]);
    app.emit('open-url', standIn.eventOf(), 'gleaner://open?path=/etc/passwd');
    expect(added()).toHaveLength(1);
  });

  test('by the key that works everywhere, with the address that was copied', async () => {
    await started();
    await connect();
    const [press] = globalShortcut.keys.values();
    clipboard.text = ' https://example.org/b?x=1&y=2#z\n';
    press?.();
    await settled();
    clipboard.text = 'no address';
    press?.();
    await settled();
    expect(added()).toEqual([{ url: 'https://example.org/b?x=1&y=2#z', title: null, quote: null }, null]);
    app.emit('will-quit', standIn.eventOf());
    expect(globalShortcut.keys.size).toBe(0);
  });
});

test('the system is asked for links once the app is ready, and another program’s key stays its own', async () => {
  globalShortcut.isTaken = true;
  await started();
  expect(app.protocolClients).toEqual([['gleaner', process.execPath, ['/app', '--']]]);
  expect(globalShortcut.keys.size).toBe(0);
});
