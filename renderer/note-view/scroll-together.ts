/** The text and its page scroll together: whichever the person touched last leads, and the other one follows it. */
import { textOn } from '../editor/text-on-screen.ts';
import type { Side } from '../store.ts';
import type { NotePage } from './note-page.ts';
import { editorPlace, pagePlace, scrollEditor, scrollPage } from './places.ts';

const touches = ['wheel', 'pointerdown', 'keydown', 'touchstart', 'focusin'] as const;

/** Until the returned function is called. */
export function scrollTogether(page: NotePage, scroller: HTMLElement, side: Side): () => void {
  let leads: 'text' | 'page' = 'text';
  let frame = 0;
  const follow = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const view = textOn(side);
      if (view === null) return;
      if (leads === 'text') scrollPage(page, editorPlace(view));
      else if (!view.composing) scrollEditor(view, pagePlace(page));
    });
  };
  const lead = (side: typeof leads) => () => {
    leads = side;
  };
  const textLeads = lead('text');
  const pageLeads = lead('page');
  // What follows scrolls too, and must not lead by that.
  const textScrolls = () => leads === 'text' && follow();
  const pageScrolls = () => leads === 'page' && follow();
  for (const touch of touches) {
    scroller.addEventListener(touch, textLeads, { passive: true, capture: true });
    page.document.addEventListener(touch, pageLeads, { passive: true, capture: true });
  }
  scroller.addEventListener('scroll', textScrolls, { passive: true });
  page.document.addEventListener('scroll', pageScrolls, { passive: true });
  return () => {
    cancelAnimationFrame(frame);
    for (const touch of touches) {
      scroller.removeEventListener(touch, textLeads, { capture: true });
      page.document.removeEventListener(touch, pageLeads, { capture: true });
    }
    scroller.removeEventListener('scroll', textScrolls);
    page.document.removeEventListener('scroll', pageScrolls);
  };
}
