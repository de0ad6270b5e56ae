/** What a person can do with an article. Each says by itself what could not be done. */
import { type ArticleChoice, NotesError, type ReadState } from '../../notes/api.ts';
import { notebook, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { learn } from './known-articles.ts';

/** `again`: also of articles that have one. */
export async function keepCopies(of: ArticleChoice, again = false): Promise<void> {
  await attempt(t('failed.keepCopies'), async () => {
    await sessions().flush();
    const { queued } = await notebook().keepCopies({ of, again });
    if (queued === 0) notify(t('copies.none'));
    else if ('normalised' in of) for (const one of of.normalised) learn(one, { copy: { kind: 'waiting' } });
  });
}

export async function checkLinks(of: ArticleChoice): Promise<void> {
  await attempt(t('failed.checkLinks'), async () => {
    await sessions().flush();
    const { queued } = await notebook().checkLinks({ of });
    if (queued === 0) notify(t('checks.none'));
  });
}

export async function steerFetching(to: 'pause' | 'go-on' | 'cancel'): Promise<void> {
  await attempt(t('failed.steer'), async () => {
    await notebook().steerFetching({ to });
  });
}

export async function setRead(normalised: string[], read: ReadState): Promise<void> {
  await attempt(t('failed.read'), async () => {
    try {
      await notebook().setRead({ normalised, read });
    } catch (error) {
      if (!(error instanceof NotesError && error.code === 'broken')) throw error;
      notify(t('failed.readBroken', { line: error.at ?? 1 }), { kind: 'alert' });
      return;
    }
    for (const one of normalised) learn(one, { read });
  });
}

export async function removeCopy(normalised: string): Promise<void> {
  await attempt(t('failed.removeCopy'), async () => {
    await notebook().removeCopy({ normalised });
    learn(normalised, { copy: null });
    notify(t('copies.removed'));
  });
}

export async function copyLink(url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url);
    notify(t('link.copied'));
  } catch {
    notify(t('link.copyRefused', { url }), { kind: 'alert' });
  }
}

/** Where the Internet Archive shows what it has of a page. */
export function archivedUrl(url: string): string {
  return `https://web.archive.org/web/${url.replace(/#.*$/s, '')}`;
}

/** Of the open note. */
export function keepNoteCopies(): void {
  const path = useStore.getState().note?.path;
  if (path !== undefined) void keepCopies({ path });
}

export function checkNoteLinks(): void {
  const path = useStore.getState().note?.path;
  if (path !== undefined) void checkLinks({ path });
}
