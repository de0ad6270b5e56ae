import type { NotePath, TrashedNote } from '../../notes/api.ts';
import { notebook, openNote, rows } from '../actions.ts';
import { closeDialog, openDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';

export async function restoreTrashed({ trashed, path }: TrashedNote): Promise<void> {
  await attempt(t('trash.failedRestore', { path }), async () => {
    const restored = await notebook().restore({ trashed });
    closeDialog();
    notify(t(restored === path ? 'trash.restored' : 'trash.restoredBeside', { path, restored }));
    void rows().reveal(restored);
    await openNote(restored, { focus: true });
  });
}

export function deleteForGood(trashed: string, path: NotePath): Promise<boolean> {
  return attempt(t('trash.failedDelete', { path }), async () => {
    await notebook().deleteTrashed({ trashed: [trashed] });
  });
}

export function emptyTrash(until: number): Promise<boolean> {
  return attempt(t('trash.failedEmpty'), async () => {
    const n = await notebook().emptyTrash({ until });
    notify(t('trash.emptied', { n }));
  });
}

export const trashCommands = [
  {
    id: 'show-trash',
    label: 'command.showTrash',
    section: 'file',
    when: () => useStore.getState().notebook !== null,
    run: () => openDialog({ kind: 'trash' }),
  },
] as const;
