import type { ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { closeDialog } from './focus-before.ts';
import './dialogs.css';
import './quick-open.css';

/** The sheet under which a chooser stands, at the top of the window. */
export function ChooserDialog(props: { label: string; isOpen: boolean; children: ReactNode }) {
  return (
    <ModalOverlay
      className="dialog-ground chooser-ground"
      isOpen={props.isOpen}
      onOpenChange={closeDialog}
      isDismissable
    >
      <Modal className="dialog-frame chooser-frame">
        <Dialog className="chooser-dialog" aria-label={props.label}>
          {props.isOpen && props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
