/** The commands about two notes beside each other. */
import { openDialog } from '../dialogs/focus-before.ts';
import { isSplit, type UiState } from '../store.ts';
import { closeOther } from './open-beside.ts';

export const besideCommands = [
  {
    id: 'open-beside',
    label: 'command.openBeside',
    section: 'go',
    when: (state: UiState) => state.notebook !== null,
    run: () => openDialog({ kind: 'quick-open', text: '', isBeside: true }),
  },
  {
    id: 'close-other',
    label: 'command.closeOther',
    section: 'view',
    when: isSplit,
    run: () => void closeOther(),
  },
] as const;
