/** The command palette: everything that can be done now, by name. */
import { useState } from 'react';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { Chooser } from './chooser.tsx';
import { ChooserDialog } from './chooser-dialog.tsx';
import { commandChoices } from './command-choices.tsx';
import { closeDialog } from './focus-before.ts';

export function CommandsDialog() {
  const isOpen = useStore((state) => state.dialog?.kind === 'commands');
  return (
    <ChooserDialog label={t('commands.title')} isOpen={isOpen}>
      <Palette />
    </ChooserDialog>
  );
}

function Palette() {
  const [text, setText] = useState('');
  return (
    <Chooser
      label={t('commands.field')}
      listLabel={t('commands.title')}
      placeholder={t('commands.placeholder')}
      text={text}
      onText={setText}
      choices={commandChoices(text)}
      answered={text}
      empty={t('commands.none')}
      onClose={closeDialog}
    />
  );
}
