/** Copies or checks under way: how far they are, and the ways to hold or end them. */
import { t } from '../messages.ts';
import { useFold } from '../panes.ts';
import { useReading } from '../reading/reading-state.ts';
import { useStore } from '../store.ts';
import { steerFetching } from './article-actions.ts';

export function FetchingBar() {
  const fetching = useStore((state) => state.notebook?.fetching ?? null);
  if (fetching === null || fetching.total === 0) return null;
  const { kind, done, failed, total, isPaused, now, reason } = fetching;
  const name = t(`fetching.${kind}`);
  const state = isPaused ? 'paused' : 'going';
  return (
    <div className="scan-bar fetching-bar">
      <progress aria-label={name} value={done + failed} max={total} />
      <div className="scan-bar-line">
        <span title={now ?? undefined}>
          {failed === 0
            ? t(`fetching.${state}`, { name, done, total })
            : t(`fetching.${state}Failed`, { name, done, total, failed })}
        </span>
        <span className="bulk-bar-ways">
          <button
            type="button"
            className="bulk-bar-way"
            onClick={() => void steerFetching(isPaused ? 'go-on' : 'pause')}
          >
            {t(isPaused ? 'fetching.goOn' : 'fetching.pause')}
          </button>
          <button type="button" className="bulk-bar-way" onClick={() => void steerFetching('cancel')}>
            {t('fetching.cancel')}
          </button>
        </span>
      </div>
      {(reason === 'disk-full' || reason === 'offline') && <span>{t(`fetching.why.${reason}`)}</span>}
    </div>
  );
}

/** Above the notes, while the sources with their own bar are not on screen. */
export function FetchingBarOfList() {
  const fold = useFold();
  const isSeenBeside = useStore(({ sourcesOpen, drawerOpen }) =>
    fold === 'wide' ? sourcesOpen : fold === 'medium' && drawerOpen,
  );
  // A copy that is read takes the place of the cards and of their bar.
  const isReading = useReading(({ reading }) => reading?.isFull === false);
  return isSeenBeside && !isReading ? null : <FetchingBar />;
}
