/** The one list of commands: the keys (shortcuts.ts), the native menu (menu.ts) and the palette come from it. */
import type { Sort } from '../notes/api.ts';
import * as actions from './actions.ts';
import { besideCommands } from './beside/beside-commands.ts';
import { openDialog } from './dialogs/focus-before.ts';
import { openHelp } from './search/filter-help-state.ts';
import { showArticles, showNotes } from './articles/article-actions.ts';
import { copyBookmarklet } from './capture/bookmarklet.ts';
import { comfortCommands } from './editor/comfort-commands.ts';
import { liveCommands } from './editor/live-commands.ts';
import { writingCommands } from './editor/writing-commands.ts';
import { pictureCommands } from './editor/picture-commands.ts';
import { askQuickAdd } from './capture/quick-add-state.ts';
import { linkCommands } from './links/link-commands.ts';
import { walkMatches } from './lists/found-notes.ts';
import { currentJoining, setJoining } from './sidebar/joining.ts';
import { useRows } from './lists/shown-rows.ts';
import type { Joining } from './sidebar/tag-filter.ts';
import type { MessageKey } from './messages.ts';
import { addTag, focusPane, focusSearch, goToNextPane, toggleSidebar, toggleSources } from './panes.ts';
import { noteViewCommands } from './note-view/note-view-commands.ts';
import { readingCommands } from './reading/reading-commands.ts';
import { sourceCommands } from './sources/source-commands.ts';
import { type UiState, useStore } from './store.ts';
import { useTagSteps } from './tags/tag-steps.ts';
import { logCommands } from './log/log-commands.ts';
import { trashCommands } from './trash/trash-actions.ts';
import { encodingCommands } from './encodings/encoding-commands.ts';
import { recoveryCommands } from './recovery/recovery-commands.ts';
import { versionCommands } from './versions/version-commands.ts';

/** Any message that needs nothing filled in. */
type Label = Extract<MessageKey, `command.${string}`>;

export interface Command {
  id: string;
  label: Label;
  section: 'file' | 'format' | 'go' | 'articles' | 'tags' | 'view';
  /** `Mod+Shift+S`; Mod is Cmd on a Mac and Ctrl elsewhere. */
  shortcut?: string;
  /** Other keys that do the same. */
  also?: readonly string[];
  /** Where a browser keeps `shortcut` for itself: this one in its place, or none. */
  inBrowser?: string | null;
  /** The text has this key itself (renderer/editor/); it is listed here for menus. */
  editorKey?: boolean;
  /** `false`: not offered in the command palette. */
  isInPalette?: boolean;
  when?: (state: UiState) => boolean;
  run: () => void;
}

const hasNote = (state: UiState) => state.note !== null;
const openPath = () => useStore.getState().note?.path;
const withNote = (act: (path: string) => unknown) => () => {
  const path = openPath();
  if (path !== undefined) void act(path);
};

export const commands: readonly Command[] = [
  {
    id: 'new-note',
    label: 'command.newNote',
    section: 'file',
    shortcut: 'Mod+N',
    inBrowser: 'Alt+N',
    run: () => void actions.newNote(),
  },
  {
    id: 'quick-add',
    label: 'command.quickAdd',
    section: 'file',
    shortcut: 'Mod+Shift+N',
    inBrowser: 'Alt+Shift+N',
    when: (state) => state.notebook !== null,
    run: () => askQuickAdd(),
  },
  {
    id: 'open-folder',
    label: 'command.openFolder',
    section: 'file',
    shortcut: 'Mod+Shift+O',
    when: (state) => state.isDesktop,
    run: () => void actions.openFolder(),
  },
  { id: 'save', label: 'command.save', section: 'file', shortcut: 'Mod+S', run: () => void actions.save() },
  {
    id: 'rename',
    label: 'command.rename',
    section: 'file',
    shortcut: 'F2',
    when: hasNote,
    run: withNote(actions.askRename),
  },
  {
    id: 'duplicate',
    label: 'command.duplicate',
    section: 'file',
    when: hasNote,
    run: withNote(actions.duplicateNote),
  },
  {
    id: 'copy-path',
    label: 'command.copyPath',
    section: 'file',
    when: hasNote,
    run: withNote(actions.copyPath),
  },
  {
    id: 'show-in-folder',
    label: 'command.showInFolder',
    section: 'file',
    when: (state) => state.isDesktop && hasNote(state),
    run: withNote(actions.showInFolder),
  },
  { id: 'trash', label: 'command.trash', section: 'file', when: hasNote, run: withNote(actions.trashNote) },

  {
    id: 'rename-tag',
    label: 'command.renameTag',
    section: 'tags',
    run: () => actions.askRenameTag(),
  },
  {
    id: 'tag-all-shown',
    label: 'command.tagAllShown',
    section: 'tags',
    when: (state) => state.listing.total > 0,
    run: () => actions.askTagAllShown(),
  },
  {
    id: 'tag-doctor',
    label: 'command.tagDoctor',
    section: 'tags',
    run: () => actions.askTagChange(null),
  },
  {
    id: 'undo-tag-change',
    label: 'command.undoTagChange',
    section: 'tags',
    when: () => useTagSteps.getState().last !== null,
    run: () => void actions.tagChanges().undo(),
  },

  editorCommand('bold', 'command.bold', 'Mod+B'),
  editorCommand('italic', 'command.italic', 'Mod+I'),
  editorCommand('strike', 'command.strike', 'Mod+Shift+X'),
  editorCommand('highlight', 'command.highlight', 'Mod+Shift+H'),
  editorCommand('code', 'command.code', 'Mod+`'),
  editorCommand('link', 'command.link', 'Mod+K'),
  editorCommand('open-link', 'command.openLink', 'Mod+Enter'),
  {
    id: 'add-tag',
    label: 'command.addTag',
    section: 'tags',
    shortcut: 'Mod+Alt+T',
    also: ['Mod+;'],
    when: (state) => hasNote(state) && state.note?.status.kind !== 'read-only',
    run: addTag,
  },

  {
    id: 'quick-open',
    label: 'command.quickOpen',
    section: 'go',
    shortcut: 'Mod+P',
    also: ['Mod+O'],
    run: () => openDialog({ kind: 'quick-open', text: '' }),
  },
  {
    id: 'go-to-heading',
    label: 'command.goToHeading',
    section: 'go',
    when: hasNote,
    run: () => openDialog({ kind: 'quick-open', text: '@' }),
  },
  { ...editorCommand('find', 'command.find', 'Mod+F'), section: 'go' },
  focusCommand('search', 'command.search', 'Mod+Shift+F', focusSearch),
  focusCommand('focus-sidebar', 'command.focusSidebar', 'Mod+Shift+S', () => focusPane('sidebar')),
  focusCommand('focus-list', 'command.focusList', 'Alt+Shift+L', () => focusPane('list')),
  focusCommand('focus-editor', 'command.focusEditor', 'Mod+Shift+B', () => focusPane('editor')),
  focusCommand('focus-sources', 'command.focusSources', 'Mod+Shift+E', () => focusPane('sources')),
  matchCommand('next-match', 'command.nextMatch', 'F4', 1),
  matchCommand('previous-match', 'command.previousMatch', 'Shift+F4', -1),
  focusCommand('next-pane', 'command.nextPane', 'F6', () => goToNextPane(1)),
  focusCommand('previous-pane', 'command.previousPane', 'Shift+F6', () => goToNextPane(-1)),

  {
    id: 'commands',
    label: 'command.commands',
    section: 'view',
    shortcut: 'Mod+Shift+P',
    // A browser of the Firefox family keeps the other one for itself.
    also: ['F1'],
    isInPalette: false,
    run: () => openDialog({ kind: 'commands' }),
  },
  {
    id: 'toggle-sidebar',
    label: 'command.toggleSidebar',
    section: 'view',
    shortcut: 'Mod+\\',
    run: toggleSidebar,
  },
  {
    id: 'toggle-sources',
    label: 'command.toggleSources',
    section: 'view',
    shortcut: 'Mod+Shift+\\',
    run: toggleSources,
  },
  {
    id: 'clear-filter',
    label: 'command.clearFilter',
    section: 'view',
    when: (state) => state.listing.filter !== '',
    run: () => actions.setFilter(''),
  },
  {
    id: 'save-filter',
    label: 'command.saveFilter',
    section: 'view',
    when: (state) => state.listing.filter !== '',
    run: actions.askSaveFilter,
  },
  sortCommand('sort-by-date', 'command.sortByDate', 'date'),
  sortCommand('sort-by-title', 'command.sortByTitle', 'title'),
  sortCommand('sort-by-change', 'command.sortByChange', 'modified'),
  sortCommand('sort-by-relevance', 'command.sortByRelevance', 'relevance'),
  joinCommand('all-tags', 'command.allTags', 'all'),
  joinCommand('any-tag', 'command.anyTag', 'any'),
  { id: 'show-notes', label: 'command.showNotes', section: 'go', run: showNotes },
  { id: 'show-articles', label: 'command.showArticles', section: 'go', run: showArticles },
  ...besideCommands,
  ...liveCommands,
  ...writingCommands,
  ...pictureCommands,
  ...comfortCommands,
  ...sourceCommands,
  ...readingCommands,
  ...noteViewCommands,
  ...linkCommands,
  ...encodingCommands,
  ...trashCommands,
  ...logCommands,
  ...versionCommands,
  ...recoveryCommands,
  {
    id: 'copy-bookmarklet',
    label: 'command.copyBookmarklet',
    section: 'articles',
    run: () => void copyBookmarklet(),
  },
  { id: 'search-help', label: 'command.searchHelp', section: 'go', run: openHelp },
];

type EditorCommand = 'find' | 'bold' | 'italic' | 'strike' | 'highlight' | 'code' | 'link' | 'open-link';

function editorCommand(id: EditorCommand, label: Label, shortcut: string): Command {
  const run = () => actions.sessions().run(id);
  return { id, label, section: 'format', shortcut, editorKey: true, when: hasNote, run };
}

function sortCommand(id: string, label: Label, sort: Sort): Command {
  const when = (state: UiState) =>
    state.listing.sort !== sort && (sort !== 'relevance' || useRows.getState().words.length > 0);
  return { id, label, section: 'view', when, run: () => actions.setSort(sort, null) };
}

function joinCommand(id: string, label: Label, joining: Joining): Command {
  const when = () => currentJoining() !== joining;
  return { id, label, section: 'tags', when, run: () => setJoining(joining) };
}

function focusCommand(id: string, label: Label, shortcut: string, run: () => void): Command {
  return { id, label, section: 'go', shortcut, run };
}

function matchCommand(id: string, label: Label, shortcut: string, direction: 1 | -1): Command {
  const run = () => void walkMatches(direction);
  return { id, label, section: 'go', shortcut, when: () => useRows.getState().words.length > 0, run };
}

export function findCommand(id: string): Command | undefined {
  return commands.find((command) => command.id === id);
}

export function runCommand(id: string): void {
  const command = findCommand(id);
  if (command && (command.when?.(useStore.getState()) ?? true)) command.run();
}
