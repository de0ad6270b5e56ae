import { beforeEach, describe, expect, test, vi } from 'vitest';
import { menuSections, showDefaultMenu, showMenu } from '../../electron/menu.ts';
import type { MenuSection } from '../../notes/desktop.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));
beforeEach(() => {
  standIn.reset();
  standIn.app.becomeReady();
});

const sections: MenuSection[] = [
  {
    label: '文件',
    items: [
      { command: 'note.new', label: 'New note', accelerator: 'CmdOrCtrl+N' },
      { role: 'separator', label: '' },
      { command: 'note.trash', label: 'Move to trash', enabled: false },
      { role: 'zoomIn', label: 'Zoom in', accelerator: 'CmdOrCtrl+=' },
      { role: 'zoomOut', label: 'Zoom out' },
      { role: 'resetZoom', label: 'Actual size' },
      { role: 'quit', label: 'Quit' },
    ],
  },
];
const system = process.platform === 'darwin' ? 1 : 0;

describe('the menu', () => {
  test('is built from the page’s commands, and a click answers with the command', () => {
    const chosen: string[] = [];
    showMenu(menuSections.parse(sections), (command) => chosen.push(command));
    const file = standIn.Menu.shown?.[system];
    expect(file?.label).toBe('文件');
    expect(file?.submenu).toEqual([
      {
        label: 'New note',
        accelerator: 'CmdOrCtrl+N',
        click: expect.any(Function) as unknown,
        enabled: true,
      },
      { type: 'separator' },
      { label: 'Move to trash', click: expect.any(Function) as unknown, enabled: false },
      { label: 'Zoom in', role: 'zoomIn', accelerator: 'CmdOrCtrl+=', enabled: true },
      { label: 'Zoom out', role: 'zoomOut', enabled: true },
      { label: 'Actual size', role: 'resetZoom', enabled: true },
      { label: 'Quit', role: 'quit', enabled: true },
    ]);
    file?.submenu?.[0]?.click?.();
    expect(chosen).toEqual(['note.new']);
  });

  test('is there before the page has sent one', () => {
    let asked = 0;
    showDefaultMenu({ openFolder: () => asked++, developerTools: false });
    const items = standIn.Menu.shown?.flatMap((menu) => menu.submenu ?? []) ?? [];
    items.find(({ label }) => label === 'Open Folder…')?.click?.();
    expect(asked).toBe(1);
    expect(items.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['quit', 'undo', 'copy', 'paste', 'zoomIn', 'zoomOut', 'resetZoom']),
    );
    expect(items.map(({ role }) => role)).not.toContain('toggleDevTools');
  });

  test('speaks the system’s language', () => {
    standIn.app.locale = 'zh-CN';
    showDefaultMenu({ openFolder: () => undefined, developerTools: true });
    expect(standIn.Menu.shown?.slice(system).map(({ label }) => label)).toEqual(['文件', '编辑', '视图']);
  });

  test('with a key that does not exist is refused, and the menu before stays', () => {
    showMenu(menuSections.parse(sections), () => undefined);
    const before = standIn.Menu.shown;
    const broken = [{ label: 'A', items: [{ command: 'a', label: 'A', accelerator: 'CmdOrCtrl+' }] }];
    expect(() => showMenu(broken, () => undefined)).toThrow(
      expect.objectContaining({ code: 'bad-argument' }) as Error,
    );
    expect(standIn.Menu.shown).toBe(before);
  });
});

describe('what is no menu', () => {
  test.each<[string, unknown]>([
    ['no list', {}],
    ['an unknown key', [{ label: 'A', items: [], click: 'x' }]],
    ['an unknown key in an item', [{ label: 'A', items: [{ label: 'a', command: 'a', click: 'x' }] }]],
    ['a role that runs something', [{ label: 'A', items: [{ label: 'a', role: 'toggleDevTools' }] }]],
    ['a command and a role', [{ label: 'A', items: [{ label: 'a', role: 'quit', command: 'a' }] }]],
    ['a command that is no name', [{ label: 'A', items: [{ label: 'a', command: 'a b;' }] }]],
    ['a key with a space', [{ label: 'A', items: [{ label: 'a', command: 'a', accelerator: 'Ctrl + A' }] }]],
    ['a section without a name', [{ label: '', items: [] }]],
    ['too many sections', Array.from({ length: 31 }, () => ({ label: 'A', items: [] }))],
  ])('%s', (_what, value) => {
    expect(menuSections.safeParse(value).success).toBe(false);
  });
});
