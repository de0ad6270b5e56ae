/** What a change of many notes does, as sentences. */
import type { BulkChange, PendingBulk } from '../../notes/api.ts';
import { readableUrl } from '../../notes/text/urls.ts';
import { currentLanguage, t } from '../messages.ts';
import { isAboutTags } from './tag-steps.ts';

/** More names than this in one sentence are counted. */
const mostNamed = 4;

/** `“JS”, “js” and 3 others`. */
export function namesInWords(names: readonly string[]): string {
  const quoted = names.map((name) => t('doctor.names.quoted', { name }));
  const shown =
    quoted.length <= mostNamed + 1
      ? quoted
      : [...quoted.slice(0, mostNamed), t('doctor.names.others', { n: quoted.length - mostNamed })];
  return new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).format(shown);
}

/** The names that get another one: merging `JS` into `JS` itself changes nothing about it. */
export function changingNames(change: BulkChange): string[] {
  if (change.kind === 'add' || !isAboutTags(change)) return [];
  return change.kind === 'delete' ? change.names : change.from.filter((name) => name !== change.to);
}

/** `12 notes: “JS” and “js” become “JavaScript”`, without a full stop. */
export function changeInWords(change: BulkChange, n: number): string {
  if (change.kind === 'rename-note') return t('links.renames', { n, ...pathsInWords(change) });
  if (change.kind === 'relink') {
    const text = change.from.length > 1 ? 'doctor.change.merge' : 'doctor.change.rename';
    return t(text, { n, ...addressesInWords(change) });
  }
  const names = changingNames(change);
  const from = namesInWords(names);
  if (change.kind === 'delete') return t('doctor.change.delete', { n, from });
  if (change.kind === 'add') return t('doctor.change.add', { n, to: namesInWords([change.name]) });
  const to = namesInWords([change.to]);
  return names.length > 1
    ? t('doctor.change.merge', { n, from, to })
    : t('doctor.change.rename', { n, from, to });
}

/** `“JS” becomes “JavaScript”`, for a change that was cut off. */
export function purposeInWords(change: BulkChange): string {
  if (change.kind === 'rename-note') return t('doctor.pending.rename', pathsInWords(change));
  if (change.kind === 'relink') {
    const text = change.from.length > 1 ? 'doctor.pending.merge' : 'doctor.pending.rename';
    return t(text, addressesInWords(change));
  }
  const names = changingNames(change);
  const from = namesInWords(names);
  if (change.kind === 'delete') return t('doctor.pending.delete', { from });
  if (change.kind === 'add') return t('doctor.pending.add', { to: namesInWords([change.name]) });
  const to = namesInWords([change.to]);
  return names.length > 1
    ? t('doctor.pending.merge', { from, to })
    : t('doctor.pending.rename', { from, to });
}

function addressesInWords({ from, to }: Relink): { from: string; to: string } {
  const [old, fresh] = [from.map(shortUrl), shortUrl(to)];
  // The same but for its scheme.
  return { from: namesInWords(old), to: namesInWords([old.includes(fresh) ? to : fresh]) };
}

function pathsInWords({ path, to }: Extract<BulkChange, { kind: 'rename-note' }>) {
  return { from: namesInWords([path]), to: namesInWords([to]) };
}

type Relink = Extract<BulkChange, { kind: 'relink' }>;

/** For one sentence; the lines below it show the whole addresses. */
function shortUrl(url: string): string {
  const short = readableUrl(url).replace(/^https?:\/\//i, '');
  return short.length <= 80 ? short : `${short.slice(0, 50)}…${short.slice(-25)}`;
}

/** How far a change came before it was cut off, and what it was to do. */
export function pendingInWords({ done, total, change }: PendingBulk): string {
  return t('doctor.pending.done', { done, total, change: purposeInWords(change) });
}

/** What was done, for a notice or a result; `skipped` notes were left as they are, `left` not come to. */
export function resultInWords(
  way: 'apply' | 'undo',
  { changed, skipped, left = 0 }: { changed: number; skipped: number; left?: number },
): string {
  const done = t(way === 'apply' ? 'doctor.changed' : 'doctor.undone', { n: changed });
  const notDone = [
    ...(left === 0 ? [] : [t('doctor.stopped', { n: left })]),
    ...(skipped === 0 ? [] : [t('doctor.skips', { n: skipped })]),
  ];
  return [done, ...notDone].join(currentLanguage() === 'en' ? ' ' : '');
}
