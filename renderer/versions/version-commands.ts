/** The commands of the history. */
import type { NotePath } from '../../notes/api.ts';
import { openNote } from '../actions.ts';
import { openDialog } from '../dialogs/focus-before.ts';
import { useStore } from '../store.ts';

const hasNote = () => useStore.getState().note !== null;

/** Shows the earlier versions of a note, which is opened for that. */
export async function showHistoryOf(path: NotePath): Promise<void> {
  if (useStore.getState().note?.path !== path) await openNote(path);
  if (useStore.getState().note?.path === path) openDialog({ kind: 'versions', of: 'note' });
}

export const versionCommands = [
  {
    id: 'show-history',
    label: 'command.showHistory',
    section: 'file',
    shortcut: 'Alt+Shift+H',
    when: hasNote,
    run: () => openDialog({ kind: 'versions', of: 'note' }),
  },
  {
    id: 'show-deleted',
    label: 'command.showDeleted',
    section: 'file',
    when: () => useStore.getState().notebook !== null,
    run: () => openDialog({ kind: 'versions', of: 'deleted' }),
  },
] as const;
