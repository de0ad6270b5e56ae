/** Opening quick add, with what is known already. */
import { openDialog } from '../dialogs/focus-before.ts';
import type { AddRequest } from '../../notes/text/add-link.ts';

export function askQuickAdd({ url = '', title = null, quote = null }: Partial<AddRequest> = {}): void {
  openDialog({ kind: 'quick-add', url, title, quote });
}
