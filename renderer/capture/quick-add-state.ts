/** Opening quick add, with what is known already. */
import { openDialog } from '../dialogs/focus-before.ts';
import type { AddRequest } from '../../notes/text/add-link.ts';
import { useStore } from '../store.ts';

export function askQuickAdd({ url = '', title = null, quote = null }: Partial<AddRequest> = {}): void {
  const { dialog } = useStore.getState();
  // It is open: what stands in it is worth more than an empty one.
  if (dialog?.kind === 'quick-add' && url === '' && quote === null) return;
  openDialog({ kind: 'quick-add', url, title, quote });
}
