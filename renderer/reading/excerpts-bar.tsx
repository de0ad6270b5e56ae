/** What the open note took from this article, below the copy: one line, or all of them. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { ChevronDown, ChevronUp, CornerDownLeft } from 'lucide-react';
import type { Located } from '../../notes/text/quotes.ts';
import { t } from '../messages.ts';
import { findingOf, showInNote } from './excerpts.ts';
import { useFold } from '../panes.ts';
import { useShown } from './shown.ts';

export function ExcerptsBar({ isFull }: { isFull: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const { located } = useShown((state) => state.excerpts);
  const bar = useRef<HTMLDivElement>(null);
  useClearOfToasts(bar, isFull, located.length > 0);
  if (located.length === 0) return null;
  const Arrow = isOpen ? ChevronDown : ChevronUp;
  return (
    <div ref={bar} className="reading-excerpts">
      <button
        type="button"
        className="reading-excerpts-line"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Arrow aria-hidden />
        <span>{lineOf(located)}</span>
      </button>
      {isOpen && (
        <ul aria-label={t('reading.excerptsLabel')}>
          {located.map((one, index) => (
            <Excerpt key={index} located={one} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Where notices would stand over the line, they stand above it. */
function useClearOfToasts(bar: RefObject<HTMLElement | null>, isFull: boolean, isShown: boolean): void {
  const isBelow = useFold() === 'pages' || isFull;
  useEffect(() => {
    const { current } = bar;
    const { style } = document.documentElement;
    if (current === null || !isBelow || !isShown) return undefined;
    const watching = new ResizeObserver(() => {
      style.setProperty('--below-toasts', `${String(current.offsetHeight)}px`);
    });
    watching.observe(current);
    return () => {
      watching.disconnect();
      style.removeProperty('--below-toasts');
    };
  }, [bar, isBelow, isShown]);
}

/** Only what the note says is quoted can be missing: of anything else it is not known that it ever stood there. */
function lineOf(located: readonly Located[]): string {
  const findings = located.map(findingOf);
  const found = findings.filter((one) => one === 'found').length;
  const missing = findings.filter((one) => one === 'missing').length;
  const total = found + missing;
  if (total === 0) return t('reading.ownOnly');
  if (missing === 0) return t('reading.excerpts', { n: found });
  return total === 1 ? t('reading.missingOnly') : t('reading.missing', { n: missing, total });
}

function Excerpt({ located }: { located: Located }) {
  const { quote, span } = located;
  const finding = findingOf(located);
  const show = () => {
    const { shown } = useShown.getState();
    if (span === null) showInNote(quote);
    else {
      shown?.article.reveal(span);
      shown?.article.focus();
    }
  };
  return (
    <li className="reading-excerpt" data-finding={finding}>
      <button
        type="button"
        className="reading-excerpt-text"
        title={t(span === null ? 'reading.showInNote' : 'reading.showHere')}
        onClick={show}
      >
        {finding !== 'found' && (
          <span className="reading-excerpt-finding">{t(`reading.finding.${finding}`)}</span>
        )}
        {quote.text}
      </button>
      {span !== null && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('reading.showInNote')}
          title={t('reading.showInNote')}
          onClick={() => showInNote(quote)}
        >
          <CornerDownLeft aria-hidden />
        </button>
      )}
    </li>
  );
}
