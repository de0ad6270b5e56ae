/** What quick add does when its button or Enter is pressed. */
import { useRef, useState } from 'react';
import { normaliseUrl } from '../../notes/text/urls.ts';
import { notebook, openNote, sessions } from '../actions.ts';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { notify, reasonFor } from '../notices.ts';
import { addArticle, type Target } from './add-article.ts';
import { type Known, knownOf } from './known.ts';
import { readableName } from './readable-name.ts';

export interface Problem {
  field: 'url' | 'note' | 'all';
  text: string;
}

export interface Filled {
  url: string;
  /** Empty: the page's own title, where it may be had. */
  title: string;
  quote: string | null;
  /** `null`: the note is not chosen yet. */
  target: Target | null;
  /** Of the note it goes into; empty: as its file. */
  into: string;
  openPath: string | null;
  known: Known | null;
  /** Asks the page for its title; `null`: that was not allowed. */
  getTitle: (() => Promise<string | null>) | null;
}

export interface Adding {
  isBusy: boolean;
  problem: Problem | null;
  mend: () => void;
  /** `anyway`: also into a note that has the article. */
  add: (filled: Filled, anyway: boolean) => Promise<void>;
}

export function useAdding(): Adding {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  /** While the title is awaited: goes on without it. */
  const hurry = useRef<(() => void) | null>(null);

  const titleFor = async (url: string, { title, getTitle }: Filled, known: Known | null) => {
    if (title.trim() !== '') return title.trim();
    if (known?.title != null) return known.title;
    const hurried = new Promise<null>((go) => {
      hurry.current = () => go(null);
    });
    const found = getTitle === null ? null : await Promise.race([getTitle(), hurried]);
    hurry.current = null;
    return found ?? readableName(url);
  };

  const add = async (filled: Filled, anyway: boolean) => {
    if (hurry.current !== null) return hurry.current();
    const { target, quote, openPath } = filled;
    const url = filled.url.trim();
    if (normaliseUrl(url) === null) return setProblem({ field: 'url', text: t('capture.urlProblem') });
    if (target === null) return setProblem({ field: 'note', text: t('capture.noteProblem') });
    if (isBusy) return;
    setIsBusy(true);
    try {
      const known = filled.known ?? (await knownOf(notebook(), url));
      // Faster than what is known could be shown: that it is noted already is read before it is noted again.
      if (filled.known === null && known.noted.total > 0) return setIsBusy(false);
      const title = await titleFor(url, filled, known);
      const parts = { notebook: notebook(), sessions: sessions(), openPath };
      const { kind, path, line } = await addArticle({ url, title, quote, anyway }, target, parts);
      closeDialog();
      const note = filled.into === '' ? nameOf(path) : filled.into;
      const run = () => void openNote(path, { line, focus: true });
      notify(t(`capture.${kind}`, { note }), { action: { label: t('capture.show'), run } });
    } catch (error) {
      const text = t('failed.line', { doing: t('capture.failed'), why: reasonFor(error) });
      setProblem({ field: 'all', text });
      setIsBusy(false);
    }
  };
  return { isBusy, problem, mend: () => setProblem(null), add };
}

const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.(md|markdown)$/i, '');
