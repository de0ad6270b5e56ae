/** Puts earlier text back into the open note: one step of undo, saved like anything that is typed. */
import type { NotePath, NoteVersion } from '../../notes/api.ts';
import type { TextChange } from '../../notes/text/header-edit.ts';
import { changesBetween } from '../../notes/text/merge.ts';
import { notebook, openNote, rows, sessions } from '../actions.ts';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { dayAndTimeOf } from './moments.ts';

/** `false`: the text is another one by now, and nothing was done. */
export async function putBack(path: NotePath, now: string, changes: TextChange[]): Promise<boolean> {
  await sessions().flush(path);
  // What is there now is a version too; where it can't be, the step can still be undone.
  await notebook()
    .keepVersion({ path, why: 'restore' })
    .catch(() => undefined);
  if (useStore.getState().note?.path !== path || sessions().text() !== now) return false;
  sessions().edit(changes);
  return true;
}

export async function restoreAll(path: NotePath, version: NoteVersion, text: string): Promise<void> {
  const now = sessions().text();
  if (now === null) return;
  const title = useStore.getState().note?.facts.title ?? path;
  await attempt(t('versions.failedRestore', { path }), async () => {
    await sessions().flush(path);
    await notebook()
      .keepVersion({ path, why: 'restore' })
      .catch(() => undefined);
    if (useStore.getState().note?.path !== path) return;
    const undo = sessions().edit(changesBetween(sessions().text() ?? '', text));
    closeDialog();
    const time = dayAndTimeOf(version.at, Date.now());
    const run = () => {
      undo();
      sessions().focus();
    };
    notify(t('versions.restored', { title, time }), { action: { label: t('toast.undo'), run } });
    sessions().focus();
  });
}

/** Brings a note back that is gone, as it was. */
export async function restoreNote(path: NotePath, id: number, title: string): Promise<void> {
  await attempt(t('versions.failedRestore', { path }), async () => {
    const restored = await notebook().restoreVersion({ path, id });
    closeDialog();
    notify(t('versions.restoredNote', { title }));
    void rows().reveal(restored.path);
    await openNote(restored.path, { focus: true });
  });
}

/** Puts a version in the place of a file that is no text any more; what is there is a version too. */
export async function repairNote(path: NotePath, version: NoteVersion): Promise<void> {
  await attempt(t('versions.failedRestore', { path }), async () => {
    await notebook().restoreVersion({ path, id: version.id });
    closeDialog();
    notify(t('versions.restored', { title: path, time: dayAndTimeOf(version.at, Date.now()) }));
    sessions().focus();
  });
}
