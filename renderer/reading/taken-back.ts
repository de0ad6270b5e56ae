/** Quotations that were just put into notes, and the way to take them out again. */
import type { NotePath } from '../../notes/api.ts';
import { openNote, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt, dismiss, notify } from '../notices.ts';
import { type ToastAction, useStore } from '../store.ts';

export interface Quoted {
  path: NotePath;
  /** Of the note. */
  title: string;
  /** What was put in. */
  inserted: readonly string[];
  /** `false`: more was written since, and nothing was done. */
  undo: () => boolean;
}

const most = 20;
let quoted: { one: Quoted; toast: number }[] = [];

/** Says that it was quoted, and offers to take it back. */
export function tellQuoted(one: Quoted, show: ToastAction): void {
  const run = () => {
    quoted = quoted.filter((each) => each.one !== one);
    void takeBack(one);
  };
  const toast = notify(t('reading.quoted', { title: one.title }), {
    action: { label: t('toast.undo'), run },
    other: show,
  });
  quoted = [...quoted, { one, toast }].slice(-most);
}

/** Takes back what was quoted last from the copy on screen; `false`: nothing was. */
export function takeBackLast(): boolean {
  const last = quoted.pop();
  if (last === undefined) return false;
  dismiss(last.toast);
  void takeBack(last.one);
  return true;
}

let copy = '';

/** The copy of this article is on screen: what was quoted from another one is no business of its keys. */
export function quoteFrom(normalised: string): void {
  if (copy !== normalised) quoted = [];
  copy = normalised;
}

async function takeBack({ path, title, inserted, undo }: Quoted): Promise<void> {
  await attempt(t('failed.takeBack', { title }), async () => {
    const isDone = undo() || (await takeOut(path, inserted));
    notify(t(isDone ? 'reading.takenBack' : 'reading.notTakenBack', { title }));
  });
}

/** Out of a note that was written in since; `false`: it is not there as it was put in, or more than once. */
async function takeOut(path: NotePath, inserted: readonly string[]): Promise<boolean> {
  if (useStore.getState().note?.path !== path) await openNote(path);
  if (useStore.getState().note?.path !== path) return false;
  const changes = removals(sessions().text() ?? '', inserted);
  if (changes === null) return false;
  sessions().edit(changes);
  return true;
}

/** What takes these texts out of a note; `null`: one of them is not there exactly once. */
export function removals(
  text: string,
  inserted: readonly string[],
): { from: number; to: number; insert: '' }[] | null {
  const changes = inserted.map((part) => {
    const from = text.indexOf(part);
    return { from, to: from + part.length, insert: '' as const };
  });
  const isClear = changes.every(
    ({ from, to }) => from >= 0 && !text.includes(text.slice(from, to), from + 1),
  );
  return isClear ? changes : null;
}
