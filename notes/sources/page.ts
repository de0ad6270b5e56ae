/** A page as a document: the one parser of pages. No script runs, nothing is loaded (safety S-07). */
import { parseHTML } from 'linkedom';
import type { EmbeddedPictures } from './embedded.ts';
import { boundedHtml } from './page-bounds.ts';
import type { PageDocument, PageElement } from './page-nodes.ts';

export type { PageDocument, PageElement, PageNode } from './page-nodes.ts';

/** UTF-16 units; the door gives at most 2 MiB of a page. A saved page's pictures don't count. */
const longestPage = 8 * 1024 * 1024;

/**
 * Reads any text as a page, in bounded time and depth (see `boundedHtml`); it always has a head and a body.
 * @param embedded gets the pictures that stand in the page itself
 */
export function openPage(html: string, embedded?: EmbeddedPictures): PageDocument {
  // Its types name a browser's.
  const parsed: unknown = parseHTML(boundedHtml(html, embedded).slice(0, longestPage));
  const { document } = parsed as { document: PageDocument };
  shortenGaps(document.documentElement);
  return document;
}

/** Longer runs of white space say nothing, and what trims them (Readability, turndown) takes time that grows with their square. */
const longestGap = 200;
const gap = new RegExp(`\\s{${longestGap},}`, 'g');

function shortenGaps(element: PageElement): void {
  // The parser gives every entity a text of its own.
  let open = 0;
  for (const node of element.childNodes) {
    if (node.nodeType === 1) {
      shortenGaps(node as PageElement);
      open = 0;
    } else if (node.nodeType === 3) {
      const text = node.textContent ?? '';
      const kept = text.trimEnd();
      if (kept === '' && open > longestGap) node.textContent = '';
      else if (text.length > longestGap)
        node.textContent = text.replace(gap, (run) => run.slice(0, longestGap));
      open = (kept === '' ? open : 0) + text.length - kept.length;
    }
  }
}

/**
 * The address that `written` means in a page at `pageUrl`, by the page's own `<base>` when it has one. `null`: not
 * http or https. Embedded pictures keep their number.
 */
export function addressIn(document: PageDocument, pageUrl: string, written: string | null): string | null {
  const text = written?.trim() ?? '';
  if (text === '') return null;
  try {
    const url = new URL(text, baseOf(document, pageUrl));
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

/** Looked for once: a page has thousands of addresses. */
const bases = new WeakMap<PageDocument, string>();

/** What relative addresses of the page start from. */
export function baseOf(document: PageDocument, pageUrl: string): string {
  const known = bases.get(document);
  const written = known ?? document.querySelector('base[href]')?.getAttribute('href')?.trim() ?? '';
  if (known === undefined) bases.set(document, written);
  if (written === '' || !URL.canParse(written, pageUrl)) return pageUrl;
  const base = new URL(written, pageUrl);
  return base.protocol === 'http:' || base.protocol === 'https:' ? base.href : pageUrl;
}
