/** Floats beside what is selected in the copy, in the coordinates of its frame. */
import { useEffect, useState } from 'react';
import { Quote } from 'lucide-react';
import { findCommand } from '../commands.ts';
import { t } from '../messages.ts';
import { shortcutOf, shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { quoteIntoNote } from './quoting.ts';
import { useShown } from './shown.ts';

/** Of the button and of the gap to the text, px. */
const height = 30;
const gap = 8;

export function QuoteButton({ room }: { room: { width: number; height: number } | null }) {
  const { shown, selected } = useShown();
  const isDesktop = useStore((state) => state.isDesktop);
  const [, drawAgain] = useState(0);
  const article = shown?.article;
  useEffect(() => article?.listen('scroll', () => drawAgain((n) => n + 1)), [article]);
  if (article === undefined || selected === null || room === null) return null;
  const box = article.boxOf(selected);
  if (box === null || box.bottom < 0 || box.top > room.height) return null;
  const isBelow = box.bottom + gap + height < room.height;
  const top = isBelow ? box.bottom + gap : Math.max(gap, box.top - gap - height);
  const left = Math.min(Math.max(90, box.left + box.width / 2), room.width - 90);
  const command = findCommand('quote-into-note');
  const keys = command === undefined ? null : shortcutOf(command, isDesktop);
  return (
    <button
      type="button"
      className="button button-filled reading-quote"
      style={{ top, left }}
      title={keys === null ? undefined : shownKeys(keys, isMac)}
      // The selection stays, and the focus with it.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => void quoteIntoNote()}
    >
      <Quote aria-hidden />
      {t('reading.quote')}
    </button>
  );
}
