import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BrowserWindow } from 'electron';
import { type Closing, closeSafely, flushWithinMs } from '../../electron/closing.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

let window: standIn.BrowserWindow;
let closing: Closing;

beforeEach(() => {
  standIn.reset();
  standIn.app.becomeReady();
  vi.useFakeTimers();
  window = new standIn.BrowserWindow({ webPreferences: {} });
  closing = closeSafely(window as unknown as BrowserWindow);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The numbers of the questions that the page was asked. */
const questions = () =>
  window.webContents.sent.filter(({ channel }) => channel === 'close').map(({ args }) => args[0] as number);
function answer(what: 'close' | 'keep' | 'failed') {
  closing.answered({ asked: questions().at(-1) ?? -1, answer: what });
}
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('closing the window', () => {
  test('waits for the page to save', async () => {
    closing.pageReady();
    window.close();
    await vi.advanceTimersByTimeAsync(5000);
    expect(window.isDestroyed()).toBe(false);
    expect(questions()).toHaveLength(1);
    answer('close');
    await settled();
    expect(window.isDestroyed()).toBe(true);
    expect(standIn.person.boxes).toEqual([]);
  });

  test('does not happen when the page says so', async () => {
    closing.pageReady();
    window.close();
    answer('keep');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(window.isDestroyed()).toBe(false);
    expect(standIn.person.boxes).toEqual([]);
    window.close();
    expect(questions()).toHaveLength(2);
    answer('close');
    await settled();
    expect(window.isDestroyed()).toBe(true);
  });

  test('asks the page once, however often it is tried', async () => {
    closing.pageReady();
    window.close();
    window.close();
    const flushed = closing.flush();
    expect(questions()).toHaveLength(1);
    answer('close');
    expect(await flushed).toBe(true);
    expect(window.isDestroyed()).toBe(true);
  });

  test('asks the person after ten seconds of silence, and names what is not saved', async () => {
    closing.pageReady();
    closing.setUnsaved(['_posts/茶.md', 'b.md']);
    standIn.person.answers = [0];
    window.close();
    await vi.advanceTimersByTimeAsync(flushWithinMs - 1);
    expect(standIn.person.boxes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(standIn.person.boxes).toEqual([
      expect.objectContaining({
        message: '_posts/茶.md, b.md: not saved yet.',
        buttons: ['Keep open', 'Quit without saving'],
        defaultId: 0,
        cancelId: 0,
      }),
    ]);
    expect(window.isDestroyed()).toBe(false);
  });

  test('happens when the person would rather lose the text', async () => {
    closing.pageReady();
    standIn.person.answers = [1];
    window.close();
    await vi.advanceTimersByTimeAsync(flushWithinMs);
    expect(window.isDestroyed()).toBe(true);
  });

  test('asks the person at once when the page could not save', async () => {
    closing.pageReady();
    closing.setUnsaved(['a.md', 'b.md', 'c.md', 'd.md', 'e.md']);
    window.close();
    answer('failed');
    await settled();
    expect(standIn.person.boxes[0]?.message).toBe('a.md, b.md, c.md, 2 more: not saved yet.');
    expect(window.isDestroyed()).toBe(false);
  });

  test('asks the person at once when the page cannot be reached', async () => {
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    closing.pageReady();
    window.webContents.hasNoFrame = true;
    standIn.person.answers = [0, 1];
    window.close();
    await settled();
    expect(standIn.person.boxes).toHaveLength(1);
    expect(window.isDestroyed()).toBe(false);
    window.close();
    await settled();
    expect(window.isDestroyed()).toBe(true);
  });

  test('does not happen when the person cannot be asked, and can be tried again', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue(undefined);
    closing.pageReady();
    standIn.person.isUnreachable = true;
    window.close();
    answer('failed');
    await settled();
    expect(window.isDestroyed()).toBe(false);
    expect(errors).toHaveBeenCalledOnce();
    window.close();
    answer('close');
    await settled();
    expect(window.isDestroyed()).toBe(true);
  });

  test('takes no answer to another question', async () => {
    closing.pageReady();
    window.close();
    const [asked = 0] = questions();
    closing.answered({ asked: asked + 1, answer: 'close' });
    await settled();
    expect(window.isDestroyed()).toBe(false);
  });

  test.each<[string, () => void]>([
    ['has not listened yet', () => undefined],
    ['has crashed', () => (closing.pageReady(), (window.webContents.isDead = true))],
    ['is gone', () => (closing.pageReady(), closing.pageGone())],
  ])('does not wait for a page that %s', async (_how, make) => {
    make();
    window.close();
    await settled();
    expect(window.isDestroyed()).toBe(true);
    expect(questions()).toEqual([]);
  });

  test('does not wait on when the page dies while it saves', async () => {
    closing.pageReady();
    window.close();
    closing.pageGone();
    await settled();
    expect(window.isDestroyed()).toBe(true);
  });

  test('is the same when the system shuts down', async () => {
    closing.pageReady();
    const event = standIn.eventOf({ reasons: ['shutdown'] });
    window.emit('query-session-end', event);
    expect(event.defaultPrevented).toBe(true);
    expect(questions()).toHaveLength(1);
    answer('close');
    await settled();
    expect(window.isDestroyed()).toBe(true);
  });
});
