/** Asks for the name of a filter: one that is saved, or that is to be. */
import { type SubmitEvent, useState } from 'react';
import {
  Dialog,
  FieldError,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import { NotesError } from '../../notes/api.ts';
import { readFilter } from '../../notes/text/filter.ts';
import { keepFocus } from '../keep-focus.ts';
import { t } from '../messages.ts';
import { notify, reasonFor } from '../notices.ts';
import { type NameFilterDialog, useStore } from '../store.ts';
import { nameFor } from '../search/explain.ts';
import { renameSaved, saveFilter } from './saved.ts';

/** As the contract has it. */
const longestName = 200;
/** A suggestion longer than this is no name. */
const longestSuggestion = 60;

const close = () => useStore.setState({ dialog: null });

export function NameFilter() {
  const dialog = useStore((state) => (state.dialog?.kind === 'name-filter' ? state.dialog : null));
  return (
    <ModalOverlay className="dialog-ground" isOpen={dialog !== null} onOpenChange={close} isDismissable>
      <Modal className="dialog-frame">
        <Dialog className="dialog">{dialog !== null && <Form {...dialog} />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Form({ filter, saved }: NameFilterDialog) {
  const [name, setName] = useState(() => saved?.name ?? suggestion(filter));
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return setProblem(t('nameFilter.empty'));
    if (wanted === saved?.name) return close();
    setIsBusy(true);
    try {
      if (saved === null) {
        await saveFilter(wanted, filter);
        notify(t('toast.filterSaved', { name: wanted }));
      } else await renameSaved(saved, wanted);
      close();
      // The button that opened this is not there for a filter that is saved.
      requestAnimationFrame(() => requestAnimationFrame(() => keepFocus()));
    } catch (error) {
      const isTaken = error instanceof NotesError && error.code === 'exists';
      const doing = t('failed.saveFilter', { name: wanted });
      setProblem(isTaken ? t('nameFilter.taken') : t('failed.line', { doing, why: reasonFor(error) }));
      setIsBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Heading slot="title" className="dialog-title">
        {t(saved === null ? 'nameFilter.title' : 'nameFilter.renameTitle')}
      </Heading>
      <TextField
        className="field"
        value={name}
        maxLength={longestName}
        isInvalid={problem !== null}
        onChange={(value) => {
          setName(value);
          setProblem(null);
        }}
      >
        <Label className="field-label">{t('nameFilter.label')}</Label>
        <Input className="field-input" ref={selectAll} spellCheck={false} autoComplete="off" />
        <FieldError className="field-problem">{problem}</FieldError>
      </TextField>
      <code className="name-filter-text">{filter}</code>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={close}>
          {t('dialog.cancel')}
        </button>
        <button type="submit" className="button button-filled" disabled={isBusy}>
          {t(saved === null ? 'nameFilter.save' : 'nameFilter.rename')}
        </button>
      </div>
    </form>
  );
}

/** The words for the filter, as far as they are short enough for a name. */
function suggestion(filter: string): string {
  const read = readFilter(filter);
  const words = read === null ? '' : nameFor(read);
  return words.length > longestSuggestion ? '' : words;
}

/** The suggestion is there to be taken or written over. */
function selectAll(input: HTMLInputElement | null): void {
  if (input === null || input.dataset['ready'] !== undefined) return;
  input.dataset['ready'] = '';
  input.focus();
  input.select();
}
