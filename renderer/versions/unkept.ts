import { type ErrorCode, NotesError } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { notify, reasonFor } from '../notices.ts';

/** Says that the history misses a version; the host tells it once until one could be kept again. */
export function tellUnkept(code: ErrorCode): void {
  notify(t('versions.notKept', { why: reasonFor(new NotesError(code, '')) }), { kind: 'alert' });
}
