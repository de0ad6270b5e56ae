/** Saves what is unsaved when the page is left, and asks before it is closed over text that is not saved. */
import type { NotePath } from '../../notes/api.ts';

export function saveBeforeLeaving(flush: () => Promise<boolean>, unsaved: () => NotePath[]): void {
  window.addEventListener('pagehide', () => void flush());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void flush();
  });
  window.addEventListener('beforeunload', (event) => {
    if (unsaved().length === 0) return;
    void flush();
    event.preventDefault();
  });
}
