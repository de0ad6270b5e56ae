/** When articles of sites were noted or read, as bars beside each other: one scale for all sites. Pure. */
import type { MonthCount } from '../../notes/api.ts';

export interface Bar {
  /** `2020-01`, or `2020-01 – 2020-03` where a bar stands for several months. */
  name: string;
  count: number;
}

/** First and last month of a scale, as numbers of months since year 0, and how many months a bar stands for. */
export interface Scale {
  first: number;
  last: number;
  perBar: number;
}

/** More bars than this can't be told apart. */
const mostBars = 36;

/** The scale on which the months of all sites lie; `null`: there are none. */
export function scaleOf(sites: readonly (readonly MonthCount[])[]): Scale | null {
  let first = Infinity;
  let last = -Infinity;
  for (const months of sites) {
    for (const { month } of months) {
      const at = numberOf(month);
      if (at === null) continue;
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  }
  if (first > last) return null;
  const span = last - first + 1;
  const perBar = [1, 3, 6, 12].find((size) => span / size <= mostBars) ?? Math.ceil(span / mostBars);
  return { first, last, perBar };
}

export function barsOf(months: readonly MonthCount[], { first, last, perBar }: Scale): Bar[] {
  const bars = Array.from({ length: Math.floor((last - first) / perBar) + 1 }, (_, at): Bar => {
    const from = first + at * perBar;
    const to = Math.min(last, from + perBar - 1);
    return { name: from === to ? nameOf(from) : `${nameOf(from)} – ${nameOf(to)}`, count: 0 };
  });
  for (const { month, count } of months) {
    const at = numberOf(month);
    const bar = at === null ? undefined : bars[Math.floor((at - first) / perBar)];
    if (bar !== undefined) bar.count += count;
  }
  return bars;
}

/**
 * How high a bar is beside the highest of all, 0 to 1. By its root: one note beside a site of a hundred is still seen.
 */
export function heightOf(count: number, highest: number): number {
  return highest === 0 ? 0 : Math.sqrt(count / highest);
}

function numberOf(month: string): number | null {
  const [, year, of] = /^(\d{4})-(\d{2})$/.exec(month) ?? [];
  return year === undefined || of === undefined ? null : Number(year) * 12 + Number(of) - 1;
}

export function nameOf(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}
