/** Whether the article of the copy on screen is read. */
import { useEffect } from 'react';
import { notebook } from '../actions.ts';
import { learn, useArticle } from '../sources/known-articles.ts';
import { useReading } from './reading-state.ts';

/** Of the last copy that was opened: once for each opening, so that `unread`, set by hand, stays. */
let lastMarked = 0;

/** Whoever opens the copy of an article that is unread is reading it. */
export function useMarkAsReading(normalised: string, isShown: boolean): void {
  const read = useArticle(normalised)?.read;
  const opening = useReading(({ reading }) => reading?.opening ?? 0);
  useEffect(() => {
    if (!isShown || read === undefined || opening === lastMarked) return;
    lastMarked = opening;
    if (read === 'unread') void markAsReading(normalised);
  }, [normalised, isShown, read, opening]);
}

async function markAsReading(normalised: string): Promise<void> {
  try {
    await notebook().setRead({ normalised: [normalised], read: 'reading', from: 'unread' });
    learn(normalised, { read: 'reading' });
  } catch {
    // Nobody asked for it: the article goes on being unread, and a click on its state says why.
  }
}
