/** Unsaved text that was put back into the note as it was: what it has changed, and the way back. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { changesBetween } from '../../notes/text/merge.ts';
import { notebook, sessions } from '../actions.ts';
import { DiffView } from '../compare/diff-view.tsx';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { titleOf } from './note-title.ts';
import '../dialogs/dialogs.css';
import './recovery.css';

/** Two texts beside each other need this much, px. */
const leastBeside = 900;

export function RecoveredView() {
  const title = useStore((state) => titleOf(state.note));
  const [before] = useState(() => sessions().recoveredOver());
  const [after, setAfter] = useState(() => sessions().text() ?? '');
  if (before === null) return null;
  const labels = {
    before: t('recovered.before'),
    after: t('recovered.after'),
    take: t('recovered.take'),
  };
  const end = () => {
    sessions().dismissNews();
    closeDialog();
  };
  return (
    <div className="recovery-all">
      <header className="recovery-head">
        <h2 className="dialog-title recovery-title">{t('recovered.title', { title })}</h2>
        <button
          type="button"
          className="icon-button recovery-steps"
          aria-label={t('lost.close')}
          onClick={closeDialog}
        >
          <X aria-hidden />
        </button>
      </header>
      <div className="recovery-names" aria-hidden>
        <span>{labels.before}</span>
        <span>{labels.after}</span>
      </div>
      <div className="recovery-body">
        <DiffView
          {...{ before, after, labels }}
          layout={window.innerWidth < leastBeside ? 'inline' : 'beside'}
          isShort
          onTake={(change) => {
            sessions().edit([change]);
            setAfter(sessions().text() ?? '');
          }}
        />
      </div>
      <footer className="recovery-foot">
        <button type="button" className="button" onClick={() => void discardRecovered(before).then(end)}>
          {t('recovered.discard')}
        </button>
        <button type="button" className="button button-filled" autoFocus onClick={end}>
          {t('recovered.keep')}
        </button>
      </footer>
    </div>
  );
}

/** The note is as its file was; what was recovered is a version of its history. */
async function discardRecovered(before: string): Promise<void> {
  const path = useStore.getState().note?.path;
  if (path === undefined) return;
  await sessions().flush(path);
  await notebook()
    .keepVersion({ path, why: 'changed' })
    .catch(() => undefined);
  sessions().edit(changesBetween(sessions().text() ?? '', before));
}
