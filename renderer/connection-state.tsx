/** What is shown while the notebook is not there: at the start a page, later a line above the panes. */
import { CloudOff, KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from './messages.ts';
import mark from './mark.svg';
import { useStore } from './store.ts';

/** Shorter waits than this show nothing: a flash of words helps nobody. */
const patienceMs = 400;

export function ConnectionPage({ retry }: { retry: () => void }) {
  const connection = useStore((state) => state.connection);
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (connection === 'refused') {
    return (
      <main className="connection-page">
        <div className="state" role="alert">
          <KeyRound className="state-mark" aria-hidden />
          <h1 className="state-title">{t('connection.refusedTitle')}</h1>
          <p>{t('connection.refusedText')}</p>
          <button type="button" className="button" onClick={retry}>
            {t('connection.retry')}
          </button>
        </div>
      </main>
    );
  }
  if (!isLong) return <main className="connection-page" />;
  return (
    <main className="connection-page">
      <div className="state" role="status">
        <img src={mark} alt="" width={48} height={48} />
        {connection === 'offline' ? (
          <>
            <h1 className="state-title">{t('connection.offlineTitle')}</h1>
            <p>{t('connection.offlineStartText')}</p>
            <button type="button" className="button" onClick={retry}>
              {t('connection.retry')}
            </button>
          </>
        ) : (
          <p>{t('connection.connecting')}</p>
        )}
      </div>
    </main>
  );
}

export function ConnectionBanner({ retry }: { retry: () => void }) {
  const connection = useStore((state) => state.connection);
  const isAway = connection === 'offline' || connection === 'refused';
  return (
    <div role="status" className="connection-banner" hidden={!isAway}>
      {isAway && (
        <>
          {connection === 'offline' ? <CloudOff aria-hidden /> : <KeyRound aria-hidden />}
          <p>
            <strong>
              {t(connection === 'offline' ? 'connection.offlineTitle' : 'connection.refusedTitle')}.
            </strong>{' '}
            {connection === 'offline'
              ? t('connection.offlineText')
              : `${t('connection.refusedText')} ${t('connection.refusedKept')}`}
          </p>
          <button type="button" className="button" onClick={retry}>
            {t('connection.retry')}
          </button>
        </>
      )}
    </div>
  );
}
