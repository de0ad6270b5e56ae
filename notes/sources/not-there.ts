/** Pages that came instead of the article: a copy of one is worth nothing, and must not take the place of a good one. */
import type { FetchFailure } from '../api.ts';
import type { PageDocument } from './page-nodes.ts';
import { isHomeInstead, isLoginInstead, judgeText, type PageText, saysOnlyMissing } from './soft-404.ts';

/** To be read before the document is changed. */
export function textOfPage(document: PageDocument): PageText {
  return {
    title: document.title,
    text: (document.body.textContent ?? '').replaceAll('’', "'").replace(/\s+/gu, ' ').trim(),
    hasPassword: document.querySelector('input[type="password"]') !== null,
  };
}

/**
 * What speaks against the page at `url` being the article: `missing` or `needs-login`. `null`: nothing does.
 * @param body the text that was taken for the article: a short one may well speak of pages that are gone
 */
export function doubtOf(url: string, page: PageText, body: string | null): FetchFailure | null {
  const verdict = judgeText(page);
  if (verdict === 'missing' || (body !== null && saysOnlyMissing(page.title, body))) return missing(url);
  return verdict === 'login' ? needsLogin(url) : null;
}

/** The same, by where a redirect led from `asked`. */
export function doubtOfRedirect(asked: string, got: string): FetchFailure | null {
  if (isLoginInstead(asked, got)) return needsLogin(asked);
  return isHomeInstead(asked, got) ? missing(asked) : null;
}

function missing(url: string): FetchFailure {
  const message = `The page at ${url} says that there is no such article, or is another one.`;
  return { kind: 'failed', reason: 'missing', status: 200, message };
}

function needsLogin(url: string): FetchFailure {
  const message = `${url} shows a form to sign in instead of the article. Save the page in a browser and drop the file here.`;
  return { kind: 'failed', reason: 'needs-login', status: 200, message };
}
