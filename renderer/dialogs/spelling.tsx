/** Asks for the language of the desktop window's spell check. */
import { useEffect, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { desktop } from '../actions.ts';
import { setChoice, useChoices } from '../editor/choices.ts';
import { currentLanguage, t } from '../messages.ts';
import { attempt, onDesktop } from '../notices.ts';
import { useStore } from '../store.ts';
import './dialogs.css';

const close = () => useStore.setState({ dialog: null });

export function SpellingDialog() {
  const isOpen = useStore((state) => state.dialog?.kind === 'spelling');
  return (
    <ModalOverlay className="dialog-ground" isOpen={isOpen} onOpenChange={close} isDismissable>
      <Modal className="dialog-frame">
        <Dialog className="dialog">{isOpen && <Form />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Form() {
  const chosen = useChoices((choices) => choices.spelling);
  const [languages, setLanguages] = useState<readonly string[]>([]);
  useEffect(() => {
    desktop()
      ?.spellingLanguages()
      .then(setLanguages, () => undefined);
  }, []);
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Heading slot="title" className="dialog-title">
        {t('comfort.spellingTitle')}
      </Heading>
      <label className="field">
        <span className="field-label">{t('comfort.spellingTitle')}</span>
        <select
          className="field-input"
          value={chosen ?? ''}
          onChange={({ target }) => void chooseSpelling(target.value === '' ? null : target.value)}
        >
          <option value="">{t('comfort.spellingOff')}</option>
          {languages.map((language) => (
            <option key={language} value={language}>
              {nameOf(language)}
            </option>
          ))}
        </select>
        <span className="field-hint">{t('comfort.spellingHint')}</span>
      </label>
      <div className="dialog-buttons">
        <button type="button" className="button button-filled" onClick={close}>
          {t('panes.close')}
        </button>
      </div>
    </form>
  );
}

async function chooseSpelling(language: string | null): Promise<void> {
  const isDone = await attempt(t('failed.spelling'), () => onDesktop(desktop()?.setSpelling(language)));
  if (isDone) setChoice({ spelling: language });
}

/** The language that was chosen the last time is checked again, from the start on. */
export function keepSpelling(): void {
  const { spelling } = useChoices.getState();
  if (spelling === null) return;
  // A dictionary that is gone by now is no reason to trouble a person who writes.
  desktop()
    ?.setSpelling(spelling)
    .catch((error: unknown) => console.error('gleaner:', error));
}

function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames(currentLanguage(), { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
