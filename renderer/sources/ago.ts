const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long ago a moment (ms since the epoch) was, in the person's language: `3 days ago`, `3天前`; less than a minute: `just now`, `刚刚`. */
export function ago(moment: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const passed = Math.max(0, now - moment);
  const [unit, ms] = steps.find(([, ms]) => passed >= ms) ?? [];
  // What `Intl` says for it, "now" and 现在, reads like a button in "checked now".
  if (unit === undefined || ms === undefined) return language.startsWith('zh') ? '刚刚' : 'just now';
  return format.format(-Math.floor(passed / ms), unit);
}
