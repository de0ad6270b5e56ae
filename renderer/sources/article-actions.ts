/** What a person can do with an article. Each says by itself what could not be done. */
import { type ArticleChoice, type Copy, NotesError, type ReadState } from '../../notes/api.ts';
import { notebook, sessions } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { learn } from './known-articles.ts';
import { type Linked, whileBusy } from './shown-cards.ts';

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

/** What a browser saves a page as. */
export const savedPages = ['.html', '.htm', '.mhtml', '.mht'];
const mostBytes = 40 * 1024 * 1024;

/** Makes a copy of a page that the person saved in a browser. */
export async function importPage({ normalised }: Linked, file: File): Promise<void> {
  const name = file.name;
  if (!savedPages.some((ending) => name.toLowerCase().endsWith(ending))) {
    notify(t('import.notAPage', { name }), { kind: 'alert' });
    return;
  }
  if (file.size > mostBytes) {
    notify(t('import.tooLarge', { name, size: formatNumber(Math.ceil(file.size / 1024 / 1024)) }), {
      kind: 'alert',
    });
    return;
  }
  await attempt(t('failed.import', { name }), () =>
    whileBusy<Copy>(
      normalised,
      'import',
      async () => notebook().importCopy({ normalised, name, bytes: await base64Of(file) }),
      ({ path, fetched }) => {
        learn(normalised, { copy: { kind: 'kept', path, fetched: Date.parse(fetched) || null } });
        notify(t('import.done'));
      },
    ),
  );
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((read, failed) => {
    const reader = new FileReader();
    reader.onload = () => read(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => failed(new Error(`${file.name} can't be read.`));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
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
