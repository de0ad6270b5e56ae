/** A page that the person saved in a browser becomes the copy of an article. */
import type { Copy } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { learn } from './known-articles.ts';
import { type Linked, whileBusy } from './shown-cards.ts';

/** What a browser saves a page as. */
const savedPages = ['.html', '.htm', '.mhtml', '.mht'];
/** As Base64 it is within what a call may carry (notes/calls.ts), which goes to a browser's host in parts (notes/remote.ts). */
const mostBytes = 40 * 1024 * 1024;

/** Asks for the file. */
export async function importChosenPage(linked: Linked): Promise<void> {
  const file = await chosenFile();
  if (file !== null) await importPage(linked, file);
}

function chosenFile(): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = savedPages.join(',');
  return new Promise((chosen) => {
    input.addEventListener('change', () => chosen(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => chosen(null));
    input.click();
  });
}

export async function importPage({ normalised }: Linked, file: File): Promise<void> {
  const name = file.name;
  if (!savedPages.some((ending) => name.toLowerCase().endsWith(ending))) {
    notify(t('import.notAPage', { name }), { kind: 'alert' });
    return;
  }
  if (file.size > mostBytes) {
    const [size, limit] = [file.size, mostBytes].map((bytes) => formatNumber(Math.ceil(bytes / 1024 / 1024)));
    notify(t('import.tooLarge', { name, size: size ?? '', most: limit ?? '' }), { kind: 'alert' });
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
