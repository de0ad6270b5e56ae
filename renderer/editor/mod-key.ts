/** While Ctrl (Cmd on a Mac) is held, links show that a click opens them. */
import { siteOf } from '../../notes/text/urls.ts';
import { t } from '../messages.ts';
import { isMac } from '../system.ts';

/** Sets `data-mod` on `element` while the key is held; the returned function ends that. */
export function watchModKey(element: HTMLElement): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const show = (isHeld: boolean) => {
    if (isHeld === (element.dataset['mod'] !== undefined)) return;
    if (isHeld) element.dataset['mod'] = '';
    else {
      delete element.dataset['mod'];
      element.removeAttribute('title');
    }
  };
  const look = (event: KeyboardEvent | MouseEvent) => show(isMac ? event.metaKey : event.ctrlKey);
  window.addEventListener('keydown', look, { signal });
  window.addEventListener('keyup', look, { signal });
  window.addEventListener('blur', () => show(false), { signal });
  element.addEventListener('mousemove', look, { signal });
  element.addEventListener(
    'mouseover',
    (event) => {
      const site = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-site]') : null;
      const url = site?.dataset['site'];
      if (url !== undefined && element.dataset['mod'] !== undefined) {
        element.title = t('editor.openLinkTip', { site: siteOf(url) });
      } else element.removeAttribute('title');
    },
    { signal },
  );
  return () => controller.abort();
}
