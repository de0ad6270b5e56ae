/** Below the note: whether it is saved, how long it is, where the cursor is, and what the file is made of. */
import { formatNumber, t } from '../messages.ts';
import { type OpenNote, type SaveStatus, useStore } from '../store.ts';
import { ShrunkError } from '../session-shrink.ts';

/** Characters of Chinese, or words, that are read in a minute. */
const wordsPerMinute = 350;

export function StatusBar() {
  const note = useStore((state) => state.note);
  if (note === null) return null;
  const { status, facts } = note;
  const state =
    status.kind === 'saved' || status.kind === 'read-only' ? 'ok' : status.kind === 'saving' ? 'busy' : 'bad';
  const minutes = Math.max(1, Math.round(facts.words / wordsPerMinute));
  const text = statusText(status);
  return (
    <div className="editor-status">
      <span className="editor-status-dot" data-state={state} aria-hidden />
      <span role="status" className="editor-status-word" data-state={state} title={text}>
        {text}
      </span>
      {status.kind === 'read-only' && <span>{t('status.readOnly')}</span>}
      <span className="editor-status-words">
        {t('status.words', { n: facts.words })} · {t('status.minutes', { n: minutes })}
      </span>
      <span
        className="editor-status-place"
        aria-label={t('status.position', { line: note.line, column: note.column })}
        title={t('status.position', { line: note.line, column: note.column })}
      >
        {formatNumber(note.line)}:{formatNumber(note.column)}
      </span>
      <span className="editor-status-file">{fileText(note)}</span>
    </div>
  );
}

/** Exactly one of the words that people and tests wait for. */
export function statusText(status: SaveStatus): string {
  switch (status.kind) {
    case 'saved':
    case 'read-only':
      return t('status.saved');
    case 'saving':
      return t('status.saving');
    case 'conflict':
      return t('status.failed', { reason: t('status.conflict') });
    case 'gone':
      return t('status.failed', { reason: t('status.gone') });
    case 'failed': {
      const { error } = status;
      const reason = error instanceof ShrunkError ? t('status.shrunk') : t(`status.reason.${error.code}`);
      return t('status.failed', { reason });
    }
  }
}

function fileText({ lineEnds, byteOrderMark, status }: OpenNote): string {
  const isUtf8 = status.kind !== 'read-only' || status.reason !== 'not-utf8';
  const encoding = byteOrderMark ? 'UTF-8 BOM' : 'UTF-8';
  const ends = lineEnds === 'mixed' ? t('status.mixed') : lineEnds;
  return isUtf8 ? `${encoding} · ${ends}` : ends;
}
