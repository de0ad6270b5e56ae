/** The commands about the open note's reading view. */
import { useChoices } from '../editor/choices.ts';
import { isSplit, type UiState } from '../store.ts';
import { toggleBeside, toggleReading } from './note-view-state.ts';

const hasNote = (state: UiState) => state.note !== null;

export const noteViewCommands = [
  {
    id: 'toggle-reading',
    label: 'command.toggleReading',
    section: 'view',
    shortcut: 'Mod+E',
    when: hasNote,
    run: toggleReading,
  },
  {
    id: 'reading-beside',
    label: 'command.readingBeside',
    section: 'view',
    when: (state: UiState) => hasNote(state) && !isSplit(state) && !useChoices.getState().readingBeside,
    run: toggleBeside,
  },
  {
    id: 'no-reading-beside',
    label: 'command.noReadingBeside',
    section: 'view',
    when: (state: UiState) => hasNote(state) && !isSplit(state) && useChoices.getState().readingBeside,
    run: toggleBeside,
  },
  {
    id: 'print',
    label: 'command.print',
    section: 'file',
    when: hasNote,
    run: () => void import('./print-note.ts').then(({ printNote }) => printNote()),
  },
] as const;
