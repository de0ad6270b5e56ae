import { describe, expect, test } from 'vitest';
import { commands } from '../../renderer/commands.ts';
import { shortcutOf } from '../../renderer/shortcuts.ts';

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
});
