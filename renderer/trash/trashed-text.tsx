/** A note in the trash, to be looked at. */
import { useEffect, useState } from 'react';
import type { TrashedNote } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt } from '../notices.ts';
import { dayAndTimeOf } from '../versions/moments.ts';

/** What is shown of a long note; all of it comes back. */
const mostShown = 200_000;

export function TrashedText(parts: { note: TrashedNote; onRestore: () => void; onDelete: () => void }) {
  const { trashed, path, title, at } = parts.note;
  const [read, setRead] = useState<{ trashed: string; text: string } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void attempt(t('trash.failedRead', { path }), async () => {
      const { text } = await notebook().trashedText({ trashed });
      if (isWanted) setRead({ trashed, text: text.slice(0, mostShown) });
    });
    return () => {
      isWanted = false;
    };
  }, [trashed, path]);
  return (
    <section className="versions-compared" aria-label={path}>
      <header className="versions-bar">
        <h3 className="versions-bar-title">{title}</h3>
        <span className="versions-bar-count">{t('trash.since', { time: dayAndTimeOf(at, Date.now()) })}</span>
      </header>
      <div className="diff versions-text" role="region" aria-label={t('trash.text')} tabIndex={0}>
        {read?.trashed === trashed ? read.text : ''}
      </div>
      <footer className="versions-foot">
        <button type="button" className="button" onClick={parts.onDelete}>
          {t('trash.delete')}
        </button>
        <button type="button" className="button button-filled" onClick={parts.onRestore}>
          {t('trash.restore')}
        </button>
      </footer>
    </section>
  );
}
