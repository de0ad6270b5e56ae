/** Quick open: a note, heading, source, tag or command by a few of its characters. */
import { useEffect, useRef, useState } from 'react';
import { t } from '../messages.ts';
import { shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { Chooser, type Choice } from './chooser.tsx';
import { ChooserDialog } from './chooser-dialog.tsx';
import { closeDialog } from './focus-before.ts';
import { choicesFor, createNamed, type Mode, modeOf } from './quick-choices.tsx';

export function QuickOpen() {
  const dialog = useStore((state) => (state.dialog?.kind === 'quick-open' ? state.dialog : null));
  return (
    <ChooserDialog label={t('quickOpen.title')} isOpen={dialog !== null}>
      {dialog !== null && <Field key={dialog.text} first={dialog.text} isBeside={dialog.isBeside === true} />}
    </ChooserDialog>
  );
}

/** `isBeside`: Enter does what Mod+Enter does otherwise. */
function Field({ first, isBeside }: { first: string; isBeside: boolean }) {
  const [text, setText] = useState(first);
  const { choices, answered } = useChoices(text);
  const mode = modeOf(text);
  const canCreate = mode === 'notes' && text.trim() !== '';
  return (
    <Chooser
      label={t('quickOpen.field')}
      listLabel={t(`quickOpen.${mode}`)}
      placeholder={t(isBeside ? 'quickOpen.besidePlaceholder' : 'quickOpen.placeholder')}
      text={text}
      onText={setText}
      choices={choices === null || choices === 'failed' ? [] : isBeside ? choices.map(beside) : choices}
      answered={answered}
      // Nothing is said about a text that is not answered yet.
      empty={choices === 'failed' ? t('quickOpen.failed') : answered === text ? emptyText(mode) : ''}
      {...(canCreate && { onShiftEnter: () => createNamed(text) })}
      onClose={closeDialog}
    >
      <Help />
    </Chooser>
  );
}

function beside(choice: Choice): Choice {
  return { ...choice, choose: choice.chooseBeside ?? choice.choose };
}

function emptyText(mode: Mode): string {
  if (mode === 'headings' && useStore.getState().note === null) return t('quickOpen.noNote');
  return t(`quickOpen.none.${mode}`);
}

function Help() {
  return (
    <div className="chooser-help">
      <span className="chooser-keys">
        <kbd>{shownKeys('Shift+Enter', isMac)}</kbd>
        {t('quickOpen.help.create')}
      </span>
      <span className="chooser-keys">
        <kbd>{shownKeys('Mod+Enter', isMac)}</kbd>
        {t('quickOpen.help.beside')}
      </span>
      <span>
        <kbd>{'>'}</kbd>
        {t('quickOpen.help.commands')}
      </span>
      <span>
        <kbd>#</kbd>
        {t('quickOpen.help.tags')}
      </span>
      <span>
        <kbd>@</kbd>
        {t('quickOpen.help.headings')}
      </span>
    </div>
  );
}

interface Answer {
  choices: readonly Choice[] | 'failed' | null;
  /** The text they are for: that of a moment ago until the notebook has answered. */
  answered: string;
}

/** One question at a time: while one is answered, only the newest text waits for its turn. */
function useChoices(text: string): Answer {
  const [answer, setAnswer] = useState<Answer>({ choices: null, answered: '\0' });
  const newest = useRef(text);
  const isAsking = useRef(false);
  useEffect(() => {
    newest.current = text;
    const ask = async () => {
      if (isAsking.current) return;
      isAsking.current = true;
      try {
        for (let asked: string | null = null; asked !== newest.current;) {
          asked = newest.current;
          const choices = await choicesFor(asked).catch(() => 'failed' as const);
          if (asked === newest.current) setAnswer({ choices, answered: asked });
        }
      } finally {
        isAsking.current = false;
      }
    };
    void ask();
  }, [text]);
  return answer;
}
