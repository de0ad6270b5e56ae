/** The box that adds an article: an address, its title and a quote, into the open note, another one, or a new one. */
import { useEffect, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { closeDialog } from '../dialogs/focus-before.ts';
import { useStore } from '../store.ts';
import { QuickAddForm } from './quick-add-form.tsx';
import '../dialogs/dialogs.css';
import './quick-add.css';

export function QuickAdd() {
  const dialog = useStore(({ dialog, notebook }) =>
    dialog?.kind === 'quick-add' && notebook !== null ? dialog : null,
  );
  // A press beside the box closes it, but not over what was written in it.
  const [isWritten, setIsWritten] = useState(false);
  useEffect(() => setIsWritten(false), [dialog]);
  return (
    <ModalOverlay
      className="dialog-ground quick-add-ground"
      isOpen={dialog !== null}
      onOpenChange={closeDialog}
      isDismissable={!isWritten}
    >
      <Modal className="dialog-frame">
        <Dialog className="dialog quick-add">
          {dialog !== null && (
            <div onInput={() => setIsWritten(true)}>
              <QuickAddForm key={`${dialog.url} ${dialog.quote ?? ''}`} given={dialog} />
            </div>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
