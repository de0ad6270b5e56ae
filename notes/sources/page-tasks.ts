/** What takes a page apart. Only the thread of `page-thread.ts` runs it: a page may be made to take for ever. */
import type { CopyComparison, FetchFailure } from '../api.ts';
import { decodePage } from './charset.ts';
import { compareMarkdown } from './compare.ts';
import { type CopyDraft, draftOfPage } from './copy-draft.ts';
import { EmbeddedPictures } from './embedded.ts';
import { openPage } from './page.ts';
import { type PageCard, readCard } from './page-card.ts';
import { draftOfSavedPage } from './saved-page.ts';

/** As it came from the web. */
export interface FetchedPage {
  bytes: Uint8Array;
  charset: string | null;
  /** Where it was in the end. */
  url: string;
}

export const pageTasks = {
  card: (page: FetchedPage): PageCard => readCard(openPage(textOf(page)), page.url),

  copy(page: FetchedPage): CopyDraft | FetchFailure {
    const embedded = new EmbeddedPictures();
    return draftOfPage(openPage(textOf(page), embedded), embedded, page.url);
  },

  /** `name` of the file, for messages; `url` of the article it is of. */
  savedCopy: (saved: { name: string; bytes: Uint8Array; url: string }): CopyDraft | FetchFailure =>
    draftOfSavedPage(saved.name, asBuffer(saved.bytes), saved.url),

  comparison: (texts: { before: string; after: string; url: string }): CopyComparison =>
    compareMarkdown(texts.before, texts.after),
};

export type PageTasks = typeof pageTasks;

function textOf({ bytes, charset }: FetchedPage): string {
  return decodePage(asBuffer(bytes), charset).text;
}

/** What came from another thread is no `Buffer` any more. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
