/** The commands for lists, tables, links, footnotes and templates. */
import { sessions } from '../actions.ts';
import { openDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { notify } from '../notices.ts';
import type { UiState } from '../store.ts';
import { textOnScreen } from './text-on-screen.ts';
import type { EditorCommand } from './keys.ts';
import { isInTable } from './tables.ts';

const hasNote = (state: UiState) => state.note !== null;
const atTable = (state: UiState) => {
  const view = hasNote(state) ? textOnScreen() : null;
  return view !== null && isInTable(view.state);
};
const run = (id: EditorCommand) => () => sessions().run(id);
const inText = { section: 'format', editorKey: true, when: hasNote } as const;
const inTable = { section: 'format', when: atTable } as const;

export const writingCommands = [
  { id: 'task', label: 'command.task', shortcut: 'Mod+L', ...inText, run: run('task') },
  { id: 'move-up', label: 'command.moveUp', shortcut: 'Alt+ArrowUp', ...inText, run: run('move-up') },
  { id: 'move-down', label: 'command.moveDown', shortcut: 'Alt+ArrowDown', ...inText, run: run('move-down') },
  { id: 'copy-up', label: 'command.copyUp', shortcut: 'Shift+Alt+ArrowUp', ...inText, run: run('copy-up') },
  {
    id: 'copy-down',
    label: 'command.copyDown',
    shortcut: 'Shift+Alt+ArrowDown',
    ...inText,
    run: run('copy-down'),
  },
  { id: 'nest', label: 'command.nest', ...inText, run: run('nest') },
  { id: 'raise', label: 'command.raise', ...inText, run: run('raise') },
  { id: 'footnote', label: 'command.footnote', ...inText, run: run('footnote') },
  { id: 'go-to-footnote', label: 'command.goToFootnote', ...inText, run: run('go-to-footnote') },
  { id: 'add-row', label: 'command.addRow', ...inTable, run: run('add-row') },
  { id: 'delete-row', label: 'command.deleteRow', ...inTable, run: run('delete-row') },
  { id: 'add-column', label: 'command.addColumn', ...inTable, run: run('add-column') },
  { id: 'delete-column', label: 'command.deleteColumn', ...inTable, run: run('delete-column') },
  { id: 'sort-by-column', label: 'command.sortByColumn', ...inTable, run: run('sort-by-column') },
  { id: 'align-left', label: 'command.alignLeft', ...inTable, run: run('align-left') },
  { id: 'align-center', label: 'command.alignCenter', ...inTable, run: run('align-center') },
  { id: 'align-right', label: 'command.alignRight', ...inTable, run: run('align-right') },
  { id: 'align-table', label: 'command.alignTable', ...inTable, run: run('align-table') },
  {
    id: 'paste-plain',
    label: 'command.pastePlain',
    shortcut: 'Mod+Shift+V',
    ...inText,
    run: () => void pastePlain(),
  },
  {
    id: 'insert-template',
    label: 'command.insertTemplate',
    section: 'format',
    when: hasNote,
    run: () => openDialog({ kind: 'template', isNew: false }),
  },
  {
    id: 'new-from-template',
    label: 'command.newFromTemplate',
    section: 'file',
    when: (state: UiState) => state.notebook !== null,
    run: () => openDialog({ kind: 'template', isNew: true }),
  },
] as const;

/** The text of the clipboard, whatever else is on it. The key itself is the browser's; this is for the palette and the menu. */
async function pastePlain(): Promise<void> {
  const view = textOnScreen();
  if (view === null || view.state.readOnly) return;
  try {
    const text = (await navigator.clipboard.readText()).replace(/\r\n?/g, '\n');
    if (view.composing || text === '') return;
    view.dispatch(view.state.replaceSelection(text), { userEvent: 'input.paste', scrollIntoView: true });
    view.focus();
  } catch {
    notify(t('writing.pasteRefused'), { kind: 'alert' });
  }
}
