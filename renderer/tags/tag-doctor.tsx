/** The dialog that cleans up tags, step by step: what seems to be the same, what to change, what it would do, done. */
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
// First: the sheets of the parts go on from these.
import '../dialogs/dialogs.css';
import './tag-doctor.css';
import { tagChanges } from '../actions.ts';
import { keepFocus } from '../keep-focus.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { useTagSteps } from './tag-steps.ts';
import { ChangePreview } from './change-preview.tsx';
import { ChangeFailed, ChangeLooking, ChangeResult, ChangeWorking } from './change-result.tsx';
import { TagChangeForm } from './tag-change.tsx';
import { TagTwinsOverview } from './tag-twins.tsx';

export function TagDoctor() {
  const isOpen = useStore((state) => state.dialog?.kind === 'tag-doctor');
  const subject = useTagSteps((state) => state.subject);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen || !wasOpen.current) {
      wasOpen.current = isOpen;
      return undefined;
    }
    wasOpen.current = false;
    // The tag from which it was opened may have another name now: then its item is gone, and nothing takes the focus back.
    const timer = setTimeout(
      () => keepFocus(document.querySelector('[data-pane="sidebar"] [role="treeitem"][tabindex="0"]')),
      100,
    );
    return () => clearTimeout(timer);
  }, [isOpen]);
  return (
    <ModalOverlay
      className="dialog-ground doctor-ground"
      isOpen={isOpen}
      onOpenChange={() => tagChanges().close()}
    >
      <Modal className="dialog-frame doctor-frame">
        <Dialog className="doctor">
          <header className="doctor-head">
            <Heading slot="title" className="dialog-title doctor-title">
              {subject === null
                ? t('doctor.title')
                : t(`doctor.title.${subject.kind}`, { name: subject.name })}
            </Heading>
            <button
              type="button"
              className="icon-button"
              aria-label={t('doctor.close')}
              onClick={() => tagChanges().close()}
            >
              <X aria-hidden />
            </button>
          </header>
          {isOpen && <Step />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Step() {
  const step = useTagSteps((state) => state.step);
  switch (step.kind) {
    case 'overview':
      return <TagTwinsOverview />;
    case 'form':
      return <TagChangeForm change={step.change} />;
    case 'looking':
      return <ChangeLooking />;
    case 'preview':
      return <ChangePreview key={step.preview.plan} preview={step.preview} />;
    case 'working':
      return <ChangeWorking step={step} />;
    case 'result':
      return <ChangeResult step={step} />;
    case 'failed':
      return <ChangeFailed step={step} />;
  }
}
