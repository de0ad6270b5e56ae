/** The pane at the right: the articles that the open note collects, in the note's order. */
import { BookMarked, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Heading, NoteSource } from '../../notes/api.ts';
import { useBacklinks } from '../links/backlinks.ts';
import { LinkedFrom } from '../links/linked-from.tsx';
import { usePaneTab } from '../links/pane-tab.ts';
import { PaneTabs } from '../links/pane-tabs.tsx';
import { t } from '../messages.ts';
import { Outline } from '../outline/outline.tsx';
import { PaneBack } from '../pane-buttons.tsx';
import { closeDrawer, useFold } from '../panes.ts';
import { PaneReading, usePaneReading } from '../reading/reading-places.tsx';
import { useStore } from '../store.ts';
import { currentSource } from './current-source.ts';
import { FetchingBar } from './fetching-bar.tsx';
import { SourceCards } from './source-cards.tsx';
import { SourcesMenu } from './sources-menu.tsx';
import './sources.css';

const none: NoteSource[] = [];
const noHeadings: Heading[] = [];

export function SourcePane() {
  const fold = useFold();
  const hasNote = useStore((state) => state.note !== null);
  const path = useStore((state) => state.note?.path);
  const sources = useStore((state) => state.note?.facts.sources ?? none);
  const line = useStore((state) => state.note?.line ?? 0);
  const headings = useStore((state) => state.note?.facts.headings ?? noHeadings);
  const current = useMemo(() => currentSource({ sources, headings }, line), [sources, headings, line]);

  const tab = usePaneTab((state) => state.tab);
  const linked = useBacklinks(path ?? null, false).total;

  if (usePaneReading()) {
    return (
      <aside data-pane="sources" className="pane-fill" aria-label={t('sources.label')} tabIndex={-1}>
        <PaneReading />
      </aside>
    );
  }
  return (
    <aside data-pane="sources" className="pane-fill" aria-label={t('sources.label')} tabIndex={-1}>
      <div className="pane-bar sources-bar">
        <PaneBack to="editor" />
        <h2 className="visually-hidden">{t('sources.title')}</h2>
        <PaneTabs sources={sources.length} linked={linked} />
        {tab === 'sources' && <SourcesMenu hasSources={sources.length > 0} />}
        {fold === 'medium' && (
          <button type="button" className="icon-button" aria-label={t('panes.close')} onClick={closeDrawer}>
            <X aria-hidden />
          </button>
        )}
      </div>
      <FetchingBar />
      <div id="pane-tab-panel" role="tabpanel" aria-labelledby={`pane-tab-${tab}`} className="pane-tab-panel">
        {tab === 'linked' && <LinkedFrom />}
        {tab === 'outline' && <Outline />}
        {tab === 'sources' &&
          (sources.length === 0 ? (
            <Empty hasNote={hasNote} />
          ) : (
            <SourceCards key={path} sources={sources} current={current} />
          ))}
      </div>
    </aside>
  );
}

function Empty({ hasNote }: { hasNote: boolean }) {
  return (
    <div className="state sources-none">
      <BookMarked className="state-mark" aria-hidden />
      {hasNote && <h3 className="state-title">{t('sources.emptyTitle')}</h3>}
      <p>{t(hasNote ? 'sources.emptyText' : 'sources.noNoteText')}</p>
    </div>
  );
}
