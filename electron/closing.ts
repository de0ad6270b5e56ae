/** Nothing that was typed is lost because a window closes: the page saves first, and a person decides if it can't. */
import { randomInt } from 'node:crypto';
import { type BrowserWindow, dialog } from 'electron';
import type { NotePath } from '../notes/api.ts';
import type { Asked } from './channels.ts';
import { words } from './words.ts';

/** How long the page may take to save before the person is asked (safety rule D-06). */
export const flushWithinMs = 10_000;

export interface Closing {
  /** Has the page save everything; `false`: a person wants to go on here. */
  flush(): Promise<boolean>;
  /** The page's answer to a `close` message. */
  answered(answer: Asked<'close-answer'>): void;
  /** The page says which notes are not on the disk yet. */
  setUnsaved(paths: NotePath[]): void;
  /** The page listens from now on; before that there is nothing to save. */
  pageReady(): void;
  /** The page is gone or being replaced: nobody will answer. */
  pageGone(): void;
}

/** Holds `window` open until its page has saved everything, or 10 s have passed and a person said to quit. */
export function closeSafely(window: BrowserWindow): Closing {
  let isListening = false;
  let unsaved: NotePath[] = [];
  let waiting: {
    asked: number;
    settle: (answer: Asked<'close-answer'>['answer'] | 'silent') => void;
  } | null = null;
  let flushing: Promise<boolean> | null = null;

  async function flush(): Promise<boolean> {
    if (!isListening || window.webContents.isCrashed()) return true;
    const answer = await ask();
    if (answer === 'close') return true;
    return answer === 'keep' ? false : wantsToLoseIt();
  }

  async function ask(): Promise<Asked<'close-answer'>['answer'] | 'silent'> {
    // Not guessable, so that an answer always belongs to its question.
    const asked = randomInt(2 ** 31);
    let late: NodeJS.Timeout | undefined;
    const answer = await new Promise<Asked<'close-answer'>['answer'] | 'silent'>((settle) => {
      waiting = { asked, settle };
      late = setTimeout(() => settle('silent'), flushWithinMs);
      try {
        window.webContents.send('close', asked);
      } catch (error) {
        console.error('gleaner: the page could not be asked to save:', error);
        settle('failed');
      }
    });
    clearTimeout(late);
    waiting = null;
    return answer;
  }

  async function wantsToLoseIt(): Promise<boolean> {
    const say = words();
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: unsaved.length === 0 ? say.notSavedUnknown : say.notSaved(named(unsaved)),
        detail: say.notSavedDetail,
        buttons: [say.keepOpen, say.quitAnyway],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return response === 1;
    } catch (error) {
      // Nobody was asked, so nobody said that the text may be lost.
      console.error('gleaner: could not ask whether to close without saving:', error);
      return false;
    }
  }

  /** Asked twice at once, the page is asked once. */
  function flushOnce(): Promise<boolean> {
    flushing ??= flush().finally(() => (flushing = null));
    return flushing;
  }

  async function closeWhenSaved(): Promise<void> {
    // destroy, not close: the decision has been taken, and nothing on the page may reverse it.
    if ((await flushOnce()) && !window.isDestroyed()) window.destroy();
  }

  window.on('close', (event) => {
    event.preventDefault();
    closeWhenSaved().catch(logged);
  });
  window.on('query-session-end', (event) => {
    event.preventDefault();
    closeWhenSaved().catch(logged);
  });

  return {
    flush: flushOnce,
    answered: ({ asked, answer }) => {
      if (waiting?.asked === asked) waiting.settle(answer);
    },
    setUnsaved: (paths) => (unsaved = paths),
    pageReady: () => (isListening = true),
    pageGone() {
      isListening = false;
      unsaved = [];
      waiting?.settle('close');
    },
  };
}

function logged(error: unknown): void {
  console.error('gleaner: the window was not closed:', error);
}

/** At most three names: a dialog is no list. */
function named(paths: NotePath[]): string {
  const shown = paths.slice(0, 3).join(', ');
  return paths.length > 3 ? `${shown}, ${words().more(paths.length - 3)}` : shown;
}
