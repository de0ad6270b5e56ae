/** Says what happened and what could not be done; the one place where a failed action is caught. */
import { NotesError } from '../notes/api.ts';
import { UnmappableError } from './encodings/unmappable.ts';
import { t } from './messages.ts';
import { type Toast, useStore } from './store.ts';

let lastId = 0;

/** Shows a line at the bottom of the window and answers its id. At most four are kept. */
export function notify(
  text: string,
  options: Partial<Pick<Toast, 'kind' | 'action' | 'other' | 'stays'>> = {},
): number {
  const { kind = 'status', action = null, other = null, stays = kind === 'alert' } = options;
  const toast: Toast = { id: ++lastId, kind, text, action, other, stays };
  useStore.setState(({ toasts }) => ({
    toasts: [...toasts.filter((other) => other.text !== text), toast].slice(-4),
  }));
  return toast.id;
}

export function dismiss(id: number): void {
  useStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Gives the newest answer that is offered: Undo. */
export function answerNewest(): void {
  const toast = useStore.getState().toasts.findLast((one) => one.action !== null);
  if (toast === undefined) return;
  dismiss(toast.id);
  toast.action?.run();
}

/** Runs an action; when it fails, says so: `doing` names what and the note, the error's code gives the reason. */
export async function attempt(doing: string, action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    notify(t('failed.line', { doing, why: reasonFor(error) }), { kind: 'alert' });
    return false;
  }
}

/** What the desktop window could not do: its message is for a person already (`Desktop` in notes/api.ts). */
export class DesktopError extends Error {}

/** Asks the desktop window for something, so that `attempt` shows its own words when it fails. */
export async function onDesktop(request: Promise<unknown> | undefined): Promise<void> {
  try {
    await request;
  } catch (error) {
    throw new DesktopError(error instanceof Error ? error.message : String(error));
  }
}

/** The reason in the person's language, as a sentence that ends with what to do. */
export function reasonFor(error: unknown): string {
  if (error instanceof UnmappableError) return t('encoding.refused', { characters: error.shown });
  if (error instanceof NotesError) {
    const { code, at, file } = error;
    return code === 'broken' && file === null
      ? t('error.brokenElsewhere', { line: at ?? 1 })
      : t(`error.${code}`, { line: at ?? 1, file: file ?? '' });
  }
  if (error instanceof DesktopError) return error.message;
  console.error('gleaner:', error);
  return t('error.internal');
}
