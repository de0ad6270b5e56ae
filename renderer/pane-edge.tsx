/** The lines between panes: each moves its two neighbours and nothing else. */
import { type FocusEvent, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Separator } from 'react-resizable-panels';
import { t } from './messages.ts';
import { handleKey } from './shortcuts.ts';
import type { PaneName } from './store.ts';
import { isMac } from './system.ts';

/** An edge is named after the pane that it is said to resize. */
export type Edge = 'sidebar' | 'list' | 'sources' | 'beside';

const neighbours: Record<Edge, readonly PaneName[]> = {
  sidebar: ['sidebar', 'list'],
  list: ['list', 'editor'],
  sources: ['editor', 'sources'],
  // Between two notes, in the editor: no pane gives way.
  beside: [],
};
const values = ['aria-valuemin', 'aria-valuemax', 'aria-valuenow'] as const;

/** `label` is the pane's. The edge of a closed pane is not there: the pane comes back with its button. */
export function PaneEdge({
  name,
  label,
  isClosed = false,
}: {
  name: Edge;
  label: string;
  isClosed?: boolean;
}) {
  const edge = useRef<HTMLDivElement>(null);
  // The library says shares with three decimals, which is what a screen reader reads out.
  useEffect(() => {
    const { current } = edge;
    if (current === null) return undefined;
    const round = () => {
      for (const value of values) {
        const said = current.getAttribute(value);
        const whole = said === null ? null : String(Math.round(Number(said)));
        if (whole !== null && whole !== said) current.setAttribute(value, whole);
      }
    };
    round();
    const observer = new MutationObserver(round);
    observer.observe(current, { attributeFilter: [...values] });
    return () => observer.disconnect();
  }, []);
  return (
    <Separator
      className="pane-edge"
      elementRef={edge}
      disabled={isClosed}
      data-closed={isClosed}
      data-edge={name}
      aria-label={t('panes.resize', { name: label })}
    />
  );
}

const edgeOf = (target: EventTarget) =>
  target instanceof HTMLElement ? ((target.dataset['edge'] as Edge | undefined) ?? null) : null;

/**
 * Which panes must keep their width, and what tells: the library moves panes beyond the neighbours when those have
 * reached their limits, and gives the focus to the edge that a pointer takes hold of.
 */
export function useHeldEdge() {
  const [held, setHeld] = useState<Edge | null>(null);
  return {
    isStill: (pane: PaneName) => held !== null && !neighbours[held].includes(pane),
    onFocus: (event: FocusEvent) => setHeld(edgeOf(event.target)),
    onBlur: () => setHeld(null),
    // An edge that keeps the focus must not keep the pointer from taking another one.
    onPointerMove: (event: PointerEvent) => {
      if (event.buttons === 0) setHeld(null);
    },
    onKeyDownCapture: (event: KeyboardEvent) => {
      const edge = edgeOf(event.target);
      if (edge === null) return;
      flushSync(() => setHeld(edge));
      // The library's F6 goes from edge to edge for ever.
      if (event.key === 'F6') handleKey(event.nativeEvent, isMac);
    },
  };
}
