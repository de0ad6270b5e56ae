/** The part of a page that is the article, as HTML that nobody may show yet: it is not sanitised. */
import { Readability } from '@mozilla/readability';
import { plainHost, redirectPages } from '../text/url-rules.ts';
import { addressIn } from './page.ts';
import { plainCode } from './page-code.ts';
import { plainMath } from './page-math.ts';
import type { PageDocument, PageElement } from './page-nodes.ts';
import { plainPictures } from './page-pictures.ts';

/** Where sites with much around their articles keep them. */
const bodies: [host: RegExp, selector: string][] = [
  [/(?:^|\.)mp\.weixin\.qq\.com$/, '#js_content'],
  [/(?:^|\.)zhihu\.com$/, '.Post-RichText, .RichContent-inner .RichText, .RichText'],
  [/(?:^|\.)csdn\.net$/, '#content_views, #article_content'],
  [/(?:^|\.)juejin\.(?:cn|im)$/, '.markdown-body, .article-content'],
  [/(?:^|\.)segmentfault\.com$/, 'article.article-content, .article.fmt, .article__content'],
  [/(?:^|\.)cnblogs\.com$/, '#cnblogs_post_body'],
  [/(?:^|\.)infoq\.cn$/, '.article-preview, .article-content'],
];
const around = 'button, .cnblogs_code_toolbar, .copy-code-btn, .code-block-extension-header, form, input';

export interface ArticleBody {
  html: string;
  text: string;
}

/** Finds the article in the page at `url`. Changes the document. `null`: there is none. */
export function articleBody(document: PageDocument, url: string, title: string): ArticleBody | null {
  plainCode(document);
  plainMath(document);
  plainHeadings(document);
  plainPictures(document, url);
  plainLinks(document, url);
  showArticle(document);
  const known = knownBody(document, url);
  if (known !== null) return known;
  // It looks for headings that repeat the title.
  document.title = title;
  const found = new Readability<PageElement>(document as never, {
    keepClasses: true,
    serializer: (node: unknown) => node as PageElement,
  }).parse();
  const root = found?.content ?? null;
  return root === null ? null : bodyOf(root);
}

function knownBody(document: PageDocument, url: string): ArticleBody | null {
  const { hostname } = new URL(url);
  const selector = bodies.find(([host]) => host.test(hostname))?.[1];
  const body = selector === undefined ? null : document.querySelector(selector);
  if (body === null) return null;
  for (const element of [...body.querySelectorAll(around)]) element.remove();
  const found = bodyOf(body);
  return found.text.trim().length < 40 ? null : found;
}

/** A place in the page itself leads nowhere from a copy, but to find the article its links had to be there. */
function bodyOf(root: PageElement): ArticleBody {
  for (const link of root.querySelectorAll('a[href]'))
    if (!/^https?:/i.test(link.getAttribute('href') ?? '')) link.removeAttribute('href');
  return { html: root.toString(), text: root.textContent ?? '' };
}

/** Where a page leads on to that sites put between themselves and the rest of the web. */
function ledTo(address: string): string {
  const url = new URL(address);
  for (const name of redirectPages.get(plainHost(url.hostname) + url.pathname.replace(/\/$/, '')) ?? []) {
    const target = url.searchParams.get(name) ?? '';
    if (/^https?:\/\//i.test(target) && URL.canParse(target)) return new URL(target).href;
  }
  return address;
}

const besideHeadings =
  '.headerlink, .anchorjs-link, .header-anchor, .heading-anchor, .heading-link, a.anchor, .mw-editsection, button';

/** A heading without the signs that lead to itself or to its editor. */
function plainHeadings(document: PageDocument): void {
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    // Readability takes the class for that of a page's header.
    if (/\bheader-anchor/.test(heading.className)) heading.removeAttribute('class');
    for (const sign of [...heading.querySelectorAll(besideHeadings)])
      if (/^(?:|[#¶§🔗]|\[.{1,20}\])$/u.test(sign.textContent?.trim() ?? '')) sign.remove();
  }
}

/** Of the text of a page; more than that is what a script was to fade in. */
const mostHidden = 0.25;
const mostLooked = 50;

/** Pages hide their article until a script has run, and Readability believes them. What is small is hidden from people too. */
function showArticle(document: PageDocument): void {
  const all = document.body.textContent?.length ?? 0;
  let looked = 0;
  for (const hidden of document.querySelectorAll('[style="visibility:hidden"]')) {
    if (++looked > mostLooked) break;
    if ((hidden.textContent?.length ?? 0) > all * mostHidden) hidden.removeAttribute('style');
  }
}

/** Whole addresses, and none that lead elsewhere than to the web or to a place in the page itself. */
function plainLinks(document: PageDocument, url: string): void {
  for (const link of document.querySelectorAll('a[href]')) {
    const written = link.getAttribute('href') ?? '';
    if (written.startsWith('#')) continue;
    const address = addressIn(document, url, written);
    if (address === null) link.removeAttribute('href');
    else link.setAttribute('href', ledTo(address));
  }
}
