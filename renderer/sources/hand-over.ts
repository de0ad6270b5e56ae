import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A button that goes away while it has the focus hands it to what comes next in its card, or to the card's menu. */
export function useHandOver<Kind extends HTMLElement>(): RefObject<Kind | null> {
  const leaving = useRef<Kind>(null);
  useLayoutEffect(() => {
    const element = leaving.current;
    const card = element?.closest('article');
    return () => {
      if (element?.contains(document.activeElement) !== true) return;
      requestAnimationFrame(() => {
        const { activeElement, body } = document;
        if (activeElement === null || activeElement === body) nextIn(card)?.focus({ preventScroll: true });
      });
    };
  }, []);
  return leaving;
}

function nextIn(card: Element | null | undefined): HTMLElement | null {
  const found = ['[data-hand-over-first]', '[data-hand-over]'].map((one) =>
    card?.querySelector<HTMLElement>(one),
  );
  return found.find((one) => one != null) ?? null;
}
