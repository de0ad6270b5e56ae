import { describe, expect, test } from 'vitest';
import {
  commands,
  type Keys,
  matches,
  menuSections,
  shortcutOf,
  shownKeys,
} from '../../renderer/commands.ts';
import { useStore } from '../../renderer/store.ts';

const keys = (key: string, held: Partial<Keys> = {}): Keys => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('a shortcut', () => {
  test('means Ctrl here and Cmd on a Mac, and never the other', () => {
    expect(matches(keys('s', { ctrlKey: true }), 'Mod+S', false)).toBe(true);
    expect(matches(keys('s', { metaKey: true }), 'Mod+S', false)).toBe(false);
    expect(matches(keys('s', { metaKey: true }), 'Mod+S', true)).toBe(true);
    expect(matches(keys('s', { ctrlKey: true }), 'Mod+S', true)).toBe(false);
  });

  test('is not another one with more keys held', () => {
    expect(matches(keys('S', { ctrlKey: true, shiftKey: true }), 'Mod+S', false)).toBe(false);
    expect(matches(keys('S', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+S', false)).toBe(true);
    expect(matches(keys('F6', { shiftKey: true }), 'F6', false)).toBe(false);
  });

  test('is found by the key’s place where Alt or the layout makes another character of it', () => {
    expect(matches(keys('˜', { altKey: true, code: 'KeyN' }), 'Alt+N', true)).toBe(true);
    expect(matches(keys('т', { altKey: true, code: 'KeyN' }), 'Alt+N', false)).toBe(true);
    expect(matches(keys('b', { altKey: true, code: 'KeyN' }), 'Alt+N', false)).toBe(false);
  });

  test('is written as people of the system write it', () => {
    expect(shownKeys('Mod+Shift+S', false)).toBe('Ctrl+Shift+S');
    expect(shownKeys('Mod+Shift+S', true)).toBe('⇧⌘S');
    expect(shownKeys('Alt+N', true)).toBe('⌥N');
  });
});

describe('the commands', () => {
  test('have ids and shortcuts of their own in each host', () => {
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length);
    for (const isDesktop of [true, false]) {
      const taken = commands.map((command) => shortcutOf(command, isDesktop)).filter((one) => one !== null);
      expect(new Set(taken).size).toBe(taken.length);
    }
  });

  test('use no key in a tab that the browser keeps for itself', () => {
    const kept = ['Mod+N', 'Mod+T', 'Mod+W', 'Mod+Shift+N', 'Mod+Shift+T', 'Mod+Shift+W', 'Mod+Tab'];
    const inTab = commands
      .filter((command) => command.id !== 'open-folder')
      .map((one) => shortcutOf(one, false));
    for (const shortcut of kept) expect(inTab).not.toContain(shortcut);
  });

  test('make a native menu with accelerators that Electron knows, and items off where they do nothing', () => {
    const items = menuSections(useStore.getState()).flatMap((section) => section.items);
    expect(items.find((item) => item.command === 'new-note')).toMatchObject({
      accelerator: 'CmdOrCtrl+N',
      enabled: true,
      label: 'New note',
    });
    expect(items.find((item) => item.command === 'rename')).toMatchObject({ enabled: false });
    expect(items.filter((item) => item.role === 'undo')).toHaveLength(1);
  });
});
