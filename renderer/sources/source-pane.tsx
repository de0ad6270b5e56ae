/** The pane at the right: the articles that the open note collects, in the note's order. */
import { BookMarked, X } from 'lucide-react';
import { type KeyboardEvent, useMemo } from 'react';
import type { NoteSource } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { PaneBack } from '../pane-buttons.tsx';
import { focusPane, toggleSources, useFold } from '../panes.ts';
import { useStore } from '../store.ts';
import { currentSource } from './current-source.ts';
import { SourceCard } from './source-card.tsx';
import './sources.css';

const none: readonly NoteSource[] = [];

export function SourcePane() {
  const fold = useFold();
  const hasNote = useStore((state) => state.note !== null);
  const path = useStore((state) => state.note?.path);
  const sources = useStore((state) => state.note?.facts.sources ?? none);
  const citations = useStore((state) => state.citations);
  const line = useStore((state) => state.note?.line ?? 0);
  const current = useMemo(() => currentSource(sources, line), [sources, line]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || fold !== 'medium') return;
    event.stopPropagation();
    toggleSources();
    focusPane('editor');
  };

  return (
    <aside
      data-pane="sources"
      className="pane-fill"
      aria-label={t('sources.label')}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className="pane-bar sources-bar">
        <PaneBack to="editor" />
        <h2 className="list-title">{t('sources.title')}</h2>
        {sources.length > 0 && (
          <span className="list-count" aria-label={t('sources.count', { n: sources.length })}>
            {sources.length}
          </span>
        )}
        {fold === 'medium' && (
          <button
            type="button"
            className="icon-button sources-close"
            aria-label={t('panes.close')}
            onClick={toggleSources}
          >
            <X aria-hidden />
          </button>
        )}
      </div>
      <div className="sources-body" key={path}>
        {sources.map((source) => (
          <SourceCard
            key={source.normalised}
            source={source}
            isCurrent={source === current}
            citations={citations[source.normalised]}
          />
        ))}
        {sources.length === 0 && <Empty hasNote={hasNote} />}
      </div>
    </aside>
  );
}

function Empty({ hasNote }: { hasNote: boolean }) {
  return (
    <div className="state">
      <BookMarked className="state-mark" aria-hidden />
      {hasNote && <h3 className="state-title">{t('sources.emptyTitle')}</h3>}
      <p>{t(hasNote ? 'sources.emptyText' : 'sources.noNoteText')}</p>
    </div>
  );
}
