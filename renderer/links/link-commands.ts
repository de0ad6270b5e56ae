/** The commands about links between notes, and about the sections of the outline. */
import { openDialog } from '../dialogs/focus-before.ts';
import { textOnScreen } from '../editor/text-on-screen.ts';
import { moveBeside, sectionAtCursor } from '../outline/moving.ts';
import { focusPane } from '../panes.ts';
import type { UiState } from '../store.ts';
import { useStore } from '../store.ts';
import { choosePaneTab, type PaneTab } from './pane-tab.ts';
import { peekAtCursor } from './peek.ts';

const hasNote = (state: UiState) => state.note !== null;
const canEdit = (state: UiState) =>
  state.note !== null && state.note.status.kind !== 'read-only' && state.note.facts.headings.length > 0;

function showTab(tab: PaneTab): void {
  choosePaneTab(tab);
  focusPane('sources');
  requestAnimationFrame(() => document.getElementById(`pane-tab-${tab}`)?.focus());
}

function peek(): void {
  const view = textOnScreen();
  if (view !== null) peekAtCursor(view);
}

function askMoveSection(): void {
  const line = sectionAtCursor();
  const heading = useStore.getState().note?.facts.headings.find((one) => one.line === line);
  if (line !== null && heading !== undefined)
    openDialog({ kind: 'move-section', line, heading: heading.text });
}

function moveAtCursor(way: 'up' | 'down'): void {
  const line = sectionAtCursor();
  if (line !== null) moveBeside(line, way);
}

export const linkCommands = [
  {
    id: 'peek',
    label: 'command.peek',
    section: 'go',
    shortcut: 'Mod+Alt+Enter',
    editorKey: true,
    when: hasNote,
    run: peek,
  },
  {
    id: 'show-linked-from',
    label: 'command.showLinkedFrom',
    section: 'go',
    when: hasNote,
    run: () => showTab('linked'),
  },
  {
    id: 'show-outline',
    label: 'command.showOutline',
    section: 'go',
    when: hasNote,
    run: () => showTab('outline'),
  },
  { id: 'move-section', label: 'command.moveSection', section: 'format', when: canEdit, run: askMoveSection },
  {
    id: 'section-up',
    label: 'command.sectionUp',
    section: 'format',
    when: canEdit,
    run: () => moveAtCursor('up'),
  },
  {
    id: 'section-down',
    label: 'command.sectionDown',
    section: 'format',
    when: canEdit,
    run: () => moveAtCursor('down'),
  },
] as const;
