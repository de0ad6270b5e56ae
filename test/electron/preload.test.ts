import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Desktop } from '../../notes/desktop.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

// Loaded before the first reset of the modules, so that the script and this test share one stand-in.
await import('electron');

let posted: unknown[][];
const userActivation = { isActive: false };

/** The preload script, run anew in something like a page. */
async function exposed(): Promise<Desktop> {
  vi.resetModules();
  await import('../../electron/preload.ts');
  return standIn.contextBridge.exposed.get('gleaner') as Desktop;
}

beforeEach(() => {
  posted = [];
  userActivation.isActive = false;
  standIn.reset();
  vi.stubGlobal('window', {
    location: { origin: 'gleaner://app' },
    postMessage: (...args: unknown[]) => posted.push(args),
  });
  vi.stubGlobal('navigator', { userActivation });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the page’s door to the desktop', () => {
  test('has these functions and nothing else', async () => {
    const desktop = await exposed();
    expect(Object.keys(desktop).sort()).toEqual([
      'connect',
      'onAdd',
      'onClose',
      'onCommand',
      'openExternal',
      'openFolder',
      'saveCopy',
      'setMenu',
      'setSpelling',
      'setUnsaved',
      'showInFolder',
      'spellingLanguages',
      'toggleFullScreen',
    ]);
    expect(Object.values(desktop).every((value) => typeof value === 'function')).toBe(true);
    expect([...standIn.contextBridge.exposed.keys()]).toEqual(['gleaner']);
  });

  test('asks the main process by channel, one checked argument each', async () => {
    const desktop = await exposed();
    userActivation.isActive = true;
    desktop.connect();
    await desktop.openExternal('https://a.example/');
    await desktop.showInFolder('茶.md');
    await desktop.setMenu([]);
    await desktop.setUnsaved(['茶.md']);
    expect(standIn.ipcRenderer.invoked).toEqual([
      { channel: 'connect', args: [{}] },
      { channel: 'open-external', args: [{ url: 'https://a.example/' }] },
      { channel: 'show-in-folder', args: [{ path: '茶.md' }] },
      { channel: 'set-menu', args: [{ sections: [] }] },
      { channel: 'set-unsaved', args: [{ paths: ['茶.md'] }] },
    ]);
  });

  test('hands over an article to add, also one that came before the page listened', async () => {
    const desktop = await exposed();
    const request = { url: 'https://example.org/a', title: null, quote: null };
    const got: unknown[] = [];
    standIn.ipcRenderer.emit('add', {}, request);
    desktop.onAdd((one) => got.push(one));
    expect(got).toEqual([request]);
    standIn.ipcRenderer.emit('add', {}, null);
    expect(got).toEqual([request, null]);
  });

  test('answers with what came back, and throws what was refused', async () => {
    const desktop = await exposed();
    const ipc = standIn.ipcRenderer;
    ipc.outcome = { ok: true };
    expect(await desktop.openFolder()).toBe(true);
    ipc.outcome = { ok: false };
    expect(await desktop.openFolder()).toBe(false);
    ipc.outcome = { error: { code: 'bad-path', message: 'Not this one.' } };
    await expect(desktop.showInFolder('../a.md')).rejects.toThrow('Not this one.');
  });

  test('hands the notebook’s port to the page, and to its own origin only', async () => {
    await exposed();
    const port = { isPort: true };
    standIn.ipcRenderer.emit('port', { ports: [port] }, null);
    expect(posted).toEqual([['gleaner:port', 'gleaner://app', [port]]]);
  });

  test('opens an address only after a click, a key or a menu item', async () => {
    vi.useFakeTimers();
    const desktop = await exposed();
    const ipc = standIn.ipcRenderer;
    await expect(desktop.openExternal('https://a.example/')).rejects.toThrow('only when you click');
    expect(ipc.invoked).toEqual([]);
    ipc.emit('command', {}, 'source.open');
    await desktop.openExternal('https://a.example/');
    vi.advanceTimersByTime(5001);
    await expect(desktop.openExternal('https://a.example/')).rejects.toThrow('only when you click');
    userActivation.isActive = true;
    await desktop.openExternal('https://a.example/');
    expect(ipc.invoked).toHaveLength(2);
  });

  test('passes on commands as text, without the event', async () => {
    const desktop = await exposed();
    const heard: unknown[][] = [];
    desktop.onCommand((...args) => heard.push(args));
    standIn.ipcRenderer.emit('command', { sender: 'secret' }, 'note.new');
    expect(heard).toEqual([['note.new']]);
  });
});

describe('the question before closing', () => {
  test.each<[string, (() => Promise<boolean>) | null, string]>([
    ['is answered by the page: saved', () => Promise.resolve(true), 'close'],
    ['is answered by the page: stay', () => Promise.resolve(false), 'keep'],
    ['is answered when saving failed', () => Promise.reject(new Error('disk full')), 'failed'],
    ['is answered for a page that does not listen', null, 'close'],
  ])('%s', async (_how, listener, answer) => {
    const desktop = await exposed();
    if (listener !== null) desktop.onClose(listener);
    const ipc = standIn.ipcRenderer;
    ipc.emit('close', {}, 42);
    await vi.waitFor(() => expect(ipc.invoked).toHaveLength(1));
    expect(ipc.invoked).toEqual([{ channel: 'close-answer', args: [{ asked: 42, answer }] }]);
  });
});
