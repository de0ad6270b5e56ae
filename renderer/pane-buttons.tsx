/** Buttons that bring panes back; each is there only where it is needed. */
import { ChevronLeft, PanelLeft, PanelRight } from 'lucide-react';
import { t } from './messages.ts';
import { toggleSidebar, toggleSources, useFold } from './panes.ts';
import { type PaneName, useStore } from './store.ts';

/** In a window that shows one pane at a time: back to the pane before this one. */
export function PaneBack({ to = 'list' }: { to?: PaneName }) {
  if (useFold() !== 'pages') return null;
  const label = t(
    to === 'sidebar' ? 'panes.backToSidebar' : to === 'editor' ? 'panes.backToNote' : 'panes.back',
  );
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onClick={() => useStore.setState({ page: to })}
    >
      <ChevronLeft aria-hidden />
    </button>
  );
}

/** Shows the sidebar again when it is hidden. */
export function SidebarShow() {
  const isOpen = useStore((state) => state.sidebarOpen);
  if (useFold() === 'pages' || isOpen) return null;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t('sidebar.show')}
      title={t('sidebar.show')}
      data-sidebar-toggle
      onClick={toggleSidebar}
    >
      <PanelLeft aria-hidden />
    </button>
  );
}

/** Shows or hides the sources; on narrow windows they float or are a page of their own. */
export function SourcesToggle() {
  const fold = useFold();
  const isOpen =
    useStore((state) => (fold === 'medium' ? state.drawerOpen : state.sourcesOpen)) && fold !== 'pages';
  const label = t(isOpen ? 'sources.hide' : 'sources.show');
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-expanded={isOpen}
      data-sources-toggle
      onClick={toggleSources}
    >
      <PanelRight aria-hidden />
    </button>
  );
}
