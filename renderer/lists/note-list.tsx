/** The pane of notes: its bar, the filter, and the list or what stands in its place. */
import { CircleAlert, FolderX, Plus, Search, SearchX, Sprout } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { readFilter } from '../../notes/text/filter.ts';
import { newNote, rows, setFilter } from '../actions.ts';
import { findCommand } from '../commands.ts';
import { t } from '../messages.ts';
import { reasonFor } from '../notices.ts';
import { PaneBack, SidebarShow } from '../pane-buttons.tsx';
import { focusPane } from '../panes.ts';
import { shortcutOf, shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { BulkBar } from '../tags/bulk-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { NoteListbox } from './note-listbox.tsx';
import { RowSkeleton } from './note-row.tsx';
import { useRows } from './shown-rows.ts';
import { SearchBox, SearchProblem } from '../search/search-box.tsx';
import { useSearchOffers } from '../search/search-offers.ts';
import { SearchOptions } from '../search/search-options.tsx';
import { FetchingBarOfList } from '../sources/fetching-bar.tsx';
import { isBeingRead } from '../search/still-reading.ts';
import './list.css';

export function NoteList() {
  return (
    <section data-pane="list" className="pane-fill" aria-labelledby="list-title" tabIndex={-1}>
      <ListHead />
      <FilterBar />
      <ScanBar />
      <IndexBar />
      <BulkBar />
      <FetchingBarOfList />
      <div className="list-body">
        <NoteListbox />
        <InPlaceOfRows />
      </div>
    </section>
  );
}

/** The search box with what is said about its text, and under that, covering neither, what it offers. */
function ListHead() {
  const field = useRef<HTMLInputElement>(null);
  const offers = useSearchOffers(field);
  return (
    <>
      <div className="pane-bar list-bar">
        <PaneBack to="sidebar" />
        <SidebarShow />
        <h2 id="list-title" className="visually-hidden">
          {t('list.label')}
        </h2>
        <SearchBox field={field} offers={offers} />
        <NewNoteButton />
      </div>
      <div className="search-under">
        <SearchProblem />
        {offers.options.length > 0 && (
          <SearchOptions
            options={offers.options}
            chosen={offers.chosen}
            onChoose={offers.choose}
            onForget={offers.forget}
          />
        )}
      </div>
    </>
  );
}

function NewNoteButton() {
  const isDesktop = useStore((state) => state.isDesktop);
  const command = findCommand('new-note');
  const shortcut = command === undefined ? null : shortcutOf(command, isDesktop);
  const keys = shortcut === null ? '' : ` (${shownKeys(shortcut, isMac)})`;
  return (
    <button
      type="button"
      className="icon-button list-new"
      aria-label={t('list.new')}
      title={`${t('list.new')}${keys}`}
      onClick={() => void newNote()}
    >
      <Plus aria-hidden />
    </button>
  );
}

/** Long work shows a bar with a number. */
function ScanBar() {
  const scanning = useStore((state) => state.notebook?.scanning ?? null);
  if (scanning === null || scanning.total === 0) return null;
  return (
    <div className="scan-bar">
      <progress aria-label={t('list.readingTitle')} value={scanning.done} max={scanning.total} />
      <span>{t('sidebar.scanning', { done: scanning.done, total: scanning.total })}</span>
    </div>
  );
}

/** What can't be found yet, and when it will be; while the folder itself is read, the bar above says so already. */
function IndexBar() {
  const indexing = useStore((state) => state.notebook?.indexing ?? null);
  const isScanning = useStore((state) => (state.notebook?.scanning?.total ?? 0) > 0);
  if (indexing === null || indexing.total === 0 || isScanning) return null;
  const { done, total, perSecond } = indexing;
  const rate = Math.round(perSecond);
  return (
    <div className="scan-bar">
      <progress aria-label={t('finding.indexingTitle')} value={done} max={total} />
      <div className="scan-bar-line">
        <span>{t('finding.indexing', { done, total })}</span>
        {rate > 0 && <span>{t('finding.indexingRate', { rate })}</span>}
      </div>
    </div>
  );
}

/** What is shown when there are no rows to show: why, and the next step. */
function InPlaceOfRows() {
  const { total, error, isLoading, words } = useRows();
  const notebook = useStore((state) => state.notebook);
  const filter = useStore((state) => state.listing.filter);
  if (total !== null && total > 0) return null;
  if (notebook?.availability === 'unavailable') {
    return (
      <Empty mark={<FolderX />} title={t('list.unavailableTitle')} isAlert>
        <p>{t('list.unavailableText', { folder: notebook.folder })}</p>
        <Button onClick={() => rows().refresh()}>{t('list.retry')}</Button>
      </Empty>
    );
  }
  if (error !== null) {
    const isFilter = error.code === 'bad-query';
    return (
      <Empty mark={<CircleAlert />} title={t(isFilter ? 'list.badFilterTitle' : 'list.failedTitle')} isAlert>
        <p>{isFilter ? <code>{filter}</code> : reasonFor(error)}</p>
        {isFilter ? (
          <Button onClick={clearFilter}>{t('list.noMatchClear')}</Button>
        ) : (
          <Button onClick={() => rows().refresh()}>{t('list.retry')}</Button>
        )}
      </Empty>
    );
  }
  if (total === null || (isLoading && filter === '') || (notebook?.scanning != null && filter === '')) {
    return <Waiting />;
  }
  if (words.length > 0 && isBeingRead(notebook)) {
    // So long as no text can be found, nothing is said about what the texts have.
    const hasTexts = (notebook?.indexing?.done ?? notebook?.total ?? 0) > 0;
    return (
      <Empty mark={<Search />} title={t(hasTexts ? 'finding.noneYetTitle' : 'finding.readingTitle')}>
        <p>{t(hasTexts ? 'finding.noneYetText' : 'finding.readingText')}</p>
      </Empty>
    );
  }
  if (filter !== '') {
    const word = onlyWord(filter);
    return (
      <Empty
        mark={<SearchX />}
        title={word === null ? t('list.noMatchTitle') : t('list.noMatchWord', { word })}
      >
        {word === null && <p>{t('list.noMatchText')}</p>}
        <p className="list-state-quiet">{t('list.noMatchPlaces')}</p>
        <Button onClick={clearFilter}>{t('list.noMatchClear')}</Button>
      </Empty>
    );
  }
  return (
    <Empty mark={<Sprout />} title={t('list.emptyTitle')}>
      <p>{t('list.emptyText')}</p>
      <Button isFilled onClick={() => void newNote()}>
        {t('list.emptyNew')}
      </Button>
    </Empty>
  );
}

/** The word, when a filter is no more than that. */
function onlyWord(filter: string): string | null {
  const read = readFilter(filter);
  return read?.kind === 'term' && read.key === 'text' ? read.value : null;
}

/** The button goes with what it clears: the list has the focus then. */
function clearFilter(): void {
  setFilter('');
  focusPane('list');
}

function Empty(props: { mark: ReactNode; title: string; isAlert?: boolean; children: ReactNode }) {
  return (
    <div className="state list-state" role={props.isAlert === true ? 'alert' : undefined}>
      <span className="state-mark" aria-hidden>
        {props.mark}
      </span>
      <h3 className="state-title">{props.title}</h3>
      {props.children}
    </div>
  );
}

function Button(props: { isFilled?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className={props.isFilled === true ? 'button button-filled' : 'button'}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}

/** Skeletons, but not for a wait too short to be noticed. */
function Waiting() {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <div className="list-skeletons">
      <span className="visually-hidden" aria-live="polite">
        {t('list.loading')}
      </span>
      {Array.from({ length: 8 }, (_, index) => (
        <RowSkeleton key={index} index={index} />
      ))}
    </div>
  );
}
