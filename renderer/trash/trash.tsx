/** The notebook's trash, over the window. What shows it is loaded when it is first opened. */
import { lazy, Suspense } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';

const View = lazy(() => import('./trash-view.tsx').then((loaded) => ({ default: loaded.TrashView })));

export function TrashDialog() {
  const isOpen = useStore((state) => state.dialog?.kind === 'trash');
  return (
    <ModalOverlay
      className="dialog-ground versions-ground"
      isOpen={isOpen}
      onOpenChange={closeDialog}
      isDismissable
    >
      <Modal className="dialog-frame versions-frame">
        <Dialog className="versions" aria-label={t('trash.title')}>
          {isOpen && (
            <Suspense fallback={<div className="versions-body" />}>
              <View />
            </Suspense>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
