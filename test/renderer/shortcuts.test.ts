import { describe, expect, test } from 'vitest';
import { type Keys, matches, shownKeys } from '../../renderer/shortcuts.ts';

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

  test('with Shift is found by its place too where Shift makes another character of it', () => {
    const held = { ctrlKey: true, shiftKey: true, code: 'Period' };
    expect(matches(keys('>', held), 'Mod+Shift+.', false)).toBe(true);
    expect(matches(keys('。', held), 'Mod+Shift+.', false)).toBe(true);
    expect(matches(keys(',', { ...held, code: 'Comma' }), 'Mod+Shift+.', false)).toBe(false);
  });

  test('is written as people of the system write it', () => {
    expect(shownKeys('Mod+Shift+S', false)).toBe('Ctrl+Shift+S');
    expect(shownKeys('Mod+Shift+S', true)).toBe('⇧⌘S');
    expect(shownKeys('Alt+N', true)).toBe('⌥N');
  });
});
