/** Below the note: whether it is saved, how long it is, where the cursor is, and what the file is made of. */
import { useShallow } from 'zustand/react/shallow';
import { formatNumber, t } from '../messages.ts';
import { type OpenNote, type SaveStatus, useStore } from '../store.ts';
import { ShrunkError } from '../session-shrink.ts';

/** Characters of Chinese, or words, that are read in a minute. */
const wordsPerMinute = 350;

export function StatusBar() {
  const shown = useStore(
    useShallow(({ note }) => note && { status: note.status, words: note.facts.words, file: fileText(note) }),
  );
  if (shown === null) return null;
  const { status, words, file } = shown;
  const state =
    status.kind === 'saved' || status.kind === 'read-only' ? 'ok' : status.kind === 'saving' ? 'busy' : 'bad';
  const minutes = Math.max(1, Math.round(words / wordsPerMinute));
  const text = statusText(status);
  return (
    <div className="editor-status">
      <span className="editor-status-dot" data-state={state} aria-hidden />
      <span role="status" className="editor-status-word" data-state={state} title={text}>
        {text}
      </span>
      {status.kind === 'read-only' && <span>{t('status.readOnly')}</span>}
      <span className="editor-status-words">
        {t('status.words', { n: words })} · {t('status.minutes', { n: minutes })}
      </span>
      <Place />
      <span className="editor-status-file">{file}</span>
    </div>
  );
}

/** By itself, because it changes with every key. */
function Place() {
  const line = useStore((state) => state.note?.line ?? 1);
  const column = useStore((state) => state.note?.column ?? 1);
  const words = t('status.position', { line, column });
  return (
    <span className="editor-status-place" aria-label={words} title={words}>
      {formatNumber(line)}:{formatNumber(column)}
    </span>
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
