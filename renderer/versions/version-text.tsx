/** The text of a version; where it can't be read, what happened and what can be done. */
import { useEffect, useState } from 'react';
import { NotesError, type NotePath, type Results } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';
import { reasonFor } from '../notices.ts';
import { NoVersions } from './no-versions.tsx';

export type VersionText =
  { kind: 'text'; text: Results['historyText'] } | { kind: 'failed'; error: unknown; again: () => void };

/** `null`: it is on its way. */
export function useVersionText(path: NotePath, id: number): VersionText | null {
  const [read, setRead] = useState<{ id: number; text: VersionText } | null>(null);
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    let isWanted = true;
    const show = (text: VersionText) => {
      if (isWanted) setRead({ id, text });
    };
    notebook()
      .historyText({ path, id })
      .then(
        (text) => show({ kind: 'text', text }),
        (error: unknown) => show({ kind: 'failed', error, again: () => setAttempts((n) => n + 1) }),
      );
    return () => {
      isWanted = false;
    };
  }, [path, id, attempts]);
  return read?.id === id ? read.text : null;
}

/** In the place of the text. `hint`: what can be done where it is lost. */
export function Unreadable({ error, again, hint }: { error: unknown; again: () => void; hint: string }) {
  // The host knows the version and has no bytes of it, or none that are right.
  if (error instanceof NotesError && error.code === 'not-found')
    return <NoVersions title={t('versions.damaged')} hint={hint} />;
  return (
    <NoVersions title={t('versions.unread')} hint={reasonFor(error)}>
      <button type="button" className="button versions-again" onClick={again}>
        {t('editor.tryAgain')}
      </button>
    </NoVersions>
  );
}
