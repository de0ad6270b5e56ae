/** Two texts that are to become one, wherever they come from, and what is done with the one. */
import { type NotePath, NotesError } from '../../notes/api.ts';
import { changesBetween } from '../../notes/text/merge.ts';
import { notebook, sessions } from '../actions.ts';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';

export interface MergeTask {
  path: NotePath;
  base: string | null;
  mine: string;
  theirs: string;
  canWrite: boolean;
  /** Makes `text` the note. Fails where one of both texts is another one by now. */
  apply(text: string): Promise<void>;
}

/** `copy`: another file with a text of the open note; `null`: the open note is in conflict with its own file. */
export async function mergeTask(copy: NotePath | null): Promise<MergeTask | null> {
  return copy === null ? conflictTask() : copyTask(copy);
}

async function conflictTask(): Promise<MergeTask | null> {
  const sides = await sessions().bothTexts();
  if (sides === null) return null;
  const { path, base, mine, theirs, readOnly } = sides;
  const apply = (text: string) => sessions().resolve(sides, text);
  return { path, base, mine, theirs, canWrite: readOnly === null, apply };
}

async function copyTask(copy: NotePath): Promise<MergeTask | null> {
  const { note } = useStore.getState();
  if (note === null) return null;
  const { path } = note;
  await sessions().flush(path);
  const { text: theirs, readOnly } = await notebook().read({ path: copy });
  const mine = sessions().text() ?? '';
  const canWrite = note.status.kind !== 'read-only' && (readOnly === null || theirs !== '');
  const apply = async (text: string) => {
    if (useStore.getState().note?.path !== path || sessions().text() !== mine)
      throw new NotesError('busy', `${path} was changed meanwhile.`);
    if ((await notebook().read({ path: copy })).text !== theirs)
      throw new NotesError('busy', `${copy} was changed meanwhile.`);
    await notebook()
      .keepVersion({ path, why: 'restore' })
      .catch(() => undefined);
    sessions().edit(changesBetween(mine, text));
    // Before the copy goes anywhere, what was chosen is in the note's file.
    if (!(await sessions().flush(path))) throw new NotesError('busy', `${path} is not saved yet.`);
  };
  return { path, base: null, mine, theirs, canWrite, apply };
}

/** Puts the copy away, when its text is in the note. */
export async function trashCopy(copy: NotePath): Promise<void> {
  await attempt(t('merge.failedTrash', { path: copy }), async () => {
    const trashed = await notebook().trash({ path: copy });
    const run = () =>
      void attempt(t('failed.restore', { path: copy }), async () => {
        await notebook().restore({ trashed });
      });
    notify(t('merge.trashed', { path: copy }), { action: { label: t('toast.undo'), run } });
  });
}

export async function keepBothFiles(path: NotePath): Promise<void> {
  await attempt(t('editor.failedKeep', { path }), async () => {
    await sessions().keepBoth();
    closeDialog();
  });
}
