/** Dates as people write them in headers (product 5.3): parsed as text, shown as written, sorted as an instant. */

export interface WrittenDate {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** With its fraction, when one is written. */
  second: number;
  /** Minutes east of UTC; `null` when no zone is written. */
  offsetMinutes: number | null;
}

const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}(?:[.,]\d{1,9})?))?`;
const zone = String.raw`(?:\s*(?<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)(?:\s+\(?[A-Z]{3,5}\)?)?)?`;
const weekday = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?`;
const monthName = String.raw`(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`;
const chineseClock = String.raw`(?<hour>\d{1,2})\s*[时時点點](?:\s*(?<minute>\d{1,2})\s*分(?:\s*(?<second>\d{1,2})\s*秒)?)?`;

const forms = [
  // 2020-01-13 00:15:08 +0000 · 2020-01-13T00:15:08Z · 2013/7/13 20:46:25 · 2020-1-3
  String.raw`(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})(?:(?:\s*t\s*|\s+)${clock}${zone})?`,
  // 2020年1月13日 00:15 · 2020年1月13日 10时5分
  String.raw`(?<year>\d{4})\s*年\s*(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*[日号號]?(?:\s*${clock}${zone})?`,
  String.raw`(?<year>\d{4})\s*年\s*(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*[日号號]\s*${chineseClock}`,
  // 15 Oct 2023 · Mon, 13 Jan 2020 00:15:08 +0000
  String.raw`${weekday}(?<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+${monthName},?[\s-]+(?<year>\d{4})(?:,?\s+${clock}${zone})?`,
  // Oct 15, 2023 · Mon Jan 13 2020 00:15:08 GMT+0800
  String.raw`${weekday}${monthName}\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})(?:,?\s+${clock}${zone})?`,
  // 3/5/2021 18:28:54 · 08-30-2025, in JavaScript's order, as Hexo reads it; 30/08/2025 can only be the other one
  String.raw`(?<month>0?[1-9]|1[0-2])(?<mark>[-/])(?<day>\d{1,2})\k<mark>(?<year>\d{4})(?:,?\s+${clock}${zone})?`,
  String.raw`(?<day>\d{1,2})(?<mark>[-/])(?<month>0?[1-9]|1[0-2])\k<mark>(?<year>\d{4})(?:,?\s+${clock}${zone})?`,
  // 20200113
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})`,
].map((form) => new RegExp(`^${form}$`, 'i'));

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What a date says, as written; `null` for text that is no date or a day that never was (2020-13-45). */
export function parseDate(text: string): WrittenDate | null {
  const trimmed = text.trim();
  if (trimmed.length > 100) return null;
  for (const form of forms) {
    const groups = form.exec(trimmed)?.groups as Partial<Record<string, string>> | undefined;
    if (groups) return dateOf(groups);
  }
  return null;
}

/** Ms since the epoch, for sorting only: a date without a zone is taken as if it were UTC. */
export function instantOf(text: string): number | null {
  const date = parseDate(text);
  if (!date) return null;
  const { year, month, day, hour, minute, second, offsetMinutes } = date;
  const instant = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  instant.setUTCFullYear(year, month - 1, day);
  instant.setUTCHours(hour, minute - (offsetMinutes ?? 0), 0, Math.floor(Math.round(second * 1e9) / 1e6));
  return instant.getTime();
}

/** `YYYY-MM-DD`, the day on the writer's wall: no zone is applied. */
export function dayOf(text: string): string | null {
  const date = parseDate(text);
  if (!date) return null;
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`;
}

/** The date that a note's file name begins with, as written there: `_posts/2020-01-13-slug.md`. */
export function dateInName(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const written = /^(\d{4}-\d{1,2}-\d{1,2})(?:[-_ ]|\.[^.]+$)/.exec(name)?.[1];
  return written !== undefined && parseDate(written) ? written : null;
}

function dateOf(groups: Partial<Record<string, string>>): WrittenDate | null {
  const year = Number(groups['year']);
  const named = groups['name'];
  const month = named === undefined ? Number(groups['month']) : monthNames.indexOf(named.toLowerCase()) + 1;
  const day = Number(groups['day']);
  const hour = Number(groups['hour'] ?? 0);
  const minute = Number(groups['minute'] ?? 0);
  const second = Number((groups['second'] ?? '0').replace(',', '.'));
  const offsetMinutes = offsetOf(groups['zone']);
  const isPossible =
    year >= 1 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!isPossible || (offsetMinutes !== null && Math.abs(offsetMinutes) > 24 * 60)) return null;
  return { year, month, day, hour, minute, second, offsetMinutes };
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  const [, sign, hours, minutes] = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  const offset = Number(hours) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -offset : offset;
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}
