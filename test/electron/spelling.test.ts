import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  keepSpellingOff,
  offerSpellings,
  setSpelling,
  spellingLanguages,
  zoomByWheel,
} from '../../electron/spelling.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));
beforeEach(() => {
  standIn.reset();
  standIn.app.becomeReady();
});

const spelling = () => standIn.session.defaultSession.spelling;

function clicked(about: object): standIn.Template[] {
  const window = new standIn.BrowserWindow({ webPreferences: {} });
  offerSpellings(window.webContents as never);
  const usual = { misspelledWord: '', dictionarySuggestions: [], isEditable: true, selectionText: '' };
  window.webContents.emit('context-menu', standIn.eventOf(), { ...usual, ...about });
  return standIn.Menu.popped.at(-1) ?? [];
}

describe('the spell check', () => {
  test('is off until a language is chosen, and off again without one', () => {
    keepSpellingOff();
    expect(spelling().isOn).toBe(false);
    expect(spellingLanguages()).toContain('de');
    setSpelling('de');
    expect(spelling()).toMatchObject({ isOn: true, languages: ['de'] });
    setSpelling(null);
    expect(spelling().isOn).toBe(false);
  });

  test.skipIf(process.platform === 'darwin')('stays as it is when it does not know the language', () => {
    keepSpellingOff();
    expect(() => setSpelling('tlh')).toThrow(/tlh/);
    expect(spelling()).toMatchObject({ isOn: false, languages: ['en-US'] });
  });

  test('offers what a word may have been, and learns it', () => {
    const items = clicked({ misspelledWord: 'teh', dictionarySuggestions: ['the', 'ten'] });
    expect(items.map(({ label, role }) => role ?? label)).toEqual([
      'the',
      'ten',
      'Add to dictionary',
      undefined,
      'cut',
      'copy',
      'paste',
    ]);
    items[0]?.click?.();
    expect(standIn.BrowserWindow.all[0]?.webContents.replaced).toEqual(['the']);
    items[2]?.click?.();
    expect(spelling().learned).toEqual(['teh']);
  });

  test('has no menu where nothing can be done', () => {
    expect(clicked({ isEditable: false })).toEqual([]);
    expect(clicked({ isEditable: false, selectionText: '茶' }).map(({ role }) => role)).toEqual(['copy']);
  });
});

test('the wheel zooms the window, up to a bound', () => {
  const window = new standIn.BrowserWindow({ webPreferences: {} });
  zoomByWheel(window.webContents as never);
  window.webContents.emit('zoom-changed', standIn.eventOf(), 'in');
  expect(window.webContents.zoomLevel).toBe(0.5);
  for (let turn = 0; turn < 50; turn++) window.webContents.emit('zoom-changed', standIn.eventOf(), 'out');
  expect(window.webContents.zoomLevel).toBe(-3);
});
