/** What the open note took from this article, below the copy: one line, or all of them. */
import { useState } from 'react';
import { ChevronDown, ChevronUp, CornerDownLeft } from 'lucide-react';
import type { Located } from '../../notes/text/quotes.ts';
import { t } from '../messages.ts';
import { showInNote } from './excerpts.ts';
import { useShown } from './shown.ts';

export function ExcerptsBar() {
  const [isOpen, setIsOpen] = useState(false);
  const { located } = useShown((state) => state.excerpts);
  if (located.length === 0) return null;
  const total = located.length;
  const missing = located.filter(({ span }) => span === null).length;
  const line =
    missing === 0
      ? t('reading.excerpts', { n: total })
      : total === 1
        ? t('reading.missingOnly')
        : t('reading.missing', { n: missing, total });
  const Arrow = isOpen ? ChevronDown : ChevronUp;
  return (
    <div className="reading-excerpts">
      <button
        type="button"
        className="reading-excerpts-line"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Arrow aria-hidden />
        <span>{line}</span>
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

function Excerpt({ located: { quote, span } }: { located: Located }) {
  const show = () => {
    const { shown } = useShown.getState();
    if (span === null) showInNote(quote);
    else {
      shown?.article.reveal(span);
      shown?.article.focus();
    }
  };
  return (
    <li className="reading-excerpt" data-found={span !== null}>
      <button
        type="button"
        className="reading-excerpt-text"
        title={t(span === null ? 'reading.showInNote' : 'reading.showHere')}
        onClick={show}
      >
        {span === null && <span className="reading-excerpt-missing">{t('reading.notInCopy')}</span>}
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
