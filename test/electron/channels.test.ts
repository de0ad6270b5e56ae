import { beforeEach, describe, expect, test, vi } from 'vitest';
import fc from 'fast-check';
import type { BrowserWindow } from 'electron';
import { type Answers, answerPage, channels, type Channel, type Outcome } from '../../electron/channels.ts';
import { isFromPage } from '../../electron/window.ts';
import { NotesError } from '../../notes/api.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

const origin = 'gleaner://app';
/** An argument that each channel takes. */
const good: Record<Channel, unknown> = {
  connect: {},
  'open-external': { url: 'https://a.example/' },
  'show-in-folder': { path: '_posts/茶.md' },
  'open-folder': {},
  'set-menu': { sections: [{ label: '文件', items: [{ command: 'note.new', label: '新建' }] }] },
  'set-unsaved': { paths: ['茶.md'] },
  'toggle-full-screen': {},
  'save-copy': { name: '茶.md', text: '茶' },
  'spelling-languages': {},
  'set-spelling': { language: 'de' },
  'close-answer': { asked: 1, answer: 'keep' },
};
const names = Object.keys(channels) as Channel[];

let asked: [Channel, unknown][];
let answer: (channel: Channel) => unknown;
let window: standIn.BrowserWindow;

beforeEach(() => {
  standIn.reset();
  standIn.app.becomeReady();
  asked = [];
  answer = (channel) => `answer to ${channel}`;
  window = new standIn.BrowserWindow({ webPreferences: {} });
  window.webContents.mainFrame.url = 'gleaner://app/';
  const answers = Object.fromEntries(
    names.map((channel) => [
      channel,
      (args: unknown) => {
        asked.push([channel, args]);
        return answer(channel);
      },
    ]),
  ) as unknown as Answers;
  answerPage((event) => isFromPage(event, window as unknown as BrowserWindow, origin), answers);
});

interface Sender {
  sender: unknown;
  senderFrame: { parent: unknown; url: string } | null;
}
const page = (): Sender => ({ sender: window.webContents, senderFrame: window.webContents.mainFrame });

async function invoke(channel: string, event: Sender, ...args: unknown[]): Promise<Outcome> {
  const handler = standIn.ipcMain.handlers.get(channel);
  if (handler === undefined) throw new Error(`nobody answers ${channel}`);
  return (await handler(event, ...args)) as Outcome;
}

test('every channel of the list is answered, and no other', () => {
  expect([...standIn.ipcMain.handlers.keys()].sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (channel) => {
  test('answers the app’s own page', async () => {
    expect(await invoke(channel, page(), good[channel])).toEqual({ ok: `answer to ${channel}` });
    expect(asked).toEqual([[channel, good[channel]]]);
  });

  test('refuses every other sender', async () => {
    const other = new standIn.WebContents();
    const strangers: Sender[] = [
      { sender: window.webContents, senderFrame: null },
      { sender: window.webContents, senderFrame: { parent: {}, url: 'gleaner://app/' } },
      { sender: window.webContents, senderFrame: { parent: null, url: 'https://evil.example/' } },
      { sender: window.webContents, senderFrame: { parent: null, url: 'gleaner://app.evil/' } },
      { sender: window.webContents, senderFrame: { parent: null, url: 'gleaner://evil/app/' } },
      { sender: window.webContents, senderFrame: { parent: null, url: 'about:srcdoc' } },
      { sender: window.webContents, senderFrame: { parent: null, url: '' } },
      { sender: other, senderFrame: { parent: null, url: 'gleaner://app/' } },
    ];
    for (const stranger of strangers) {
      expect(await invoke(channel, stranger, good[channel])).toMatchObject({ error: { code: 'denied' } });
    }
    const event = page();
    window.destroy();
    expect(await invoke(channel, event, good[channel])).toMatchObject({ error: { code: 'denied' } });
    expect(asked).toEqual([]);
  });

  test('refuses an unknown key, a missing argument and one too many', async () => {
    const wrong: unknown[][] = [
      [],
      [null],
      [{ ...(good[channel] as object), folder: '/etc' }],
      [good[channel], 'more'],
      ['text'],
      [[good[channel]]],
    ];
    for (const args of wrong) {
      expect(await invoke(channel, page(), ...args)).toMatchObject({ error: { code: 'bad-argument' } });
    }
    expect(asked).toEqual([]);
  });

  test('never throws, whatever it is given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.anything(), { maxLength: 3 }), async (args) => {
        const outcome = await invoke(channel, page(), ...args);
        expect('ok' in outcome || outcome.error.code === 'bad-argument').toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('brings a failure back with its code, and a surprise without its details', async () => {
    answer = () => Promise.reject(new NotesError('denied', 'Not this one.'));
    expect(await invoke(channel, page(), good[channel])).toEqual({
      error: { code: 'denied', message: 'Not this one.' },
    });
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    answer = () => {
      throw new Error('/home/reader/secret');
    };
    const outcome = await invoke(channel, page(), good[channel]);
    expect(outcome).toMatchObject({ error: { code: 'internal' } });
    expect(JSON.stringify(outcome)).not.toContain('secret');
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});
