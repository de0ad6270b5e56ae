/** The field that chooses a note by a few of its characters, as quick open does. */
import { useEffect, useState } from 'react';
import {
  ComboBox,
  FieldError,
  Input,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import type { NotePath } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';
import { recentNotes } from '../recent-notes.ts';
import { useStore } from '../store.ts';

export interface ChosenNote {
  path: NotePath;
  title: string;
}

interface NoteFieldParts {
  chosen: ChosenNote | null;
  onChoose: (note: ChosenNote | null) => void;
  problem: string | null;
}

const most = 30;

export function NoteField({ chosen, onChoose, problem }: NoteFieldParts) {
  const [text, setText] = useState(chosen?.title ?? '');
  const offered = useOffered(chosen !== null && text === chosen.title ? '' : text);
  const choose = (key: Key | null) => {
    const note = offered.find(({ path }) => path === key);
    if (note === undefined) return;
    setText(nameOf(note));
    onChoose(note);
  };
  return (
    <ComboBox
      className="field"
      inputValue={text}
      onInputChange={(typed) => {
        setText(typed);
        if (chosen !== null && typed !== nameOf(chosen)) onChoose(null);
      }}
      value={chosen?.path ?? null}
      onChange={choose}
      items={offered.map((note) => ({ id: note.path, note }))}
      // The notebook has chosen already, by pinyin too.
      defaultFilter={() => true}
      menuTrigger="focus"
      isInvalid={problem !== null}
    >
      <Label className="field-label">{t('capture.note')}</Label>
      <Input
        className="field-input"
        placeholder={t('capture.notePlaceholder')}
        spellCheck={false}
        autoComplete="off"
      />
      <FieldError className="field-problem">{problem}</FieldError>
      <Popover className="quick-add-offers menu" offset={4}>
        <ListBox<{ id: string; note: ChosenNote }>>
          {({ note }) => (
            <ListBoxItem className="menu-item" textValue={nameOf(note)}>
              <span className="quick-add-offer">{nameOf(note)}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

const nameOf = ({ title, path }: ChosenNote) => (title === '' ? path : title);

/** Notes that fit what is typed, or those opened last. */
function useOffered(text: string): readonly ChosenNote[] {
  const [found, setFound] = useState<readonly ChosenNote[]>([]);
  useEffect(() => {
    let isWanted = true;
    const typed = text.trim();
    const folder = useStore.getState().notebook?.folder ?? '';
    const asked =
      typed === ''
        ? Promise.resolve<readonly ChosenNote[]>(recentNotes(folder))
        : notebook()
            .suggest({ text: typed, limit: most })
            .then((all) => all.filter(({ kind }) => kind === 'note'));
    asked.then(
      (notes) => isWanted && setFound(notes.map(({ path, title }) => ({ path, title }))),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [text]);
  return found;
}
