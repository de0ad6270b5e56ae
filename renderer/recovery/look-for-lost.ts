/** At the start: what a closed tab kept goes to the host, and what was never saved is said. */
import { notebook } from '../actions.ts';
import { openDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { dismiss, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { handOver } from './away.ts';

export async function handOverAway(): Promise<void> {
  const folder = useStore.getState().notebook?.folder;
  if (folder !== undefined) await handOver(notebook(), folder);
}

let told: number | null = null;

/** What is said by `tellLost` is seen. */
export function lostIsSeen(): void {
  if (told !== null) dismiss(told);
  told = null;
}

/** Says that there is text which opening the open note does not bring back. */
export async function tellLost(): Promise<void> {
  try {
    const open = useStore.getState().note?.path;
    const lost = (await notebook().unsaved({})).filter(({ path }) => path !== open);
    const n = new Set(lost.map(({ path }) => path)).size;
    if (n === 0) return;
    const action = { label: t('lost.show'), run: () => openDialog({ kind: 'lost' }) };
    told = notify(t('lost.found', { n }), { action, stays: true });
  } catch {
    // It is kept, and the command shows it.
  }
}
