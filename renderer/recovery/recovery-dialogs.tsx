/** What is shown over the window where texts of a note meet. What shows it is loaded when it is first opened. */
import { lazy, Suspense } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { type Dialog as AnyDialog, useStore } from '../store.ts';
import { titleOf } from './note-title.ts';

const MergeView = lazy(() => import('./merge-view.tsx').then((loaded) => ({ default: loaded.MergeView })));
const RecoveredView = lazy(() =>
  import('./recovered-view.tsx').then((loaded) => ({ default: loaded.RecoveredView })),
);
const LostTexts = lazy(() => import('./lost-texts.tsx').then((loaded) => ({ default: loaded.LostTexts })));

const kinds = ['merge', 'recovered', 'lost'];

export function RecoveryDialogs() {
  const dialog = useStore((state) => (kinds.includes(state.dialog?.kind ?? '') ? state.dialog : null));
  const title = useStore((state) => titleOf(state.note));
  return (
    <ModalOverlay
      className="dialog-ground recovery-ground"
      isOpen={dialog !== null}
      onOpenChange={closeDialog}
      isDismissable
    >
      <Modal className="dialog-frame recovery-frame" data-kind={dialog?.kind}>
        <Dialog className="recovery" aria-label={dialog === null ? '' : nameOf(dialog, title)}>
          {dialog !== null && (
            <Suspense fallback={<div className="recovery-body" />}>
              {dialog.kind === 'merge' && <MergeView copy={dialog.copy} />}
              {dialog.kind === 'recovered' && <RecoveredView />}
              {dialog.kind === 'lost' && <LostTexts />}
            </Suspense>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function nameOf(dialog: AnyDialog, title: string): string {
  if (dialog.kind === 'lost') return t('lost.title');
  return t(dialog.kind === 'recovered' ? 'recovered.title' : 'merge.title', { title });
}
