/** The box that adds an article: an address, its title and a quote, into the open note, another one, or a new one. */
import { type KeyboardEvent, type SubmitEvent, useRef, useState } from 'react';
import {
  Dialog,
  FieldError,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import { normaliseUrl, readableUrl } from '../../notes/text/urls.ts';
import { notebook, openNote, sessions } from '../actions.ts';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { notify, reasonFor } from '../notices.ts';
import { type QuickAddDialog, useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { addArticle, type Target } from './add-article.ts';
import { type ChosenNote, NoteField } from './note-field.tsx';
import type { Known } from './known.ts';
import { useKnownUrl } from './use-known.ts';
import { useTitle } from './use-title.ts';
import { firstPlace, notedInWords } from './noted-words.ts';
import '../dialogs/dialogs.css';
import './quick-add.css';

export function QuickAdd() {
  const dialog = useStore((state) => (state.dialog?.kind === 'quick-add' ? state.dialog : null));
  return (
    <ModalOverlay
      className="dialog-ground quick-add-ground"
      isOpen={dialog !== null}
      onOpenChange={closeDialog}
      isDismissable
    >
      <Modal className="dialog-frame">
        <Dialog className="dialog quick-add">
          {dialog !== null && <Form key={`${dialog.url} ${dialog.quote ?? ''}`} given={dialog} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const everyWhere = ['open', 'note', 'new'] as const;
type Where = (typeof everyWhere)[number];

function Form({ given }: { given: QuickAddDialog }) {
  const open = useOpenNote();
  const [url, setUrl] = useState(given.url);
  const [title, setTitle] = useState(given.title ?? '');
  const [isTitled, setIsTitled] = useState(given.title !== null);
  const [quote, setQuote] = useState(given.quote ?? '');
  // A note may still be opening when the box is asked for.
  const [chosen, setWhere] = useState<Where | null>(null);
  const where = chosen ?? (open === null ? 'new' : 'open');
  const [note, setNote] = useState<ChosenNote | null>(null);
  const [noteTitle, setNoteTitle] = useState('');
  const [problem, setProblem] = useState<{ field: 'url' | 'note' | 'all'; text: string } | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const address = url.trim();
  const known = useKnownUrl(address);
  const fetching = useTitle(address, address === given.url.trim(), known, (found) => {
    if (!isTitled) setTitle(found);
  });
  const form = useRef<HTMLFormElement>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (normaliseUrl(address) === null) return setProblem({ field: 'url', text: t('capture.urlProblem') });
    const target = targetOf(where, open, note, noteTitle.trim());
    if (target === null) return setProblem({ field: 'note', text: t('capture.noteProblem') });
    setIsBusy(true);
    try {
      const article = { url: address, title: orNull(title), quote: orNull(quote) };
      const parts = { notebook: notebook(), sessions: sessions(), openPath: open?.path ?? null };
      const { kind, path, line } = await addArticle(article, target, parts);
      closeDialog();
      const into = where === 'open' ? open?.title : where === 'note' ? note?.title : undefined;
      const run = () => void openNote(path, { line, focus: true });
      notify(t(`capture.${kind}`, { note: into === undefined || into === '' ? nameOf(path) : into }), {
        action: { label: t('capture.show'), run },
      });
    } catch (error) {
      setProblem({
        field: 'all',
        text: t('failed.line', { doing: t('capture.failed'), why: reasonFor(error) }),
      });
      setIsBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const mod = isMac ? event.metaKey : event.ctrlKey;
    if (event.key !== 'Enter' || !mod || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };
  const decoded = readableUrl(address);
  const ways = everyWhere.filter((way) => way !== 'open' || open !== null);

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <Heading slot="title" className="dialog-title">
        {t('capture.title')}
      </Heading>
      <TextField
        className="field"
        value={url}
        autoFocus
        isInvalid={problem?.field === 'url'}
        onChange={(value) => {
          setUrl(value.replace(/[\r\n\t]/g, ''));
          setProblem(null);
        }}
      >
        <Label className="field-label">{t('capture.url')}</Label>
        <Input className="field-input" inputMode="url" spellCheck={false} autoComplete="off" />
        {decoded !== address && (
          <Text slot="description" className="field-hint quick-add-decoded">
            {decoded}
          </Text>
        )}
        <FieldError className="field-problem">{problem?.field === 'url' ? problem.text : ''}</FieldError>
      </TextField>
      <Noted known={known} />
      <TextField
        className="field"
        value={title}
        onChange={(value) => {
          setTitle(value);
          setIsTitled(value !== '');
        }}
      >
        <Label className="field-label">{t('capture.name')}</Label>
        <div className="quick-add-title">
          <Input className="field-input" autoComplete="off" placeholder={t('capture.nameHint')} />
          <button
            type="button"
            className="button"
            disabled={normaliseUrl(address) === null || fetching.isBusy}
            onClick={() => {
              setIsTitled(false);
              fetching.get((found) => setTitle(found));
            }}
          >
            {t(fetching.isBusy ? 'capture.gettingTitle' : 'capture.getTitle')}
          </button>
        </div>
        {fetching.why !== null && (
          <p className="field-hint quick-add-why" aria-live="polite">
            {t('capture.noTitle', { why: fetching.why })}
          </p>
        )}
      </TextField>
      <TextField className="field" value={quote} onChange={setQuote}>
        <Label className="field-label">{t('capture.quote')}</Label>
        <TextArea className="field-input quick-add-quote" rows={quote === '' ? 2 : 4} />
      </TextField>
      <div className="field quick-add-where" role="radiogroup" aria-label={t('capture.target')}>
        <span className="field-label" aria-hidden>
          {t('capture.target')}
        </span>
        {ways.map((way) => (
          <label key={way} className="quick-add-way">
            <input
              type="radio"
              name="where"
              checked={where === way}
              onChange={() => {
                setWhere(way);
                setProblem(null);
              }}
            />
            <span>{t(`capture.target.${way}`, { title: open?.title ?? '' })}</span>
          </label>
        ))}
      </div>
      {where === 'note' && (
        <NoteField
          chosen={note}
          onChoose={(one) => {
            setNote(one);
            setProblem(null);
          }}
          problem={problem?.field === 'note' ? problem.text : null}
        />
      )}
      {where === 'new' && (
        <TextField className="field" value={noteTitle} onChange={setNoteTitle}>
          <Label className="field-label">{t('capture.noteTitle')}</Label>
          <Input
            className="field-input"
            autoComplete="off"
            placeholder={title === '' ? t('capture.noteTitlePlaceholder') : title}
          />
        </TextField>
      )}
      {problem?.field === 'all' && (
        <p className="field-problem" role="alert">
          {problem.text}
        </p>
      )}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={closeDialog}>
          {t('dialog.cancel')}
        </button>
        <button type="submit" className="button button-filled" disabled={isBusy}>
          {t(known !== null && known.noted.total > 0 ? 'capture.addAnyway' : 'capture.add')}
        </button>
      </div>
    </form>
  );
}

/** That the article is in the notebook, and the way there. */
function Noted({ known }: { known: Known | null }) {
  const place = known === null ? undefined : firstPlace(known.noted, undefined);
  return (
    <div aria-live="polite">
      {known !== null && place !== undefined && (
        <p className="quick-add-noted">
          <span>{notedInWords(place, known.noted.total)}</span>
          <button
            type="button"
            className="quick-add-jump"
            onClick={() => {
              closeDialog();
              void openNote(place.path, { line: place.line, focus: true });
            }}
          >
            {t('capture.jump')}
          </button>
        </p>
      )}
    </div>
  );
}

/** The open note, when something can be added to it. */
function useOpenNote(): ChosenNote | null {
  const path = useStore(({ note }) => (note === null || note.status.kind === 'read-only' ? null : note.path));
  const title = useStore(({ note }) => note?.facts.title ?? '');
  return path === null ? null : { path, title: title === '' ? path : title };
}

function targetOf(
  where: Where,
  open: ChosenNote | null,
  note: ChosenNote | null,
  title: string,
): Target | null {
  if (where === 'new') return { kind: 'new', title };
  const chosen = where === 'open' ? open : note;
  return chosen === null ? null : { kind: 'note', path: chosen.path };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.(md|markdown)$/i, '');
