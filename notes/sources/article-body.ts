/** The part of a page that is the article, as HTML that nobody may show yet: it is not sanitised. */
import { Readability } from '@mozilla/readability';
import { addressIn } from './page.ts';
import { plainCode } from './page-code.ts';
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
const around = 'button, .copy-code-btn, .code-block-extension-header, form, input';

export interface ArticleBody {
  html: string;
  text: string;
}

/** Finds the article in the page at `url`. Changes the document. `null`: there is none. */
export function articleBody(document: PageDocument, url: string, title: string): ArticleBody | null {
  plainCode(document);
  plainPictures(document, url);
  plainLinks(document, url);
  const known = knownBody(document, url);
  if (known !== null) return known;
  // It looks for headings that repeat the title.
  document.title = title;
  const found = new Readability<PageElement>(document as never, {
    keepClasses: true,
    disableJSONLD: true,
    serializer: (node: unknown) => node as PageElement,
  }).parse();
  const root = found?.content ?? null;
  return root === null ? null : { html: root.toString(), text: found?.textContent ?? '' };
}

function knownBody(document: PageDocument, url: string): ArticleBody | null {
  const { hostname } = new URL(url);
  const selector = bodies.find(([host]) => host.test(hostname))?.[1];
  const body = selector === undefined ? null : document.querySelector(selector);
  if (body === null) return null;
  for (const element of [...body.querySelectorAll(around)]) element.remove();
  const text = body.textContent ?? '';
  return text.trim().length < 40 ? null : { html: body.toString(), text };
}

/** Whole addresses, and none that lead elsewhere than to the web. A place in the page itself stays text. */
function plainLinks(document: PageDocument, url: string): void {
  for (const link of document.querySelectorAll('a[href]')) {
    const written = link.getAttribute('href') ?? '';
    const address = written.startsWith('#') ? null : addressIn(document, url, written);
    if (address === null) link.removeAttribute('href');
    else link.setAttribute('href', address);
  }
}
