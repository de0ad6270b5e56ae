/** The reading view: a copy of an article with its tools, in the sources pane or full width. */
import { useEffect, useRef, useState } from 'react';
import { attempt } from '../notices.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';
import { ArticleFrame } from './article-frame.tsx';
import { Comparison, useComparing } from './comparison.tsx';
import { useExcerpts } from './excerpts.ts';
import { ExcerptsBar } from './excerpts-bar.tsx';
import { LookBar } from './look-bar.tsx';
import { useLook } from './look.ts';
import { ReadingBar } from './reading-bar.tsx';
import { quoteFrom } from './taken-back.ts';
import { type LoadedCopy, useCopy } from './use-copy.ts';
import { useMarkAsReading } from './read-state.ts';
import { useReadingKeys } from './use-reading-keys.ts';

export function ReadingView({ normalised, isFull }: { normalised: string; isFull: boolean }) {
  const loaded = useCopy(normalised);
  const copy = loaded.kind === 'copy' ? loaded.copy : null;
  const theme = useLook((look) => look.theme);
  const [isLookOpen, setLookOpen] = useState(false);
  const { comparing, compare, dismiss } = useComparing(normalised, copy);
  useExcerpts();

  useMarkAsReading(normalised, copy !== null);
  useEffect(() => quoteFrom(normalised), [normalised]);
  const view = useRef<HTMLElement>(null);
  useReadingKeys(view, () => {
    if (isLookOpen) setLookOpen(false);
    else if (comparing.kind !== 'none') dismiss();
    else return false;
    return true;
  });
  return (
    <section
      className="reading"
      aria-label={t('reading.title')}
      data-full={isFull}
      data-theme={theme}
      ref={view}
    >
      <ReadingBar
        copy={copy}
        normalised={normalised}
        isFull={isFull}
        isLookOpen={isLookOpen}
        toggleLook={() => setLookOpen(!isLookOpen)}
        isComparing={comparing.kind === 'busy'}
        compare={() => void compare()}
      />
      {isLookOpen && <LookBar isFull={isFull} />}
      {copy === null ? (
        <NoCopy loaded={loaded} normalised={normalised} />
      ) : (
        <>
          <Comparison comparing={comparing} url={copy.url} dismiss={dismiss} />
          <ArticleFrame copy={copy} normalised={normalised} />
          <ExcerptsBar isFull={isFull} />
        </>
      )}
    </section>
  );
}

function NoCopy({ loaded, normalised }: { loaded: LoadedCopy; normalised: string }) {
  const [isAsked, setIsAsked] = useState(false);
  if (loaded.kind === 'loading' || loaded.kind === 'copy')
    return <p className="state">{t('reading.loading')}</p>;
  if (loaded.kind === 'failed')
    return <p className="state">{t('failed.line', { doing: t('failed.copy'), why: loaded.why })}</p>;
  const keep = async () => {
    setIsAsked(true);
    const isQueued = await attempt(t('failed.keep'), async () => {
      await notebook().keepCopies({ of: { normalised: [normalised] }, again: false });
    });
    if (!isQueued) setIsAsked(false);
  };
  return (
    <div className="state">
      <p aria-live="polite">{t(isAsked ? 'reading.waiting' : 'reading.none')}</p>
      {!isAsked && (
        <button type="button" className="button" onClick={() => void keep()}>
          {t('reading.keep')}
        </button>
      )}
    </div>
  );
}
