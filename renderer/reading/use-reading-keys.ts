import { type RefObject, useEffect, useRef } from 'react';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { matches } from '../shortcuts.ts';
import { leaveReading } from './reading-state.ts';
import { useShown } from './shown.ts';
import { takeBackLast } from './taken-back.ts';

/**
 * Keys of the reading view, wherever in its pane the focus is, or nowhere. Escape goes one step back: `close` what is open
 * in the view (`false`: nothing was), then what is selected, then out of the view. Mod+Z takes back what was just quoted.
 */
export function useReadingKeys(view: RefObject<HTMLElement | null>, close: () => boolean): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || useStore.getState().dialog !== null) return;
      if (!isHere(event.target, view.current)) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        if (!latest.current() && !deselect()) leaveReading();
      } else if (matches(event, 'Mod+Z', isMac) && takeBackLast()) event.preventDefault();
    };
    // Before the window, which closes what this view stands in.
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [view]);
}

function isHere(target: EventTarget | null, view: HTMLElement | null): boolean {
  if (view === null || !(target instanceof Element)) return false;
  return target === document.body || view.closest('[data-pane]')?.contains(target) === true;
}

function deselect(): boolean {
  const article = useShown.getState().shown?.article;
  if (article?.selected == null) return false;
  article.deselect();
  useShown.setState({ selected: null });
  return true;
}
