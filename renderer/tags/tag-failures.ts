/** Why a change of many notes was not possible, in words. */
import { NotesError } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { reasonFor } from '../notices.ts';
import { useTagSteps } from './tag-steps.ts';

/** What was not possible, and why, as one line. */
export function failure(doing: 'preview' | 'apply' | 'undo' | 'twins' | 'pending', error: unknown): string {
  const code = error instanceof NotesError ? error.code : null;
  const isWriting = doing === 'apply' || doing === 'undo' || doing === 'pending';
  let why = reasonFor(error);
  if (isBroken(error) && isWriting) {
    const text = doing === 'pending' ? 'doctor.failed.damagedPending' : 'doctor.failed.damaged';
    why = t(text, { line: error.at ?? 1 });
  }
  if (code === 'internal' && isWriting) why = t('doctor.failed.unclear');
  if (code === 'offline' && isWriting) why = t('doctor.failed.away');
  const isCutOff = code === 'busy' && useTagSteps.getState().pending !== null;
  if (isCutOff && isWriting) why = t('doctor.failed.pendingFirst');
  if (code === 'not-found' && doing === 'undo') why = t('doctor.failed.tooOld');
  return t('failed.line', { doing: t(`doctor.failed.${doing}`), why });
}

/** What was written down of a change is damaged. */
export function isBroken(error: unknown): error is NotesError {
  return error instanceof NotesError && error.code === 'broken';
}
