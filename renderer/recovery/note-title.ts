import { t } from '../messages.ts';
import type { OpenNote } from '../store.ts';

/** What a dialog calls the open note. */
export function titleOf(note: OpenNote | null): string {
  const title = note?.facts.title ?? '';
  return title === '' ? t('app.untitled') : title;
}
