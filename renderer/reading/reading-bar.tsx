/** The tools of the reading view. */
import {
  ALargeSmall,
  ArrowLeft,
  Check,
  CornerDownLeft,
  ExternalLink,
  GitCompareArrows,
  Maximize2,
  Minimize2,
} from 'lucide-react';
import type { Copy } from '../../notes/api.ts';
import { openableUrl, openSource } from '../actions.ts';
import { t } from '../messages.ts';
import { useFold } from '../panes.ts';
import { setRead } from '../sources/article-actions.ts';
import { useArticle } from '../sources/known-articles.ts';
import { useStore } from '../store.ts';
import { showInNote } from './excerpts.ts';
import { leaveReading, setFullReading, useReading } from './reading-state.ts';
import { useShown } from './shown.ts';

interface Props {
  /** `null`: none to do anything with. */
  copy: Copy | null;
  normalised: string;
  isFull: boolean;
  isLookOpen: boolean;
  toggleLook: () => void;
  isComparing: boolean;
  compare: () => void;
}

export function ReadingBar(props: Props) {
  const { copy, normalised, isFull, isLookOpen, toggleLook, isComparing, compare } = props;
  const fold = useFold();
  const isPastTitle = useShown((state) => state.isPastTitle);
  const full = t(isFull ? 'reading.narrow' : 'reading.full');
  // A copy may come from an address that is not the article's any more.
  const cited = useStore(
    ({ note }) => note?.facts.sources.find((source) => source.normalised === normalised)?.url,
  );
  const known = useArticle(normalised)?.url;
  const url = cited ?? known ?? copy?.url ?? '';
  const isOpenable = copy !== null && openableUrl(url) !== null;
  const isOfList = useReading(({ reading }) => reading?.from === 'list');
  const back = t(isOfList ? 'reading.closeToList' : isFull ? 'reading.narrow' : 'reading.close');
  return (
    <div className="pane-bar reading-bar">
      <button type="button" className="icon-button" aria-label={back} title={back} onClick={leaveReading}>
        <ArrowLeft aria-hidden />
      </button>
      <span className="reading-bar-title" title={copy?.title} aria-hidden>
        {isPastTitle && copy?.title}
      </span>
      {isFull && <IntoNote normalised={normalised} />}
      {copy !== null && <ReadToggle normalised={normalised} />}
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
            onClick={() => void openSource(url)}
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

/** The note is out of sight: where quotations go, and the way there. */
function IntoNote({ normalised }: { normalised: string }) {
  const title = useStore(({ note }) => (note?.facts.title === '' ? note.path : (note?.facts.title ?? '')));
  const line = useStore(
    ({ note }) => note?.facts.sources.find((source) => source.normalised === normalised)?.line ?? null,
  );
  if (line === null) return null;
  const into = t('reading.goesInto', { title });
  return (
    <button
      type="button"
      className="reading-into"
      aria-label={into}
      title={into}
      onClick={() => showInNote({ line })}
    >
      <CornerDownLeft aria-hidden />
      <span>{into}</span>
    </button>
  );
}

function ReadToggle({ normalised }: { normalised: string }) {
  const read = useArticle(normalised)?.read;
  if (read === undefined) return null;
  const isRead = read === 'read';
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t('reading.markRead')}
      title={t('reading.markRead')}
      aria-pressed={isRead}
      onClick={() => void setRead([normalised], isRead ? 'reading' : 'read')}
    >
      <Check aria-hidden />
    </button>
  );
}
