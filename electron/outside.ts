/** The two doors out of the window: the system's browser, and the system's file manager. */
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { shell } from 'electron';
import { type NotePath, NotesError } from '../notes/api.ts';
import { isNoteName, placeOf, placeOfFile } from '../notes/files/paths.ts';

/** Windows hands longer ones to programs cut off (INTERNET_MAX_URL_LENGTH). UTF-16 code units. */
const longestUrl = 2083;

/** Opens `url` in the system's browser or mail program. `denied` when it is anything but a plain web or mail address. */
export async function openExternal(url: string): Promise<void> {
  const safe = externalUrl(url);
  if (safe === null) {
    const start = url.length > 80 ? `${url.slice(0, 80)}…` : url;
    throw new NotesError(
      'denied',
      `Gleaner opens web and mail addresses only, and this is not a plain one: ${start}`,
    );
  }
  try {
    await shell.openExternal(safe);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotesError('unavailable', `The system could not open ${safe}: ${reason}`);
  }
}

/**
 * `text` as the system may get it (parsed and written out again), or `null`. Everything that different programs
 * read differently is refused rather than mended: what was checked must be what is opened.
 */
export function externalUrl(text: string): string | null {
  if (text.length > longestUrl || text !== text.trim()) return null;
  // Control, invisible and direction characters, lone surrogates, and the backslash that only some take for a slash.
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\]/u.test(text)) return null;
  // No name before the host: `https://bank.example@evil.example` shows one host and opens another.
  if (!/^(?:https?:\/\/[^/?#@]+(?:[/?#]|$)|mailto:[^/?#])/i.test(text)) return null;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.href.length > longestUrl) return null;
  if (url.protocol === 'mailto:') return isPlainMail(url) ? url.href : null;
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

/** Some mail programs attach any file that the address names. */
function isPlainMail(url: URL): boolean {
  const names = [...url.searchParams.keys()].map((name) => name.toLowerCase());
  return /^[^@]+@[^@]/.test(url.pathname) && !names.some((name) => name.startsWith('attach'));
}

/** Shows a note or another file of the notebook in `folder` in the system's file manager; nothing is opened or run. */
export function showInFolder(folder: string | null, path: NotePath): void {
  if (folder === null || !existsSync(folder)) {
    throw new NotesError('unavailable', 'The folder of this notebook is not there at the moment.');
  }
  const root = realpathSync.native(folder);
  const entry = isNoteName(path.slice(path.lastIndexOf('/') + 1))
    ? placeOf(root, path).entry
    : placeOfFile(root, path);
  const stats = lstatSync(entry, { throwIfNoEntry: false });
  if (stats === undefined) throw new NotesError('not-found', `${path} is not there any more.`);
  if (!stats.isFile()) throw new NotesError('bad-path', `${path} is no file.`);
  shell.showItemInFolder(entry);
}
