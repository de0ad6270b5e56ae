/** Finds words on a note's page. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { formatNumber, t } from '../messages.ts';
import { rangesOf, showFound } from './found-on-page.ts';
import { useSide } from '../editor/side.ts';
import { noteView } from './note-view-state.ts';
import { pageOn, usePages } from './page-on-screen.ts';

export function FindBar() {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<readonly Range[]>([]);
  const [at, setAt] = useState(0);
  const side = useSide();
  const page = usePages((pages) => pages[side] ?? null);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    field.current?.focus();
    return () => {
      const shown = pageOn(side);
      if (shown !== null) showFound(shown, [], 0);
    };
  }, [side]);

  const look = (text: string) => {
    const ranges = page === null ? [] : rangesOf(page, text);
    setWords(text);
    setFound(ranges);
    setAt(0);
    if (page !== null) showFound(page, ranges, 0);
  };
  const go = (step: 1 | -1) => {
    if (page === null) return;
    // The page may be another one since.
    const ranges = found.every((range) => range.startContainer.isConnected) ? found : rangesOf(page, words);
    if (ranges.length === 0) return;
    const next = (at + step + ranges.length) % ranges.length;
    setFound(ranges);
    setAt(next);
    showFound(page, ranges, next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Enter' && event.key !== 'F3') return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  const count =
    words === ''
      ? ''
      : found.length === 0
        ? t('noteView.notFound')
        : `${formatNumber(at + 1)} / ${formatNumber(found.length)}`;
  const close = () => {
    noteView(side).setState({ isFindOpen: false });
    page?.focus();
  };
  return (
    <div className="note-find" role="search" aria-label={t('noteView.find')} onKeyDown={onKeyDown}>
      <input
        ref={field}
        type="text"
        aria-label={t('noteView.find')}
        placeholder={t('noteView.find')}
        value={words}
        onChange={(event) => look(event.target.value)}
      />
      <span className="note-find-count" aria-live="polite">
        {count}
      </span>
      <Step label={t('noteView.previous')} icon={ArrowUp} act={() => go(-1)} />
      <Step label={t('noteView.next')} icon={ArrowDown} act={() => go(1)} />
      <Step label={t('noteView.closeFind')} icon={X} act={close} />
    </div>
  );
}

function Step({ label, icon: Icon, act }: { label: string; icon: typeof X; act: () => void }) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={act}>
      <Icon aria-hidden />
    </button>
  );
}
