/** What was to be kept beside the notes and is not: said once, with the way to what the log knows. */
import type { ErrorCode } from '../../notes/api.ts';
import { openDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { dismiss, notify } from '../notices.ts';

const told: number[] = [];

/** Says that the history misses a version; the host tells it once until one could be kept again. */
export function tellUnkept(code: ErrorCode): void {
  tell(t('versions.notKept', { why: t(`status.reason.${code}`) }));
}

/** Says that what was kept of a text that was never saved is damaged. */
export function tellDamaged(): void {
  tell(t('lost.damaged'));
}

function tell(text: string): void {
  const action = { label: t('log.show'), run: () => openDialog({ kind: 'log' }) };
  told.push(notify(text, { kind: 'alert', action }));
}

/** The log is on screen: what leads to it need not stand over it. */
export function logIsSeen(): void {
  for (const id of told.splice(0)) dismiss(id);
}
