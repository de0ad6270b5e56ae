/** A quiet line above the notes while many of them change: how far it is, the way back to the dialog, and an end. */
import { askTagChange, tagChanges } from '../actions.ts';
import { purposeInWords } from './tag-words.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { useTagSteps } from './tag-steps.ts';

export function BulkBar() {
  const bulk = useStore((state) => state.notebook?.bulk ?? null);
  const step = useTagSteps((state) => state.step);
  const isResolving = useTagSteps((state) => state.isResolving);
  if (bulk === null || bulk.total === 0 || isResolving) return null;
  const { done, total } = bulk;
  // Another window or the terminal may be at it: then there is a number, and no dialog to go back to.
  const mine = step.kind === 'working' ? step : null;
  return (
    <div className="scan-bar bulk-bar">
      <progress aria-label={t('doctor.applying')} value={done} max={total} />
      <div className="scan-bar-line">
        <span>
          {mine === null
            ? t('doctor.bar', { done, total })
            : t('doctor.barOf', { change: purposeInWords(mine.change), done, total })}
        </span>
        {mine !== null && (
          <span className="bulk-bar-ways">
            {mine.way === 'apply' && (
              <button
                type="button"
                className="bulk-bar-way"
                disabled={mine.isStopping}
                onClick={() => void tagChanges().stop()}
              >
                {t(mine.isStopping ? 'doctor.stopping' : 'doctor.stop')}
              </button>
            )}
            <button type="button" className="bulk-bar-way" onClick={() => askTagChange(null)}>
              {t('doctor.bar.show')}
            </button>
          </span>
        )}
      </div>
    </div>
  );
}
