/** A readable copy of a page but for its pictures: where they come from is for others to say. */
import { randomUUID } from 'node:crypto';
import type { FetchFailure } from '../api.ts';
import { articleBody } from './article-body.ts';
import { destination, markdownOf } from './copy-markdown.ts';
import { sanitizeCopy } from './copy-sanitize.ts';
import { type EmbeddedPictures, embeddedNumber } from './embedded.ts';
import type { PageDocument } from './page.ts';
import { doubtOf, textOfPage } from './not-there.ts';
import { readCard } from './page-card.ts';

export interface CopyDraft {
  kind: 'draft';
  url: string;
  title: string;
  author: string;
  date: string;
  site: string;
  /** Between two of these stands a picture, the one of the same place in `shown`. */
  markdown: string[];
  shown: ShownPicture[];
  /** What speaks against it being the article; `null`: nothing does. */
  doubt: FetchFailure | null;
}

/** A picture in the text, once for each time it is there. */
export interface ShownPicture {
  /** http, https, or `embeddedAddress`. */
  src: string;
  /** As it stands in the Markdown where the picture is not kept; empty for one that is nowhere on the web. */
  address: string;
  /** Of the first that shows it; `null`: to be had from `src`. */
  bytes: Uint8Array | null;
}

/** @param inFile the bytes of a picture on the web that came with the page; `null`: it did not */
export function draftOfPage(
  document: PageDocument,
  embedded: EmbeddedPictures,
  url: string,
  inFile: (src: string) => Buffer | null = () => null,
): CopyDraft | FetchFailure {
  const { title, author, published, site } = readCard(document, url);
  const page = textOfPage(document);
  const body = articleBody(document, url, title);
  const doubt = doubtOf(url, page, body?.text.replace(/\s+/gu, ' ').trim() ?? null);
  if (body === null || body.text.trim().length < 20) return doubt ?? needsBrowser(url);
  const { pieces, sources } = split(sanitizeCopy(body.html));
  const seen = new Set<string>();
  const shown = sources.map((src): ShownPicture => {
    const number = embeddedNumber(src);
    const isFirst = !seen.has(src);
    seen.add(src);
    const bytes = !isFirst ? null : number === null ? inFile(src) : embedded.bytes(number);
    return { src, address: number === null ? destination(src) : '', bytes };
  });
  return { kind: 'draft', url, title, author, date: published, site, markdown: pieces, shown, doubt };
}

/** The Markdown, cut where a picture is named. */
function split(html: string): { pieces: string[]; sources: string[] } {
  // Nothing that a page can hold by chance or on purpose.
  const mark = `gleaner-picture-${randomUUID()}-`;
  const known: string[] = [];
  const markdown = markdownOf(html, (src) => `${mark}${known.push(src) - 1}.`);
  const parts = markdown.split(new RegExp(`${mark}(\\d+)\\.`));
  const isPiece = (_part: string, at: number): boolean => at % 2 === 0;
  const numbers = parts.filter((part, at) => !isPiece(part, at));
  return { pieces: parts.filter(isPiece), sources: numbers.map((number) => known[Number(number)] ?? '') };
}

function needsBrowser(url: string): FetchFailure {
  const message = `${url} shows no text without its scripts. Save the page in a browser and drop the file here.`;
  return { kind: 'failed', reason: 'needs-browser', status: null, message };
}
