const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long ago a moment (ms since the epoch) was, in the person's language: `3 days ago`, `3天前`; less than a minute: `now`. */
export function ago(moment: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const passed = Math.max(0, now - moment);
  const [unit, ms] = steps.find(([, ms]) => passed >= ms) ?? ['second', Infinity];
  return format.format(-Math.floor(passed / ms) || 0, unit);
}
