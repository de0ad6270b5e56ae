/** Asks for the note that a section is moved to. */
import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { notebook } from '../actions.ts';
import { Chooser, type Choice } from '../dialogs/chooser.tsx';
import { ChooserDialog } from '../dialogs/chooser-dialog.tsx';
import { closeDialog, closeDialogAfter } from '../dialogs/focus-before.ts';
import { dayOf } from '../lists/dates.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { moveToNote } from './moving.ts';

const mostOffered = 50;

export function MoveSection() {
  const dialog = useStore((state) => (state.dialog?.kind === 'move-section' ? state.dialog : null));
  return (
    <ChooserDialog label={t('outline.moveTo', { heading: dialog?.heading ?? '' })} isOpen={dialog !== null}>
      {dialog !== null && <Field line={dialog.line} heading={dialog.heading} />}
    </ChooserDialog>
  );
}

function Field({ line, heading }: { line: number; heading: string }) {
  const path = useStore((state) => state.note?.path ?? '');
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<{ choices: Choice[]; of: string }>({ choices: [], of: '\0' });
  useEffect(() => {
    let isWanted = true;
    notebook()
      .linkTargets({ path, text, limit: mostOffered })
      .then((found) => {
        if (!isWanted) return;
        const choices = found.map((one, at): Choice => ({
          key: `${one.path} ${one.text}`,
          icon: <FileText aria-hidden />,
          text: one.text === '' ? t('app.untitled') : one.text,
          spans: one.spans,
          detail: one.path,
          ...(one.date !== null && { aside: dayOf(one.date) }),
          ...(at === 0 && { group: t('outline.moveTo', { heading }) }),
          choose: async () => {
            await closeDialogAfter(moveToNote(line, one.path));
          },
        }));
        setAnswer({ choices, of: text });
      })
      .catch(() => setAnswer({ choices: [], of: text }));
    return () => {
      isWanted = false;
    };
  }, [path, text, line, heading]);
  return (
    <Chooser
      label={t('outline.moveField')}
      listLabel={t('outline.moveTo', { heading })}
      placeholder={t('outline.movePlaceholder')}
      text={text}
      onText={setText}
      choices={answer.choices}
      answered={answer.of}
      empty={answer.of === text ? t('outline.moveNone') : ''}
      onClose={closeDialog}
    />
  );
}
