/** Whether one of two notes is saved: a dot, and words where it is not. The status bar is about the other one perhaps. */
import { statusText } from '../editor/status-bar.tsx';
import { t } from '../messages.ts';
import type { SaveStatus } from '../store.ts';

export function SaveDot({ status }: { status: SaveStatus }) {
  const { kind } = status;
  const state = kind === 'saved' || kind === 'read-only' ? 'ok' : kind === 'saving' ? 'busy' : 'bad';
  const text = kind === 'read-only' ? t('status.readOnly') : statusText(status);
  return (
    <span className="save-dot" data-state={state} title={text}>
      <span className="save-dot-mark" aria-hidden />
      {state === 'bad' ? (
        <span className="save-dot-word">{t('beside.notSaved')}</span>
      ) : (
        <span className="visually-hidden">{text}</span>
      )}
    </span>
  );
}
