import { bookmarkletFor } from '../../notes/text/add-link.ts';
import { t } from '../messages.ts';
import { notify } from '../notices.ts';
import { useStore } from '../store.ts';

/** A bookmark for the browser that opens quick add with the page it is pressed on: in the window, or in this tab's address. */
export async function copyBookmarklet(): Promise<void> {
  const target = useStore.getState().isDesktop ? 'gleaner://add' : window.location.origin;
  try {
    await navigator.clipboard.writeText(bookmarkletFor(target));
    notify(t('capture.bookmarkletCopied'), { stays: true });
  } catch {
    notify(t('capture.bookmarkletNotCopied'), { kind: 'alert' });
  }
}
