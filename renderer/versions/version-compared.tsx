/** A version beside the text of now: what differs, and putting it back. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import type { NoteVersion } from '../../notes/api.ts';
import type { DiffSteps } from '../compare/diff-view.tsx';
import { StepButton } from '../compare/step-button.tsx';
import { sessions } from '../actions.ts';
import { t } from '../messages.ts';
import type { OpenNote } from '../store.ts';
import { dayAndTimeOf } from './moments.ts';
import { putBack, repairNote, restoreAll } from './restoring.ts';
import { Unreadable, useVersionText } from './version-text.tsx';

const DiffView = lazy(() =>
  import('../compare/diff-view.tsx').then((loaded) => ({ default: loaded.DiffView })),
);

type Layout = 'beside' | 'inline';
/** Two texts beside each other need this much, px. */
const leastBeside = 900;
let usualLayout: Layout = 'beside';
let isUsuallyShort = true;

export function VersionCompared({ note, version }: { note: OpenNote; version: NoteVersion }) {
  const { path } = note;
  const read = useVersionText(path, version.id);
  const text = read?.kind === 'text' ? read.text : null;
  const [layout, setLayout] = useState<Layout>(window.innerWidth < leastBeside ? 'inline' : usualLayout);
  const [isShort, setShort] = useState(isUsuallyShort);
  const [count, setCount] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const steps = useRef<DiffSteps | null>(null);
  // Of this moment: the store says when it is another one.
  const now = sessions().text() ?? '';
  const { status } = note;
  const canWrite = status.kind !== 'read-only';
  const isBroken = status.kind === 'read-only' && status.reason !== 'too-large';
  const time = dayAndTimeOf(version.at, Date.now());
  const labels = { before: t('versions.of', { time }), after: t('versions.now'), take: t('versions.take') };
  const onCount = useCallback((found: number) => setCount(found), []);
  const choose = (chosen: Layout) => {
    usualLayout = chosen;
    setLayout(chosen);
  };
  const busily = async (work: () => Promise<unknown>) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  const isText = text !== null && (text.readOnly === null || text.text !== '');
  return (
    <section className="versions-compared" aria-label={labels.before}>
      <header className="versions-bar">
        <h3 className="versions-bar-title">{labels.before}</h3>
        <span className="versions-bar-count">
          {text === null ? '' : count === 0 ? t('versions.same') : t('versions.changes', { n: count })}
        </span>
        {read?.kind !== 'failed' && (
          <>
            <span className="versions-steps">
              <StepButton
                label={t('versions.previous')}
                isOff={count === 0}
                onStep={() => steps.current?.go(-1)}
              >
                <ArrowUp aria-hidden />
              </StepButton>
              <StepButton label={t('versions.next')} isOff={count === 0} onStep={() => steps.current?.go(1)}>
                <ArrowDown aria-hidden />
              </StepButton>
            </span>
            <span className="versions-layout" role="group" aria-label={t('versions.layout')}>
              {(['beside', 'inline'] as const).map((one) => (
                <button
                  key={one}
                  type="button"
                  className="versions-switch"
                  aria-pressed={layout === one}
                  onClick={() => choose(one)}
                >
                  {t(`versions.${one}`)}
                </button>
              ))}
            </span>
            <button
              type="button"
              className="versions-switch"
              aria-pressed={isShort}
              onClick={() => {
                isUsuallyShort = !isShort;
                setShort(!isShort);
              }}
            >
              {t('versions.short')}
            </button>
          </>
        )}
      </header>
      {layout === 'beside' && isText && (
        <div className="versions-names" aria-hidden>
          <span>{t('versions.then')}</span>
          <span>{labels.after}</span>
        </div>
      )}
      {isText ? (
        <Suspense fallback={<div className="diff" />}>
          <DiffView
            ref={steps}
            before={text.text}
            after={now}
            {...{ labels, layout, isShort, onCount }}
            {...(canWrite && {
              onTake: (change) => void busily(() => putBack(path, now, [change])),
            })}
          />
        </Suspense>
      ) : read?.kind === 'failed' ? (
        <Unreadable {...read} hint={t('versions.damagedHint')} />
      ) : (
        <div className="diff versions-not-text">{text === null ? '' : t('versions.notText')}</div>
      )}
      <footer className="versions-foot">
        {!canWrite && (
          <span className="versions-foot-hint">{t(isBroken ? 'versions.repair' : 'versions.readOnly')}</span>
        )}
        <button
          type="button"
          className="button button-filled"
          disabled={isBusy || !isText || (!isBroken && (!canWrite || count === 0))}
          onClick={() =>
            void busily(() =>
              isBroken ? repairNote(path, version) : restoreAll(path, version, text?.text ?? ''),
            )
          }
        >
          {t('versions.restore')}
        </button>
      </footer>
    </section>
  );
}
