/** The sites of the articles, each with when its articles were noted, or read; choosing one shows its articles. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ArticleSite, MonthCount } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { focusPane } from '../panes.ts';
import { SiteTile } from '../sources/site-tile.tsx';
import { useArticles } from './article-rows.ts';
import { ofSite, setArticleFilter } from './article-search.ts';
import { articleSearchField } from './article-search-box.tsx';
import { nameOf } from './reading-months.ts';
import { type Chart, type ChartOf, chartsOf, SiteMonths, useChart } from './site-months.tsx';

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
  const chart = useChart(sites);
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
      {sites.length === mostSites && <p className="site-most">{t('articles.sitesMost', { n: mostSites })}</p>}
      <ChartHead chart={chart} />
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
            <span className="site-row-name">
              {site.name}
              <small aria-hidden>{partsOf(site, chart.of)}</small>
            </span>
            <span className="tree-count">{formatNumber(site.count)}</span>
            <SiteMonths id={`site-${index}-months`} site={site} chart={chart} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** What the bars are of, and from when to when they go. */
function ChartHead({ chart: { of, setOf, scale } }: { chart: Chart }) {
  return (
    <div className="site-scale">
      <div className="site-chart-of" role="group" aria-label={t('articles.chartOf')}>
        {chartsOf.map((one) => (
          <button key={one} type="button" aria-pressed={of === one} onClick={() => setOf(one)}>
            {t(`articles.chartOf.${one}`)}
          </button>
        ))}
      </div>
      {scale !== null && (
        <span className="site-scale-ends" aria-hidden>
          <span>{nameOf(scale.first)}</span>
          {scale.last > scale.first && <span>{nameOf(scale.last)}</span>}
        </span>
      )}
    </div>
  );
}

/** What of a site the bars show, and what they can't. */
function partsOf({ months, undated, reads, count }: ArticleSite, of: ChartOf): string {
  const sum = (all: readonly MonthCount[]) => all.reduce((n, one) => n + one.count, 0);
  if (of === 'reads') return t('articles.readOf', { n: sum(reads), all: count });
  const notes = t('articles.notes', { n: sum(months) + undated });
  return undated === 0 ? notes : t('articles.notesUndated', { notes, n: undated });
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
