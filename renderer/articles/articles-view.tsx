/** The pane of all articles, in the place of the notes: its bar, the filter, and the list or what stands in its place. */
import { CircleAlert, Link2, Plus, SearchX } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { articleRows } from '../actions.ts';
import { askQuickAdd } from '../capture/quick-add-state.ts';
import { RowSkeleton } from '../lists/note-row.tsx';
import { t } from '../messages.ts';
import { reasonFor } from '../notices.ts';
import { PaneBack, SidebarShow } from '../pane-buttons.tsx';
import { focusPane } from '../panes.ts';
import { FetchingBarOfList } from '../sources/fetching-bar.tsx';
import { ArticleBar } from './article-bar.tsx';
import { ArticleListbox } from './article-listbox.tsx';
import { useArticles } from './article-rows.ts';
import { setArticleFilter } from './article-search.ts';
import { articlesList, ArticleSearchBox, ArticleSearchProblem } from './article-search-box.tsx';
import { useSearchOffers } from '../search/search-offers.ts';
import { SearchOptions } from '../search/search-options.tsx';
import { SiteList } from './site-list.tsx';
import { TwinList } from './twin-list.tsx';
import '../lists/list.css';
import '../lists/note-row.css';
import './article-row.css';
import './articles.css';
import './site-list.css';
import './twin-list.css';

export function ArticlesView() {
  const shows = useArticles((state) => state.shows);
  const field = useRef<HTMLInputElement>(null);
  const offers = useSearchOffers(field, articlesList);
  return (
    <section data-pane="list" className="pane-fill" aria-labelledby="articles-title" tabIndex={-1}>
      <div className="pane-bar list-bar">
        <PaneBack to="sidebar" />
        <SidebarShow />
        <h2 id="articles-title" className="visually-hidden">
          {t('articles.label')}
        </h2>
        <ArticleSearchBox field={field} offers={offers} />
        <button
          type="button"
          className="icon-button list-new"
          aria-label={t('articles.add')}
          title={t('articles.add')}
          onClick={() => askQuickAdd()}
        >
          <Plus aria-hidden />
        </button>
      </div>
      <div className="search-under">
        <ArticleSearchProblem />
        {offers.options.length > 0 && (
          <SearchOptions
            options={offers.options}
            chosen={offers.chosen}
            onChoose={offers.choose}
            onForget={offers.forget}
          />
        )}
      </div>
      {shows !== 'twins' && <ArticleBar />}
      <FetchingBarOfList />
      <div className="list-body">
        {shows === 'articles' && <ArticleListbox />}
        {shows === 'sites' && <SiteList />}
        {shows === 'twins' && <TwinList />}
        {shows !== 'twins' && <InPlaceOfRows />}
      </div>
    </section>
  );
}

/** What is shown when there are no rows to show: why, and the next step. */
function InPlaceOfRows() {
  const total = useArticles((state) => state.total);
  const error = useArticles((state) => state.error);
  const filter = useArticles((state) => state.filter);
  if (total !== null && total > 0) return null;
  if (error !== null) {
    return (
      <State mark={<CircleAlert />} title={t('articles.failedTitle')} isAlert>
        <p>{error.code === 'bad-query' ? <code>{filter}</code> : reasonFor(error)}</p>
        <Next label={t('list.retry')} run={() => articleRows().refresh()} />
      </State>
    );
  }
  if (total === null) return <Waiting />;
  if (filter !== '') {
    return (
      <State mark={<SearchX />} title={t('articles.noMatchTitle')}>
        <Next
          label={t('articles.noMatchClear')}
          run={() => {
            setArticleFilter('');
            focusPane('list');
          }}
        />
      </State>
    );
  }
  return (
    <State mark={<Link2 />} title={t('articles.emptyTitle')}>
      <p>{t('articles.emptyText')}</p>
      <Next label={t('articles.add')} run={() => askQuickAdd()} />
    </State>
  );
}

function State(props: { mark: ReactNode; title: string; isAlert?: boolean; children: ReactNode }) {
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

function Next({ label, run }: { label: string; run: () => void }) {
  return (
    <button type="button" className="button" onClick={run}>
      {label}
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
        {t('articles.loading')}
      </span>
      {Array.from({ length: 8 }, (_, index) => (
        <RowSkeleton key={index} index={index} />
      ))}
    </div>
  );
}
