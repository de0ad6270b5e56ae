/** The commands about texts of a note that are not in its file. */
import { openDialog } from '../dialogs/focus-before.ts';
import { useStore } from '../store.ts';
import { saveCopyElsewhere } from './save-copy.ts';

export const recoveryCommands = [
  {
    id: 'show-lost',
    label: 'command.showLost',
    section: 'file',
    when: () => useStore.getState().notebook !== null,
    run: () => openDialog({ kind: 'lost' }),
  },
  {
    id: 'merge-sides',
    label: 'command.mergeSides',
    section: 'file',
    when: () => useStore.getState().note?.status.kind === 'conflict',
    run: () => openDialog({ kind: 'merge', copy: null }),
  },
  {
    id: 'save-copy',
    label: 'command.saveCopy',
    section: 'file',
    when: () => useStore.getState().note !== null,
    run: () => void saveCopyElsewhere(),
  },
] as const;
