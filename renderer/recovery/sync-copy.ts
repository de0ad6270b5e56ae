/** Whether the open note is another text of a note beside it, and making one of both. */
import { useEffect, useState } from 'react';
import type { NotePath } from '../../notes/api.ts';
import { hostCopyOf, type SyncCopy, syncCopyOf } from '../../notes/text/sync-copies.ts';
import { notebook, openNote } from '../actions.ts';
import { openDialog } from '../dialogs/focus-before.ts';
import { useStore } from '../store.ts';

/** `null`: it is a note of its own, or there is none beside it. */
export function useSyncCopy(path: NotePath): SyncCopy | null {
  const [found, setFound] = useState<{ path: NotePath; copy: SyncCopy | null } | null>(null);
  useEffect(() => {
    const copy = syncCopyOf(path) ?? hostCopyOf(path, () => true);
    if (copy === null) return undefined;
    let isWanted = true;
    void isThere(copy.of).then((there) => {
      if (isWanted) setFound({ path, copy: there ? copy : null });
    });
    return () => {
      isWanted = false;
    };
  }, [path]);
  return found?.path === path ? found.copy : null;
}

async function isThere(path: NotePath): Promise<boolean> {
  try {
    const at = await notebook().locate({ filter: '', sort: 'title', target: { path } });
    return at !== null;
  } catch {
    return false;
  }
}

export async function mergeCopy(of: NotePath, copy: NotePath): Promise<void> {
  await openNote(of);
  if (useStore.getState().note?.path === of) openDialog({ kind: 'merge', copy });
}
