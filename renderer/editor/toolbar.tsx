/** Above the note: where it is kept, and what can be done with it. */
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import {
  CodeXml,
  Copy,
  Ellipsis,
  FolderOpen,
  type LucideIcon,
  PencilLine,
  Printer,
  SquareSplitHorizontal,
  SquareStack,
  Trash2,
  X,
  History,
} from 'lucide-react';
import type { NotePath } from '../../notes/api.ts';
import { closeSide } from '../beside/open-beside.ts';
import { SaveDot } from '../beside/save-dot.tsx';
import { findCommand, runCommand } from '../commands.ts';
import { HistoryButtons } from '../history-buttons.tsx';
import { t } from '../messages.ts';
import { ReadingButtons } from '../note-view/reading-buttons.tsx';
import { PaneBack, SourcesToggle } from '../pane-buttons.tsx';
import { shortcutOf, shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { useChoices } from './choices.ts';
import { useNoteHere, useSide } from './side.ts';

const icons: Record<string, LucideIcon> = {
  'open-beside': SquareSplitHorizontal,
  'close-other': X,
  rename: PencilLine,
  duplicate: SquareStack,
  'copy-path': Copy,
  'show-in-folder': FolderOpen,
  'show-history': History,
  print: Printer,
  trash: Trash2,
};

/** `isSplit`: another note is beside it; `isAlone`: not on screen at the same time. */
export function Toolbar({ path, isSplit, isAlone }: { path: NotePath; isSplit: boolean; isAlone: boolean }) {
  const side = useSide();
  const isFirst = useStore(({ sides }) => sides[0] === side);
  const status = useNoteHere((note) => note?.status ?? null);
  return (
    <div className="pane-bar editor-toolbar">
      {(isAlone || isFirst) && <PaneBack />}
      <HistoryButtons />
      {isSplit && !isAlone && status !== null && <SaveDot status={status} />}
      <Breadcrumb path={path} />
      <ReadingButtons />
      <SourceToggle />
      <NoteMenu isSplit={isSplit} />
      {isSplit && <CloseSide />}
      {(isAlone || !isFirst) && <SourcesToggle />}
    </div>
  );
}

/** The folders before the name give way first when there is no room. */
function Breadcrumb({ path }: { path: NotePath }) {
  const cut = path.lastIndexOf('/') + 1;
  return (
    <div className="editor-path" title={path}>
      {cut > 0 && (
        <span className="editor-path-folders">{path.slice(0, cut - 1).replaceAll('/', ' / ')}</span>
      )}
      {cut > 0 && <span className="editor-path-cut"> / </span>}
      <span className="editor-path-name">{path.slice(cut)}</span>
    </div>
  );
}

/** Live formatting, or the source with all its marks. */
function SourceToggle() {
  const isDesktop = useStore((state) => state.isDesktop);
  const isSource = useChoices((choices) => !choices.live);
  const command = findCommand('toggle-source');
  const keys = command === undefined ? null : shortcutOf(command, isDesktop);
  const label = t('live.showSource');
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      aria-pressed={isSource}
      title={keys === null ? label : `${label} (${shownKeys(keys, isMac)})`}
      onClick={() => runCommand('toggle-source')}
    >
      <CodeXml aria-hidden />
    </button>
  );
}

function CloseSide() {
  const side = useSide();
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t('beside.close')}
      title={t('beside.close')}
      onClick={() => void closeSide(side)}
    >
      <X aria-hidden />
    </button>
  );
}

function NoteMenu({ isSplit }: { isSplit: boolean }) {
  const isDesktop = useStore((state) => state.isDesktop);
  const ids = [
    'open-beside',
    ...(isSplit ? ['close-other'] : []),
    'rename',
    'duplicate',
    'copy-path',
    'show-history',
    'print',
    ...(isDesktop ? ['show-in-folder'] : []),
  ];
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={t('editor.actions')}>
        <Ellipsis aria-hidden />
      </Button>
      <Popover placement="bottom end" className="menu">
        <Menu aria-label={t('editor.actions')} onAction={(id) => runCommand(String(id))}>
          {ids.map((id) => (
            <NoteAction key={id} id={id} isDesktop={isDesktop} />
          ))}
          <Separator className="menu-separator" />
          <NoteAction id="trash" isDesktop={isDesktop} />
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function NoteAction({ id, isDesktop }: { id: string; isDesktop: boolean }) {
  const command = findCommand(id);
  if (command === undefined) return null;
  const Icon = icons[id];
  const shortcut = shortcutOf(command, isDesktop);
  const label = t(command.label);
  return (
    <MenuItem
      id={id}
      className="menu-item"
      textValue={label}
      {...(id === 'trash' ? { 'data-danger': true } : {})}
    >
      {Icon !== undefined && <Icon aria-hidden />}
      {label}
      {shortcut !== null && <kbd className="menu-keys">{shownKeys(shortcut, isMac)}</kbd>}
    </MenuItem>
  );
}
