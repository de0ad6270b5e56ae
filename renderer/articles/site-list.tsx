/** The sites of the articles, each with when its articles were noted; choosing one shows its articles. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ArticleSite } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { focusPane } from '../panes.ts';
import { SiteTile } from '../sources/site-tile.tsx';
import { useArticles } from './article-rows.ts';
import { ofSite, setArticleFilter } from './article-search.ts';
import { articleSearchField } from './article-search-box.tsx';
import { barsOf, nameOf, type Scale, scaleOf } from './reading-months.ts';

/** As many as one answer has. */
const mostSites = 200;

export function SiteList() {
  const filter = useArticles((state) => state.filter);
  const sites = useSites(filter);
  if (sites === 'failed') {
    return (
      <p className="site-failed" role="alert">
        {t('articles.failedTitle')}
      </p>
    );
  }
  return sites === null ? null : <Sites sites={sites} filter={filter} />;
}

function Sites({ sites, filter }: { sites: readonly ArticleSite[]; filter: string }) {
  const scale = useMemo(() => scaleOf(sites), [sites]);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const choose = ({ name }: ArticleSite) => {
    setArticleFilter(ofSite(filter, name));
    useArticles.setState({ shows: 'articles' });
    // The list has taken the place of this one by then.
    requestAnimationFrame(() => focusPane('list'));
  };
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(sites.length - 1, index));
    setActive(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 8,
      PageUp: active - 8,
      Home: 0,
      End: sites.length - 1,
    };
    const move = moves[event.key];
    const site = sites[active];
    if (move !== undefined) goTo(move);
    else if ((event.key === 'Enter' || event.key === ' ') && site !== undefined) choose(site);
    else if (event.key === 'Escape') articleSearchField()?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="site-scroller">
      <div className="site-scale" aria-hidden>
        <span>{sites.length === mostSites ? t('articles.sitesMost', { n: mostSites }) : ''}</span>
        {scale !== null && (
          <span className="site-scale-ends">
            <span>{nameOf(scale.first)}</span>
            <span>{nameOf(scale.last)}</span>
          </span>
        )}
      </div>
      <div
        ref={list}
        role="listbox"
        aria-label={t('articles.sitesLabel')}
        aria-activedescendant={sites.length === 0 ? undefined : `site-${Math.min(active, sites.length - 1)}`}
        tabIndex={0}
        data-pane-focus
        className="note-list site-list"
        onKeyDown={onKeyDown}
      >
        {sites.map((site, index) => (
          <div
            key={site.name}
            id={`site-${index}`}
            role="option"
            aria-selected={false}
            aria-label={t('articles.siteCount', { name: site.name, n: site.count })}
            aria-describedby={`site-${index}-months`}
            data-index={index}
            data-active={index === active}
            className="site-row"
            onClick={() => choose(site)}
          >
            <SiteTile site={site.name} />
            <span className="site-row-name">{site.name}</span>
            <span className="tree-count">{formatNumber(site.count)}</span>
            <Months id={`site-${index}-months`} site={site} scale={scale} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** The bars are for the eye; the same in words for a screen reader. */
function Months({ id, site, scale }: { id: string; site: ArticleSite; scale: Scale | null }) {
  const bars = scale === null ? [] : barsOf(site, scale);
  const highest = Math.max(1, ...bars.map(({ count }) => count));
  const noted = bars.filter(({ count }) => count > 0);
  const first = noted[0];
  const last = noted.at(-1);
  const words =
    first === undefined || last === undefined
      ? t('articles.chartNone')
      : t('articles.chart', {
          n: noted.reduce((sum, { count }) => sum + count, 0),
          first: first.name.slice(0, 7),
          last: last.name.slice(-7),
          most: noted.find(({ count }) => count === highest)?.name ?? '',
        });
  return (
    <span className="site-months" title={words}>
      <span id={id} className="visually-hidden">
        {words}
      </span>
      <span className="site-bars" aria-hidden>
        {bars.map(({ name, count }) => (
          <i
            key={name}
            data-none={count === 0}
            style={{ height: count === 0 ? undefined : `${Math.max(12, (count / highest) * 100)}%` }}
          />
        ))}
      </span>
    </span>
  );
}

/** Asked for again when articles have changed; what is known stays until then. */
function useSites(filter: string): readonly ArticleSite[] | 'failed' | null {
  const revision = useArticles((state) => state.revision);
  const [sites, setSites] = useState<readonly ArticleSite[] | 'failed' | null>(null);
  useEffect(() => {
    let isWanted = true;
    notebook()
      .articleSites({ filter })
      .then(
        (found) => isWanted && setSites(found),
        () => isWanted && setSites((known) => known ?? 'failed'),
      );
    return () => {
      isWanted = false;
    };
  }, [filter, revision]);
  return sites;
}
