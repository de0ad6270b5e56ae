/** The bars of a site: when its articles were noted, or when the person read them. */
import { useMemo, useState } from 'react';
import type { ArticleSite, MonthCount } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { type Bar, barsOf, heightOf, type Scale, scaleOf } from './reading-months.ts';

export const chartsOf = ['months', 'reads'] as const;
/** `months`: notes by their date. `reads`: articles by when they were marked as being read, or read. */
export type ChartOf = (typeof chartsOf)[number];

export interface Chart {
  of: ChartOf;
  setOf: (of: ChartOf) => void;
  /** `null`: there is nothing to show. */
  scale: Scale | null;
  /** The bars of each site. */
  bars: ReadonlyMap<string, readonly Bar[]>;
  /** The count of the highest of all. */
  highest: number;
}

/** Shows when articles were read as soon as there is anything to show, until the person chooses. */
export function useChart(sites: readonly ArticleSite[]): Chart {
  const [chosen, setOf] = useState<ChartOf | null>(null);
  const of = chosen ?? (sites.some(({ reads }) => reads.length > 0) ? 'reads' : 'months');
  const made = useMemo(() => {
    const countsOf = (site: ArticleSite): readonly MonthCount[] => site[of];
    const scale = scaleOf(sites.map(countsOf));
    const bars = new Map(
      sites.map((site) => [site.name, scale === null ? [] : barsOf(countsOf(site), scale)]),
    );
    const highest = Math.max(0, ...[...bars.values()].flat().map(({ count }) => count));
    return { scale, bars, highest };
  }, [sites, of]);
  return { of, setOf, ...made };
}

/** The bars are for the eye; the same in words for a screen reader. */
export function SiteMonths({ id, site, chart }: { id: string; site: ArticleSite; chart: Chart }) {
  const bars = chart.bars.get(site.name) ?? [];
  const words = inWords(bars, chart.of);
  return (
    <span className="site-months" title={words}>
      <span id={id} className="visually-hidden">
        {words}
      </span>
      <span className="site-bars" data-of={chart.of} aria-hidden>
        {bars.map(({ name, count }) => (
          <i
            key={name}
            data-none={count === 0}
            style={{ height: count === 0 ? undefined : `${heightOf(count, chart.highest) * 100}%` }}
          />
        ))}
      </span>
    </span>
  );
}

function inWords(bars: readonly Bar[], of: ChartOf): string {
  const some = bars.filter(({ count }) => count > 0);
  const first = some[0];
  const last = some.at(-1);
  if (first === undefined || last === undefined) return t(`articles.chartNone.${of}`);
  const most = Math.max(...some.map(({ count }) => count));
  return t(`articles.chart.${of}`, {
    n: some.reduce((sum, { count }) => sum + count, 0),
    first: first.name.slice(0, 7),
    last: last.name.slice(-7),
    most: some.find(({ count }) => count === most)?.name ?? '',
  });
}
