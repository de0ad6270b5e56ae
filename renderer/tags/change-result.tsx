/** What is shown while many notes change, and what came of it. */
import { CheckCircle2, CircleAlert, Undo2 } from 'lucide-react';
import { ProgressBar } from 'react-aria-components';
import type { SkippedNote } from '../../notes/api.ts';
import { openNote, tagChanges } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { useStore } from '../store.ts';
import { hasForm, isAboutTags, type TagStep, useTagSteps } from './tag-steps.ts';
import { PendingButtons } from './pending-change.tsx';
import { StepSentence } from './step-sentence.tsx';
import { pendingInWords, purposeInWords } from './tag-words.ts';
import './change-result.css';

export function ChangeLooking() {
  const hasBack = useTagSteps((state) => hasForm(state.subject));
  return (
    <>
      <div className="doctor-body doctor-middle" data-step="looking">
        <StepSentence>{t('doctor.looking')}</StepSentence>
        <div className="doctor-bar" data-unknown aria-hidden />
      </div>
      <footer className="doctor-foot">
        {hasBack && (
          <button type="button" className="button" onClick={() => tagChanges().back()}>
            {t('doctor.back')}
          </button>
        )}
      </footer>
    </>
  );
}

export function ChangeWorking({
  step: { way, change, isStopping },
}: {
  step: Extract<TagStep, { kind: 'working' }>;
}) {
  const bulk = useStore((state) => state.notebook?.bulk ?? null);
  const applying =
    change.kind === 'rename-note'
      ? 'links.renaming'
      : change.kind === 'relink'
        ? 'doctor.relinking'
        : 'doctor.applying';
  const label = t(way === 'apply' ? applying : 'doctor.undoing');
  const isKnown = bulk !== null && bulk.total > 0;
  const share = isKnown ? bulk.done / bulk.total : 0;
  return (
    <>
      <div className="doctor-body doctor-middle" data-step="working">
        <StepSentence>{label}</StepSentence>
        <ProgressBar
          aria-label={label}
          className="doctor-progress"
          isIndeterminate={!isKnown}
          value={share * 100}
          valueLabel={isKnown ? t('doctor.progress', bulk) : label}
        >
          <div className="doctor-bar" data-unknown={isKnown ? undefined : true}>
            <div style={{ width: `${share * 100}%` }} />
          </div>
          <p className="doctor-number">{isKnown ? t('doctor.progress', bulk) : '\u00a0'}</p>
        </ProgressBar>
        <p className="doctor-quiet">{t('doctor.inBackground')}</p>
      </div>
      <footer className="doctor-foot">
        {way === 'apply' && change.kind !== 'rename-note' && (
          <button
            type="button"
            className="button"
            disabled={isStopping}
            onClick={() => void tagChanges().stop()}
          >
            {t(isStopping ? 'doctor.stopping' : 'doctor.stop')}
          </button>
        )}
        <span className="doctor-gap" />
        <button type="button" className="button" onClick={() => tagChanges().close()}>
          {t('doctor.close')}
        </button>
      </footer>
    </>
  );
}

export function ChangeResult({ step }: { step: Extract<TagStep, { kind: 'result' }> }) {
  const { way, change, result } = step;
  const { filters, left = 0 } = result;
  const canUndo = useTagSteps((state) => state.last?.batch === result.batch) && result.changed > 0;
  const isApplied = way === 'apply';
  return (
    <>
      <div className="doctor-body" data-step="result">
        <div className="doctor-done">
          {isApplied ? <CheckCircle2 aria-hidden data-good /> : <Undo2 aria-hidden />}
          <div>
            <StepSentence>
              {isApplied
                ? t('doctor.changed', { n: result.changed })
                : t('doctor.undone', { n: result.changed })}
            </StepSentence>
            {isApplied && <p className="doctor-quiet">{purposeInWords(change)}</p>}
            {left > 0 && <p>{t('doctor.stopped', { n: left })}</p>}
            {isApplied && filters?.kind === 'followed' && (
              <p className="doctor-quiet" title={filters.names.join('\n')}>
                {t('doctor.followed', { n: filters.names.length })}
              </p>
            )}
            {isApplied && filters?.kind === 'failed' && (
              <p className="doctor-bad">{t('doctor.notFollowed')}</p>
            )}
            {result.articles === 'failed' && <p className="doctor-bad">{t('doctor.articleNotFollowed')}</p>}
            {canUndo && <p className="doctor-quiet">{t('doctor.undoHint')}</p>}
          </div>
        </div>
        {result.skipped.length > 0 && (
          <section aria-labelledby="doctor-skipped">
            <h4 id="doctor-skipped" className="doctor-heading">
              {t('doctor.skipped')}
              <span className="doctor-count">{formatNumber(result.skipped.length)}</span>
            </h4>
            <ul className="doctor-skips">
              {result.skipped.map((one) => (
                <Skip key={one.path} note={one} />
              ))}
            </ul>
          </section>
        )}
      </div>
      <footer className="doctor-foot">
        {canUndo && (
          <button type="button" className="button" onClick={() => void tagChanges().undo()}>
            <Undo2 aria-hidden />
            {t('doctor.undo')}
          </button>
        )}
        <span className="doctor-gap" />
        {isAboutTags(change) && (
          <button
            type="button"
            className="button"
            onClick={() => useTagSteps.setState({ step: { kind: 'overview' }, subject: null })}
          >
            {t('doctor.more')}
          </button>
        )}
        <button type="button" className="button button-filled" onClick={() => tagChanges().close()}>
          {t('doctor.done')}
        </button>
      </footer>
    </>
  );
}

/** What did not work, why, and the way on: where a change was cut off, first to its end in one direction or the other. */
export function ChangeFailed({ step: { why, change } }: { step: Extract<TagStep, { kind: 'failed' }> }) {
  const pending = useTagSteps((state) => state.pending);
  const hasBack = useTagSteps((state) => hasForm(state.subject));
  const isOnline = useStore((state) => state.connection === 'online');
  return (
    <>
      <div className="doctor-body" data-step="failed">
        <div className="doctor-done">
          <CircleAlert aria-hidden data-bad />
          <div>
            <StepSentence>{t('doctor.failedTitle')}</StepSentence>
            <p>{why}</p>
            <div aria-live="polite">{pending !== null && <p>{pendingInWords(pending)}</p>}</div>
          </div>
        </div>
      </div>
      <footer className="doctor-foot">
        {pending === null && hasBack && (
          <button type="button" className="button" onClick={() => tagChanges().back()}>
            {t('doctor.back')}
          </button>
        )}
        <span className="doctor-gap" />
        <button type="button" className="button" onClick={() => tagChanges().close()}>
          {t('dialog.cancel')}
        </button>
        {pending === null && change !== null && (
          <button
            type="button"
            className="button button-filled"
            onClick={() => void tagChanges().preview(change, useTagSteps.getState().origin)}
          >
            {t('doctor.lookAgain')}
          </button>
        )}
        {pending !== null && <PendingButtons isBlocked={!isOnline} />}
      </footer>
    </>
  );
}

/** A note that is left as it is: which, why, and the way to it. */
export function Skip({ note: { path, code } }: { note: SkippedNote }) {
  const open = () => {
    tagChanges().close();
    void openNote(path, { focus: true });
  };
  return (
    <li className="doctor-skip">
      <div>
        <p className="doctor-note-path">{path}</p>
        <p className="doctor-quiet">{t(`doctor.skip.${code}`)}</p>
      </div>
      {code !== 'gone' && (
        <button type="button" className="button" aria-label={`${t('doctor.open')} ${path}`} onClick={open}>
          {t('doctor.open')}
        </button>
      )}
    </li>
  );
}
