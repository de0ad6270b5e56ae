import { describe, expect, test } from 'vitest';
import { menuSections } from '../../renderer/menu.ts';
import { useStore } from '../../renderer/store.ts';

describe('the native menu', () => {
  test('has accelerators that Electron knows, and items off where they do nothing', () => {
    const items = menuSections(useStore.getState()).flatMap((section) => section.items);
    expect(items.find((item) => item.command === 'new-note')).toMatchObject({
      accelerator: 'CmdOrCtrl+N',
      enabled: true,
      label: 'New note',
    });
    expect(items.find((item) => item.command === 'rename')).toMatchObject({ enabled: false });
    expect(items.filter((item) => item.role === 'undo')).toHaveLength(1);
    const zoom = items.filter((item) => /zoom/i.test(item.role ?? ''));
    expect(zoom.map(({ role, accelerator }) => `${role} ${accelerator}`)).toEqual([
      'zoomIn CmdOrCtrl+=',
      'zoomOut CmdOrCtrl+-',
      'resetZoom CmdOrCtrl+0',
    ]);
  });
});
