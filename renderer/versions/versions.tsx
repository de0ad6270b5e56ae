/** The history of notes, over the window. What shows it is loaded when it is first opened. */
import { lazy, Suspense } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';

const View = lazy(() => import('./versions-view.tsx').then((loaded) => ({ default: loaded.VersionsView })));

export function VersionsDialog() {
  const dialog = useStore((state) => (state.dialog?.kind === 'versions' ? state.dialog : null));
  return (
    <ModalOverlay
      className="dialog-ground versions-ground"
      isOpen={dialog !== null}
      onOpenChange={closeDialog}
      isDismissable
    >
      <Modal className="dialog-frame versions-frame">
        <Dialog className="versions" aria-label={t('versions.title')}>
          {dialog !== null && (
            <Suspense fallback={<div className="versions-body" />}>
              <View of={dialog.of} />
            </Suspense>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
