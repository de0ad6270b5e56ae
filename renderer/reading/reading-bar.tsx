/** The tools of the reading view. */
import { ALargeSmall, ArrowLeft, ExternalLink, GitCompareArrows, Maximize2, Minimize2 } from 'lucide-react';
import type { Copy } from '../../notes/api.ts';
import { openableUrl, openSource } from '../actions.ts';
import { t } from '../messages.ts';
import { useFold } from '../panes.ts';
import { closeReading, setFullReading } from './reading-state.ts';
import { useShown } from './shown.ts';

interface Props {
  /** `null`: none to do anything with. */
  copy: Copy | null;
  isFull: boolean;
  isLookOpen: boolean;
  toggleLook: () => void;
  isComparing: boolean;
  compare: () => void;
}

export function ReadingBar({ copy, isFull, isLookOpen, toggleLook, isComparing, compare }: Props) {
  const fold = useFold();
  const isPastTitle = useShown((state) => state.isPastTitle);
  const full = t(isFull ? 'reading.narrow' : 'reading.full');
  const isOpenable = copy !== null && openableUrl(copy.url) !== null;
  return (
    <div className="pane-bar reading-bar">
      <button
        type="button"
        className="icon-button"
        aria-label={t('reading.close')}
        title={t('reading.close')}
        onClick={closeReading}
      >
        <ArrowLeft aria-hidden />
      </button>
      <span className="reading-bar-title" title={copy?.title} aria-hidden>
        {isPastTitle && copy?.title}
      </span>
      {isOpenable && (
        <>
          <button
            type="button"
            className="icon-button"
            aria-label={t('reading.compare')}
            title={t('reading.compare')}
            aria-disabled={isComparing}
            onClick={() => isComparing || compare()}
          >
            <GitCompareArrows aria-hidden />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={t('reading.open')}
            title={t('reading.open')}
            onClick={() => void openSource(copy.url)}
          >
            <ExternalLink aria-hidden />
          </button>
        </>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('reading.look')}
        title={t('reading.look')}
        aria-expanded={isLookOpen}
        onClick={toggleLook}
      >
        <ALargeSmall aria-hidden />
      </button>
      {fold !== 'pages' && (
        <button
          type="button"
          className="icon-button"
          aria-label={full}
          title={full}
          onClick={() => setFullReading(!isFull)}
        >
          {isFull ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
        </button>
      )}
    </div>
  );
}
