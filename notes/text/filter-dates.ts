/** What `date:` and `modified:` may be followed by: days, months, years, ranges of them, and ages. */
import { parseDate } from './dates.ts';

export type AgeUnit = 'h' | 'd' | 'w' | 'm' | 'y';

export type DateTerm =
  /** Calendar days as numbers, 20200113, both included; `null`: open. */
  | { kind: 'days'; from: number | null; to: number | null }
  /** `<7d` is `newer`: within the last 7 days; `>1y` is not: longer ago than a year. Hours, days, weeks, months, years. */
  | { kind: 'age'; newer: boolean; count: number; unit: AgeUnit };

export interface DateTermProblem {
  kind: 'problem';
  reason: 'date-unreadable' | 'date-order';
  /** Offset in the value. */
  at: number;
}

/** A range of which either end may be open (`null`). */
export interface Range {
  from: number | null;
  to: number | null;
}

/**
 * `2020`, `2020-01`, `2020-01-13` (also `2020/1/13`, `2020年1月13日`), `2020-01..2020-06` with both ends included, `..2020`,
 * `2020..`, one of `<` `<=` `>` `>=` before a date, or before an age: `<7d`. Full-width signs count as ASCII.
 */
export function readDates(value: string): DateTerm | DateTermProblem {
  // Unit by unit, so that places stay the same.
  const text = value.replace(/[\uff01-\uff5e]/g, (sign) => sign.normalize('NFKC'));
  const unreadable = (at: number): DateTermProblem => ({ kind: 'problem', reason: 'date-unreadable', at });
  const dots = text.indexOf('..');
  if (dots >= 0) {
    const [first, last] = [text.slice(0, dots).trim(), text.slice(dots + 2).trim()];
    const from = first === '' ? null : spanOf(first);
    const to = last === '' ? null : spanOf(last);
    if ((first !== '' && from === null) || (first === '' && last === '')) return unreadable(0);
    if (last !== '' && to === null) return unreadable(dots + 2);
    if (from && to && from.from > to.to) return { kind: 'problem', reason: 'date-order', at: dots + 2 };
    return { kind: 'days', from: from?.from ?? null, to: to?.to ?? null };
  }
  const sign = /^\s*([<>]=?|[≤≥])/.exec(text)?.[1] ?? '';
  const rest = text.trim().slice(sign.length).trim();
  const age = /^(\d{1,5})([hdwmy])$/i.exec(rest);
  if (age && sign !== '') {
    const unit = age[2]?.toLowerCase() as AgeUnit;
    return { kind: 'age', newer: sign.startsWith('<') || sign === '≤', count: Number(age[1]), unit };
  }
  const span = spanOf(rest);
  if (span === null) return unreadable(rest === '' ? 0 : text.lastIndexOf(rest));
  switch (sign) {
    case '<':
      return { kind: 'days', from: null, to: dayBefore(span.from) };
    case '<=':
    case '≤':
      return { kind: 'days', from: null, to: span.to };
    case '>':
      return { kind: 'days', from: dayAfter(span.to), to: null };
    case '>=':
    case '≥':
      return { kind: 'days', from: span.from, to: null };
    default:
      return { kind: 'days', ...span };
  }
}

/** The days that `date:` with this value means, as numbers (20200113), both included. */
export function dayRange(value: string, now: Date): Range {
  const dates = readDates(value);
  if (dates.kind === 'days') return { from: dates.from, to: dates.to };
  if (dates.kind === 'problem') return nothing;
  const day = numberOf(before(now, dates.count, dates.unit));
  return dates.newer ? { from: day, to: null } : { from: null, to: dayBefore(day) };
}

/** The instants that `modified:` with this value means, ms since the epoch; `from` is included, `to` is not. */
export function instantRange(value: string, now: Date): Range {
  const dates = readDates(value);
  if (dates.kind === 'days') {
    const to = dates.to === null ? null : dayAfter(dates.to);
    return { from: dates.from && midnight(dates.from), to: to && midnight(to) };
  }
  if (dates.kind === 'problem') return nothing;
  const instant = before(now, dates.count, dates.unit).getTime();
  return dates.newer ? { from: instant, to: null } : { from: null, to: instant };
}

/** The calendar day of a date as written, as a number: 20200113. `null`: it is no date. */
export function dayNumberOf(written: string): number | null {
  const date = parseDate(written);
  return date && (date.year * 100 + date.month) * 100 + date.day;
}

/** No day and no instant. */
const nothing: Range = { from: Infinity, to: -Infinity };

function spanOf(text: string): { from: number; to: number } | null {
  const [, year, month] = /^(\d{4})(?:\s*[-/年]\s*(\d{1,2})\s*月?|\s*年)?$/.exec(text) ?? [];
  if (year !== undefined) {
    const [y, m] = [Number(year), Number(month ?? 1)];
    if (y < 1 || m < 1 || m > 12) return null;
    const from = (y * 100 + m) * 100 + 1;
    return { from, to: month === undefined ? (y * 100 + 12) * 100 + 31 : lastOf(y, m) };
  }
  const day = dayNumberOf(text);
  return day === null ? null : { from: day, to: day };
}

// Years below 100 are years, not 1900 and later.
function dateOf(day: number): Date {
  const date = new Date(2000, 0, 1);
  date.setFullYear(Math.floor(day / 10000), (Math.floor(day / 100) % 100) - 1, day % 100);
  return date;
}

function numberOf(date: Date): number {
  return (date.getFullYear() * 100 + date.getMonth() + 1) * 100 + date.getDate();
}

function lastOf(year: number, month: number): number {
  const date = new Date(2000, 0, 1);
  date.setFullYear(year, month, 0);
  return numberOf(date);
}

function moved(day: number, days: number): number {
  const date = dateOf(day);
  date.setDate(date.getDate() + days);
  return numberOf(date);
}

const dayBefore = (day: number): number => moved(day, -1);
const dayAfter = (day: number): number => moved(day, 1);
const midnight = (day: number): number => dateOf(day).getTime();

/** `count` units before `now`, by the calendar of this machine: a month before 31 March is the last of February. */
function before(now: Date, count: number, unit: AgeUnit): Date {
  const date = new Date(now);
  switch (unit) {
    case 'h':
      return new Date(now.getTime() - count * 3_600_000);
    case 'd':
      date.setDate(date.getDate() - count);
      return date;
    case 'w':
      date.setDate(date.getDate() - 7 * count);
      return date;
    case 'm':
    case 'y': {
      const day = date.getDate();
      date.setDate(1);
      date.setMonth(date.getMonth() - count * (unit === 'y' ? 12 : 1));
      date.setDate(Math.min(day, lastOf(date.getFullYear(), date.getMonth() + 1) % 100));
      return date;
    }
  }
}
