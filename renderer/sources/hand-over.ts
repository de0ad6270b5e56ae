import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A button that goes away while it has the focus hands it to the menu button of its card. */
export function useHandOver<Kind extends HTMLElement>(): RefObject<Kind | null> {
  const leaving = useRef<Kind>(null);
  useLayoutEffect(() => {
    const element = leaving.current;
    const card = element?.closest('article');
    return () => {
      if (element?.contains(document.activeElement) !== true) return;
      requestAnimationFrame(() => {
        const { activeElement, body } = document;
        if (activeElement === null || activeElement === body)
          card?.querySelector<HTMLElement>('[data-hand-over]')?.focus({ preventScroll: true });
      });
    };
  }, []);
  return leaving;
}
