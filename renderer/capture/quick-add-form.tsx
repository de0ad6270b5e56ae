/** The fields of quick add, and its buttons, which say what happens. */
import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react';
import { FieldError, Heading, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { normaliseUrl, readableUrl } from '../../notes/text/urls.ts';
import { openNote } from '../actions.ts';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { type QuickAddDialog, useStore } from '../store.ts';
import { isMac } from '../system.ts';
import type { Target } from './add-article.ts';
import type { Known } from './known.ts';
import { firstPlace, notedInWords } from './noted-words.ts';
import { onlyUrl } from './offer-state.ts';
import { type Chosen, TargetField, targetOf, useOpenNote } from './target-field.tsx';
import { useAdding } from './use-adding.ts';
import { useKnownUrl } from './use-known.ts';
import { useMayFetch, useTitle } from './use-title.ts';

export function QuickAddForm({ given }: { given: QuickAddDialog }) {
  const open = useOpenNote();
  const [url, setUrl] = useState(given.url);
  const [title, setTitle] = useState(given.title ?? '');
  const [isTitled, setIsTitled] = useState(given.title !== null);
  const [quote, setQuote] = useState(given.quote ?? '');
  // A note may still be opening when the box is asked for.
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const where: Chosen = chosen ?? { way: open === null ? 'new' : 'open', note: null, title: '' };
  /** The address that is meant as it stands: pasted, or its field was left. */
  const [meant, setMeant] = useState('');
  const pasted = useRef<string | null>(null);
  const { isBusy, problem, mend, add } = useAdding();
  const form = useRef<HTMLFormElement>(null);

  const address = url.trim();
  const isGiven = given.url !== '' && address === given.url.trim();
  const known = useKnownUrl(address);
  const mayFetch = useMayFetch();
  const fetching = useTitle(address, meant === address && !isGiven, known, (found) => {
    if (!isTitled) setTitle(found);
  });
  const target = targetOf(where, open);
  const isThere = useHasArticle(target, known);

  const submit = (anyway: boolean) => {
    const into = where.way === 'open' ? open?.title : where.way === 'note' ? where.note?.title : '';
    void add(
      {
        ...{ url, title, known, target, into: into ?? '', openPath: open?.path ?? null },
        quote: quote.trim() === '' ? null : quote.trim(),
        getTitle: mayFetch && !isGiven ? fetching.get : null,
      },
      anyway,
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const mod = isMac ? event.metaKey : event.ctrlKey;
    if (event.key !== 'Enter' || !mod || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };
  const decoded = readableUrl(address);
  const hasQuote = quote.trim() !== '';

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit(isThere && !hasQuote);
      }}
      onKeyDown={onKeyDown}
    >
      <Heading slot="title" className="dialog-title">
        {t('capture.title')}
      </Heading>
      <TextField
        className="field"
        value={url}
        autoFocus
        isInvalid={problem?.field === 'url'}
        onChange={(value) => {
          const written = value.replace(/[\r\n\t]/g, '');
          setUrl(written);
          // Pasted into the middle of another one it is half of something.
          if (pasted.current !== null && pasted.current === written.trim()) setMeant(written.trim());
          pasted.current = null;
          mend();
        }}
        onBlur={(event) => isField(event) && setMeant(address)}
      >
        <Label className="field-label">{t('capture.url')}</Label>
        <Input
          className="field-input"
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          onPaste={(event) => {
            pasted.current = onlyUrl(event.clipboardData.getData('text/plain'));
          }}
        />
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
          <Input
            className="field-input"
            autoComplete="off"
            placeholder={t(mayFetch && !isGiven ? 'capture.nameFetched' : 'capture.nameHint')}
          />
          <button
            type="button"
            className="button"
            disabled={normaliseUrl(address) === null || fetching.isBusy}
            onClick={() => {
              setIsTitled(false);
              void fetching.get().then((found) => found !== null && setTitle(found));
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
        <TextArea className="field-input quick-add-quote" rows={hasQuote ? 4 : 2} />
      </TextField>
      <TargetField
        chosen={where}
        onChoose={(one) => {
          setChosen(one);
          mend();
        }}
        open={open}
        articleTitle={title}
        problem={problem?.field === 'note' ? problem.text : null}
      />
      {problem?.field === 'all' && (
        <p className="field-problem" role="alert">
          {problem.text}
        </p>
      )}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={closeDialog}>
          {t('dialog.cancel')}
        </button>
        {isThere && hasQuote && (
          <button type="button" className="button" disabled={isBusy} onClick={() => submit(true)}>
            {t('capture.addAnyway')}
          </button>
        )}
        {/* While the title is awaited, a second press goes on without it. */}
        <button type="submit" className="button button-filled" disabled={isBusy && !fetching.isBusy}>
          {t(addLabel(known, isThere, hasQuote))}
        </button>
      </div>
    </form>
  );
}

function addLabel(known: Known | null, isThere: boolean, hasQuote: boolean) {
  if (isThere && hasQuote) return 'capture.addQuote';
  return known !== null && known.noted.total > 0 ? 'capture.addAnyway' : 'capture.add';
}

/** Whether the focus goes to another field: not to a button, which says itself what it does. */
const isField = ({ relatedTarget }: FocusEvent) =>
  relatedTarget instanceof HTMLInputElement || relatedTarget instanceof HTMLTextAreaElement;

/** Whether the note that was chosen has the article. */
function useHasArticle(target: Target | null, known: Known | null): boolean {
  const isInOpen = useStore(
    ({ note }) =>
      known !== null && note?.facts.sources.some((one) => one.normalised === known.noted.normalised),
  );
  const openPath = useStore(({ note }) => note?.path);
  if (target?.kind !== 'note' || known === null) return false;
  return target.path === openPath
    ? isInOpen === true
    : known.noted.places.some(({ path }) => path === target.path);
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
