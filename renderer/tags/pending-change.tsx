/** A line above the panes: a change of tags was cut off, and can be ended either way. */
import { History } from 'lucide-react';
import { tagChanges } from '../actions.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { useTagSteps } from './tag-steps.ts';
import { pendingInWords } from './tag-words.ts';

/** The region is always there, so that what comes into it is heard. */
export function PendingChange() {
  return (
    <div role="alert">
      <Line />
    </div>
  );
}

function Line() {
  const pending = useTagSteps((state) => state.pending);
  const isResolving = useTagSteps((state) => state.isResolving);
  const bulk = useStore((state) => state.notebook?.bulk ?? null);
  const isOnline = useStore((state) => state.connection === 'online');
  if (pending === null) return null;
  return (
    <div className="connection-banner pending-change">
      <History aria-hidden />
      <p>
        <strong>{t('doctor.pending')}</strong>
        {isResolving && bulk !== null ? (
          <span className="doctor-number">{t('doctor.pending.working', bulk)}</span>
        ) : (
          pendingInWords(pending)
        )}
      </p>
      <PendingButtons isBlocked={isResolving || !isOnline} />
    </div>
  );
}

/** Both ways to its end. */
export function PendingButtons({ isBlocked }: { isBlocked: boolean }) {
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={isBlocked}
        onClick={() => void tagChanges().resolve('roll-back')}
      >
        {t('doctor.pending.rollBack')}
      </button>
      <button
        type="button"
        className="button button-filled"
        disabled={isBlocked}
        onClick={() => void tagChanges().resolve('continue')}
      >
        {t('doctor.pending.continue')}
      </button>
    </>
  );
}
