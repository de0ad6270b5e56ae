/** The text on screen, saved where the person says: also when the notebook's own disk takes nothing. */
import { desktop, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt, notify, onDesktop } from '../notices.ts';
import { useStore } from '../store.ts';

export async function saveCopyElsewhere(): Promise<void> {
  const path = useStore.getState().note?.path;
  const text = sessions().text();
  if (path === undefined || text === null) return;
  await attempt(t('copy.failed', { path }), async () => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const window = desktop();
    if (window === null) {
      download(name, text);
      notify(t('copy.downloaded', { path, file: name }));
      return;
    }
    const asked = window.saveCopy(name, text);
    await onDesktop(asked);
    const file = await asked;
    if (file !== null) notify(t('copy.saved', { path, file }));
  });
}

/** The browser asks where, or takes its own folder. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // It is read after the click, and nobody says when that is done.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
