import { t } from '../messages.ts';
import { notify } from '../notices.ts';
import { useStore } from '../store.ts';

/** Says when copies have come to an end and some could not be kept: their cards may not be on screen. */
export function watchFetching(): void {
  useStore.subscribe((now, before) => {
    const was = before.notebook?.fetching ?? null;
    if (was?.kind !== 'copies' || was.failed === 0 || now.notebook === null) return;
    if (now.notebook.fetching?.kind !== 'copies') notify(t('fetching.someFailed'));
  });
}
