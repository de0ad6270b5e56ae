/** The tabs of the pane at the right: sources, what links to the note, its outline. */
import { type KeyboardEvent, useRef } from 'react';
import { formatNumber, t } from '../messages.ts';
import { choosePaneTab, type PaneTab, paneTabs, usePaneTab } from './pane-tab.ts';
import './links.css';

export function PaneTabs({ sources, linked }: { sources: number; linked: number }) {
  const chosen = usePaneTab((state) => state.tab);
  const list = useRef<HTMLDivElement>(null);
  const names: Record<PaneTab, string> = {
    sources: t('links.tabSources'),
    linked: t('links.tabLinked'),
    outline: t('links.tabOutline'),
  };
  const counts: Record<PaneTab, string | null> = {
    sources: sources === 0 ? null : t('sources.count', { n: sources }),
    linked: linked === 0 ? null : t('links.linkedCount', { n: linked }),
    outline: null,
  };
  const numbers: Record<PaneTab, number> = { sources, linked, outline: 0 };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = paneTabs.indexOf(chosen);
    const last = paneTabs.length - 1;
    const to: Record<string, number> = {
      ArrowLeft: at === 0 ? last : at - 1,
      ArrowRight: at === last ? 0 : at + 1,
      Home: 0,
      End: last,
    };
    const next = paneTabs[to[event.key] ?? -1];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choosePaneTab(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={t('links.tabs')} className="pane-tabs" onKeyDown={onKeyDown}>
      {paneTabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`pane-tab-${tab}`}
          className="pane-tab"
          aria-selected={tab === chosen}
          aria-controls="pane-tab-panel"
          tabIndex={tab === chosen ? 0 : -1}
          data-tab={tab}
          onClick={() => choosePaneTab(tab)}
        >
          {names[tab]}
          {counts[tab] !== null && (
            <span className="pane-tab-count" aria-label={counts[tab]}>
              {formatNumber(numbers[tab])}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
