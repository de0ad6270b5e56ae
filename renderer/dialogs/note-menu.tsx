import { Copy, CopyPlus, FolderOpen, History, Pencil, SquareSplitHorizontal, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import type { NotePath } from '../../notes/api.ts';
import { askRename, copyPath, duplicateNote, rows, showInFolder, trashNote } from '../actions.ts';
import { openBeside } from '../beside/open-beside.ts';
import { t } from '../messages.ts';
import { shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { showHistoryOf } from '../versions/version-commands.ts';

/** Which note, and the point of the window (px) where its menu opens. */
export interface MenuPlace {
  path: NotePath;
  x: number;
  y: number;
}

/** What can be done with a note of the list, at the pointer or the row. */
export function NoteMenu({ place, onClose }: { place: MenuPlace; onClose: () => void }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const label = t('note.menu', { title: rows().find(place.path)?.title ?? place.path });
  return (
    <>
      <span ref={anchor} aria-hidden className="menu-anchor" style={{ left: place.x, top: place.y }} />
      <Popover
        triggerRef={anchor}
        isOpen
        onOpenChange={onClose}
        placement="bottom start"
        offset={2}
        aria-label={label}
      >
        <Menu className="menu" aria-label={label} onClose={onClose} autoFocus="first">
          <NoteMenuItems path={place.path} />
        </Menu>
      </Popover>
    </>
  );
}

/** The items, for every menu about a note. */
export function NoteMenuItems({ path }: { path: NotePath }) {
  const isDesktop = useStore((state) => state.isDesktop);
  const canBeside = useStore(({ note }) => note !== null && note.path !== path);
  return (
    <>
      {canBeside && (
        <MenuItem
          className="menu-item"
          onAction={() => void openBeside(path, { focus: true })}
          textValue={t('beside.open')}
        >
          <SquareSplitHorizontal aria-hidden />
          {t('beside.open')}
          <kbd className="menu-keys">{shownKeys('Mod+Enter', isMac)}</kbd>
        </MenuItem>
      )}
      <MenuItem className="menu-item" onAction={() => askRename(path)} textValue={t('command.rename')}>
        <Pencil aria-hidden />
        {t('command.rename')}
        <kbd className="menu-keys">F2</kbd>
      </MenuItem>
      <MenuItem className="menu-item" onAction={() => void duplicateNote(path)}>
        <CopyPlus aria-hidden />
        {t('command.duplicate')}
      </MenuItem>
      <MenuItem className="menu-item" onAction={() => void copyPath(path)}>
        <Copy aria-hidden />
        {t('command.copyPath')}
      </MenuItem>
      {isDesktop && (
        <MenuItem className="menu-item" onAction={() => void showInFolder(path)}>
          <FolderOpen aria-hidden />
          {t('command.showInFolder')}
        </MenuItem>
      )}
      <MenuItem
        className="menu-item"
        onAction={() => void showHistoryOf(path)}
        textValue={t('command.showHistory')}
      >
        <History aria-hidden />
        {t('command.showHistory')}
        <kbd className="menu-keys">{shownKeys('Alt+Shift+H', isMac)}</kbd>
      </MenuItem>
      <Separator className="menu-separator" />
      <MenuItem
        className="menu-item"
        data-danger
        onAction={() => void trashNote(path)}
        textValue={t('command.trash')}
      >
        <Trash2 aria-hidden />
        {t('command.trash')}
        <kbd className="menu-keys">{isMac ? '⌘⌫' : 'Del'}</kbd>
      </MenuItem>
    </>
  );
}
