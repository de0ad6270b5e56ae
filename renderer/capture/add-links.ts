/** Articles that come from outside: the fragment `#add?url=…` of the address, and links that the desktop window got. */
import { type AddRequest, readAddFragment } from '../../notes/text/add-link.ts';
import { t } from '../messages.ts';
import { dismiss, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { askQuickAdd } from './quick-add-state.ts';
import { createWaiting } from './waiting.ts';

const waiting = createWaiting({
  dialog: () => useStore.getState().dialog,
  open: askQuickAdd,
  tell: (n, run) =>
    notify(t('capture.waits', { n }), {
      stays: true,
      action: run === null ? null : { label: t('capture.waits.next'), run },
    }),
  isTold: (id) => useStore.getState().toasts.some((toast) => toast.id === id),
  dismiss,
});

/** Call before the host is looked for, which takes the fragment out of the address. */
export function watchAddFragment(): void {
  takeFragment();
  window.addEventListener('hashchange', takeFragment);
  useStore.subscribe((now, before) => {
    if (now.dialog !== before.dialog || now.toasts !== before.toasts) waiting.look();
  });
}

function takeFragment(): void {
  const request = readAddFragment(window.location.hash);
  if (request === null) return;
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  askWhenReady(request);
}

/** Opens quick add as soon as the notebook has answered: before, nothing can be said about an address. */
export function askWhenReady(request: AddRequest | null): void {
  const isReady = () => useStore.getState().notebook !== null;
  if (isReady()) return waiting.arrive(request);
  const unsubscribe = useStore.subscribe(() => {
    if (!isReady()) return;
    unsubscribe();
    waiting.arrive(request);
  });
}
