/** A readable copy of a page: what is kept of an article, for the day when it is gone. */
import type { FetchFailure } from '../api.ts';
import { articleBody } from './article-body.ts';
import { readCard } from './card.ts';
import { decodePage } from './charset.ts';
import { markdownOf } from './copy-markdown.ts';
import { sanitizeCopy } from './copy-sanitize.ts';
import { bytesOfDataUrl, embeddedNumber } from './embedded.ts';
import type { Door } from './fetch.ts';
import { openWithPictures, type PageDocument } from './page.ts';
import { sniffPicture } from './picture.ts';

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
}

export interface CopyPicture {
  name: string;
  bytes: Buffer;
}

/** Of a copy. */
const mostPictures = 60;
/** Bytes of a copy's pictures together. */
const mostBytes = 40 * 1024 * 1024;

/**
 * Fetches the page at `url` and its pictures through `door`.
 * @param withPictures false: they stay on the web, and nothing but the page is fetched
 */
export async function fetchCopy(
  door: Pick<Door, 'fetch'>,
  url: string,
  signal?: AbortSignal,
  withPictures = true,
): Promise<MadeCopy | FetchFailure> {
  const stop = signal === undefined ? {} : { signal };
  const answer = await door.fetch(url, { what: 'page', ...stop });
  if (answer.kind === 'failed') return answer;
  const { document, embedded } = openWithPictures(decodePage(answer.bytes, answer.charset).text);
  const fetchPicture = async (address: string): Promise<Buffer | null> => {
    if (!withPictures || signal?.aborted === true) return null;
    const picture = await door.fetch(address, { what: 'picture', ...stop });
    return picture.kind === 'failed' ? null : picture.bytes;
  };
  const made = await copyOfPage(document, embedded, answer.url, fetchPicture);
  signal?.throwIfAborted();
  return made;
}

/** The copy of a page that is here already. `pictureBytes`: of one on the web; `null` leaves it there. */
export async function copyOfPage(
  document: PageDocument,
  embedded: readonly string[],
  url: string,
  pictureBytes: (address: string) => Promise<Buffer | null>,
): Promise<MadeCopy | FetchFailure> {
  const card = readCard(document, url);
  const body = articleBody(document, url, card.title);
  if (body === null || body.text.trim().length < 20) return needsBrowser(url);
  const html = sanitizeCopy(body.html);
  const { names, pictures } = await keptPictures(html, async (src) => {
    const number = embeddedNumber(src);
    return number === null ? pictureBytes(src) : bytesOfDataUrl(embedded[number] ?? '');
  });
  const markdown = markdownOf(html, (src) => names.get(src) ?? (embeddedNumber(src) === null ? src : ''));
  return {
    kind: 'made',
    url,
    title: card.title,
    author: card.author,
    date: card.published,
    site: card.site,
    markdown,
    pictures,
  };
}

async function keptPictures(
  html: string,
  bytesOf: (src: string) => Promise<Buffer | null>,
): Promise<{ names: Map<string, string>; pictures: CopyPicture[] }> {
  const names = new Map<string, string>();
  const pictures: CopyPicture[] = [];
  const seen = new Set<string>();
  let size = 0;
  for (const match of html.matchAll(/<img[^>]*?\ssrc="([^"]*)"/g)) {
    const src = (match[1] ?? '').replaceAll('&amp;', '&').replaceAll('&quot;', '"');
    if (seen.has(src)) continue;
    seen.add(src);
    if (pictures.length >= mostPictures) break;
    const bytes = await bytesOf(src);
    const picture = bytes === null ? null : sniffPicture(bytes);
    if (bytes === null || picture === null || size + bytes.length > mostBytes) continue;
    size += bytes.length;
    const name = `${pictures.length + 1}.${picture.extension}`;
    names.set(src, name);
    pictures.push({ name, bytes });
  }
  return { names, pictures };
}

function needsBrowser(url: string): FetchFailure {
  const message = `${url} shows no text without its scripts. Save the page in a browser and drop the file here.`;
  return { kind: 'failed', reason: 'needs-browser', status: null, message };
}
