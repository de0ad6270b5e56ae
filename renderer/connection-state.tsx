/** What is shown while the notebook is not there: at the start a page, later a line above the panes. */
import { CloudOff, FolderX, KeyRound } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { notebook, sessions } from './actions.ts';
import { t } from './messages.ts';
import { attempt } from './notices.ts';
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
      <div className="state" aria-live="polite">
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

/** A line above the panes while the host or the folder is away. The region is always there, so that it is heard. */
export function ConnectionBanner({ retry }: { retry: () => void }) {
  const connection = useStore((state) => state.connection);
  const shown = useStore((state) => state.notebook);
  // Drawn again with the note's state; other notes may have text that is on its way, too.
  const isNoteSaved = useStore((state) => state.note === null || state.note.status.kind === 'saved');
  const isSaved = isNoteSaved && sessions().unsaved().length === 0;
  const isFolderAway = connection === 'online' && shown?.availability === 'unavailable';
  return (
    <div aria-live="polite">
      {connection === 'offline' && (
        <Line icon={<CloudOff aria-hidden />} title={t('connection.offlineTitle')} retry={retry}>
          {t(isSaved ? 'connection.offlineSaved' : 'connection.offlineText')}
        </Line>
      )}
      {connection === 'refused' && (
        <Line icon={<KeyRound aria-hidden />} title={t('connection.refusedTitle')} retry={retry}>
          {t('connection.refusedText')} {!isSaved && t('connection.refusedKept')}
        </Line>
      )}
      {isFolderAway && <AwayLine folder={shown.folder} missing={shown.missing ?? null} total={shown.total} />}
    </div>
  );
}

/** The notebook's folder is not there, or many notes are missing: only a person knows whether they are gone. */
function AwayLine({ folder, missing, total }: { folder: string; missing: number | null; total: number }) {
  const ask = (name: 'lookAgain' | 'acceptLoss') => () =>
    void attempt(t('failed.missing'), async () => {
      useStore.setState({ notebook: await notebook()[name]({}) });
    });
  const title = missing === null ? t('list.unavailableTitle') : t('missing.title', { n: missing });
  const text = t(missing === null ? 'list.unavailableText' : 'missing.text', { folder });
  return (
    <Line icon={<FolderX aria-hidden />} title={title} retry={null} text={text}>
      <button type="button" className="button" onClick={ask('lookAgain')}>
        {t('missing.look')}
      </button>
      {total > 0 && (
        <button type="button" className="button" onClick={ask('acceptLoss')}>
          {t(missing === null ? 'missing.acceptAll' : 'missing.accept')}
        </button>
      )}
    </Line>
  );
}

function Line(props: {
  icon: ReactNode;
  title: string;
  retry: (() => void) | null;
  /** Where `children` are ways out. */
  text?: string;
  children: ReactNode;
}) {
  return (
    <div className="connection-banner">
      {props.icon}
      <p>
        <strong>{props.title}</strong>
        <span>{props.text ?? props.children}</span>
      </p>
      {props.text !== undefined && props.children}
      {props.retry !== null && (
        <button type="button" className="button" onClick={props.retry}>
          {t('connection.retry')}
        </button>
      )}
    </div>
  );
}
