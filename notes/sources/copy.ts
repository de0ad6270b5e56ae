/** A readable copy of a page: what is kept of an article, for the day when it is gone. */
import type { FetchFailure } from '../api.ts';
import type { CopyPicture } from '../files/copy-file.ts';
import type { CopyDraft } from './copy-draft.ts';
import { keptPictures } from './copy-pictures.ts';
import { embeddedNumber } from './embedded.ts';
import type { Door } from './fetch.ts';
import { doubtOfRedirect } from './not-there.ts';
import type { PageThread } from './page-thread.ts';

export interface MadeCopy {
  kind: 'made';
  /** Where the page was in the end. */
  url: string;
  title: string;
  author: string;
  /** Of the article: ISO 8601, as it states it; empty when it does not. */
  date: string;
  site: string;
  /** Pictures that are kept are named as in `pictures`; others by their address. */
  markdown: string;
  /** `1.jpg`, `2.png` ... */
  pictures: CopyPicture[];
  /** Of a saved page: what speaks against it being the article. */
  doubt: FetchFailure | null;
}

/**
 * Fetches the page at `url` and its pictures through `door`.
 * @param withPictures false: they stay on the web, and nothing but the page is fetched
 */
export async function fetchCopy(
  door: Pick<Door, 'fetch'>,
  pages: PageThread,
  url: string,
  signal?: AbortSignal,
  withPictures = true,
): Promise<MadeCopy | FetchFailure> {
  const stop = signal === undefined ? {} : { signal };
  const answer = await door.fetch(url, { what: 'page', ...stop });
  if (answer.kind === 'failed') return answer;
  const { bytes, charset } = answer;
  const draft = await pages.ask('copy', { bytes, charset, url: answer.url }, signal);
  if (draft.kind === 'failed') return draft;
  const doubt = draft.doubt ?? doubtOfRedirect(url, answer.url);
  if (doubt !== null) return doubt;
  const fetchPicture = async (address: string, over: AbortSignal): Promise<Buffer | null> => {
    if (!withPictures || signal?.aborted === true) return null;
    const until = signal === undefined ? over : AbortSignal.any([signal, over]);
    const picture = await door.fetch(address, { what: 'picture', signal: until });
    return picture.kind === 'failed' ? null : picture.bytes;
  };
  const made = await copyOfDraft(draft, fetchPicture);
  signal?.throwIfAborted();
  return made;
}

/** @param pictureBytes of one on the web; `null` leaves it there */
export async function copyOfDraft(
  draft: CopyDraft,
  pictureBytes: (address: string, over: AbortSignal) => Promise<Buffer | null>,
): Promise<MadeCopy> {
  const { url, title, author, date, site, markdown, shown, doubt } = draft;
  const inPage = new Map(shown.flatMap(({ src, bytes }) => (bytes === null ? [] : [[src, bytes]])));
  const { names, pictures } = await keptPictures(new Set(shown.map(({ src }) => src)), (src, over) => {
    const bytes = inPage.get(src);
    if (bytes !== undefined)
      return Promise.resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    return embeddedNumber(src) !== null ? Promise.resolve(null) : pictureBytes(src, over);
  });
  const text = markdown.map((piece, at) => {
    const after = shown[at];
    return after === undefined ? piece : piece + (names.get(after.src) ?? after.address);
  });
  return { kind: 'made', url, title, author, date, site, markdown: text.join(''), pictures, doubt };
}

/** The copy of a page that a person saved; nothing is fetched. `name` of the file, for messages. */
export async function copyOfSavedPage(
  pages: PageThread,
  saved: { name: string; bytes: Buffer; url: string },
): Promise<MadeCopy | FetchFailure> {
  const draft = await pages.ask('savedCopy', saved);
  return draft.kind === 'failed' ? draft : copyOfDraft(draft, () => Promise.resolve(null));
}
