/** The native menu, made from the commands. */
import type { MenuItem, MenuSection } from '../notes/desktop.ts';
import { type Command, commands } from './commands.ts';
import { t } from './messages.ts';
import type { UiState } from './store.ts';

/** The native menu of the desktop window. */
export function menuSections(state: UiState): MenuSection[] {
  const items = (section: Command['section']): MenuItem[] =>
    commands.filter((command) => command.section === section).map((command) => menuItem(command, state));
  const line: MenuItem = { role: 'separator', label: '' };
  return [
    { label: t('menu.file'), items: [...items('file'), line, { role: 'quit', label: t('menu.quit') }] },
    {
      label: t('menu.edit'),
      items: [
        { role: 'undo', label: t('menu.undo') },
        { role: 'redo', label: t('menu.redo') },
        line,
        { role: 'cut', label: t('menu.cut') },
        { role: 'copy', label: t('menu.copy') },
        { role: 'paste', label: t('menu.paste') },
        { role: 'selectAll', label: t('menu.selectAll') },
      ],
    },
    { label: t('menu.format'), items: items('format') },
    { label: t('menu.go'), items: items('go') },
    { label: t('menu.articles'), items: items('articles') },
    { label: t('menu.tags'), items: items('tags') },
    {
      label: t('menu.view'),
      items: [
        ...items('view'),
        line,
        // The system's key for this one is Mod+Shift+= where + stands there.
        { role: 'zoomIn', label: t('menu.zoomIn'), accelerator: 'CmdOrCtrl+=' },
        { role: 'zoomOut', label: t('menu.zoomOut'), accelerator: 'CmdOrCtrl+-' },
        { role: 'resetZoom', label: t('menu.resetZoom'), accelerator: 'CmdOrCtrl+0' },
      ],
    },
    { label: t('menu.window'), items: [{ role: 'minimize', label: t('menu.minimize') }] },
  ];
}

function menuItem(command: Command, state: UiState): MenuItem {
  const item: MenuItem = {
    command: command.id,
    label: t(command.label),
    enabled: command.when?.(state) ?? true,
  };
  if (command.shortcut !== undefined)
    item.accelerator = command.shortcut.replace('Mod', 'CmdOrCtrl').replace('Arrow', '');
  return item;
}
