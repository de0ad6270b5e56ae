/** Articles that come from outside: the fragment `#add?url=…` of the address, and links that the desktop window got. */
import { type AddRequest, readAddFragment } from '../../notes/text/add-link.ts';
import { useStore } from '../store.ts';
import { askQuickAdd } from './quick-add-state.ts';

/** Call before the host is looked for, which takes the fragment out of the address. */
export function watchAddFragment(): void {
  takeFragment();
  window.addEventListener('hashchange', takeFragment);
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
  if (isReady()) return askQuickAdd(request ?? {});
  const unsubscribe = useStore.subscribe(() => {
    if (!isReady()) return;
    unsubscribe();
    askQuickAdd(request ?? {});
  });
}
