/** Asks in which encoding the open note is to be read anew, or kept from now on. */
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { NoteEncoding } from '../../notes/api.ts';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { convert, readAs } from './convert.ts';
import { encodingLabel, encodingName, encodings } from './encoding-names.ts';
import '../dialogs/dialogs.css';
import './encodings.css';

export function EncodingDialog() {
  const isOpen = useStore((state) => state.dialog?.kind === 'encoding');
  return (
    <ModalOverlay className="dialog-ground" isOpen={isOpen} onOpenChange={closeDialog} isDismissable>
      <Modal className="dialog-frame">
        <Dialog className="dialog">{isOpen && <Form />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Form() {
  const note = useStore((state) => state.note);
  const [chosen, setChosen] = useState<NoteEncoding>(() => likelyNext(note?.encoding ?? 'utf-8'));
  if (note === null) return null;
  const { path, encoding, status } = note;
  const isReadOnly = status.kind === 'read-only';
  const name = encodingName(chosen);
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Heading slot="title" className="dialog-title">
        {t('encoding.title')}
      </Heading>
      <p className="field-hint encoding-now">
        {t(isReadOnly ? 'encoding.unknown' : 'encoding.now', { path, name: encodingName(encoding) })}
      </p>
      <label className="field">
        <span className="field-label">{t('encoding.other')}</span>
        <select
          className="field-input"
          value={chosen}
          onChange={({ target }) => setChosen(target.value as NoteEncoding)}
        >
          {encodings.map((one) => (
            <option key={one} value={one}>
              {encodingLabel(one)}
            </option>
          ))}
        </select>
        <span className="field-hint">{t('encoding.hint', { name })}</span>
      </label>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={closeDialog}>
          {t('dialog.cancel')}
        </button>
        {/* What is unsaved was read in the encoding of now. */}
        <button
          type="button"
          className="button"
          disabled={!isReadOnly && status.kind !== 'saved'}
          onClick={() => readAs(path, chosen)}
        >
          {t('encoding.readAs', { name })}
        </button>
        <button
          type="button"
          className="button button-filled"
          disabled={isReadOnly || chosen === encoding}
          onClick={() => convert(path, chosen)}
        >
          {t('encoding.convert', { name })}
        </button>
      </div>
    </form>
  );
}

/** Who asks at a note that is not UTF-8 mostly wants it to be. */
function likelyNext(now: NoteEncoding): NoteEncoding {
  return now === 'utf-8' ? 'gbk' : 'utf-8';
}
