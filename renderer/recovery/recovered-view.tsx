/** Unsaved text that was put back into the note as it was: what it has changed, and the way back. */
import { useState } from 'react';
import { changesBetween } from '../../notes/text/merge.ts';
import { sessions } from '../actions.ts';
import { DiffView } from '../compare/diff-view.tsx';
import { DialogHead } from '../dialogs/dialog-head.tsx';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt } from '../notices.ts';
import { useStore } from '../store.ts';
import { putBack } from '../versions/restoring.ts';
import { titleOf } from './note-title.ts';
import './recovery.css';

/** Two texts beside each other need this much, px. */
const leastBeside = 900;

export function RecoveredView() {
  const title = useStore((state) => titleOf(state.note));
  const [path] = useState(() => useStore.getState().note?.path);
  const [before] = useState(() => sessions().recoveredOver());
  const [after, setAfter] = useState(() => sessions().text() ?? '');
  if (before === null || path === undefined) return null;
  const labels = {
    before: t('recovered.before'),
    after: t('recovered.after'),
    take: t('recovered.take'),
  };
  const end = () => {
    sessions().dismissNews();
    closeDialog();
  };
  const discard = () =>
    attempt(t('merge.failedApply', { path }), async () => {
      if (await putBack(path, after, changesBetween(after, before))) end();
      else if (useStore.getState().note?.path === path) setAfter(sessions().text() ?? '');
    });
  return (
    <div className="recovery-all">
      <DialogHead className="recovery-head" title={t('recovered.title', { title })} close={t('lost.close')} />
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
            // A change elsewhere may have come into the note: the places on screen are of the text before.
            const isSame = useStore.getState().note?.path === path && sessions().text() === after;
            if (isSame) sessions().edit([change]);
            setAfter(sessions().text() ?? '');
          }}
        />
      </div>
      <footer className="recovery-foot">
        <button type="button" className="button" onClick={() => void discard()}>
          {t('recovered.discard')}
        </button>
        <button type="button" className="button button-filled" autoFocus onClick={end}>
          {t('recovered.keep')}
        </button>
      </footer>
    </div>
  );
}
