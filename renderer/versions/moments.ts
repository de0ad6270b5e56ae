/** Times of versions, in the person's language. */
import type { NoteVersion } from '../../notes/api.ts';
import { currentLanguage, t } from '../messages.ts';

/** `14:32`. */
export function timeOf(moment: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { hour: 'numeric', minute: '2-digit' }).format(moment);
}

/** `23 November 2026 at 14:32`: with the year only where it is another one. */
export function dayAndTimeOf(moment: number, now: number): string {
  const isThisYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(currentLanguage(), {
    ...(!isThisYear && { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(moment);
}

/** `Today`, `Yesterday`, `Monday, 23 November`. */
export function dayOf(moment: number, now: number): string {
  const days = dayNumber(now) - dayNumber(moment);
  if (days === 0) return t('versions.today');
  if (days === 1) return t('versions.yesterday');
  const isThisYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(currentLanguage(), {
    ...(isThisYear ? { weekday: 'long' } : { year: 'numeric' }),
    month: 'long',
    day: 'numeric',
  }).format(moment);
}

/** `3 days ago`, by the calendar; for today and yesterday, whose names say so, `null`. */
export function daysAgo(moment: number, now: number): string | null {
  const days = dayNumber(now) - dayNumber(moment);
  if (days < 2 || days > 60) return null;
  return new Intl.RelativeTimeFormat(currentLanguage()).format(-days, 'day');
}

/** By the person's calendar: a day of summer time has 23 hours. */
function dayNumber(moment: number): number {
  const date = new Date(moment);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/** Versions of one day stand together; their order stays, whatever the clock said. */
export function byDay<V extends Pick<NoteVersion, 'at'>>(
  versions: readonly V[],
  now: number,
): { day: string; versions: V[] }[] {
  const groups: { day: string; versions: V[] }[] = [];
  for (const version of versions) {
    const day = dayOf(version.at, now);
    const last = groups.at(-1);
    if (last?.day === day) last.versions.push(version);
    else groups.push({ day, versions: [version] });
  }
  return groups;
}

/** Who made a version; nobody knows of one that was there already when something was done to the note here. */
export function makerWords({ by, why }: Pick<NoteVersion, 'by' | 'why'>): string {
  const isSeenMade = why === 'changed' || why === 'pause' || why === 'time';
  return by === 'other' && !isSeenMade ? t('versions.found') : t(`versions.by.${by}`);
}

/** What a version was kept for, where that says something; else `null`. */
export function reasonWords({ by, why }: Pick<NoteVersion, 'by' | 'why'>): string | null {
  if (by === 'restore') return t('versions.why.restored');
  if (why === 'time' || why === 'pause' || why === 'links' || why === 'changed') return null;
  return why === 'found' ? (by === 'other' ? t('versions.why.found') : null) : t(`versions.why.${why}`);
}
