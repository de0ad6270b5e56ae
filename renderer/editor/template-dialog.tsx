/** Chooses a template: for the open note, or for a new one, whose title is typed here. */
import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { NotePath } from '../../notes/api.ts';
import { fitOf, typedOf } from '../../notes/text/fuzzy.ts';
import { type Filling, filled, headerLength, inserting, urlAbove } from './templates.ts';
import { notebook, openNote, sessions } from '../actions.ts';
import { ChooserDialog } from '../dialogs/chooser-dialog.tsx';
import { type Choice, Chooser } from '../dialogs/chooser.tsx';
import { closeDialog, closeDialogAfter } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt } from '../notices.ts';
import { useStore } from '../store.ts';
import { textOnScreen } from './text-on-screen.ts';

export function TemplateDialog() {
  const dialog = useStore((state) => (state.dialog?.kind === 'template' ? state.dialog : null));
  const label = t(dialog?.isNew === true ? 'template.newTitle' : 'template.title');
  return (
    <ChooserDialog label={label} isOpen={dialog !== null}>
      {dialog !== null && <Field isNew={dialog.isNew} />}
    </ChooserDialog>
  );
}

function Field({ isNew }: { isNew: boolean }) {
  const [text, setText] = useState('');
  const [names, setNames] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let isStale = false;
    const know = (found: readonly string[]) => {
      if (!isStale) setNames(found);
    };
    notebook()
      .templates({})
      .then(
        (found) => know(found.map(({ name }) => name)),
        () => know([]),
      );
    return () => {
      isStale = true;
    };
  }, []);
  const choices = (names ?? []).flatMap((name): Choice[] => {
    const fit = isNew ? { spans: [] } : fitOf(typedOf(text), name);
    if (fit === null) return [];
    const choose = () => (isNew ? makeNote(name, text.trim()) : insert(name));
    return [{ key: name, icon: <FileText aria-hidden />, text: name, spans: fit.spans, choose }];
  });
  return (
    <Chooser
      label={t(isNew ? 'template.newField' : 'template.field')}
      listLabel={t('template.list')}
      placeholder={t(isNew ? 'template.newPlaceholder' : 'template.placeholder')}
      text={text}
      onText={setText}
      choices={choices}
      answered={names === null ? '\0' : text}
      empty={names === null ? '' : t('template.none')}
      onClose={closeDialog}
    />
  );
}

async function insert(name: string): Promise<void> {
  await attempt(t('template.failed', { name }), async () => {
    const template = await closeDialogAfter(notebook().template({ name }));
    const view = textOnScreen();
    if (template === null) return;
    const { note } = useStore.getState();
    if (view === null || note === null || view.state.readOnly || view.composing) return;
    const filling: Filling = { title: note.facts.title, date: new Date(), url: urlAbove(view.state) };
    view.dispatch(inserting(view.state, template, filling));
    view.focus();
  });
}

async function makeNote(name: string, title: string): Promise<void> {
  await attempt(t('failed.create'), async () => {
    const path = await closeDialogAfter(noteFrom(name, title));
    if (path !== null && useStore.getState().note?.path === path) sessions().focus();
  });
}

/** Makes the note and shows it. A template without a header gets the one that the notebook's notes have. */
async function noteFrom(name: string, title: string): Promise<NotePath> {
  const before = textOnScreen();
  const url = before === null || useStore.getState().note === null ? '' : urlAbove(before.state);
  const template = await notebook().template({ name });
  const path = await notebook().create({ title, tags: [] });
  const made = await notebook().read({ path });
  const { text, cursor } = filled(template, { title, date: new Date(), url });
  const header = headerLength(text) > 0 ? '' : made.text;
  const saved = await notebook().save({ path, base: made.version, text: header + text });
  await openNote(path);
  const view = textOnScreen();
  const anchor = header.length + cursor;
  if (saved.kind !== 'saved' || view === null || useStore.getState().note?.path !== path) return path;
  if (anchor <= view.state.doc.length) view.dispatch({ selection: { anchor }, scrollIntoView: true });
  return path;
}
