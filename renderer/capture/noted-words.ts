import type { NotedPlace, Results } from '../../notes/api.ts';
import { dayOf } from '../lists/dates.ts';
import { t } from '../messages.ts';

/** Where an article is noted already, as a sentence: the first place, and how many others there are. */
export function notedInWords(place: NotedPlace, total: number): string {
  const noted = placeInWords(place);
  return total > 1 ? t('capture.notedMore', { noted, n: total - 1 }) : noted;
}

function placeInWords({ title, path, date, heading }: NotedPlace): string {
  const note = title === '' ? path : title;
  if (date !== null && heading !== null)
    return t('capture.notedOnUnder', { note, date: dayOf(date), heading });
  if (date !== null) return t('capture.notedOn', { note, date: dayOf(date) });
  return heading === null ? t('capture.noted', { note }) : t('capture.notedUnder', { note, heading });
}

/** The place to name first: one in another note than `path`, where there is one. */
export function firstPlace({ places }: Results['noted'], path: string | undefined): NotedPlace | undefined {
  return places.find((place) => place.path !== path) ?? places[0];
}
