/** The copy beside the page of today: fetched when the person asks, and at no other time. */
import { useCallback, useEffect, useState } from 'react';
import { X } from 'lucide-react';
import type { Copy, CopyComparison } from '../../notes/api.ts';
import { locateQuotes } from '../../notes/text/quotes.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';
import { reasonFor } from '../notices.ts';
import { failureInWords } from '../sources/failure-words.ts';
import { textOfMarkdown } from './article.ts';
import { useShown } from './shown.ts';

export type Comparing =
  | { kind: 'none' }
  | { kind: 'busy' }
  | { kind: 'answered'; answer: CopyComparison }
  | { kind: 'broken'; why: string };

export function useComparing(normalised: string, copy: Copy | null) {
  const [comparing, setComparing] = useState<Comparing>({ kind: 'none' });
  // Of another copy, or of the same one kept anew, it says nothing.
  useEffect(() => setComparing({ kind: 'none' }), [copy]);
  const compare = useCallback(async () => {
    setComparing({ kind: 'busy' });
    const next = await notebook()
      .compareCopy({ normalised })
      .then(
        (answer): Comparing => ({ kind: 'answered', answer }),
        (error: unknown): Comparing => ({ kind: 'broken', why: reasonFor(error) }),
      );
    setComparing((now) => (now.kind === 'busy' ? next : now));
  }, [normalised]);
  const dismiss = useCallback(() => setComparing({ kind: 'none' }), []);
  return { comparing, compare, dismiss };
}

export function Comparison({
  comparing,
  url,
  dismiss,
}: {
  comparing: Comparing;
  url: string;
  dismiss: () => void;
}) {
  const lines =
    comparing.kind === 'answered' && comparing.answer.kind === 'changed' ? comparing.answer.lines : [];
  return (
    <div className="reading-comparison" data-shown={comparing.kind !== 'none'}>
      <div className="reading-comparison-line">
        <p aria-live="polite">
          <Outcome comparing={comparing} url={url} />
        </p>
        {comparing.kind !== 'none' && (
          <button
            type="button"
            className="icon-button"
            aria-label={t('reading.dismiss')}
            title={t('reading.dismiss')}
            onClick={dismiss}
          >
            <X aria-hidden />
          </button>
        )}
      </div>
      {lines.length > 0 && (
        <ul className="reading-diff" aria-label={t('reading.diff')} tabIndex={0}>
          {lines.map(({ kind, text }, index) => (
            <li key={index} data-kind={kind}>
              <span className="reading-diff-sign" aria-hidden>
                {kind === 'same' ? '' : kind === 'gone' ? '−' : '+'}
              </span>
              {kind !== 'same' && <span className="visually-hidden">{t(`reading.diff.${kind}`)} </span>}
              <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Outcome({ comparing, url }: { comparing: Comparing; url: string }) {
  const { located } = useShown((state) => state.excerpts);
  if (comparing.kind === 'none') return null;
  if (comparing.kind === 'busy') return t('reading.comparing');
  if (comparing.kind === 'broken')
    return t('failed.line', { doing: t('failed.compare'), why: comparing.why });
  const { answer } = comparing;
  if (answer.kind === 'same') return t('reading.same');
  if (answer.kind === 'failed') {
    const { why, advice } = failureInWords(answer, url);
    return [t('reading.compareFailed', { why }), advice].filter(Boolean).join(' ');
  }
  // Of those that are in the copy: what was never there is not gone now.
  const kept = located.filter(({ span }) => span !== null).map(({ quote }) => quote);
  if (kept.length === 0) return t('reading.changed');
  const gone = locateQuotes(textOfMarkdown(answer.markdown), kept).filter(({ span }) => span === null).length;
  if (gone === 0) return t('reading.changedNone', { n: kept.length });
  return t('reading.changedGone', { n: gone, total: kept.length });
}
