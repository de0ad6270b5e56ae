import { type SubmitEvent, useState } from 'react';
import {
  Dialog,
  FieldError,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  Text,
  TextField,
} from 'react-aria-components';
import type { NotePath } from '../../notes/api.ts';
import { askTagChange, moveNote, notebook, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { reasonFor } from '../notices.ts';
import { useStore } from '../store.ts';
import './dialogs.css';

const noteEnding = /\.(md|markdown)$/i;

const close = () => useStore.setState({ dialog: null });

/** Asks for a note's new path, when the store says so. */
export function RenameNote() {
  const dialog = useStore((state) => (state.dialog?.kind === 'rename' ? state.dialog : null));
  return (
    <ModalOverlay className="dialog-ground" isOpen={dialog !== null} onOpenChange={close} isDismissable>
      <Modal className="dialog-frame">
        <Dialog className="dialog">{dialog !== null && <Form key={dialog.path} path={dialog.path} />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Form({ path }: { path: NotePath }) {
  const [name, setName] = useState(path);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const to = withEnding(name.trim(), path);
    if (to === path) return close();
    const wrong = problemOf(to);
    if (wrong !== null) return setProblem(wrong);
    setIsBusy(true);
    try {
      if (await hasLinks(path, to)) return askTagChange({ kind: 'rename-note', path, to });
      await moveNote(path, to);
      close();
    } catch (error) {
      setProblem(t('failed.line', { doing: t('failed.rename', { path }), why: reasonFor(error) }));
      setIsBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Heading slot="title" className="dialog-title">
        {t('rename.title')}
      </Heading>
      <TextField
        className="field"
        value={name}
        isInvalid={problem !== null}
        onChange={(value) => {
          setName(value);
          setProblem(null);
        }}
      >
        <Label className="field-label">{t('rename.label')}</Label>
        <Input className="field-input" ref={selectStem} spellCheck={false} autoComplete="off" />
        <Text slot="description" className="field-hint">
          {t('rename.hint')}
        </Text>
        <FieldError className="field-problem">{problem}</FieldError>
      </TextField>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={close}>
          {t('dialog.cancel')}
        </button>
        <button type="submit" className="button button-filled" disabled={isBusy}>
          {t('rename.action')}
        </button>
      </div>
    </form>
  );
}

/** Whether links would have to follow. A name that can't be had is refused by the rename itself. */
async function hasLinks(path: NotePath, to: NotePath): Promise<boolean> {
  await sessions().flush();
  try {
    const change = { kind: 'rename-note', path, to } as const;
    const { total, skipped } = await notebook().bulkPreview({ change, offset: 0, limit: 0 });
    return total > 0 || skipped.length > 0;
  } catch {
    return false;
  }
}

/** What is wrong with a name before anybody is asked; the notebook says the rest. */
function problemOf(name: string): string | null {
  return name === '' || name.endsWith('/') ? t('rename.empty') : null;
}

/** Whoever types a name alone means a note all the same. */
function withEnding(name: string, before: NotePath): string {
  if (name === '' || name.endsWith('/') || noteEnding.test(name)) return name;
  return name + (noteEnding.exec(before)?.[0] ?? '.md');
}

/** Focuses the field with the name selected: not its folder, date or ending, which mostly stay. */
function selectStem(input: HTMLInputElement | null): void {
  if (input === null || input.dataset['ready'] !== undefined) return;
  input.dataset['ready'] = '';
  const start = input.value.lastIndexOf('/') + 1;
  const date = /^\d{4}-\d{2}-\d{2}-/.exec(input.value.slice(start))?.[0].length ?? 0;
  const ending = noteEnding.exec(input.value)?.index ?? input.value.length;
  input.focus();
  input.setSelectionRange(start + date, ending);
}
