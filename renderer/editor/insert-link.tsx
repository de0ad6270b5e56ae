/** Where a link is to lead: an address, a note, or an article that the notebook has, put into the text as the note writes links. */
import { FileText, Link2, PencilLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Notebook, NotePath, Span } from '../../notes/api.ts';
import { plainUrl } from '../../notes/text/markdown-writing.ts';
import { notebook, sessions } from '../actions.ts';
import { textOnScreen } from './text-on-screen.ts';
import { ChooserDialog } from '../dialogs/chooser-dialog.tsx';
import { type Choice, Chooser } from '../dialogs/chooser.tsx';
import { closeDialog, closeDialogAfter } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt } from '../notices.ts';
import { useStore } from '../store.ts';
import { type LinkWanted, linking } from './insert-links.ts';

const most = 20;

export function InsertLink() {
  const isOpen = useStore((state) => state.dialog?.kind === 'insert-link');
  return (
    <ChooserDialog label={t('insertLink.title')} isOpen={isOpen}>
      <Field />
    </ChooserDialog>
  );
}

function Field() {
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ choices: readonly Choice[]; answered: string } | null>(null);
  const path = useStore((state) => state.note?.path ?? null);
  useEffect(() => {
    let isStale = false;
    const answer = (choices: readonly Choice[]) => {
      if (!isStale) setFound({ choices, answered: text });
    };
    if (path !== null) choicesFor(notebook(), path, text).then(answer, () => answer([]));
    return () => {
      isStale = true;
    };
  }, [text, path]);
  return (
    <Chooser
      label={t('insertLink.field')}
      listLabel={t('insertLink.title')}
      placeholder={t('insertLink.placeholder')}
      text={text}
      onText={setText}
      choices={found?.choices ?? []}
      answered={found?.answered ?? '\0'}
      empty={found?.answered === text ? t('insertLink.none') : ''}
      onClose={closeDialog}
    />
  );
}

async function choicesFor(from: Notebook, path: NotePath, text: string): Promise<Choice[]> {
  const typed = text.trim();
  if (isAddress(typed)) {
    const url = plainUrl(/^www\./i.test(typed) ? `https://${typed}` : typed);
    return [choice('url', <Link2 aria-hidden />, url, [], { kind: 'url', url, shown: '' })];
  }
  const [notes, others] = await Promise.all([
    from.linkTargets({ path, text: typed, limit: most }),
    typed === '' ? [] : from.suggest({ text: typed, limit: most * 2 }),
  ]);
  const ofNotes = notes.map(({ path: to, text: shown, spans, title, target }) =>
    choice(
      `note ${to}`,
      <FileText aria-hidden />,
      shown,
      spans,
      { kind: 'note', path: to, target, shown: title },
      to,
    ),
  );
  const ofSources = others
    .filter(({ kind }) => kind === 'source')
    .slice(0, most)
    .map((one): Choice => ({
      key: `source ${one.path} ${one.line ?? ''} ${one.text}`,
      icon: <Link2 aria-hidden />,
      text: one.text,
      spans: one.spans,
      detail: one.title,
      choose: async () => {
        await attempt(t('insertLink.failed', { title: one.text }), async () => {
          const facts = await closeDialogAfter(from.facts({ path: one.path }));
          if (facts === null) return;
          const onLine = facts.sources.filter(({ line }) => line === one.line);
          const source = onLine.find(({ title }) => title === one.text) ?? onLine[0];
          if (source !== undefined) putLink({ kind: 'url', url: source.url, shown: one.text });
        });
      },
    }));
  const byHand: Choice = {
    key: 'by-hand',
    icon: <PencilLine aria-hidden />,
    text: t('insertLink.byHand'),
    spans: [],
    choose: () => {
      closeDialog();
      sessions().run('empty-link');
    },
  };
  return typed === '' ? [byHand, ...ofNotes] : [...ofNotes, ...ofSources];
}

function choice(
  key: string,
  icon: Choice['icon'],
  text: string,
  spans: Span[],
  wanted: LinkWanted,
  detail?: string,
): Choice {
  return {
    key,
    icon,
    text,
    spans,
    ...(detail !== undefined && { detail }),
    choose: () => {
      closeDialog();
      putLink(wanted);
    },
  };
}

function isAddress(text: string): boolean {
  return /^(?:https?:\/\/|mailto:|www\.)[^\s]+$/i.test(text);
}

function putLink(wanted: LinkWanted): void {
  const view = textOnScreen();
  const path = useStore.getState().note?.path;
  if (view === null || path === undefined || view.state.readOnly || view.composing) return;
  view.dispatch(linking(view.state, path, wanted));
  view.focus();
}
