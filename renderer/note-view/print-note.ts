/** Prints the open note as its page shows it, on white paper. */
import { sessions } from '../actions.ts';
import { currentLanguage, t } from '../messages.ts';
import { notify } from '../notices.ts';
import { usualLook } from '../reading/look.ts';
import { emptyPage } from '../reading/sanitize.ts';
import { useStore } from '../store.ts';
import { NotePage } from './note-page.ts';
import { Renderer } from './renderer.ts';

export async function printNote(): Promise<void> {
  const { note } = useStore.getState();
  const text = sessions().text();
  if (note === null || text === null) return;
  const frame = document.createElement('iframe');
  // No scripts run in it either; printing is what a frame in a sandbox may not do unless it is told so.
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.className = 'note-print';
  frame.dataset['theme'] = 'light';
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  frame.srcdoc = emptyPage(true);
  document.body.append(frame);
  const renderer = new Renderer();
  let page: NotePage | null = null;
  try {
    await loaded;
    page = new NotePage(frame, currentLanguage(), () => note.path);
    page.look({ ...usualLook, theme: 'light' }, true, frame);
    page.showHeader(note.facts);
    const outcome = await renderer.render(text);
    if (outcome?.kind === 'rendered') await page.show(outcome.rendered, text);
    else page.showPlain(text);
    await page.drawAll();
    await page.window.document.fonts.ready;
    page.document.title = note.facts.title;
    page.window.print();
  } catch {
    notify(t('noteView.notPrinted'), { kind: 'alert' });
  } finally {
    page?.close();
    renderer.close();
    frame.remove();
  }
}
