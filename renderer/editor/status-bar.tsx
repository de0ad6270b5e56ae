/** Below the note: whether it is saved, how long it is, where the cursor is, and what the file is made of. */
import { useShallow } from 'zustand/react/shallow';
import { openDialog } from '../dialogs/focus-before.ts';
import { encodingName } from '../encodings/encoding-names.ts';
import { UnmappableError } from '../encodings/unmappable.ts';
import { formatNumber, t } from '../messages.ts';
import { type OpenNote, type SaveStatus, useStore } from '../store.ts';
import { FoundCount } from './found-count.tsx';
import { useLengths } from './lengths.ts';
import { useVimMode } from './vim-mode.ts';
import './status-bar.css';

/** Characters of Chinese, or words, that are read in a minute. */
const wordsPerMinute = 350;

export function StatusBar() {
  const shown = useStore(
    useShallow(
      ({ note }) =>
        note && {
          ...{ status: note.status, words: note.facts.words, file: fileText(note) },
          isUsual: note.encoding === 'utf-8' && note.status.kind !== 'read-only',
        },
    ),
  );
  if (shown === null) return null;
  const { status, words, file, isUsual } = shown;
  const state =
    status.kind === 'saved' || status.kind === 'read-only' ? 'ok' : status.kind === 'saving' ? 'busy' : 'bad';
  const isReadOnly = status.kind === 'read-only';
  const text = statusText(status);
  return (
    <div className="editor-status">
      <span className="editor-status-dot" data-state={state} aria-hidden />
      <span
        role="status"
        className={isReadOnly ? 'visually-hidden' : 'editor-status-word'}
        data-state={state}
        title={text}
      >
        {text}
      </span>
      {isReadOnly && <span>{t('status.readOnly')}</span>}
      {isRead(status) && <Length words={words} />}
      <Place />
      <Vim />
      <Plain />
      <FoundCount />
      <FileKind text={file} isUsual={isUsual} />
    </div>
  );
}

/** What the file is made of; where that is unusual, the way to another encoding. */
function FileKind({ text, isUsual }: { text: string; isUsual: boolean }) {
  if (isUsual || text === '') return <span className="editor-status-file">{text}</span>;
  const label = t('encoding.change', { name: text });
  return (
    <button
      type="button"
      className="editor-status-file editor-status-encoding"
      aria-label={label}
      title={label}
      onClick={() => openDialog({ kind: 'encoding' })}
    >
      {text}
    </button>
  );
}

/** The whole note's length, or that of what is selected of it. */
function Length({ words }: { words: number }) {
  const selected = useLengths((state) => state.selected);
  const characters = useLengths((state) => state.characters);
  if (selected !== null) {
    const params = { words: selected.words, total: words, characters: selected.characters };
    return (
      <span className="editor-status-words" title={t('live.selectedHint', params)}>
        {selectionText(selected)}
      </span>
    );
  }
  const text = lengthText(words, characters);
  return (
    <span className="editor-status-words" title={text}>
      {text}
    </span>
  );
}

function Vim() {
  const mode = useVimMode((state) => state.mode);
  if (mode === null) return null;
  return (
    <span className="editor-status-vim" title={t('comfort.vimMode')}>
      {t(`comfort.vim.${mode}`)}
    </span>
  );
}

/** Says why a very long note has no colours. */
function Plain() {
  const isPlain = useLengths((state) => state.isPlain);
  if (!isPlain) return null;
  return (
    <span className="editor-status-plain" title={t('live.plainHint')}>
      {t('live.plain')}
      <span className="visually-hidden">: {t('live.plainHint')}</span>
    </span>
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
      if (error instanceof UnmappableError) return t('status.failed', { reason: t('status.unmappable') });
      const reason = error.code === 'shrunk' ? t('status.shrunk') : t(`status.reason.${error.code}`);
      return t('status.failed', { reason });
    }
  }
}

/** `characters`: null while nobody has counted them. */
export function lengthText(words: number, characters: number | null): string {
  const length = t('status.words', { n: words });
  if (words === 0) return length;
  const signs = characters === null ? [] : [t('live.characters', { n: characters })];
  const minutes = t('status.minutes', { n: Math.max(1, Math.round(words / wordsPerMinute)) });
  return [length, ...signs, minutes].join(' · ');
}

export function selectionText({ words, characters }: { words: number; characters: number }): string {
  return [t('live.selected', { n: words }), t('live.characters', { n: characters })].join(' · ');
}

/** Whether the text on screen is what the file holds; of other files nothing is known. */
function isRead(status: SaveStatus): boolean {
  return status.kind !== 'read-only' || status.reason === 'not-utf8';
}

/** What is known of the file's encoding and line ends. */
export function fileText({
  lineEnds,
  byteOrderMark,
  encoding: name,
  status,
}: Pick<OpenNote, 'lineEnds' | 'byteOrderMark' | 'encoding' | 'status'>): string {
  if (!isRead(status)) return '';
  const encoding = encodingName(name) + (byteOrderMark ? ' BOM' : '');
  const ends = lineEnds === 'mixed' ? t('status.mixed') : lineEnds;
  return status.kind === 'read-only' ? `${encodingName(name)}? · ${ends}` : `${encoding} · ${ends}`;
}
