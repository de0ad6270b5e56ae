/** A date as written, shortened to the day it names: `2020-01-13 00:15:08 +0000` gives `2020-01-13`. */
export function dayOf(date: string): string {
  const numeric = /^\s*(\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?)?)/.exec(date)?.[1];
  if (numeric !== undefined) return numeric.trim();
  return date.replace(/[T,\s]+\d{1,2}:\d{2}.*$/s, '').trim();
}

/** A moment, ms since the epoch, as a day in the person's language and time zone. */
export function dayOfMoment(moment: number, language: string): string {
  return new Intl.DateTimeFormat(language, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  );
}
