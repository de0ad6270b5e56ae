/** What went wrong lately, for a person who asks for help. */
import { useEffect, useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { notebook } from '../actions.ts';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { logIsSeen } from '../versions/unkept.ts';
import '../dialogs/dialogs.css';
import './log.css';

export function LogDialog() {
  const isOpen = useStore((state) => state.dialog?.kind === 'log');
  return (
    <ModalOverlay className="dialog-ground" isOpen={isOpen} onOpenChange={closeDialog} isDismissable>
      <Modal className="dialog-frame log-frame">
        <Dialog className="dialog">{isOpen && <Log />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Log() {
  const [log, setLog] = useState<{ file: string; text: string } | null>(null);
  useEffect(() => {
    void attempt(t('log.failed'), async () => setLog(await notebook().log({})));
  }, []);
  useEffect(logIsSeen, []);
  // What went wrong last is its end.
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown.current !== null) shown.current.scrollTop = shown.current.scrollHeight;
  }, [log]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(log?.text ?? '');
      notify(t('log.copied'));
    } catch {
      notify(t('log.notCopied'), { kind: 'alert' });
    }
  };
  return (
    <>
      <Heading slot="title" className="dialog-title">
        {t('log.title')}
      </Heading>
      <p className="field-hint log-hint">{t('log.hint')}</p>
      <div ref={shown} className="log-text" role="region" aria-label={t('log.title')} tabIndex={0}>
        {log === null ? '' : log.text === '' ? t('log.none') : log.text}
      </div>
      {log !== null && <p className="field-hint log-file">{log.file}</p>}
      <div className="dialog-buttons">
        <button type="button" className="button" disabled={!log?.text} onClick={() => void copy()}>
          {t('log.copy')}
        </button>
        <button type="button" className="button button-filled" onClick={closeDialog}>
          {t('panes.close')}
        </button>
      </div>
    </>
  );
}
