/** The window: four panes, or fewer where there is no room, and what floats above them. */
import { useCallback, useEffect, useRef } from 'react';
import { Group, type Layout, Panel, type PanelImperativeHandle } from 'react-resizable-panels';
import { ArticlesView } from './articles/articles-view.tsx';
import { NoteSides } from './beside/note-sides.tsx';
import { leastForTwoPanes, useHasRoomForTwo } from './beside/room.ts';
import { QuickAdd } from './capture/quick-add.tsx';
import { ConnectionBanner, ConnectionPage } from './connection-state.tsx';
import { CommandsDialog } from './dialogs/commands-dialog.tsx';
import { PendingChange } from './tags/pending-change.tsx';
import { QuickOpen } from './dialogs/quick-open.tsx';
import { RenameNote } from './dialogs/rename-note.tsx';
import { TagDoctor } from './tags/tag-doctor.tsx';
import { EncodingDialog } from './encodings/encoding-dialog.tsx';
import { SpellingDialog } from './dialogs/spelling.tsx';
import { Toasts } from './dialogs/toasts.tsx';
import { InsertLink } from './editor/insert-link.tsx';
import { TemplateDialog } from './editor/template-dialog.tsx';
import { NameFilter } from './sidebar/name-filter.tsx';
import { MoveSection } from './outline/move-section.tsx';
import { NoteList } from './lists/note-list.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { t } from './messages.ts';
import { Drawer } from './pane-drawer.tsx';
import { PaneEdge, useHeldEdge } from './pane-edge.tsx';
import { fittingWidths, leastText, paneLimits, rememberPanes } from './pane-memory.ts';
import { currentFold, type Fold, useFold } from './panes.ts';
import { FullReading } from './reading/reading-places.tsx';
import { SourcePane } from './sources/source-pane.tsx';
import { isSplit, useStore } from './store.ts';
import { RecoveryDialogs } from './recovery/recovery-dialogs.tsx';
import { LogDialog } from './log/log-dialog.tsx';
import { TrashDialog } from './trash/trash.tsx';
import { VersionsDialog } from './versions/versions.tsx';
import './app.css';

export function App({ retry }: { retry: () => void }) {
  const hasAnswered = useStore((state) => state.notebook !== null);
  return (
    <>
      {hasAnswered ? (
        <div className="app">
          <ConnectionBanner retry={retry} />
          <PendingChange />
          <Panes />
        </div>
      ) : (
        <ConnectionPage retry={retry} />
      )}
      <RenameNote />
      <SpellingDialog />
      <EncodingDialog />
      <QuickOpen />
      <InsertLink />
      <TemplateDialog />
      <CommandsDialog />
      <NameFilter />
      <QuickAdd />
      <TagDoctor />
      <MoveSection />
      <VersionsDialog />
      <TrashDialog />
      <LogDialog />
      <RecoveryDialogs />
      <Toasts />
    </>
  );
}

function Panes() {
  const fold = useFold();
  const page = useStore((state) => state.page);
  const view = useStore((state) => state.view);
  const name = useStore((state) => state.notebook?.name ?? t('app.name'));
  // One by one: a change elsewhere in the store, at every key typed, must not draw the panes again.
  const sidebarOpen = useStore((state) => state.sidebarOpen);
  const sourcesOpen = useStore((state) => state.sourcesOpen);
  const drawerOpen = useStore((state) => state.drawerOpen);
  const hasRoomForTwo = useHasRoomForTwo();
  const areTwo = useStore(isSplit) && hasRoomForTwo;
  const widths = fittingWidths(window.innerWidth, {
    sidebar: sidebarOpen,
    sources: fold === 'wide' && sourcesOpen,
  });
  const { isStill, ...hold } = useHeldEdge();
  const sidebar = useRef<PanelImperativeHandle>(null);
  const group = useRef<HTMLDivElement>(null);
  const sources = useRef<PanelImperativeHandle>(null);
  const matchSidebar = useOpen(sidebar, sidebarOpen, 'sidebar', fold);
  const matchSources = useOpen(sources, sourcesOpen, 'sources', fold);

  // From the layout and not from the panels: after a key they still have the size from before.
  const remember = (layout: Layout) => {
    if (fold === 'pages') return;
    const width = group.current?.clientWidth ?? 0;
    for (const name of ['sidebar', 'list', 'sources'] as const) {
      const share = layout[`${name}-panel`] ?? 0;
      if (share > 0) rememberPanes({ widths: { [name]: Math.round((share / 100) * width) } });
    }
    // A pane dragged shut is closed, as if by its button.
    useStore.setState({ sidebarOpen: layout['sidebar-panel'] !== 0 });
    if (fold === 'wide') useStore.setState({ sourcesOpen: layout['sources-panel'] !== 0 });
  };

  const shown = (pane: typeof page) => (fold === 'pages' ? page === pane : true);
  const isSidebarShown = fold === 'pages' ? page === 'sidebar' : sidebarOpen;
  return (
    <>
      <Group
        className="panes"
        data-fold={fold}
        elementRef={group}
        onLayoutChanged={(layout, { isUserInteraction }) => {
          if (isUserInteraction) return remember(layout);
          matchSidebar();
          matchSources();
        }}
        resizeTargetMinimumSize={{ coarse: 24, fine: 8 }}
        {...hold}
      >
        <Panel
          id="sidebar-panel"
          panelRef={sidebar}
          className="pane pane-side"
          data-shown={isSidebarShown}
          defaultSize={sidebarOpen ? widths.sidebar : 0}
          minSize={paneLimits.sidebar.min}
          maxSize={paneLimits.sidebar.max}
          collapsible
          disabled={isStill('sidebar')}
          groupResizeBehavior="preserve-pixel-size"
        >
          {isSidebarShown && <Sidebar />}
        </Panel>
        <PaneEdge name="sidebar" label={t('sidebar.label')} isClosed={!sidebarOpen} />
        <Panel
          id="list-panel"
          className="pane pane-list"
          data-shown={shown('list')}
          defaultSize={widths.list}
          minSize={paneLimits.list.min}
          maxSize={paneLimits.list.max}
          disabled={isStill('list')}
          groupResizeBehavior="preserve-pixel-size"
        >
          {view === 'notes' ? <NoteList /> : <ArticlesView />}
        </Panel>
        <PaneEdge name="list" label={t('list.label')} />
        <Panel
          id="editor-panel"
          className="pane pane-editor"
          data-shown={shown('editor')}
          minSize={areTwo ? leastForTwoPanes : leastText}
          disabled={isStill('editor')}
        >
          <main data-pane="editor" className="pane-fill" tabIndex={-1}>
            {!isSidebarShown && <h1 className="visually-hidden">{name}</h1>}
            <NoteSides />
            <FullReading />
          </main>
        </Panel>
        {fold === 'wide' && (
          <>
            <PaneEdge name="sources" label={t('sources.label')} isClosed={!sourcesOpen} />
            <Panel
              id="sources-panel"
              panelRef={sources}
              className="pane pane-list"
              defaultSize={sourcesOpen ? widths.sources : 0}
              minSize={paneLimits.sources.min}
              maxSize={paneLimits.sources.max}
              collapsible
              disabled={isStill('sources')}
              groupResizeBehavior="preserve-pixel-size"
            >
              {sourcesOpen && <SourcePane />}
            </Panel>
          </>
        )}
      </Group>
      {fold === 'medium' && drawerOpen && <Drawer />}
      {fold === 'pages' && page === 'sources' && (
        <div className="sources-page">
          <SourcePane />
        </div>
      )}
    </>
  );
}

/**
 * Keeps a panel open or closed as the store says, at the width it had. The library closes panels by itself in a
 * window too narrow for all of them; answers the function to call when it may have done so.
 */
function useOpen(
  panel: React.RefObject<PanelImperativeHandle | null>,
  isOpen: boolean,
  name: 'sidebar' | 'sources',
  fold: Fold,
): () => void {
  const frame = useRef(0);
  const match = useCallback(() => {
    cancelAnimationFrame(frame.current);
    // In the next frame: a panel that has just been made, or is about to go, answers no questions.
    frame.current = requestAnimationFrame(() => {
      const { current } = panel;
      if (current === null || currentFold() === 'pages' || current.isCollapsed() !== isOpen) return;
      const { sidebarOpen: sidebar, sourcesOpen } = useStore.getState();
      const open = { sidebar, sources: fold === 'wide' && sourcesOpen };
      if (isOpen) current.resize(fittingWidths(window.innerWidth, open)[name]);
      else current.collapse();
    });
  }, [panel, isOpen, name, fold]);
  useEffect(() => {
    match();
    return () => cancelAnimationFrame(frame.current);
  }, [match, fold]);
  return match;
}
