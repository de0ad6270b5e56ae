import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type Key, ListBox, ListBoxItem } from 'react-aria-components';
import type { TrashedNote } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { DialogHead } from '../dialogs/dialog-head.tsx';
import { currentLanguage, t } from '../messages.ts';
import { attempt } from '../notices.ts';
import { ago } from '../sources/ago.ts';
import { Confirm, type Question } from './confirm.tsx';
import { TrashedText } from './trashed-text.tsx';
import { deleteForGood, emptyTrash, restoreTrashed } from './trash-actions.ts';
import '../versions/versions.css';
import '../versions/compared.css';
import './trash.css';

const atOnce = 200;

/** The notes that were deleted here, the last text of one of them, and the ways back and out. */
export function TrashView() {
  const [notes, setNotes] = useState<readonly TrashedNote[] | null>(null);
  const [total, setTotal] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const read = (offset: number): Promise<boolean> =>
    attempt(t('trash.failedList'), async () => {
      const found = await notebook().trashed({ offset, limit: atOnce });
      setTotal(found.total);
      setNotes((before) => (offset === 0 ? found.notes : [...(before ?? []), ...found.notes]));
    });
  useEffect(() => void read(0), []);
  // What another window or program does with the trash is seen here too; never while a question about it is open.
  const isAsking = question !== null;
  useEffect(() => (isAsking ? undefined : whenTrashChanged(() => void read(0))), [isAsking]);
  const asker = useRef<Element | null>(null);
  const close = useRef<HTMLButtonElement>(null);
  const ask = (asked: Question): void => {
    asker.current = document.activeElement;
    setQuestion(asked);
  };
  useEffect(() => {
    if (question === null && asker.current instanceof HTMLElement) asker.current.focus();
  }, [question]);
  // What asked may be gone with the notes.
  useEffect(() => {
    if (asker.current !== null && document.activeElement === document.body) close.current?.focus();
  }, [notes]);
  const note = notes?.find(({ trashed }) => trashed === chosen) ?? notes?.[0];
  const done = async (work: Promise<boolean>): Promise<void> => {
    setQuestion(null);
    await work;
    await read(0);
  };
  const askEmpty = (): void => {
    const until = Math.max(0, ...(notes ?? []).map(({ at }) => at));
    ask({
      text: t('trash.emptyAsk', { n: total }),
      hint: t('trash.emptyHint'),
      word: t('trash.word'),
      yes: t('trash.emptyYes', { n: total }),
      run: () => void done(emptyTrash(until)),
    });
  };
  const askDelete = ({ trashed, path }: TrashedNote): void =>
    ask({
      text: t('trash.deleteAsk', { path }),
      hint: t('trash.emptyHint'),
      word: null,
      yes: t('trash.deleteYes'),
      run: () => void done(deleteForGood(trashed, path)),
    });
  return (
    <div className="versions-tabs">
      <DialogHead
        className="versions-head trash-head"
        title={t('trash.title')}
        close={t('trash.close')}
        closeRef={close}
      >
        {total > 0 && (
          <button
            type="button"
            className="button trash-empty"
            disabled={question !== null}
            onClick={askEmpty}
          >
            {t('trash.empty')}
          </button>
        )}
      </DialogHead>
      {question !== null && <Confirm question={question} onNo={() => setQuestion(null)} />}
      <div className="versions-body">
        {notes !== null && note === undefined && (
          <div className="trash-none state">
            <Trash2 className="state-mark" aria-hidden />
            <p className="state-title">{t('trash.none')}</p>
            <p>{t('trash.noneHint')}</p>
          </div>
        )}
        {notes !== null && note !== undefined && (
          <>
            <div className="versions-side">
              <TrashList notes={notes} chosen={note.trashed} onChoose={setChosen} />
              {total > notes.length && (
                <button
                  type="button"
                  className="button versions-more"
                  onClick={() => void read(notes.length)}
                >
                  {t('trash.more')}
                </button>
              )}
            </div>
            <TrashedText
              note={note}
              onRestore={() => void restoreTrashed(note)}
              onDelete={() => askDelete(note)}
            />
          </>
        )}
      </div>
    </div>
  );
}

function whenTrashChanged(look: () => void): () => void {
  let timer = 0;
  const lookSoon = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, 150);
  };
  const unlisten = notebook().listen(({ kind }) => {
    if (kind === 'trash' || kind === 'changed') lookSoon();
  });
  window.addEventListener('focus', lookSoon);
  return () => {
    unlisten();
    window.clearTimeout(timer);
    window.removeEventListener('focus', lookSoon);
  };
}

function TrashList(parts: {
  notes: readonly TrashedNote[];
  chosen: string;
  onChoose: (trashed: string) => void;
}) {
  const now = Date.now();
  const choose = (keys: 'all' | Iterable<Key>): void => {
    const [key] = keys === 'all' ? [] : keys;
    if (key !== undefined) parts.onChoose(String(key));
  };
  return (
    <ListBox
      className="versions-list"
      aria-label={t('trash.list')}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[parts.chosen]}
      onSelectionChange={choose}
    >
      {parts.notes.map(({ trashed, path, title, at }) => {
        const passed = ago(at, now, currentLanguage());
        return (
          <ListBoxItem key={trashed} id={trashed} className="versions-row versions-deleted" textValue={title}>
            <span className="versions-row-title">{title}</span>
            <span className="versions-row-ago">{passed}</span>
            <span className="versions-row-why">{path}</span>
          </ListBoxItem>
        );
      })}
    </ListBox>
  );
}
